package glob

import "slices"

// Index finds the patterns of a list that cover a pattern without asking each:
// what a pattern begins with before its first wildcard, every pattern that it
// covers begins with.
type Index struct {
	byPrefix map[string][]Pattern
	lengths  []int // of the prefixes, ascending
}

// NewIndex returns the index of a list.
func NewIndex(patterns []Pattern) *Index {
	x := &Index{byPrefix: make(map[string][]Pattern, len(patterns))}
	for _, p := range patterns {
		prefix := p.Prefix()
		if x.byPrefix[prefix] == nil {
			x.lengths = append(x.lengths, len(prefix))
		}
		x.byPrefix[prefix] = append(x.byPrefix[prefix], p)
	}
	slices.Sort(x.lengths)
	x.lengths = slices.Compact(x.lengths)
	return x
}

// Has reports whether p is in the list.
func (x *Index) Has(p Pattern) bool { return slices.Contains(x.byPrefix[p.Prefix()], p) }

// Covers reports whether a pattern of the list covers p and is not equal to it.
func (x *Index) Covers(p Pattern) bool {
	prefix := p.Prefix()
	for _, n := range x.lengths {
		if n > len(prefix) {
			return false
		}
		if slices.ContainsFunc(x.byPrefix[prefix[:n]], func(q Pattern) bool { return q != p && Covers(q, p) }) {
			return true
		}
	}
	return false
}
