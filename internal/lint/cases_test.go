package lint

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/crossgrant/crossgrant/internal/engine"
)

// embedded returns the rules that are built in.
func embedded(t *testing.T) *engine.Engine {
	t.Helper()
	e, err := engine.New(context.Background(), engine.Embedded(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// ruleCases lists the files of the rules' cases, by absolute paths: tests change the
// working folder.
func ruleCases(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob("../../testdata/rules/*/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for i, name := range names {
		if names[i], err = filepath.Abs(name); err != nil {
			t.Fatal(err)
		}
	}
	return names
}
