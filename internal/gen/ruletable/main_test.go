package main

import (
	"bytes"
	"os"
	"testing"
)

// TestTheTableIsFresh holds that the table in the engine is what the rules say.
func TestTheTableIsFresh(t *testing.T) {
	want, err := generate()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../../engine/table_gen.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("internal/engine/table_gen.go is not what the rules say: go generate ./internal/gen")
	}
}
