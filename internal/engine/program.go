package engine

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"

	"github.com/crossgrant/crossgrant/internal/defect"
	"github.com/crossgrant/crossgrant/rules"
)

// program is some rules compiled together, behind one query that all workers
// share.
type program struct {
	rules map[string]bool
	query rego.PreparedEvalQuery
}

// aggregator asks the candidates of an input and no others.
const aggregator = `package engine

findings contains {"rule": id, "finding": found} if {
	some id, [category, name] in input.candidates
	some found in data.rules[category][name].findings
}
`

// proven are the checks that embedded rules have passed before they were
// embedded: opa check and the tests of this package make them. They cost a
// third of compiling. A user's rules are always checked.
func proven() []ast.StageID {
	return []ast.StageID{
		ast.StageCheckKeywordOverrides, ast.StageCheckDuplicateImports, ast.StageCheckVoidCalls,
		ast.StageCheckRuleConflicts, ast.StageCheckUndefinedFuncs, ast.StageCheckSafetyRuleHeads,
		ast.StageCheckRecursion, ast.StageCheckTypes, ast.StageCheckUnsafeBuiltins,
		ast.StageCheckDeprecatedBuiltins, ast.StageBuildRequiredCapabilities,
	}
}

func (p *program) holds(ids []string) bool {
	if p == nil {
		return false
	}
	for _, id := range ids {
		if !p.rules[id] {
			return false
		}
	}
	return true
}

// newProgram compiles the wanted rules with what they use, and all modules
// that are a user's own.
func newProgram(ctx context.Context, table []Entry, wanted map[string]bool, own map[string]string) (*program, error) {
	texts := maps.Clone(own)
	if texts == nil {
		texts = map[string]string{}
	}
	for _, r := range table {
		if own[r.File] != "" {
			wanted[r.ID] = true
		}
		if !wanted[r.ID] {
			continue
		}
		for _, file := range append([]string{r.File}, r.Uses...) {
			if texts[file] != "" {
				continue
			}
			text, err := rules.Files.ReadFile(file)
			if err != nil {
				return nil, fmt.Errorf("rule %s: %w", r.ID, err)
			}
			texts[file] = string(text)
		}
	}
	modules, err := parse(texts, false)
	if err != nil {
		return nil, err
	}
	modules["aggregator"] = ast.MustParseModule(aggregator)
	var compiler *ast.Compiler
	if len(own) == 0 {
		compiler, err = compile(modules, nil, proven()...)
	} else {
		compiler, err = within(compileTime, "compiling the rules", func() (*ast.Compiler, error) { return compile(modules, nil) })
	}
	if err != nil {
		return nil, err
	}
	query, err := rego.New(rego.Query("data.engine.findings"), rego.Compiler(compiler),
		rego.StrictBuiltinErrors(true)).PrepareForEval(ctx)
	if err != nil {
		return nil, err
	}
	return &program{wanted, query}, nil
}

func compile(modules map[string]*ast.Module, schemas *ast.SchemaSet, skip ...ast.StageID) (*ast.Compiler, error) {
	compiler := ast.NewCompiler().WithCapabilities(capabilities()).WithSkipStages(skip...).
		WithSchemas(schemas).WithUseTypeCheckAnnotations(schemas != nil)
	if compiler.Compile(modules); compiler.Failed() {
		return nil, told(compiler.Errors)
	}
	return compiler, nil
}

// told keeps each error of rules to a line: without the text that it points at.
func told(err error) error {
	var all ast.Errors
	if !errors.As(err, &all) {
		return err
	}
	var list []error
	for _, e := range all {
		if e.Location == nil {
			list = append(list, e)
			continue
		}
		list = append(list, fmt.Errorf("%s:%d: %s: %s", e.Location.File, e.Location.Row, e.Code, e.Message))
	}
	return errors.Join(list...)
}

// parse reads modules on two goroutines: parsing is half of what a short run
// spends on rules, and each module is read by itself.
func parse(texts map[string]string, annotations bool) (map[string]*ast.Module, error) {
	names := slices.Sorted(maps.Keys(texts))
	parsed, errs := make([]*ast.Module, len(names)), make([]error, len(names))
	var wait sync.WaitGroup
	for worker := range 2 {
		wait.Go(func() {
			for i := worker; i < len(names); i += 2 {
				errs[i] = defect.Catch(names[i], func() (err error) {
					parsed[i], err = ast.ParseModuleWithOpts(names[i], texts[names[i]],
						ast.ParserOptions{ProcessAnnotation: annotations})
					return told(err)
				})
			}
		})
	}
	wait.Wait()
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	modules := make(map[string]*ast.Module, len(names)+1)
	for i, name := range names {
		modules[name] = parsed[i]
	}
	return modules, nil
}
