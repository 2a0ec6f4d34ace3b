package cli

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestContext holds which files have findings where the configuration names a
// context: those that the user names, however he does, but not what they are
// completed with.
func TestContext(t *testing.T) {
	root, err := filepath.Abs("../../testdata/hook/repository")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		name     string
		paths    []string
		findings bool
	}{
		{"the file at fault", []string{"package.json", "iam/111122223333/roles/cluster/inline/results.json"}, true},
		{"another file of the pair", []string{"iam/111122223333/roles/cluster/role.json"}, false},
		{"the folder around the fault", []string{"iam/111122223333"}, true},
		{"the folder at the other side", []string{"iam/444455556666"}, false},
		{"the folder that is the context", []string{"iam"}, true},
		{"a glob", []string{"iam/**/results.json"}, true},
		{"a folder around the context", []string{"."}, false},
		{"a path the long way round", []string{"iam/../iam/111122223333/roles/cluster/inline/results.json"}, true},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Chdir(root)
			for _, base := range []string{"", root} {
				args := []string{"check", "--policies-only"}
				for _, path := range row.paths {
					if base != "" {
						path = base + "/" + path
					}
					args = append(args, path)
				}
				code, out, errs := run(args...)
				if want := map[bool]int{true: exitFindings}[row.findings]; code != want || errs != "" {
					t.Errorf("%v: exit code %d, want %d\n%s%s", args, code, want, out, errs)
				}
				if !strings.Contains(out, "1 pair") {
					t.Errorf("%v: the pair is not complete\n%s", args, out)
				}
			}
		})
	}
}
