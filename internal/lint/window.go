package lint

import (
	"context"
	"iter"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/crossgrant/crossgrant/internal/cache"
	"github.com/crossgrant/crossgrant/internal/defect"
	"github.com/crossgrant/crossgrant/internal/digest"
	"github.com/crossgrant/crossgrant/internal/engine"
	"github.com/crossgrant/crossgrant/internal/facts"
	"github.com/crossgrant/crossgrant/internal/fix"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// plan says how subjects are judged; none of it changes what is found.
type plan struct {
	workers int  // goroutines; 0 is one for each processor
	size    int  // of a window; 0 is that of a usual run
	alone   bool // no document is judged by what was found in an equal one
}

// usually is how a run judges. A user's rules may read where a document stands.
func usually(settings *Settings) plan { return plan{alone: len(settings.Rules) > 0} }

// usual is how many subjects wait for each other: so that the rules of all of them
// are compiled at once, and that no more facts than theirs are kept.
const usual = 512

// candidates finds the rules that a subject has to be asked by.
type candidates struct {
	engine  *engine.Engine
	settler *settler
	// counts: what rules that are off would find is counted. A user's own are not
	// run for that: one may be off because it is broken.
	counts bool
}

// candidate is a subject that opens the gates of rules, and of rules that are off.
type candidate struct {
	Subject
	rules, off []string
}

func (c *candidates) of(s Subject) candidate {
	one := candidate{Subject: s}
	for _, id := range c.opened(&s) {
		switch {
		case c.settler.wants(id):
			one.rules = append(one.rules, id)
		case c.counts && !c.engine.IsOwn(id):
			one.off = append(one.off, id)
		}
	}
	if one.asked() {
		one.Input, one.input = s.Facts(), nil
		facts.Force(one.Input) // here, for what makes them is for one goroutine at a time
	} else {
		one.Input, one.input = nil, nil
	}
	return one
}

// opened are the rules whose gates a subject opens.
func (c *candidates) opened(s *Subject) []string {
	if s.gates == nil {
		return c.engine.Candidates(s.Input)
	}
	if !s.gates.tried {
		*s.gates = gates{tried: true, open: c.engine.Candidates(s.Input)}
	}
	return s.gates.open
}

func (c *candidate) asked() bool { return len(c.rules)+len(c.off) > 0 }

// judging judges subjects in windows: all facts of a window are made, then its rules
// are compiled, then it is evaluated, each on all processors, and then what was found
// is settled in the order of subjects and the facts go. So neither the order nor the
// bytes of what is found hang on the number of goroutines.
type judging struct {
	candidates
	plan
	result   *Result
	pairs    []*snapshot.Pair
	stops    stops
	progress Progress
	makers   []*maker
	room     []outcome        // of a window
	outcomes []*outcome       // in the room
	known    map[alike]*first // by what was found in the first of equal documents
	proofs   fix.Proofs
	around   sync.Once     // world is known
	world    digest.Digest // of what is said of no single role, bucket or document
}

// outcome is what became of a subject.
type outcome struct {
	candidate
	by      *maker // of the subject: what it keeps is for one goroutine at a time
	task    *task
	tally   tally
	results []engine.Result
	late    []string // rules that are asked again when nothing runs beside them
	err     error
	like    alike
	facts   cache.Key // of what is asked about, where there is a cache
	pair    cache.Key // of all that the pair hangs on, likewise
	done    bool      // the results are those of an earlier run
	whole   bool      // and so is the tally: no verdict was made
	first   *first    // the equal document that was judged in the place of this one
	isFirst bool      // others may be equal to this one, of which is said
	own     first     // this
	kept    []*kept
	unfixed error
}

// said reports whether something was found, or failed: hardly anything is said of most
// subjects.
func (one *outcome) said() bool { return len(one.results) > 0 || one.Failed != nil || one.err != nil }

// first is what was found in the first of equal documents. It is kept until the end.
type first struct {
	id          string
	results     []engine.Result
	failed, err error
}

// nothing is what was found in most documents.
var nothing first

// tasks judges subjects window by window.
func (j *judging) tasks(ctx context.Context, all iter.Seq[task]) error {
	size := j.size
	if size == 0 {
		size = usual
	}
	var list []task
	for t := range all {
		if list = append(list, t); len(list) == size {
			if err := j.window(ctx, list); err != nil {
				return err
			}
			list = list[:0]
		}
	}
	return j.window(ctx, list)
}

// window judges subjects together.
func (j *judging) window(ctx context.Context, list []task) error {
	if len(list) == 0 {
		return ctx.Err()
	}
	of := j.recognise(list)
	j.each(len(list), func(m *maker, i int) {
		one := of[i]
		one.by, one.task = m, &list[i]
		if one.first != nil || ctx.Err() != nil || j.recalled(&list[i], one) || j.recalledPair(&list[i], one) {
			return
		}
		err := defect.Catch(one.ID, func() error {
			m.judge.Keep()
			s := m.subject(&list[i])
			one.tally = tallyOf(s.Pair)
			if one.candidate = j.of(s); !one.asked() && s.Failed == nil {
				one.Pair = nil
				m.judge.Reuse()
			}
			j.recalledFacts(one)
			return nil
		})
		if err != nil {
			one.Subject = Subject{Subject: list[i].of, Failed: err}
		}
	})
	if err := ctx.Err(); err != nil {
		return err
	}
	var rules []string
	for _, one := range of {
		if !one.done {
			rules = append(append(rules, one.rules...), one.off...)
		}
	}
	slices.Sort(rules)
	if err := j.engine.Prepare(ctx, slices.Compact(rules)); err != nil {
		return err
	}
	j.each(len(list), func(_ *maker, i int) {
		one := of[i]
		if one.done || !one.asked() || ctx.Err() != nil {
			return
		}
		one.err = defect.Catch(one.ID, func() (err error) {
			one.results, one.late, err = j.engine.EvalBeside(ctx, one.Input, slices.Concat(one.rules, one.off))
			return err
		})
		if ctx.Err() != nil {
			one.results, one.err = nil, nil // it was not judged to its end
		}
	})
	j.belated(ctx, of)
	if j.settler.Cache != nil && ctx.Err() == nil {
		j.each(len(list), func(_ *maker, i int) { j.rememberAll(&list[i], of[i]) })
	}
	j.settle(of)
	if err := ctx.Err(); err != nil {
		return err
	}
	if j.progress.Judged += len(list); j.settler.Progress != nil {
		j.progress.Findings = len(j.result.Findings)
		j.settler.Progress(j.progress)
	}
	for _, m := range j.makers {
		m.forget()
	}
	return nil
}

// belated asks the rules that are late, subject by subject, so that it hangs on nothing
// that runs beside them which of them pass a limit, and for which subject first: those
// behind are as if the rule had not been asked.
func (j *judging) belated(ctx context.Context, of []*outcome) {
	if !slices.ContainsFunc(of, func(one *outcome) bool { return len(one.late) > 0 }) {
		return
	}
	stuck := map[string]bool{}
	for _, one := range of {
		one.results = slices.DeleteFunc(one.results, func(r engine.Result) bool { return stuck[r.Rule] })
		if one.err = notOf(stuck, one.err); len(one.late) == 0 || ctx.Err() != nil {
			continue
		}
		err := defect.Catch(one.ID, func() error {
			more, err := j.engine.Eval(ctx, one.Input, one.late)
			one.results = j.engine.InOrder(append(one.results, more...))
			return err
		})
		for _, id := range one.late {
			stuck[id] = stuck[id] || j.engine.Stuck(id)
		}
		if one.err = together(one.err, err); ctx.Err() != nil {
			one.results, one.err = nil, nil
		}
	}
}

// recognise makes room for what becomes of the subjects, and says which are documents
// that need not be judged again.
func (j *judging) recognise(list []task) []*outcome {
	if len(j.room) < len(list) {
		j.room, j.outcomes = make([]outcome, len(list)), make([]*outcome, len(list))
	}
	of := j.outcomes[:len(list)]
	j.each(len(list), func(_ *maker, i int) {
		of[i] = &j.room[i]
		*of[i] = outcome{candidate: candidate{Subject: Subject{Subject: list[i].of}}}
		if !j.alone {
			of[i].like = j.result.alike(list[i].document)
		}
	})
	if j.known == nil {
		j.known = map[alike]*first{}
	}
	for _, one := range of {
		if one.like == (alike{}) || one.like.bucket != "" {
			continue // no two buckets have the same policy
		}
		if one.first = j.known[one.like]; one.first == nil {
			one.isFirst = true
			j.known[one.like] = &one.own
		}
	}
	return of
}

// settle adds what was found, in order, and lets the facts go. Which findings are
// wanted is decided in order, too; their fixes are made on all processors.
func (j *judging) settle(of []*outcome) {
	u := &j.result.unjudged
	for _, one := range of {
		if f := one.first; f != nil {
			one.Failed, one.err = f.failed, f.err
			one.results = moved(f.results, f.id, one.ID)
		} else if one.isFirst {
			one.own = first{one.ID, one.results, one.Failed, one.err}
			if j.known[one.like] = &nothing; one.said() {
				kept := one.own // the room is that of the next window, too
				j.known[one.like] = &kept
			}
		}
		if one.tally.Pair {
			j.result.count(&one.tally)
			j.stops.add(one.ID, one.tally.Stops)
		}
		if !one.said() {
			continue
		}
		u.catch(one.ID, func() error { return one.Failed })
		u.catch(one.ID, func() error {
			one.kept = j.result.keep(&j.candidates, one.results, one.ID)
			return nil
		})
	}
	j.apart(of, func(one *outcome) {
		if len(one.kept) == 0 {
			return
		}
		prover := &fix.Prover{World: j.result.Snapshot, Table: j.result.Reference, Neighbours: one.by.neighbours, Proofs: &j.proofs}
		one.unfixed = defect.Catch(one.ID, func() error {
			list := from(one.kept, j.candidates.settler.Shown)
			if one.whole && len(list) > 0 { // a fix hangs on the verdict
				if one.Subject = one.by.subject(one.task); one.Failed != nil {
					return one.Failed
				}
			}
			return j.result.mend(prover, &one.Subject, list)
		})
	})
	for _, one := range of {
		if one.said() {
			u.catch(one.ID, func() error {
				if one.unfixed != nil {
					u.errs = append(u.errs, one.unfixed)
				}
				j.result.take(&j.candidates, one.ID, one.kept)
				return u.rule(one.err, one.ID)
			})
		}
		one.Input, one.Pair, one.by, one.task, one.kept = nil, nil, nil, nil, nil
	}
}

// apart does something with every subject, where its maker is used by nobody else.
func (j *judging) apart(of []*outcome, do func(*outcome)) {
	var wait sync.WaitGroup
	for _, m := range j.makers {
		mine := func() {
			for _, one := range of {
				if one.by == m {
					do(one)
				}
			}
		}
		if len(j.makers) == 1 {
			mine()
			return
		}
		wait.Go(mine)
	}
	wait.Wait()
}

// moved are results of one document as those of an equal one.
func moved(results []engine.Result, from, to string) []engine.Result {
	list := slices.Clone(results)
	for i := range list {
		list[i].Finding = movedValue(list[i].Finding, from, to).(map[string]any)
	}
	return list
}

func movedValue(v any, from, to string) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, inner := range v {
			if name == "document" && inner == from {
				out[name] = to
				continue
			}
			out[name] = movedValue(inner, from, to)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, inner := range v {
			out[i] = movedValue(inner, from, to)
		}
		return out
	}
	return v
}

// each does something n times, on all processors. Each goroutine has a maker.
func (j *judging) each(n int, do func(m *maker, i int)) {
	workers := j.workers
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	workers = min(workers, n)
	for len(j.makers) < workers {
		m := j.result.maker(j.engine.Asks())
		if j.pairs != nil {
			m.neighbours = &fix.Neighbours{World: j.result.Snapshot, Pairs: j.pairs}
		}
		j.makers = append(j.makers, m)
	}
	if workers == 1 {
		for i := range n {
			do(j.makers[0], i)
		}
		return
	}
	var next atomic.Int64
	var wait sync.WaitGroup
	for _, m := range j.makers[:workers] {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(m, i)
			}
		})
	}
	wait.Wait()
}
