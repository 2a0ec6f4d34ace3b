package golden

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const example = `What the rule is about.

-- fires/args --
--type identity
-- fires/policy.json --
{}
-- fires/want --
error[a/b]: x
-- silent-elsewhere/a/role.json --
{}
-- silent-elsewhere/want --
`

func TestCasesReadBack(t *testing.T) {
	f, err := Parse("a.txtar", []byte(example))
	if err != nil {
		t.Fatal(err)
	}
	if got := string(f.Format()); got != example {
		t.Errorf("written back:\n%s", got)
	}
	fires, silent := f.First(true), f.First(false)
	if fires.Want != "error[a/b]: x\n" || strings.Join(fires.Args, "|") != "--type|identity" || silent.Name != "silent-elsewhere" {
		t.Errorf("read %+v and %+v", fires, silent)
	}
	dir := t.TempDir()
	if err := silent.Write(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "a", "role.json")); err != nil {
		t.Error(err)
	}
}

func TestWhatIsNoCaseIsNamed(t *testing.T) {
	for text, says := range map[string]string{
		"-- fires/policy.json --\n{}\n":       "a sentence",
		"About.\n-- policy.json --\n{}\n":     "policy.json: want CASE/FILE",
		"About.\n-- third/policy.json --\n{}": "case third",
		"About.\n-- fires/want --\n":          "a file to check",
		"About.\n-- fires/../../x --\n":       "outside of its case",
	} {
		if _, err := Parse("a.txtar", []byte(text)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, want %q", text, err, says)
		}
	}
}
