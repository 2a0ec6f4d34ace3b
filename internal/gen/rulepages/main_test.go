package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/engine"
)

const root = "../../.."

// TestThePagesAreFresh holds that every rule has a page, and that it is what
// METADATA and cases say.
func TestThePagesAreFresh(t *testing.T) {
	for _, e := range engine.Embedded() {
		want, err := generate(root, e)
		if err != nil {
			t.Error(err)
			continue
		}
		got, err := os.ReadFile(pageOf(root, e))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("the page of %s is not what METADATA and cases say: go generate ./internal/gen (%v)", e.ID, err)
		}
	}
}

// TestNoPageWithoutARule holds that no page outlives its rule.
func TestNoPageWithoutARule(t *testing.T) {
	pages, err := filepath.Glob(filepath.Join(root, "rules", "*", "*", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for _, e := range engine.Embedded() {
		ids[e.ID] = true
	}
	for _, p := range pages {
		parts := strings.Split(filepath.ToSlash(p), "/")
		if id := strings.Join(parts[len(parts)-3:len(parts)-1], "/"); !ids[id] {
			t.Errorf("%s: there is no rule %s", p, id)
		}
	}
}
