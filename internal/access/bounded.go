package access

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/request"
)

// bounded answers where there are more combinations of unknown facts than can
// be tried. What is denied even where every statement that might allow does, and
// none that might deny, is denied in every case, and the other way round. What
// lies between differs from case to case where two cases are found that differ;
// where none are, sets of requests are asked, which find them or prove that there are
// none: see overall.
func (q *query) bounded() answer {
	frames, ok := q.frames()
	if !ok {
		return q.tooMany()
	}
	var sets *inSets
	groups, of, worlds := q.extremes(frames)
	a := answer{}
	verdict, settled := q.between(frames)
	if !settled {
		verdict = q.verdict(groups)
		if verdict != Conditional && !q.exact(frames) {
			verdict = Unknown
		}
	}
	if a.verdict = verdict; q.steps.Spent() && !settled {
		a.verdict = Unknown
	}
	if a.verdict == Unknown {
		if sets = q.ask(&a); a.verdict == Partly && len(groups) == 0 {
			a.verdict = Unknown
		}
	}
	q.prove(&a, groups, q.withinReach(frames, groups))
	switch {
	case a.verdict == Conditional:
		q.dependsOnSome(&a, sets, oneOfEach(worlds, of))
	case a.verdict == Partly:
		a.objects = q.describe(groups)
	case a.verdict == Unknown:
		a.limit = q.limit()
	}
	return a
}

// dependsOnSome names what the answer hangs on. What changes it in one of the worlds, told
// otherwise alone, is one of that; whatever else does, sets are asked for.
func (q *query) dependsOnSome(a *answer, sets *inSets, bases []*world) {
	found := q.influences(bases)
	sure := found
	if q.steps.Spent() {
		sure = nil // some changes were not looked at
	}
	switch {
	case sets != nil:
		sets.depends(a, sure)
	case q.cases(every) <= maxCases && q.sets().alone(a, sure):
	default:
		q.apart(a, bases, found)
		a.limit = notAll()
	}
}

// tooMany is the answer where not even the facts can be tried that are not
// relaxed.
func (q *query) tooMany() answer {
	a := answer{}
	switch sets := q.ask(&a); a.verdict {
	case No:
		for _, m := range q.meant {
			if object, found := request.Intersection(q.universe(), m).FindText(q.steps); found == glob.Yes && !q.onBucket() {
				a.miss(q.inWorld(a.denied.world, object))
			}
		}
		return a
	case Yes:
		return a
	case Conditional:
		sets.depends(&a, nil)
		return a
	}
	a = answer{verdict: Unknown, limit: q.limit()}
	for _, v := range q.vars {
		if v.layer != "" {
			a.layers = append(a.layers, string(v.layer))
		}
	}
	return a
}

// frames enumerates what is not relaxed, with the bounds of what is.
func (q *query) frames() ([]frame, bool) {
	worlds, ok := q.worlds(func(v *variable) bool { return !v.relaxed })
	if !ok || len(worlds)*q.size() > triedSteps*4 {
		return nil, false
	}
	list := make([]frame, len(worlds))
	for i := range worlds {
		list[i].world = &worlds[i]
		for _, side := range []side{atMost, atLeast} {
			w := worlds[i].clone()
			w.side = side
			if side == atMost {
				list[i].most = q.among(w)
			} else {
				list[i].least = q.among(w)
			}
		}
	}
	return list, true
}

// between tells what the bounds alone settle: that nothing is allowed in any
// case, or all in every case.
func (q *query) between(frames []frame) (Verdict, bool) {
	none, whole := len(frames) > 0, len(frames) > 0
	for i := range frames {
		if none {
			_, some := frames[i].most.FindText(q.steps)
			none = some == glob.No
		}
		if whole {
			_, rest := request.Intersection(q.universe(), frames[i].least.Not()).FindText(q.steps)
			whole = rest == glob.No
		}
	}
	switch {
	case none:
		return No, true
	case whole:
		return Yes, true
	}
	return Unknown, false
}

// exact reports whether the bounds meet in every frame, so that the relaxed
// facts change nothing.
func (q *query) exact(frames []frame) bool {
	return len(frames) > 0 && !slices.ContainsFunc(frames, func(f frame) bool {
		_, more := request.Intersection(f.most, f.least.Not()).FindText(q.steps)
		return more != glob.No
	})
}

// withinReach is what is allowed at most.
func (q *query) withinReach(frames []frame, groups []*group) *reach {
	r := q.reached(groups)
	prefix := q.prefixIndex()
	for i := range frames {
		r.objects = request.Union(r.objects, frames[i].most)
		if _, some := frames[i].most.FindText(q.steps); some == glob.No || !q.onBucket() {
			continue
		}
		r.listed = append(r.listed, frames[i].world)
		if prefix >= 0 {
			r.prefixes[frames[i].world.row[prefix]] = true
		}
	}
	return r
}
