package lint

import (
	"context"
	"slices"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/engine"
	"github.com/crossgrant/crossgrant/internal/facts"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/fix"
)

// Result is everything that a run found.
type Result struct {
	*World
	Findings []finding.Finding
	// Pairs counts the judged pairs, and Verdicts their meant capabilities.
	Pairs    int
	Verdicts map[access.Verdict]int
	// Undescribed counts the buckets that roles name and no input describes.
	Undescribed int

	made []*fix.Made
}

// Run judges every document, and every pair of role and bucket that has
// evidence.
func Run(ctx context.Context, w *World) (*Result, error) {
	e, err := engine.New(ctx, engine.Embedded(), nil)
	if err != nil {
		return nil, err
	}
	return run(ctx, e, w)
}

func run(ctx context.Context, e *engine.Engine, w *World) (*Result, error) {
	result := &Result{World: w, Verdicts: map[access.Verdict]int{}}
	documents := facts.Documents{}
	pairs, undescribed := w.Pairs()
	result.Undescribed, result.Pairs = undescribed, len(pairs)
	judge := access.NewJudge(w.Snapshot)
	subjects := candidates{engine: e}
	for _, d := range w.Snapshot.Documents {
		subjects.add(facts.Document(d), d.ID, nil)
	}
	for _, pair := range pairs {
		verdict := judge.Pair(pair)
		for i := range verdict.Capabilities {
			if c := &verdict.Capabilities[i]; c.Meant {
				result.Verdicts[c.Verdict]++
			}
		}
		for _, d := range append(pair.Role.Documents(), pair.Role.Boundary.Document, pair.Bucket.Policy) {
			if d != nil {
				documents[d.Policy] = d
			}
		}
		subjects.add(facts.Access(verdict, documents), pair.Role.ARN+" -> "+pair.Bucket.Name, verdict)
	}
	subjects.add(facts.Snapshot(w.Snapshot), "snapshot", nil)
	if err := subjects.eval(ctx, result); err != nil {
		return nil, err
	}
	finding.Sort(result.Findings)
	return result, nil
}

// candidates are the subjects that open the gate of a rule. They wait for each
// other so that the rules of all are compiled at once.
type candidates struct {
	engine *engine.Engine
	list   []candidate
}

type candidate struct {
	subject string
	pair    *access.Pair // of a subject that is a pair
	input   facts.Object
	rules   []string
}

func (c *candidates) add(input facts.Object, subject string, pair *access.Pair) {
	if rules := c.engine.Candidates(input); len(rules) > 0 {
		c.list = append(c.list, candidate{subject, pair, input, rules})
	}
}

func (c *candidates) eval(ctx context.Context, result *Result) error {
	var rules []string
	for _, s := range c.list {
		rules = append(rules, s.rules...)
	}
	if err := c.engine.Prepare(ctx, rules); err != nil {
		return err
	}
	for _, s := range c.list {
		found, err := c.engine.Eval(ctx, s.input, s.rules)
		if err == nil {
			err = result.add(c.engine, found, s.subject, s.pair)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// AtLeast reports whether some finding has the severity or a greater one.
func (r *Result) AtLeast(s finding.Severity) bool {
	return slices.ContainsFunc(r.Findings, func(f finding.Finding) bool { return f.Rule.Severity >= s })
}
