package engine

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
	"github.com/open-policy-agent/opa/v1/tester"

	"github.com/crossgrant/crossgrant/internal/facts"
	"github.com/crossgrant/crossgrant/rules"
)

// samples are rules of the shapes that rules have, each with its gate.
var samples = []struct{ id, body, gate string }{
	{"pass-role", `findings contains {"message": "x", "at": s.at} if {
	some s in input.statements
	s.allows["iam:PassRole"]
	s.resource.everything
}`, `(statements.*.allows["iam:PassRole"] & statements.*.resource.everything & statements.*.at)`},
	{"two-ways", `findings contains {"message": "x"} if input.problems["repeated-key"]

findings contains {"message": "y"} if input.problems["wrong-type"]`, `(problems["repeated-key"] | problems["wrong-type"])`},
	{"negated", `findings contains {"message": "x"} if {
	input.role.tags
	not input.role.owner
}`, `role.tags`},
	{"helper", `findings contains {"message": "x"} if {
	some s in input.statements
	wide(s)
}

wide(s) if s.resource.everything

wide(s) if s.resource.bucket`, `(statements.* & (statements.*.resource.everything | statements.*.resource.bucket))`},
	{"some", `findings contains {"message": "x"} if {
	lacking := {a.value | some a in input.statements; not a.fine}
	count(lacking) > 0
}`, `statements.*.value`},
	{"some-of-a-set", `findings contains {"message": "x"} if count(lacking) > 0

lacking contains a.value if some a in input.actions

lacking contains k if some k in input.keys`, `(actions.*.value | keys.*)`},
	{"none", `findings contains {"message": "x"} if {
	lacking := {a | some a in input.statements}
	count(lacking) == 0
}`, `always`},
	{"a-text-has-a-size", `findings contains {"message": "x"} if count(input.type) > 0`, `type`},
	{"always", `findings contains {"message": "x"} if not input.version`, `always`},
}

// sample is the text of a rule sample/id.
func sample(id, body string) string {
	return fmt.Sprintf("# METADATA\n# title: A sample\n# custom:\n#   severity: error\n#   subject: document\n"+
		"package rules.sample[%q]\n\n%s\n", id, body)
}

func sampleEngine(t *testing.T) *Engine {
	t.Helper()
	modules := map[string]string{}
	for _, s := range samples {
		modules[s.id+".rego"] = sample(s.id, s.body)
	}
	e, err := New(context.Background(), nil, modules)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestGates holds the gate of each shape of rule.
func TestGates(t *testing.T) {
	for _, s := range samples {
		table, err := Describe(map[string]string{"a.rego": sample(s.id, s.body)})
		if err != nil {
			t.Fatal(err)
		}
		if got := table[0].Gate.String(); got != s.gate {
			t.Errorf("%s has the gate %s, want %s", s.id, got, s.gate)
		}
	}
}

// TestGatesLoseNothing holds that a run of the candidates finds what a run of
// all rules finds, on random facts.
func TestGatesLoseNothing(t *testing.T) {
	e := sampleEngine(t)
	random := rand.New(rand.NewPCG(5, 6))
	maybe := func(o facts.Object, name string, v facts.Value) facts.Object {
		if random.IntN(2) == 0 {
			return o
		}
		return o.With(name, v)
	}
	for range 200 {
		var statements facts.Array
		for range random.IntN(3) {
			resource := maybe(maybe(facts.Object{}, "everything", facts.Present), "bucket", facts.Present)
			s := maybe(facts.Object{}, "at", facts.String("here"))
			s = maybe(s, "allows", maybe(facts.Object{}, "iam:PassRole", facts.Present))
			statements = append(statements, s.With("resource", resource))
		}
		input := maybe(facts.Object{}, "statements", statements)
		input = maybe(input, "problems", maybe(facts.Object{}, "wrong-type", facts.Present))
		input = maybe(input, "role", maybe(maybe(facts.Object{}, "tags", facts.Present), "owner", facts.Present))
		input = maybe(input, "version", facts.String("2012-10-17"))
		gated, err := e.Eval(context.Background(), input, e.Candidates(input))
		if err != nil {
			t.Fatal(err)
		}
		whole, err := e.Eval(context.Background(), input, e.Rules())
		if err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(gated) != fmt.Sprint(whole) {
			t.Fatalf("%s: gated %v, ungated %v", facts.AppendJSON(nil, input), gated, whole)
		}
	}
}

// TestAllowsIsAsked holds that grants are asked by constant names, that anything
// else is refused, and so is what does not exist.
func TestAllowsIsAsked(t *testing.T) {
	build := func(body string) (*Engine, error) {
		return New(context.Background(), nil, map[string]string{"a.rego": sample("a", body)})
	}
	e, err := build(`findings contains {"message": a} if {
	some a in {"s3:GetObject", "s3:PutObject"}
	input.allows[a]
}`)
	if err != nil || strings.Join(e.Asks(), " ") != "s3:GetObject s3:PutObject" {
		t.Errorf("asks %v, %v", e, err)
	}
	e, err = build(`findings contains {"message": a} if {
	some statement in input.statements
	some a in {"s3:GetObject", "s3:PutObject"}
	statement.denies[a]
}`)
	if err != nil || strings.Join(e.Asks(), " ") != "s3:GetObject s3:PutObject" {
		t.Errorf("what a statement denies: asks %v, %v", e, err)
	}
	if _, err := build(`findings contains {"message": a} if some a, _ in input.statements[_].denies`); err == nil || !strings.Contains(err.Error(), "denies is read other than by constant keys") {
		t.Errorf("iterating denies: %v", err)
	}
	if _, err := build(`findings contains {"message": a} if some a, _ in input.allows`); err == nil || !strings.Contains(err.Error(), "a.rego:8") {
		t.Errorf("iterating allows: %v", err)
	}
	if _, err := build(`findings contains {"message": "x"} if input.allows["s3:GetObjekt"]`); err == nil || !strings.Contains(err.Error(), "s3:GetObjekt") {
		t.Errorf("asking for what is no action: %v", err)
	}
	misspelt := strings.Replace(sample("a", `findings contains {"message": "x"} if input.problems["no-versoin"]`),
		"# custom:", "# schemas:\n#   - input: schema.document\n# custom:", 1)
	if _, err := New(context.Background(), nil, map[string]string{"a.rego": misspelt}); err == nil || !strings.Contains(err.Error(), "no-versoin") {
		t.Errorf("a fact that does not exist: %v", err)
	}
	if _, err := build(`findings contains {"message": "x"} if http.send({"url": "x"})`); err == nil {
		t.Error("a rule may reach the network")
	}
}

// TestRego holds that every Rego file is formatted and every Rego test passes.
func TestRego(t *testing.T) {
	modules := map[string]*ast.Module{}
	err := fs.WalkDir(rules.Files, ".", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".rego") {
			return err
		}
		text, err := fs.ReadFile(rules.Files, name)
		if err != nil {
			return err
		}
		formatted, err := format.Source(name, text)
		if err != nil {
			return err
		}
		if string(formatted) != string(text) {
			t.Errorf("%s is not formatted: opa fmt", name)
		}
		modules[name], err = ast.ParseModule(name, string(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	compiler := ast.NewCompiler().WithStrict(true).WithCapabilities(capabilities()).WithEnablePrintStatements(true)
	results, err := tester.NewRunner().SetCompiler(compiler).SetModules(modules).RunTests(context.Background(), nil)
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
		t.Error("no Rego test ran")
	}
}

// TestMetadata holds that every rule under rules says what it has to say, and
// stands in the folder of its id.
func TestMetadata(t *testing.T) {
	for _, r := range Embedded() {
		if r.Title == "" || r.Description == "" || r.Remedy == "" || r.Since == "" || len(r.Related) == 0 {
			t.Errorf("%s: METADATA lacks something: %+v", r.ID, r.Rule)
		}
		_, last, _ := strings.Cut(r.ID, "/")
		file := r.ID + "/" + last
		if r.File != file+".rego" {
			t.Errorf("%s does not stand in %s.rego", r.ID, file)
		}
		if _, err := fs.Stat(rules.Files, file+"_test.rego"); err != nil {
			t.Errorf("%s has no test", r.ID)
		}
		if r.Gate.Always() {
			t.Errorf("%s is asked about every subject", r.ID)
		}
	}
}
