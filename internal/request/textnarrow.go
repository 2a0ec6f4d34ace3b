package request

import "github.com/crossgrant/crossgrant/internal/glob"

// manyWide is from how many on patterns are looked up and not asked one by one.
const manyWide = 8

// coverers are patterns that may cover others.
type coverers struct {
	few  []glob.Pattern
	many *glob.Index
}

func newCoverers(list []glob.Pattern) *coverers {
	if len(list) < manyWide {
		return &coverers{few: list}
	}
	return &coverers{many: glob.NewIndex(list)}
}

func (w *coverers) covers(p glob.Pattern) bool {
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
	out    *coverers
	many   []*node
	prefix string
	steps  *Steps
}

// of returns a set as it is among these texts.
func (k *known) of(n *node) *node {
	k.steps.take(1)
	switch n.kind {
	case leaf:
		inside, settled := k.settles(*n.lit.pattern)
		switch {
		case !settled:
			return n
		case inside != n.not:
			return allRequest
		}
		return noRequest
	case every, some:
		near, decided := k.near(n)
		if decided {
			return deciding(n.kind)
		}
		parts := make([]Set, len(near))
		for i := range near {
			parts[i].node = k.of(near[i])
		}
		if n.kind == every {
			return joinAll(every, always, never, parts)
		}
		return joinAll(some, never, always, parts)
	}
	return n
}

// deciding is the part that decides for all of them.
func deciding(k kind) *node {
	if k == every {
		return noRequest
	}
	return allRequest
}

// near returns the parts that tell the texts apart; decided says that none do, for one
// of the others decides.
func (k *known) near(n *node) (parts []*node, decided bool) {
	if !n.many() {
		return n.parts, false
	}
	at, decided := n.spreads().near(k.prefix)
	k.steps.take(n.spread.of.Lengths())
	switch {
	case decided:
		return nil, true
	case len(at) == len(n.parts):
		return n.parts, false
	}
	for _, i := range at {
		parts = append(parts, n.parts[i])
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
	for _, n := range k.many {
		if n.spreads().misses.covers(p) {
			return false, true
		}
	}
	return false, false
}
