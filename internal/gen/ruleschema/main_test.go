package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTheSchemasAreFresh holds that the folder of schemas is what facts.json
// says.
func TestTheSchemasAreFresh(t *testing.T) {
	const folder = "../../facts"
	want, err := generate(filepath.Join(folder, "facts.json"))
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(folder, "schema", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		schema := strings.TrimSuffix(filepath.Base(name), ".json")
		got, err := os.ReadFile(name)
		if err != nil || !bytes.Equal(got, want[schema]) {
			t.Errorf("%s is not what facts.json says: go generate ./internal/gen (%v)", name, err)
		}
		delete(want, schema)
	}
	for name := range want {
		t.Errorf("there is no schema/%s.json: go generate ./internal/gen", name)
	}
}
