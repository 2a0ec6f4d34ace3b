package engine_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/crossgrant/crossgrant/internal/engine"
	"github.com/crossgrant/crossgrant/internal/facts"
	"github.com/crossgrant/crossgrant/internal/reference"
)

var generated = flag.Int("facts", 300, "how many random facts of each subject are judged with and without gates")

// TestGatesLoseNothingOfGeneratedFacts holds on random facts that hold the
// schemas that a run of the candidates finds what a run of all rules finds.
func TestGatesLoseNothingOfGeneratedFacts(t *testing.T) {
	ctx := context.Background()
	e := newEngine(t, nil)
	schemas := compileSchemas(t)
	random := rand.New(rand.NewPCG(7, 8))
	firing, silent := map[string]bool{}, 0
	for _, name := range facts.SchemaNames() {
		if name == "finding" {
			continue
		}
		text, _ := facts.Schema(name)
		parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		g := generator{schemaNode(parsed.(map[string]any)), random}
		for i := range *generated {
			input := g.value(g.root).(facts.Object)
			if i == 0 {
				validate(t, schemas[name], "generated facts", facts.AppendJSON(nil, input))
			}
			gated, err1 := e.Eval(ctx, input, e.Candidates(input))
			whole, err2 := e.Eval(ctx, input, e.Rules())
			if fmt.Sprint(gated) != fmt.Sprint(whole) {
				t.Fatalf("%s: gated %v (%v), ungated %v (%v)", facts.AppendJSON(nil, input), gated, err1, whole, err2)
			}
			if len(whole) == 0 {
				silent++
			}
			for _, f := range whole {
				firing[f.Rule] = true
			}
		}
	}
	if len(firing) < len(e.Rules())/2 || silent == 0 {
		t.Errorf("%d rules of %d fire, %d facts are silent: the facts prove little", len(firing), len(e.Rules()), silent)
	}
	t.Logf("%d rules of %d fire", len(firing), len(e.Rules()))
}

// generator makes facts that hold a schema.
type generator struct {
	root   schemaNode
	random *rand.Rand
}

// texts are strings that facts may hold.
var texts = []facts.String{"a", "s3:GetObject", "s3:PutObject", "arn:aws:s3:::b/k", "111122223333"}

func (g generator) value(n schemaNode) facts.Value {
	if ref, ok := n["$ref"].(string); ok {
		definitions := g.root["definitions"].(map[string]any)
		return g.value(definitions[strings.TrimPrefix(ref, "#/definitions/")].(map[string]any))
	}
	switch n["type"] {
	case "boolean":
		return facts.Present
	case "object":
		return g.object(n)
	case "array":
		list := facts.Array{}
		for range g.random.IntN(3) {
			list = append(list, g.value(n["items"].(map[string]any)))
		}
		return list
	case "integer":
		return facts.Int(g.random.IntN(3))
	}
	if constant, ok := n["const"].(string); ok {
		return facts.String(constant)
	}
	if enum, ok := n["enum"].([]any); ok {
		return facts.String(enum[g.random.IntN(len(enum))].(string))
	}
	return texts[g.random.IntN(len(texts))]
}

func (g generator) object(n schemaNode) facts.Object {
	o := facts.Object{}
	required, _ := n["required"].([]any)
	properties, _ := n["properties"].(map[string]any)
	// Facts with all and facts with few members both have to be likely.
	likely := g.random.IntN(10)
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		if slices.Contains(required, any(name)) || g.random.IntN(10) < likely {
			o = o.With(name, g.value(properties[name].(map[string]any)))
		}
	}
	if values, ok := n["additionalProperties"].(map[string]any); ok {
		for _, name := range texts {
			if g.random.IntN(10) < likely {
				o = o.With(string(name), g.value(values))
			}
		}
	}
	return o
}

// TestAsksAreActions holds that rules ask for actions that AWS has.
func TestAsksAreActions(t *testing.T) {
	services := reference.Embedded()
	for _, r := range engine.Embedded() {
		for _, action := range r.Asks {
			if _, ok := services.Action(action); !ok {
				t.Errorf("%s reads allows[%q], which is no action of AWS", r.ID, action)
			}
		}
	}
}
