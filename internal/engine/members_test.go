package engine_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/crossgrant/crossgrant/internal/engine"
	"github.com/crossgrant/crossgrant/rules"
)

// membersNamed lists the names of members that a module refers to.
func membersNamed(t *testing.T, file, text string) (names []string) {
	t.Helper()
	module, err := ast.ParseModule(file, text)
	if err != nil {
		t.Fatal(err)
	}
	imported := map[ast.Var]bool{}
	for _, i := range module.Imports {
		imported[i.Name()] = true
	}
	for _, rule := range module.Rules {
		ast.WalkRefs(rule, func(ref ast.Ref) bool {
			head, ok := ref[0].Value.(ast.Var)
			if _, builtin := ast.BuiltinMap[ref.String()]; builtin || !ok || imported[head] || ref.HasPrefix(ast.DefaultRootRef) {
				return false
			}
			for _, part := range ref[1:] {
				if name, ok := part.Value.(ast.String); ok {
					names = append(names, string(name))
				}
			}
			return false
		})
	}
	return names
}

// TestSchemaAnnotations holds that rules say under schemas which facts they
// read, so that opa check --schema checks them; if one does, all must.
func TestSchemaAnnotations(t *testing.T) {
	said := map[string]string{}
	for _, r := range engine.Embedded() {
		text, err := rules.Files.ReadFile(r.File)
		if err != nil {
			t.Fatal(err)
		}
		module, err := ast.ParseModuleWithOpts(r.File, string(text), ast.ParserOptions{ProcessAnnotation: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range module.Annotations {
			for _, s := range a.Schemas {
				said[r.ID] += s.Path.String() + ": " + s.Schema.String()
			}
		}
	}
	for _, r := range engine.Embedded() {
		if want := "input: schema." + r.Subject.String(); len(said) > 0 && said[r.ID] != want {
			t.Errorf("%s: METADATA has schemas %q, want %q", r.ID, said[r.ID], want)
		}
	}
}

// descriptive are members that a message or a place needs and no judgement.
var descriptive = map[string]bool{"at": true, "document": true, "path": true, "found": true, "wanted": true, "value": true, "policy": true}

// TestRulesJoinFacts holds that a rule which reads one fact and no more judges
// grammar or the reference data: elsewhere Go would have passed the judgement.
func TestRulesJoinFacts(t *testing.T) {
	for _, r := range engine.Embedded() {
		if r.Category == "syntax" || r.Category == "reference" {
			continue
		}
		facts := map[string]bool{}
		for _, p := range r.Reads {
			text := string(p)
			for end := strings.LastIndexByte(text, '.'); end >= 0 && descriptive[text[end+1:]]; end = strings.LastIndexByte(text, '.') {
				text = text[:end]
			}
			facts[text] = true
		}
		if len(facts) < 2 {
			t.Errorf("%s reads one fact, %v: a rule joins at least two", r.ID, slices.Sorted(maps.Keys(facts)))
		}
	}
}
