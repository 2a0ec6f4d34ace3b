package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestOutput holds what --output does with what stands in its place.
func TestOutput(t *testing.T) {
	const other = `{"findings":[]}`
	for _, row := range []struct {
		name  string
		lay   func(t *testing.T, folder string)
		args  []string
		says  string // the error; without one the file holds the answer
		after string // what the file holds after an error
	}{
		{name: "nothing", lay: func(*testing.T, string) {}},
		{name: "a file", lay: func(t *testing.T, folder string) {
			if err := os.WriteFile(filepath.Join(folder, "out.json"), []byte(other), 0o640); err != nil {
				t.Fatal(err)
			}
		}},
		{name: "a link", lay: func(t *testing.T, folder string) {
			if err := os.WriteFile(filepath.Join(folder, "elsewhere"), []byte(other), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink("elsewhere", filepath.Join(folder, "out.json")); err != nil {
				t.Skip(err)
			}
		}, says: "out.json: want a file, found a link", after: other},
		{name: "a link to nowhere", lay: func(t *testing.T, folder string) {
			if err := os.Symlink("nowhere", filepath.Join(folder, "out.json")); err != nil {
				t.Skip(err)
			}
		}, says: "out.json: want a file, found a link"},
		{name: "a folder", lay: func(t *testing.T, folder string) {
			if err := os.Mkdir(filepath.Join(folder, "out.json"), 0o700); err != nil {
				t.Fatal(err)
			}
		}, says: "out.json: want a file, found a folder"},
		{name: "an input below the folder", lay: func(t *testing.T, folder string) {
			if err := os.WriteFile(filepath.Join(folder, "out.json"), []byte(readsB), 0o600); err != nil {
				t.Fatal(err)
			}
		}, says: "out.json: an input of this run is not overwritten", after: readsB},
		{name: "an input under another name", lay: func(t *testing.T, folder string) {
			if err := os.Link(filepath.Join(folder, "p.json"), filepath.Join(folder, "out.json")); err != nil {
				t.Skip(err)
			}
		}, args: []string{"p.json"}, says: "out.json: an input of this run is not overwritten", after: readsB},
		{name: "the configuration", lay: func(t *testing.T, folder string) {
			if err := os.Rename(filepath.Join(folder, "c.yaml"), filepath.Join(folder, "out.json")); err != nil {
				t.Fatal(err)
			}
		}, args: []string{"--config", "out.json", "p.json"}, says: "out.json: an input of this run is not overwritten", after: "context: []\n"},
		{name: "no folder for it", lay: func(t *testing.T, folder string) { t.Chdir(folder) },
			args: []string{"--output", "nowhere/out.json", "p.json"}, says: "nowhere"},
	} {
		t.Run(row.name, func(t *testing.T) {
			folder := lay(t, map[string]string{"p.json": readsB, "c.yaml": "context: []\n"})
			row.lay(t, folder)
			t.Chdir(folder)
			before, _ := os.Lstat("out.json")
			args := row.args
			if args == nil {
				args = []string{"."}
			}
			code, out, stderr := run(append([]string{"check", "--format", "json", "--output", "out.json"}, args...)...)
			text, _ := os.ReadFile("out.json")
			if row.says != "" {
				if code < exitInput || !strings.Contains(stderr, row.says) || row.after != "" && string(text) != row.after {
					t.Errorf("exit code %d, %q; the file holds %q", code, stderr, text)
				}
			} else if code > exitFindings || out != "" || !strings.HasPrefix(string(text), `{`) {
				t.Errorf("exit code %d, %q %q; the file holds %q", code, out, stderr, text)
			}
			if now, err := os.Lstat("out.json"); err == nil && before != nil && now.Mode() != before.Mode() {
				t.Errorf("its mode was %v and is %v", before.Mode(), now.Mode())
			}
			if left, _ := filepath.Glob(".crossgrant-*"); left != nil {
				t.Errorf("left behind: %q", left)
			}
		})
	}
}
