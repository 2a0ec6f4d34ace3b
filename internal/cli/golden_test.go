package cli

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/engine"
	"github.com/crossgrant/crossgrant/internal/golden"
)

const goldens = "../../testdata/rules"

// TestGoldens runs crossgrant check on the cases of every rule. With
// UPDATE_GOLDEN=1 it writes what is printed into the files.
func TestGoldens(t *testing.T) {
	root, err := filepath.Abs(goldens)
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		relative, _ := filepath.Rel(root, name)
		id, ok := strings.CutSuffix(filepath.ToSlash(relative), ".txtar")
		if !ok {
			t.Errorf("%s: want a .txtar file", name)
			return nil
		}
		t.Run(id, func(t *testing.T) { runGolden(t, id, name) })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func runGolden(t *testing.T, id, name string) {
	f, err := golden.Read(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range f.Cases {
		got := check(t, c)
		if found := strings.Contains(got, "["+id+"]"); found != c.Fires() {
			t.Errorf("case %s: the rule fires: %v\n%s", c.Name, found, got)
		}
		if os.Getenv("UPDATE_GOLDEN") == "1" {
			c.Want = got
		} else if got != c.Want {
			t.Errorf("case %s prints\n%s\nwant (UPDATE_GOLDEN=1 rewrites it)\n%s", c.Name, got, c.Want)
		}
	}
	if f.First(true) == nil || f.First(false) == nil {
		t.Error("want a case that fires and one that is silent")
	}
	if os.Getenv("UPDATE_GOLDEN") == "1" {
		if err := os.WriteFile(name, f.Format(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// check runs crossgrant in a folder with the files of the case, and
// returns what it prints.
func check(t *testing.T, c *golden.Case) string {
	t.Helper()
	dir := t.TempDir()
	if err := c.Write(dir); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	var out bytes.Buffer
	code := Main(context.Background(), Env{Args: append([]string{"crossgrant"}, c.Command()...),
		Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out})
	if code > exitFindings {
		t.Errorf("case %s: exit code %d\n%s", c.Name, code, out.String())
	}
	return out.String()
}

// TestEveryRuleHasAGolden holds that each rule has cases, and each file of cases
// a rule.
func TestEveryRuleHasAGolden(t *testing.T) {
	for _, r := range engine.Embedded() {
		if _, err := os.Stat(filepath.Join(goldens, r.ID+".txtar")); err != nil {
			t.Errorf("%s has no golden: %v", r.ID, err)
		}
	}
	files, err := filepath.Glob(filepath.Join(goldens, "*", "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		id := filepath.Base(filepath.Dir(name)) + "/" + strings.TrimSuffix(filepath.Base(name), ".txtar")
		if _, ok := ruleByID(id); !ok {
			t.Errorf("%s: there is no rule %s", name, id)
		}
	}
}

func ruleByID(id string) (engine.Entry, bool) {
	for _, r := range engine.Embedded() {
		if r.ID == id {
			return r, true
		}
	}
	return engine.Entry{}, false
}
