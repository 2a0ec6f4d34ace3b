package request

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/glob"
)

// Apart reports that two sets about one text have none in common; where that takes a
// search, it is false.
func Apart(a, b Set) bool { return apart(a.root(), b.root()) }

func apart(a, b *node) bool {
	switch {
	case a.kind == never || b.kind == never:
		return true
	case a.matches() && b.matches():
		return !glob.Overlaps(*a.lit.pattern, *b.lit.pattern)
	case a.kind == some:
		return !slices.ContainsFunc(a.parts, func(part *node) bool { return !apart(part, b) })
	case a.kind == every:
		return slices.ContainsFunc(a.parts, func(part *node) bool { return apart(part, b) })
	case b.kind == some || b.kind == every:
		return apart(b, a)
	}
	return false
}

// Prefix is what all texts of the set begin with, as far as that is seen at once.
func (s Set) Prefix() string {
	if prefix, outside := s.root().hull(); !outside {
		return prefix
	}
	return ""
}

// Alternatives indexes patterns that the set holds all texts of.
func (s Set) Alternatives() *glob.Index {
	var list []glob.Pattern
	var add func(*node)
	add = func(n *node) {
		switch {
		case n.matches():
			list = append(list, *n.lit.pattern)
		case n.kind == some:
			for _, part := range n.parts {
				add(part)
			}
		}
	}
	add(s.root())
	return glob.NewIndex(list)
}

// But leaves out alternatives that patterns cover: what is left is the texts of the set
// outside of them, or more of it.
func (s Set) But(covered *glob.Index) Set {
	switch n := s.root(); {
	case n.matches():
		if p := *n.lit.pattern; covered.Has(p) || covered.Covers(p) {
			return Set{}
		}
	case n.kind == some:
		kept := make([]Set, len(n.parts))
		for i, part := range n.parts {
			kept[i] = Set{part}.But(covered)
		}
		return Union(kept...)
	}
	return s
}
