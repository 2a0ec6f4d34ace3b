package lint

import (
	"context"
	"slices"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/engine"
	"github.com/crossgrant/crossgrant/internal/facts"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/fix"
	"github.com/crossgrant/crossgrant/rules"
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
	modules, err := rules.Modules()
	if err != nil {
		return nil, err
	}
	e, err := engine.New(ctx, modules)
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
	for _, d := range w.Snapshot.Documents {
		input := facts.Document(d)
		found, err := e.Eval(ctx, input, e.Candidates(input))
		if err == nil {
			err = result.add(e, found, d.ID, nil)
		}
		if err != nil {
			return nil, err
		}
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
		input := facts.Access(verdict, documents)
		found, err := e.Eval(ctx, input, e.Candidates(input))
		if err != nil {
			return nil, err
		}
		if err := result.add(e, found, pair.Role.ARN+" -> "+pair.Bucket.Name, verdict); err != nil {
			return nil, err
		}
	}
	finding.Sort(result.Findings)
	return result, nil
}

// AtLeast reports whether some finding has the severity or a greater one.
func (r *Result) AtLeast(s finding.Severity) bool {
	return slices.ContainsFunc(r.Findings, func(f finding.Finding) bool { return f.Rule.Severity >= s })
}
