package cli

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
	"github.com/open-policy-agent/opa/v1/tester"

	"github.com/crossgrant/crossgrant/internal/engine"
	"github.com/crossgrant/crossgrant/internal/facts"
	"github.com/crossgrant/crossgrant/internal/golden"
	"github.com/crossgrant/crossgrant/internal/lint"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/rules"
)

// TestANewRuleWorks holds that what is written compiles, is formatted, passes
// its own test and does what its cases are named for.
func TestANewRuleWorks(t *testing.T) {
	for _, id := range []string{"logic/empty-deny", "team/plain"} {
		t.Run(id, func(t *testing.T) {
			dir := t.TempDir()
			if code, out, errors := run("new", "rule", id, "--dir", dir); code != 0 {
				t.Fatalf("exit code %d\n%s%s", code, out, errors)
			}
			category, name, _ := strings.Cut(id, "/")
			texts := map[string]string{}
			for _, file := range []string{name + ".rego", name + "_test.rego"} {
				text, err := os.ReadFile(filepath.Join(dir, "rules", category, name, file))
				if err != nil {
					t.Fatal(err)
				}
				texts[file] = string(text)
			}
			passes(t, texts)
			e, err := engine.New(context.Background(), engine.Embedded(), map[string]string{name + ".rego": texts[name+".rego"]})
			if err != nil {
				t.Fatal(err)
			}
			f, err := golden.Read(filepath.Join(dir, "testdata", "rules", category, name+".txtar"))
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range f.Cases {
				if got := fires(t, e, id, c); got != c.Fires() {
					t.Errorf("case %s: the rule fires: %v", c.Name, got)
				}
			}
			if code, _, errors := run("new", "rule", id, "--dir", dir); code != exitInput || !strings.Contains(errors, "exists already") {
				t.Errorf("a second time: exit code %d, %s", code, errors)
			}
		})
	}
}

// fires reports whether the rule has a finding in the documents of the case.
func fires(t *testing.T, e *engine.Engine, id string, c *golden.Case) bool {
	t.Helper()
	dir := t.TempDir()
	if err := c.Write(dir); err != nil {
		t.Fatal(err)
	}
	w, err := lint.Load([]string{dir}, lint.Options{Type: policy.Type(c.Args[1])})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range w.Snapshot.Documents {
		input := facts.Document(d, facts.NewNames(w.Reference))
		results, err := e.Eval(context.Background(), input, e.Candidates(input))
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range results {
			if r.Rule == id {
				return true
			}
		}
	}
	return false
}

// passes formats and tests modules as opa fmt and opa test do.
func passes(t *testing.T, texts map[string]string) {
	t.Helper()
	all, err := rules.Libraries()
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range texts {
		formatted, err := format.Source(name, []byte(text))
		if err != nil || string(formatted) != text {
			t.Errorf("%s is not formatted (%v):\n%s", name, err, formatted)
		}
		all[name] = text
	}
	modules := map[string]*ast.Module{}
	for name, text := range all {
		if modules[name], err = ast.ParseModule(name, text); err != nil {
			t.Fatal(err)
		}
	}
	results, err := tester.NewRunner().SetCompiler(ast.NewCompiler().WithStrict(true)).SetModules(modules).RunTests(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	ran := 0
	for r := range results {
		if ran++; !r.Pass() {
			t.Errorf("%s.%s: %v", r.Package, r.Name, r.Error)
		}
	}
	if ran == 0 {
		t.Error("no test ran")
	}
}

func TestNewRefusesWhatIsNoRule(t *testing.T) {
	for says, args := range map[string][]string{
		"want CATEGORY/ID":              {"new", "rule", "Logic/Empty_Deny"},
		"there is a rule syntax/effect": {"new", "rule", "syntax/effect"},
		"want new rule":                 {"new", "package"},
	} {
		if code, _, errors := run(append(args, "--dir", t.TempDir())...); code != exitInput || !strings.Contains(errors, says) {
			t.Errorf("%v: exit code %d, %s", args, code, errors)
		}
	}
}

// TestNothingIsLeftOfTheScaffold holds that each rule says what it means in its
// own words.
func TestNothingIsLeftOfTheScaffold(t *testing.T) {
	for _, r := range engine.Embedded() {
		f, err := golden.Read(filepath.Join(goldens, r.ID+".txtar"))
		if err != nil {
			f = &golden.File{}
		}
		for _, text := range []string{r.Title, r.Description, r.Remedy, f.Comment} {
			if lower := strings.ToLower(text); strings.HasPrefix(lower, "say in a ") || strings.HasPrefix(lower, "say what to do") {
				t.Errorf("%s still has the words of the scaffold: %s", r.ID, text)
			}
		}
	}
}
