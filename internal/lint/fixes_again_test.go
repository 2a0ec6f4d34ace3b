package lint

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/golden"
)

// TestFixesAreMadeOnce makes the safe fixes of every case of every rule in its files and
// judges again: nothing is left to fix but what was left out before, and it ends.
func TestFixesAreMadeOnce(t *testing.T) {
	e, names := embedded(t), ruleCases(t)
	made := 0
	for _, name := range names {
		f, err := golden.Read(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range f.Cases {
			of, ok := typeOf(c)
			if !ok {
				continue
			}
			t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar")+"/"+c.Name, func(t *testing.T) {
				dir := t.TempDir()
				if err := c.Write(dir); err != nil {
					t.Fatal(err)
				}
				t.Chdir(dir)
				left := -1 // how many fixes the last run left
				for round := 0; ; round++ {
					w, err := Load([]string{"."}, Options{Type: of})
					if err != nil {
						t.Fatal(err)
					}
					settings := Settings{}
					r, err := run(context.Background(), e, w, settings, usually(&settings))
					if err != nil {
						t.Fatal(err)
					}
					patches, now := inFiles(t, r)
					if len(patches) == 0 {
						return
					}
					if left == 0 || round > 3 {
						t.Fatalf("run %d mends again\n%s\n%s", round+1, told(r.Findings), shown(patches))
					}
					for _, p := range patches {
						made++
						if err := os.WriteFile(p.File.Name, p.After(), 0o644); err != nil {
							t.Fatal(err)
						}
					}
					left = now
				}
			})
		}
	}
	t.Logf("%d files mended", made)
	if made < 30 {
		t.Errorf("%d mended files are too few to mean anything", made)
	}
}

// inFiles returns the patches of safe fixes that files take, and how many fixes are left:
// what goes not together with another or is not safe may be so in the next run.
func inFiles(t *testing.T, r *Result) (patches []*finding.Patch, left int) {
	t.Helper()
	all, left, err := r.Patches(Choice{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		if p.File != nil {
			patches = append(patches, p)
		}
	}
	return patches, left
}
