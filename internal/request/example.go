package request

import "slices"

// Example is a request that a search came to, to be put to the next question before that
// is searched. It tells what the search was about, and nothing else. The zero value is none.
type Example struct{ values values }

// Meets reports whether the example is a request of a set as it stands. What it does not
// tell of a request that has it always, or of what nobody knows yet, may be anything: of
// such requests it is in no set, nor outside of one.
func (f Search) Meets(e Example, in Set) bool {
	return e.values != nil && f.asked(in, Set{}).metBy(e.values)
}

func (n *node) metBy(v values) bool {
	switch n.kind {
	case always:
		return true
	case leaf:
		return n.lit.toldBy(v) && n.lit.truth(v) != n.not
	case every:
		return !slices.ContainsFunc(n.parts, func(p *node) bool { return !p.metBy(v) })
	case some:
		return slices.ContainsFunc(n.parts, func(p *node) bool { return p.metBy(v) })
	}
	return false
}

// toldBy reports whether values say all that the literal looks at: of what a request need
// not have, that it has none.
func (l *literal) toldBy(v values) bool {
	for _, key := range l.needs {
		if _, told := v[key]; !told {
			return false
		}
	}
	_, told := v[l.variable]
	return told || l.variable != resourceVariable && !slices.Contains(alwaysThere, l.variable)
}
