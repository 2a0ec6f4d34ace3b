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

// judging judges subjects in windows: all facts of a window are made, then its rules
// are compiled, then it is evaluated, each on all processors, and then what was found
// is settled in the order of subjects and the facts go. So neither the order nor the
// bytes of what is found hang on the number of goroutines.
type judging struct {
	candidates
	plan
	result   *Result
	pairs    []*snapshot.Pair
	bare     bool // there are none, and documents are asked what they name
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

// namers are those of the makers.
func (j *judging) namers() (list []*snapshot.Namer) {
	for _, m := range j.makers {
		list = append(list, m.namer)
	}
	return list
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

// atATime is how many subjects a goroutine takes: pairs of one role follow each other, and
// what was read and compiled of its policies is the goroutine's.
const atATime = 8

// each does something n times, on all processors. Each goroutine has a maker.
func (j *judging) each(n int, do func(m *maker, i int)) {
	workers := j.workers
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	workers = min(workers, n)
	for len(j.makers) < workers {
		m := j.result.maker(j.engine.Asks())
		if j.bare {
			m.namer = j.result.Snapshot.Namer()
		}
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
			for from := int(next.Add(atATime)) - atATime; from < n; from = int(next.Add(atATime)) - atATime {
				for i := from; i < min(from+atATime, n); i++ {
					do(m, i)
				}
			}
		})
	}
	wait.Wait()
}
