package engine_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/crossgrant/crossgrant/internal/engine"
	"github.com/crossgrant/crossgrant/internal/facts"
	"github.com/crossgrant/crossgrant/internal/reference"
)

var generated = flag.Int("facts", 200, "how many random facts of each subject are judged with and without gates")

// TestGatesLoseNothingOfGeneratedFacts holds on random facts that hold the
// schemas that a run of the candidates finds what a run of all rules finds, and that
// every gate is opened by some of them.
func TestGatesLoseNothingOfGeneratedFacts(t *testing.T) {
	ctx := context.Background()
	e := newEngine(t, nil)
	schemas := compileSchemas(t)
	random := rand.New(rand.NewPCG(7, 8))
	firing, opened, silent := map[string]bool{}, map[string]bool{}, 0
	for _, name := range facts.SchemaNames() {
		if name == "finding" {
			continue
		}
		text, _ := facts.Schema(name)
		parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		g := generator{schemaNode(parsed.(map[string]any)), random, nil}
		aims := aimsOf(e, name)
		for i := range max(*generated, 2*len(aims)) {
			g.aim = wish{}
			if i%2 == 1 { // every other one is to open some gate
				g.aim = aims[i/2%len(aims)]
			}
			input := g.value(g.root, g.aim).(facts.Object)
			if i == 0 {
				validate(t, schemas[name], "generated facts", facts.AppendJSON(nil, input))
			}
			candidates := e.Candidates(input)
			for _, id := range candidates {
				opened[id] = true
			}
			if later := e.Candidates(putOff(random, input).(facts.Object)); !slices.Equal(later, candidates) {
				t.Fatalf("%s: facts that are made when they are asked for open %v, want %v", facts.AppendJSON(nil, input), later, candidates)
			}
			gated, err1 := e.Eval(ctx, input, candidates)
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
	for _, id := range e.Rules() {
		if !opened[id] {
			t.Errorf("no facts open the gate of %s", id)
		}
	}
	t.Logf("%d rules of %d fire, %d gates open", len(firing), len(e.Rules()), len(opened))
}

// putOff are the same facts, some of which are made when they are asked for.
func putOff(random *rand.Rand, v facts.Value) facts.Value {
	some := func(v facts.Value) facts.Value {
		inner := putOff(random, v)
		if random.IntN(4) > 0 {
			return inner
		}
		return facts.Later(func() facts.Value { return inner })
	}
	switch v := v.(type) {
	case facts.Object:
		o := make(facts.Object, len(v))
		for i, m := range v {
			o[i] = facts.Member{Name: m.Name, Value: some(m.Value)}
		}
		return o
	case facts.Array:
		a := make(facts.Array, len(v))
		for i, item := range v {
			a[i] = some(item)
		}
		return a
	}
	return v
}

// TestFactsThatNoGateAsksForAreNotMade holds that what each layer does about a request is
// stated of pairs alone of which some rule may say something.
func TestFactsThatNoGateAsksForAreNotMade(t *testing.T) {
	e := newEngine(t, nil)
	made := false
	leg := facts.Later(func() facts.Value {
		made = true
		return facts.Object{{Name: "layers", Value: facts.Object{}}}
	})
	capability := facts.Object{{Name: "verdict", Value: facts.Keyed("yes")}, {Name: "legs", Value: facts.Object{{Name: "s3:GetObject", Value: leg}}}}
	pair := func(c facts.Object) facts.Object {
		return facts.Object{{Name: "kind", Value: facts.String("access")}, {Name: "capabilities", Value: facts.Object{{Name: "read", Value: c}}}}
	}
	e.Candidates(pair(capability))
	if made {
		t.Error("a leg of a capability that nobody misses was stated")
	}
	e.Candidates(pair(capability.With("meant", facts.Present).With("unreached", facts.Array{capability})))
	if !made {
		t.Error("a leg of a capability that is missing was not stated")
	}
}

// wish says which members facts have to have, and which those have.
type wish map[string]wish

// aimsOf are the facts of all gates of rules about a subject, one wish for each rule.
func aimsOf(e *engine.Engine, subject string) (aims []wish) {
	step := regexp.MustCompile(`\["((?:[^"\\]|\\.)*)"\]|[^.\[]+`)
	for _, entry := range e.Entries() {
		if entry.Subject.String() != subject {
			continue
		}
		aim := wish{}
		for _, path := range entry.Gate.Paths() {
			at := aim
			for _, m := range step.FindAllStringSubmatch(string(path), -1) {
				name := m[0]
				if strings.HasPrefix(name, "[") {
					name = m[1]
				}
				if at[name] == nil {
					at[name] = wish{}
				}
				at = at[name]
			}
		}
		aims = append(aims, aim)
	}
	if aims == nil {
		aims = []wish{{}}
	}
	return aims
}

// of is what is wished of a member or element.
func (w wish) of(name string) wish { return w[name].and(w["*"]) }

func (w wish) and(other wish) wish {
	switch {
	case w == nil:
		return other
	case other == nil:
		return w
	}
	both := maps.Clone(w)
	for name, inner := range other {
		both[name] = w[name].and(inner)
	}
	return both
}

// generator makes facts that hold a schema.
type generator struct {
	root   schemaNode
	random *rand.Rand
	aim    wish
}

// texts are strings that facts may hold.
var texts = []facts.String{"a", "s3:GetObject", "s3:PutObject", "arn:aws:s3:::b/k", "111122223333"}

// value makes a value that has what is wished of it.
func (g generator) value(n schemaNode, w wish) facts.Value {
	if ref, ok := n["$ref"].(string); ok {
		definitions := g.root["definitions"].(map[string]any)
		return g.value(definitions[strings.TrimPrefix(ref, "#/definitions/")].(map[string]any), w)
	}
	switch n["type"] {
	case "boolean":
		return facts.Present
	case "object":
		return g.object(n, w)
	case "array":
		list := facts.Array{}
		least := min(len(w), 1)
		for range least + g.random.IntN(3-least) {
			list = append(list, g.value(n["items"].(map[string]any), w.of("*")))
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

func (g generator) object(n schemaNode, w wish) facts.Object {
	o := facts.Object{}
	required, _ := n["required"].([]any)
	properties, _ := n["properties"].(map[string]any)
	// Facts with all and facts with few members both have to be likely.
	likely := g.random.IntN(10)
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		if slices.Contains(required, any(name)) || w[name] != nil || g.random.IntN(10) < likely {
			o = o.With(name, g.value(properties[name].(map[string]any), w.of(name)))
		}
	}
	if values, ok := n["additionalProperties"].(map[string]any); ok {
		for _, name := range texts {
			if g.random.IntN(10) < likely {
				o = o.With(string(name), g.value(values, w.of(string(name))))
			}
		}
		for _, name := range slices.Sorted(maps.Keys(w)) {
			if name != "*" && o.Get(name) == nil {
				o = o.With(name, g.value(values, w.of(name)))
			}
		}
	}
	if each := w["*"]; each != nil && len(o) == 0 {
		// Any member will do.
		if values, ok := n["additionalProperties"].(map[string]any); ok {
			o = o.With(string(texts[0]), g.value(values, each))
		} else if names := slices.Sorted(maps.Keys(properties)); len(names) > 0 {
			name := names[g.random.IntN(len(names))]
			o = o.With(name, g.value(properties[name].(map[string]any), each))
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
