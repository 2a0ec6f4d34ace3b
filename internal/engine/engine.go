// Package engine runs rules: it is the only package that knows Open Policy
// Agent.
//
// Running every rule on every subject would cost far more than reading the
// subjects. So each rule has a gate, derived from its compiled text (derive.go):
// the facts without which it can have no finding. The gates are read off the
// facts in place, and only the rules whose gate is open are evaluated, all of
// them by one query over one aggregator. A gate is a necessary condition, so
// leaving a rule out never loses a finding.
//
// The engine offers rules no built-ins beyond the deterministic ones of stock
// OPA: a rule that runs here runs under opa eval, and none can reach a network.
package engine

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"

	"github.com/crossgrant/crossgrant/internal/facts"
)

// Engine holds compiled rules. It may be used by several goroutines.
type Engine struct {
	gates map[string]Gate
	asks  map[string][]string
	ids   []string
	files map[string]string // by rule
	texts map[string]string // by file
	query rego.PreparedEvalQuery
}

// aggregator asks the candidates of an input and no others.
const aggregator = `package engine

findings contains {"rule": id, "finding": found} if {
	some id in input.candidates
	[category, name] := split(id, "/")
	some found in data.rules[category][name].findings
}
`

// New compiles the rules in modules, which are Rego texts by file name: those
// of packages rules.<category>["<id>"], and the libraries that they use.
func New(ctx context.Context, modules map[string]string) (*Engine, error) {
	parsed := map[string]*ast.Module{}
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		module, err := ast.ParseModule(name, modules[name])
		if err != nil {
			return nil, err
		}
		parsed[name] = module
	}
	parsed["aggregator"] = ast.MustParseModule(aggregator)
	compiler := ast.NewCompiler().WithCapabilities(capabilities())
	if compiler.Compile(parsed); compiler.Failed() {
		return nil, compiler.Errors
	}
	e := &Engine{gates: map[string]Gate{}, asks: map[string][]string{},
		files: map[string]string{}, texts: modules}
	if err := e.derive(compiler, modules); err != nil {
		return nil, err
	}
	query, err := rego.New(rego.Query("data.engine.findings"), rego.Compiler(compiler)).PrepareForEval(ctx)
	if err != nil {
		return nil, err
	}
	e.query = query
	return e, nil
}

// derive finds the gate and the asks of each rule.
func (e *Engine) derive(compiler *ast.Compiler, modules map[string]string) error {
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		pkg := compiler.Modules[name].Package.Path
		id, ok := ruleID(pkg)
		if !ok {
			continue
		}
		gate, asks, err := newDeriver(compiler).findings(pkg)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		e.ids = append(e.ids, id)
		e.files[id] = name
		e.gates[id], e.asks[id] = gate, asks
	}
	return nil
}

// ruleID reads data.rules.<category>["<id>"].
func ruleID(pkg ast.Ref) (string, bool) {
	if len(pkg) != 4 || pkg[1].Value.Compare(ast.String("rules")) != 0 {
		return "", false
	}
	category, ok1 := pkg[2].Value.(ast.String)
	name, ok2 := pkg[3].Value.(ast.String)
	return string(category) + "/" + string(name), ok1 && ok2
}

// Rules lists the ids of the rules, sorted by file.
func (e *Engine) Rules() []string { return e.ids }

// Gate returns the gate of a rule.
func (e *Engine) Gate(id string) Gate { return e.gates[id] }

// Candidates lists the rules whose gate the input opens.
func (e *Engine) Candidates(input facts.Object) (ids []string) {
	for _, id := range e.ids {
		if e.gates[id].open(input) {
			ids = append(ids, id)
		}
	}
	return ids
}

// Result is what one rule found, as the rule states it.
type Result struct {
	Rule    string
	Finding map[string]any
}

// Eval runs the candidates on an input, in the order of rules.
func (e *Engine) Eval(ctx context.Context, input facts.Object, candidates []string) ([]Result, error) {
	if len(candidates) == 0 {
		return nil, nil
	}
	full := append(input[:len(input):len(input)], facts.Member{Name: "candidates", Value: facts.Strings(candidates...)})
	term, err := ast.ValueFromReader(strings.NewReader(string(facts.AppendJSON(nil, full))))
	if err != nil {
		return nil, err
	}
	set, err := e.query.Eval(ctx, rego.EvalParsedInput(term))
	if err != nil {
		return nil, fmt.Errorf("rules %s: %w", strings.Join(candidates, ", "), err)
	}
	var results []Result
	for _, row := range set {
		list, _ := row.Expressions[0].Value.([]any)
		for _, item := range list {
			object, _ := item.(map[string]any)
			id, _ := object["rule"].(string)
			found, ok := object["finding"].(map[string]any)
			if !ok {
				return nil, fmt.Errorf("rule %s: a finding is an object, found %v", id, object["finding"])
			}
			results = append(results, Result{id, found})
		}
	}
	return results, nil
}
