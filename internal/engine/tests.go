package engine

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/crossgrant/crossgrant/internal/defect"
	"github.com/crossgrant/crossgrant/rules"
)

// Test is what came of one test of a user's rules: a rule whose name begins with
// test_, as opa test runs them.
type Test struct {
	Name string
	At   string // file and line
	// Err is why it does not hold; nil if it does.
	Err error
}

// ErrFalse is the error of a test of which an expression is not true.
var ErrFalse = errors.New("is not true")

// Test runs the tests of a user's rules, which are Rego texts by file name. They
// see the user's modules and the embedded libraries, have the built-ins that rules
// have, and each is held to the limits of a rule.
func (e *Engine) Test(ctx context.Context, tests map[string]string) ([]Test, error) {
	if err := ownPlaces(Embedded(), tests); err != nil {
		return nil, err
	}
	texts, err := rules.Libraries()
	if err != nil {
		return nil, err
	}
	maps.Copy(texts, e.own)
	maps.Copy(texts, tests)
	modules, err := parse(texts, false)
	if err != nil {
		return nil, err
	}
	var found []*ast.Rule
	for _, file := range slices.Sorted(maps.Keys(tests)) {
		list, err := testsOf(modules[file])
		if err != nil {
			return nil, err
		}
		found = append(found, list...)
	}
	compiler, err := within(compileTime, "compiling the tests", func() (*ast.Compiler, error) { return compile(modules, nil) })
	if err != nil {
		return nil, err
	}
	var results []Test
	for _, rule := range found {
		name, _, _ := strings.Cut(string(rule.Head.Name), "#")
		results = append(results, Test{name, where(rule.Location), e.test(ctx, compiler, rule)})
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	return results, nil
}

// testsOf lists the tests of a module. Rules of one name are alternatives in Rego,
// of which one that holds would hide those that do not: each gets a name of its own.
func testsOf(module *ast.Module) (list []*ast.Rule, err error) {
	seen := map[ast.Var]int{}
	for _, rule := range module.Rules {
		name := rule.Head.Name
		if name == "" && len(rule.Head.Reference) > 0 {
			name, _ = rule.Head.Reference[0].Value.(ast.Var)
		}
		if !strings.HasPrefix(string(name), "test_") {
			continue
		}
		if rule.Default || len(rule.Head.Args) > 0 || rule.Head.Key != nil || len(rule.Head.Reference) > 1 {
			return nil, fmt.Errorf("%s: want test_NAME if { ... }", where(rule.Location))
		}
		if seen[name]++; seen[name] > 1 {
			name = ast.Var(fmt.Sprintf("%s#%d", name, seen[name]))
			rule.Head.Name = name
			rule.Head.Reference = ast.Ref{ast.VarTerm(string(name))}
		}
		list = append(list, rule)
	}
	return list, nil
}

// test evaluates one test.
func (e *Engine) test(ctx context.Context, compiler *ast.Compiler, rule *ast.Rule) error {
	ref := rule.Module.Package.Path.Append(ast.StringTerm(string(rule.Head.Name)))
	query, err := rego.New(rego.Query(ref.String()), rego.Compiler(compiler), rego.StrictBuiltinErrors(true)).PrepareForEval(ctx)
	if err != nil {
		return told(err)
	}
	ask := func(cancel topdown.Cancel, options ...rego.EvalOption) (set rego.ResultSet, err error) {
		err = defect.Catch("", func() (err error) {
			set, err = query.Eval(ctx, append(options, rego.EvalExternalCancel(cancel))...)
			return err
		})
		return set, err
	}
	set, err := e.Limits.hold(ctx, ask)
	if err != nil {
		var at *topdown.Error
		if errors.As(err, &at) && at.Location != nil {
			return fmt.Errorf("%s: %s", where(at.Location), at.Message)
		}
		return err
	}
	if len(set) == 1 && set[0].Expressions[0].Value == true {
		return nil
	}
	last := &lastFailure{rule: rule}
	if _, err := e.Limits.hold(ctx, func(cancel topdown.Cancel, options ...rego.EvalOption) (rego.ResultSet, error) {
		return ask(cancel, append(options, rego.EvalQueryTracer(last))...)
	}); err != nil || last.at == nil {
		return fmt.Errorf("%s: it %w", where(rule.Location), ErrFalse)
	}
	line, _, _ := strings.Cut(string(last.at.Text), "\n")
	return fmt.Errorf("%s: %s %w", where(last.at), line, ErrFalse)
}

// lastFailure notes the expression of a test beyond which its evaluation did not come.
type lastFailure struct {
	rule *ast.Rule
	at   *ast.Location
}

func (f *lastFailure) Enabled() bool { return true }

func (f *lastFailure) Config() topdown.TraceConfig { return topdown.TraceConfig{} }

func (f *lastFailure) TraceEvent(e topdown.Event) {
	expression, ok := e.Node.(*ast.Expr)
	if !ok || e.Op != topdown.FailOp || expression.Location == nil || expression.Location.File != f.rule.Location.File {
		return
	}
	first, end := f.rule.Location.Row, f.rule.Location.Row+strings.Count(string(f.rule.Location.Text), "\n")
	if at := expression.Location; at.Row >= first && at.Row <= end && (f.at == nil || at.Row >= f.at.Row) {
		f.at = at
	}
}
