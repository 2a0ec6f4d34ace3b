package lint

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/engine"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/fix"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Result is everything that a run found.
type Result struct {
	*World
	Findings []finding.Finding
	// Pairs counts the judged pairs, and Verdicts those with a capability that
	// is meant, by the worst verdict on one.
	Pairs    int
	Verdicts map[access.Verdict]int
	// Undescribed are the buckets that roles name and no input describes.
	Undescribed []string
	// Wide are the grants to everybody and on every bucket that form no pair.
	Wide []snapshot.Wide
	// Accepted counts the findings that entries of the configuration accept, Off
	// those of embedded rules that a flag or the configuration leaves out.
	Accepted, Off int

	// Configuration is what rules judge of a configuration, nil without one. It
	// speaks of what became of the findings, so it is judged last.
	Configuration *Subject
	// Open says of each pair's meant capabilities that are conditional or unknown
	// on what they hang, a sentence each.
	Open []string
	// Assuming lists what was taken for granted of some pair, as sentences.
	Assuming []string
	// Unjudged says which subjects, or rules, failed; everything else was judged, unless
	// the run was Interrupted: that is among the errors then.
	Unjudged    []error
	Interrupted bool

	unjudged unjudged
	made     []*fix.Made
	places   map[string]finding.Location // of what is in no document
	texts    map[string][]byte           // of patches
}

// LetGo gives up the world that was judged, which of a large export takes more memory than
// what was found in it. Findings stay what they are; fixes can no longer be chosen.
func (r *Result) LetGo() { r.World, r.made = nil, nil }

// Run judges every document, and every pair of role and bucket that has
// evidence. What the settings do not want is left out. The error is that of rules
// which cannot be compiled; what fails on single subjects is Unjudged.
func Run(ctx context.Context, w *World, settings Settings) (*Result, error) {
	e, err := settings.engine(ctx)
	if err != nil {
		return nil, err
	}
	return run(ctx, e, w, settings, usually(&settings))
}

func run(ctx context.Context, e *engine.Engine, w *World, settings Settings, how plan) (*Result, error) {
	result := &Result{World: w, Verdicts: map[access.Verdict]int{}, places: map[string]finding.Location{}}
	var pairs []*snapshot.Pair
	// What is in the cache is not read, so that nobody would collect what it names.
	bare := w.Bare() && settings.Cache == nil
	result.unjudged.catch("the pairs of roles and buckets", func() error {
		if !bare {
			pairs, result.Undescribed = w.Pairs()
			result.Wide = w.Wide(pairs)
		}
		w.Notes = append(w.Notes, w.apart(pairs)...)
		return nil
	})
	result.Pairs = len(pairs)
	j := &judging{candidates: candidates{engine: e, settler: newSettler(w, &settings), counts: true},
		result: result, pairs: pairs, plan: how, bare: bare, progress: Progress{Subjects: w.subjects(pairs)}}
	err := j.tasks(ctx, w.tasks(pairs))
	if result.Interrupted = err != nil && ctx.Err() != nil; result.Interrupted {
		result.unjudged.errs = append(result.unjudged.errs, &Interruption{j.progress})
	} else if err != nil {
		return nil, err
	}
	if bare {
		result.unjudged.catch("the buckets that roles name", func() error {
			result.Undescribed = w.NamedBy(j.namers())
			return nil
		})
	}
	if settings.Config != nil && !result.Interrupted {
		name := settings.Config.File.Name
		of := finding.Subject{Kind: finding.SubjectSnapshot, ID: name}
		if err := j.window(ctx, []task{{of: of, make: func(m *maker) Subject {
			s := snapshotSubject(name, result.entries(j.settler, m.judge, pairs))
			result.Configuration = &s
			return s
		}}}); err != nil {
			return nil, err
		}
	}
	w.Notes = append(w.Notes, j.stops.notes()...)
	if said := w.services(); said != "" {
		w.Notes = append(w.Notes, said)
	}
	if n := j.settler.leftOut; n > 0 {
		w.Notes = append(w.Notes, fmt.Sprintf("findings in files that are context only, not shown: %d", n))
	}
	result.Accepted, result.Off = j.settler.accepted, j.settler.off
	result.once()
	result.settle()
	return result, nil
}

// once leaves out what the rules of reference/ say of a place of which a rule of
// access/ tells what it costs a pair.
func (r *Result) once() {
	type at struct {
		file *source.File
		span source.Span
	}
	costs := map[at]bool{}
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Rule.Category == "access" && f.Rule.Severity >= finding.Warning {
			costs[at{f.At.File, f.At.Span}] = true
		}
	}
	r.untell(func(f *finding.Finding) bool {
		if f.Rule.Category != "reference" {
			return false
		}
		// The same text elsewhere is the same mistake.
		return costs[at{f.At.File, f.At.Span}] || slices.ContainsFunc(f.Related, func(n finding.Note) bool {
			return n.At.File != nil && costs[at{n.At.File, n.At.Span}] && n.At.Text() == f.At.Text()
		})
	})
}

// untell leaves findings out, each with its fix: of what nobody is told nothing is mended.
func (r *Result) untell(gone func(*finding.Finding) bool) {
	fixes := map[*finding.Fix]bool{}
	r.Findings = slices.DeleteFunc(r.Findings, func(f finding.Finding) bool {
		is := gone(&f)
		if is && f.Fix != nil {
			fixes[f.Fix] = true
		}
		return is
	})
	r.made = slices.DeleteFunc(r.made, func(m *fix.Made) bool { return fixes[m.Fix] })
}

// soleEntry is the place of the one value that a list holds, or s where it is no such list.
func soleEntry(text []byte, s source.Span) source.Span {
	list := text[s.Start:s.End]
	var entries []json.RawMessage
	if !bytes.HasPrefix(list, []byte("[")) || json.Unmarshal(list, &entries) != nil || len(entries) != 1 {
		return s
	}
	start := s.Start + bytes.Index(list, entries[0])
	return source.Span{Start: start, End: start + len(entries[0])}
}

// settle puts what was found in order, and lets one rule alone speak of one mistake.
func (r *Result) settle() {
	type place struct {
		rule  string
		file  *source.File
		label string
		span  source.Span
	}
	// A list of one is the place of its only entry.
	at := func(rule string, l *finding.Location) place {
		if l.Document == nil {
			return place{rule, l.File, "", l.Span}
		}
		return place{rule, l.File, l.Label, soleEntry(l.Document.Text, l.Inside)}
	}
	spoken := map[place]bool{}
	for i := range r.Findings {
		f := &r.Findings[i]
		spoken[at(f.Rule.ID, &f.At)] = true
		// The same text elsewhere is the same mistake.
		for _, n := range f.Related {
			if n.At.File != nil && n.At.Text() == f.At.Text() {
				spoken[at(f.Rule.ID, &n.At)] = true
			}
		}
	}
	r.untell(func(f *finding.Finding) bool { return f.Rule.Yields != "" && spoken[at(f.Rule.Yields, &f.At)] })
	finding.Sort(r.Findings)
	r.Unjudged = r.unjudged.list()
}

// engine makes the engine that runs the embedded rules and the user's own.
func (s *Settings) engine(ctx context.Context) (*engine.Engine, error) {
	services := s.Reference
	if services == nil {
		services = reference.Embedded()
	}
	e, err := engine.NewWith(ctx, engine.Embedded(), s.Rules, services)
	if err != nil {
		return nil, err
	}
	e.Limits = engine.Limits{Time: s.RuleTimeout, Heap: engine.MaxHeap}
	return e, nil
}

// tally is what a pair adds to the result beside its findings.
type tally struct {
	Pair           bool
	Worst          access.Verdict
	Meant          bool // Worst is that of a capability
	Open, Assuming []string
	Stops          []stop
}

func tallyOf(verdict *access.Pair) (t tally) {
	if verdict == nil {
		return t
	}
	t.Pair = true
	t.Worst, t.Meant = verdict.Worst()
	t.Open, t.Assuming, t.Stops = open(verdict), verdict.Assuming, untied(verdict.Stops())
	return t
}

// count counts the verdict of a pair, and keeps what it hangs on and assumes.
func (r *Result) count(t *tally) {
	if t.Meant {
		r.Verdicts[t.Worst]++
	}
	r.Open = append(r.Open, t.Open...)
	for _, a := range t.Assuming {
		if !slices.Contains(r.Assuming, a) {
			r.Assuming = append(r.Assuming, a)
		}
	}
}

// open says on what the capabilities of a pair hang that are meant and neither
// sure to be there nor sure to be missing.
func open(p *access.Pair) (list []string) {
	for i := range p.Capabilities {
		c := &p.Capabilities[i]
		if !c.Meant || c.Verdict != access.Conditional && c.Verdict != access.Unknown {
			continue
		}
		on := append(slices.Clone(c.Conditions), c.Missing...)
		said := fmt.Sprintf("%s -> %s: %s is %s, it hangs on %s", p.Role.ARN, p.Bucket.Ref(), c.Capability, c.Verdict, strings.Join(on, "; "))
		if c.Limit != "" && c.Verdict != access.Unknown {
			said += " (" + c.Limit + ")"
		}
		list = append(list, said)
	}
	return list
}

// Asks lists the actions that the rules ask documents for.
func Asks(ctx context.Context, settings Settings) ([]string, error) {
	e, err := settings.engine(ctx)
	if err != nil {
		return nil, err
	}
	return e.Asks(), nil
}

// RunPair judges one pair alone, by the rules of access/, whatever the evidence
// says, and the documents that its verdict rests on.
func RunPair(ctx context.Context, w *World, pair *snapshot.Pair, settings Settings) (*Result, *access.Pair, error) {
	e, err := settings.engine(ctx)
	if err != nil {
		return nil, nil, err
	}
	result := &Result{World: w, Verdicts: map[access.Verdict]int{}, places: map[string]finding.Location{}}
	of := finding.Subject{Kind: finding.SubjectAccess, ID: pairID(pair)}
	judge := access.NewJudge(w.Snapshot)
	subject := shielded(of, func() Subject { return pairSubject(judge, pair) })
	if subject.Failed != nil {
		return nil, nil, subject.Failed
	}
	j := &judging{candidates: candidates{engine: e, settler: newSettler(w, &settings)}, result: result, plan: plan{workers: 1, alone: true}}
	var tasks []task
	for _, d := range usedBy(subject.Pair, judge) {
		tasks = append(tasks, documentTask(d))
	}
	tasks = append(tasks, task{of: of, make: func(*maker) Subject { return subject }})
	err = j.window(ctx, tasks)
	var stops stops
	stops.add(pairID(pair), untied(subject.Pair.Stops()))
	w.Notes = append(w.Notes, stops.notes()...)
	result.once()
	result.settle()
	return result, subject.Pair, err
}

// usedBy lists the documents on the way of a pair's requests that somebody can edit.
func usedBy(p *access.Pair, judge *access.Judge) (list []*snapshot.Document) {
	for _, d := range judge.Sources() {
		if !d.AWSManaged {
			list = append(list, d)
		}
	}
	if trust := p.Role.Trust; trust != nil {
		list = append(list, trust)
	}
	slices.SortFunc(list, func(a, b *snapshot.Document) int { return strings.Compare(a.ID(), b.ID()) })
	return slices.Compact(list)
}

// AtLeast reports whether some finding has the severity or a greater one.
func (r *Result) AtLeast(s finding.Severity) bool {
	return slices.ContainsFunc(r.Findings, func(f finding.Finding) bool { return f.Rule.Severity >= s })
}
