package lint

import (
	"sync"

	"github.com/crossgrant/crossgrant/internal/defect"
	"github.com/crossgrant/crossgrant/internal/fix"
)

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
