package region

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/glob"
)

// Apart reports that two regions have no text in common; where that takes a search, it
// is false.
func Apart(a, b Region) bool {
	switch {
	case a.op == nothing || b.op == nothing:
		return true
	case a.op == match && b.op == match:
		return !glob.Overlaps(a.pattern, b.pattern)
	case a.op == any_:
		return !slices.ContainsFunc(a.parts, func(part Region) bool { return !Apart(part, b) })
	case a.op == all:
		return slices.ContainsFunc(a.parts, func(part Region) bool { return Apart(part, b) })
	case b.op == any_ || b.op == all:
		return Apart(b, a)
	}
	return false
}

// Prefix is what all texts of the region begin with, as far as that is seen at once.
func (r Region) Prefix() string {
	if prefix, outside := r.hull(); !outside {
		return prefix
	}
	return ""
}

// Alternatives indexes patterns that the region holds all texts of.
func (r Region) Alternatives() *glob.Index {
	var list []glob.Pattern
	var add func(Region)
	add = func(r Region) {
		switch r.op {
		case match:
			list = append(list, r.pattern)
		case any_:
			for _, part := range r.parts {
				add(part)
			}
		}
	}
	add(r)
	return glob.NewIndex(list)
}

// But leaves out alternatives that patterns cover: what is left is the region
// outside of them, or more of it.
func (r Region) But(covered *glob.Index) Region {
	switch r.op {
	case match:
		if covered.Has(r.pattern) || covered.Covers(r.pattern) {
			return Region{}
		}
	case any_:
		var kept []Region
		for i := range r.parts {
			if left := r.parts[i].But(covered); left.op != nothing {
				kept = append(kept, left)
			}
		}
		return Union(kept...)
	}
	return r
}
