package main

import (
	"bytes"
	"os"
	"testing"
)

// TestTheFactsAreFresh holds that what is generated is what the shapes say.
func TestTheFactsAreFresh(t *testing.T) {
	shapes, err := read("../../written")
	if err != nil {
		t.Fatal(err)
	}
	code, err := goText(shapes)
	if err != nil {
		t.Fatal(err)
	}
	schema, err := schemaText(shapes)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][]byte{"../../written/value_gen.go": code, "../../facts/written.json": schema} {
		if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what the shapes say: go generate ./internal/gen (%v)", name, err)
		}
	}
}
