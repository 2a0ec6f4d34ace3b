package region

import (
	"github.com/crossgrant/crossgrant/internal/glob"
)

// manyWide is from how many on patterns are looked up and not asked one by one.
const manyWide = 8

// wide are patterns that may cover others.
type wide struct {
	few  []glob.Pattern
	many *glob.Index
}

func newWide(list []glob.Pattern) *wide {
	if len(list) < manyWide {
		return &wide{few: list}
	}
	return &wide{many: glob.NewIndex(list)}
}

func (w *wide) covers(p glob.Pattern) bool {
	if w.many != nil {
		return w.many.Has(p) || w.many.Covers(p)
	}
	for _, q := range w.few {
		if glob.Covers(q, p) {
			return true
		}
	}
	return false
}

// known is what is known of the texts in question: all of in match them, none of out
// does, they are in the intersections of many parts, and they begin with the prefix.
type known struct {
	in     []glob.Pattern
	out    *wide
	many   []Region
	prefix string
	steps  *Steps
}

// of returns a region as it is among these texts.
func (k *known) of(r Region) Region {
	k.steps.take(1)
	switch r.op {
	case match, miss:
		inside, settled := k.settles(r.pattern)
		if !settled {
			return r
		}
		if inside == (r.op == match) {
			return Everything()
		}
		return Region{}
	case all, any_:
		near, absorbed := k.near(&r)
		if absorbed {
			return near[0]
		}
		parts := make([]Region, len(near))
		for i := range near {
			parts[i] = k.of(near[i])
		}
		if r.op == all {
			return Intersect(parts...)
		}
		return Union(parts...)
	}
	return r
}

// near returns the parts of a region that tell the texts apart; absorbed says that the
// first of them, the only one, decides.
func (k *known) near(r *Region) (parts []Region, absorbed bool) {
	if r.spread == nil {
		return r.parts, false
	}
	at, decided := r.spread.ready(r).near(k.prefix)
	k.steps.take(len(r.spread.of.lengths))
	switch {
	case decided && r.op == all:
		return []Region{{}}, true
	case decided:
		return []Region{Everything()}, true
	case len(at) == len(r.parts):
		return r.parts, false
	}
	for _, i := range at {
		parts = append(parts, r.parts[i])
	}
	return parts, false
}

// settles reports whether all the texts are inside of the pattern, or all outside.
func (k *known) settles(p glob.Pattern) (inside, settled bool) {
	for _, q := range k.in {
		if !glob.Overlaps(p, q) {
			return false, true
		}
		if glob.Covers(p, q) {
			return true, true
		}
	}
	if k.out.covers(p) {
		return false, true
	}
	for i := range k.many {
		if r := &k.many[i]; r.spread.ready(r).misses.covers(p) {
			return false, true
		}
	}
	return false, false
}
