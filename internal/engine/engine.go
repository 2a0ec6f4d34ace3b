// Package engine runs rules: it is the only package that knows Open Policy
// Agent.
//
// Running every rule on every subject would cost far more than reading the
// subjects. So each rule has a gate, derived from its compiled text (derive.go):
// the facts without which it can have no finding. The gates are read off the
// facts in place, and only the rules whose gate is open are evaluated, all of
// them by one query over one aggregator. A gate is a necessary condition, so
// leaving a rule out never loses a finding. Gates and metadata of the embedded
// rules are a generated table (table.go), so a rule whose gate no subject opens
// is not even parsed.
//
// A user's rules are asked one by one, each within limits of its own (limits.go,
// bounds.go), and have no say in the packages of the embedded (places.go).
//
// The engine offers rules no built-ins beyond the deterministic ones of stock
// OPA: a rule that runs here runs under opa eval, and none can reach a network.
package engine

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/crossgrant/crossgrant/internal/defect"
	"github.com/crossgrant/crossgrant/internal/facts"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/rules"
)

// Engine runs the rules of a table and a user's own. It may be used by several
// goroutines; all of them share one compiled program.
type Engine struct {
	rules    []Entry // sorted by file
	index    map[string]int
	own      map[string]string // a user's modules by file name
	gates    gates
	terms    terms
	program  atomic.Pointer[program]
	compile  sync.Mutex
	compiled int // how many programs there have been

	// Limits bound a user's rules. They are set before the first Eval.
	Limits Limits
	stuck  sync.Map // rules that passed a limit: they are asked no more
	slow   sync.Map // rules that seemed to, while others were asked
}

// New returns an engine for the rules of the table, which are embedded, and
// for a user's own, which are Rego texts by file name: rules of packages
// rules.<category>["<id>"] and libraries. Own rules are compiled at once, so
// that what is wrong with them is said whatever the input.
func New(ctx context.Context, table []Entry, own map[string]string) (*Engine, error) {
	return NewWith(ctx, table, own, reference.Embedded())
}

// NewWith is New with the services whose actions a user's rules may ask for.
func NewWith(ctx context.Context, table []Entry, own map[string]string, services *reference.Table) (*Engine, error) {
	bound()
	e := &Engine{rules: slices.Clone(table), index: map[string]int{}, own: own}
	for _, file := range slices.Sorted(maps.Keys(own)) {
		if _, err := fs.Stat(rules.Files, file); err == nil {
			return nil, fmt.Errorf("%s: an embedded file has this name", file)
		}
	}
	if len(own) > 0 {
		if err := ownPlaces(table, own); err != nil {
			return nil, err
		}
		mine, err := DescribeOwn(own, services)
		if err != nil {
			return nil, err
		}
		e.rules = append(e.rules, mine...)
	}
	slices.SortFunc(e.rules, func(a, b Entry) int { return strings.Compare(a.File, b.File) })
	for i, r := range e.rules {
		if other, taken := e.index[r.ID]; taken {
			return nil, fmt.Errorf("%s: the rule %s stands in %s already", r.File, r.ID, e.rules[other].File)
		}
		e.index[r.ID] = i
	}
	e.gates = newGates(e.rules)
	e.terms = newTerms(e.rules)
	return e, nil
}

// Rules lists the ids of the rules, sorted by file.
func (e *Engine) Rules() []string {
	ids := make([]string, len(e.rules))
	for i, r := range e.rules {
		ids[i] = r.ID
	}
	return ids
}

// Entries lists what is known of the rules, sorted by file.
func (e *Engine) Entries() []Entry { return slices.Clone(e.rules) }

// Rule returns what the METADATA of a rule says, and whether there is one of
// that id.
func (e *Engine) Rule(id string) (finding.Rule, bool) {
	i, ok := e.index[id]
	if !ok {
		return finding.Rule{}, false
	}
	return e.rules[i].Rule, true
}

// Asks lists what the rules read of facts called allows, sorted: the actions
// that facts have to answer for.
func (e *Engine) Asks() []string {
	var asks []string
	for _, r := range e.rules {
		asks = append(asks, r.Asks...)
	}
	slices.Sort(asks)
	return slices.Compact(asks)
}

// Candidates lists the rules whose gate the input opens, sorted by file.
func (e *Engine) Candidates(input facts.Object) []string {
	var ids []string
	e.gates.open(input, func(rule int) { ids = append(ids, e.rules[rule].ID) })
	return ids
}

// Result is what one rule found, as the rule states it.
type Result struct {
	Rule    string
	Finding map[string]any
}

// Eval runs the candidates on an input and returns what they find, in the
// order of rules. Rules that fail are told apart: the error joins a RuleError for
// each, and the results are those of the others. A rule that passes a limit fails
// once and is not asked again, for the next input would cost as much.
func (e *Engine) Eval(ctx context.Context, input facts.Object, candidates []string) ([]Result, error) {
	results, _, err := e.run(ctx, input, candidates, false)
	return results, err
}

// EvalBeside is Eval while other inputs are evaluated, too. Whether a rule of the user's
// passes a limit cannot be told then, for they use up time and memory: rules that seemed
// to are late. They are asked by Eval, one input after the other.
func (e *Engine) EvalBeside(ctx context.Context, input facts.Object, candidates []string) (results []Result, late []string, err error) {
	return e.run(ctx, input, candidates, true)
}

// Stuck reports whether a rule passed a limit.
func (e *Engine) Stuck(rule string) bool {
	_, stuck := e.stuck.Load(rule)
	return stuck
}

func (e *Engine) run(ctx context.Context, input facts.Object, candidates []string, beside bool) (results []Result, late []string, err error) {
	candidates = slices.DeleteFunc(slices.Clone(candidates), e.Stuck)
	if len(candidates) == 0 {
		return nil, nil, nil
	}
	p, err := e.ready(ctx, candidates)
	if err != nil {
		return nil, nil, err
	}
	// A user's rules are asked one by one, so that each has limits of its own.
	own := slices.IndexFunc(candidates, e.IsOwn) >= 0
	embedded := candidates
	if own {
		embedded = slices.DeleteFunc(slices.Clone(candidates), e.IsOwn)
	}
	results, err = e.eval(ctx, p, input, embedded)
	if ctx.Err() != nil {
		return nil, nil, ctx.Err()
	}
	if err == nil && !own {
		return results, nil, nil
	}
	// One rule must not hide what the others find.
	alone := candidates
	if err == nil {
		alone = slices.DeleteFunc(slices.Clone(candidates), func(id string) bool { return !e.IsOwn(id) })
	}
	var errs []error
	for _, id := range alone {
		if _, slow := e.slow.Load(id); slow && beside {
			late = append(late, id)
			continue
		}
		found, err := e.eval(ctx, p, input, []string{id})
		if ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		passed := errors.As(err, new(limitError))
		if passed && beside {
			e.slow.Store(id, true)
			late = append(late, id)
			continue
		}
		e.slow.Delete(id)
		switch {
		case passed:
			e.stuck.Store(id, true)
			errs = append(errs, e.failed(id, fmt.Errorf("%w; no other subject is judged by it", err)))
		case err != nil:
			errs = append(errs, e.failed(id, err))
		}
		results = append(results, found...)
	}
	return e.InOrder(results), late, errors.Join(errs...)
}

// InOrder sorts results by rule, those of one rule in the order in which it states them.
func (e *Engine) InOrder(results []Result) []Result {
	slices.SortStableFunc(results, func(a, b Result) int { return e.index[a.Rule] - e.index[b.Rule] })
	return results
}

// eval asks embedded rules, or one of the user's.
func (e *Engine) eval(ctx context.Context, p *program, input facts.Object, candidates []string) ([]Result, error) {
	if len(candidates) == 0 {
		return nil, nil
	}
	ask := func(cancel topdown.Cancel, options ...rego.EvalOption) (set rego.ResultSet, err error) {
		options = append(options, rego.EvalParsedInput(e.terms.input(input, candidates)), rego.EvalExternalCancel(cancel))
		err = defect.Catch("", func() (err error) {
			set, err = p.query.Eval(ctx, options...)
			return err
		})
		return set, err
	}
	var set rego.ResultSet
	var err error
	if e.IsOwn(candidates[0]) {
		set, err = e.Limits.hold(ctx, ask)
	} else {
		// A context that can end costs a goroutine for every query, a shared flag
		// does not.
		cancel := topdown.NewCancel()
		defer context.AfterFunc(ctx, cancel.Cancel)()
		set, err = ask(cancel)
	}
	if err != nil {
		return nil, err
	}
	return e.results(set)
}

// results reads what the aggregator says, in the order of rules.
func (e *Engine) results(set rego.ResultSet) (results []Result, err error) {
	for _, row := range set {
		list, _ := row.Expressions[0].Value.([]any)
		for _, item := range list {
			object, _ := item.(map[string]any)
			id, _ := object["rule"].(string)
			found, ok := object["finding"].(map[string]any)
			if !ok {
				return nil, fmt.Errorf("a finding is an object, found %v", object["finding"])
			}
			results = append(results, Result{id, found})
		}
	}
	return e.InOrder(results), nil
}

// Prepare compiles rules that will be evaluated. Whoever knows the candidates
// of many inputs before the first is evaluated saves compiling anew for the
// second.
func (e *Engine) Prepare(ctx context.Context, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	_, err := e.ready(ctx, ids)
	return err
}

// programs is how many programs are compiled for what has been asked; the next
// one holds every rule, so that a long run does not compile again and again.
const programs = 2

// ready returns a program that holds the rules.
func (e *Engine) ready(ctx context.Context, ids []string) (*program, error) {
	if p := e.program.Load(); p.holds(ids) {
		return p, nil
	}
	e.compile.Lock()
	defer e.compile.Unlock()
	p := e.program.Load()
	if p.holds(ids) {
		return p, nil
	}
	wanted := map[string]bool{}
	for _, r := range e.rules {
		if e.compiled >= programs || slices.Contains(ids, r.ID) || p.holds([]string{r.ID}) {
			wanted[r.ID] = true
		}
	}
	for _, id := range ids {
		if !wanted[id] {
			return nil, fmt.Errorf("no rule %s", id)
		}
	}
	p, err := newProgram(ctx, e.rules, wanted, e.own)
	if err != nil {
		return nil, err
	}
	e.compiled++
	e.program.Store(p)
	return p, nil
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
