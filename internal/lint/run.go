package lint

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/engine"
	"github.com/crossgrant/crossgrant/internal/facts"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/report"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Result is everything that a run found.
type Result struct {
	*World
	Findings []report.Finding
	// Pairs counts the judged pairs, and Verdicts their meant capabilities.
	Pairs    int
	Verdicts map[access.Verdict]int
	// Undescribed counts the buckets that roles name and no input describes.
	Undescribed int
}

// Run judges every document, and every pair of role and bucket that has
// evidence.
func Run(ctx context.Context, w *World) (*Result, error) {
	e, err := engine.New(ctx, engine.Embedded(), nil)
	if err != nil {
		return nil, err
	}
	result := &Result{World: w, Verdicts: map[access.Verdict]int{}}
	documents := facts.Documents{}
	pairs, undescribed := w.Pairs()
	result.Undescribed, result.Pairs = undescribed, len(pairs)
	judge := access.NewJudge(w.Snapshot)
	subjects := candidates{engine: e}
	for _, d := range w.Snapshot.Documents {
		subjects.add(facts.Document(d), d.Label)
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
		subjects.add(facts.Access(verdict, documents), pair.Role.ARN+" -> "+pair.Bucket.Name)
	}
	if err := subjects.eval(ctx, result); err != nil {
		return nil, err
	}
	result.sort()
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
	input   facts.Object
	rules   []string
}

func (c *candidates) add(input facts.Object, subject string) {
	if rules := c.engine.Candidates(input); len(rules) > 0 {
		c.list = append(c.list, candidate{subject, input, rules})
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
			err = result.add(c.engine, found, s.subject)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// add turns what rules state into findings with places.
func (r *Result) add(e *engine.Engine, results []engine.Result, subject string) error {
	for _, found := range results {
		rule, _ := e.Rule(found.Rule)
		f := report.Finding{Rule: rule, Subject: subject}
		var err error
		f.Message, _ = found.Finding["message"].(string)
		if f.Document, f.Path, err = r.place(found.Finding["at"]); err != nil {
			return fmt.Errorf("rule %s: %w", found.Rule, err)
		}
		fix, _ := found.Finding["fix"].(map[string]any)
		f.Fix, _ = fix["description"].(string)
		commands, _ := fix["commands"].([]any)
		for _, c := range commands {
			f.Commands = append(f.Commands, fmt.Sprint(c))
		}
		r.Findings = append(r.Findings, f)
	}
	return nil
}

// place reads {"document": id, "path": [...]}.
func (r *Result) place(v any) (*snapshot.Document, source.Path, error) {
	object, _ := v.(map[string]any)
	id, _ := object["document"].(string)
	document := r.Document(id)
	if document == nil {
		return nil, nil, fmt.Errorf("at: want the place of a document that was loaded, found %v", v)
	}
	var path source.Path
	steps, _ := object["path"].([]any)
	for _, s := range steps {
		if name, ok := s.(string); ok {
			path = path.With(source.Member(name))
			continue
		}
		var index int
		if _, err := fmt.Sscan(fmt.Sprint(s), &index); err != nil {
			return nil, nil, fmt.Errorf("at: want names and indexes, found %v", s)
		}
		path = path.With(source.Element(index))
	}
	if key, _ := object["key"].(bool); key && len(path) > 0 {
		path[len(path)-1].Key = true
	}
	return document, path, nil
}

// sort orders findings by file, place and rule, and joins equal ones.
func (r *Result) sort() {
	position := func(f report.Finding) int {
		inside, _ := f.Document.Policy.Locate(f.Path)
		return f.Document.Policy.Origin.Locate(inside).Start
	}
	slices.SortStableFunc(r.Findings, func(a, b report.Finding) int {
		return cmp.Or(cmp.Compare(a.Document.Policy.Origin.File.Name, b.Document.Policy.Origin.File.Name),
			position(a)-position(b), cmp.Compare(a.Rule.ID, b.Rule.ID), cmp.Compare(a.Message, b.Message))
	})
}

// AtLeast reports whether some finding has the severity or a greater one.
func (r *Result) AtLeast(s finding.Severity) bool {
	return slices.ContainsFunc(r.Findings, func(f report.Finding) bool { return f.Rule.Severity >= s })
}
