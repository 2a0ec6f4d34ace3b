package access

import (
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/request"
)

// extent is how much of the universe a set covers.
type extent uint8

const (
	noneOf extent = iota
	someOf
	allOf
	notKnown
)

func (q *query) extent(r request.Set) extent {
	_, some := r.FindText(q.steps)
	if some == glob.No {
		return noneOf
	}
	_, rest := request.Intersection(q.universe(), r.Not()).FindText(q.steps)
	switch {
	case some == glob.Unknown || rest == glob.Unknown:
		return notKnown
	case rest == glob.No:
		return allOf
	}
	return someOf
}

// verdict compares the groups: allowed nowhere in any world, everywhere in
// every world, in the same part in every world, or not the same in all.
func (q *query) verdict(groups []*group) Verdict {
	switch len(groups) {
	case 0:
		return Unknown
	case 1:
		return q.verdictIn(groups[0])
	}
	extents := map[*group]extent{}
	for _, g := range groups {
		if extents[g] = q.extent(g.where); extents[g] == notKnown {
			return Unknown
		}
	}
	same, result := true, Verdict(Unknown)
	first := true
	for _, class := range q.classes(groups) {
		v := classVerdict(class, extents)
		if first {
			result, first = v, false
		}
		same = same && v == result
	}
	switch {
	case !same:
		return Conditional
	case result != Partly || q.onBucket():
		return result
	}
	for _, g := range groups[1:] {
		if !q.equal(groups[0].where, g.where) {
			return Conditional
		}
	}
	return Partly
}

// verdictIn is the verdict where all worlds are of one group.
func (q *query) verdictIn(g *group) Verdict {
	return [...]Verdict{noneOf: No, someOf: Partly, allOf: Yes, notKnown: Unknown}[q.extent(g.where)]
}

func classVerdict(class []*group, extents map[*group]extent) Verdict {
	every, none := true, true
	for _, g := range class {
		every = every && extents[g] == allOf
		none = none && extents[g] == noneOf
	}
	switch {
	case every:
		return Yes
	case none:
		return No
	}
	return Partly
}

func (q *query) equal(a, b request.Set) bool {
	_, more := request.Intersection(a, b.Not()).FindText(q.steps)
	if more != glob.No {
		return false
	}
	_, less := request.Intersection(b, a.Not()).FindText(q.steps)
	return less == glob.No
}
