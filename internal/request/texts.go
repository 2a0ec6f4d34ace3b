package request

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/glob"
)

// Text is the requests for which something, which is neither a condition key nor one
// of their other parts, is a text that the pattern matches. It may be nothing.
//
// A verdict asks thousands of times about sets that are put together of such alone, so
// FindText is a search of their own, which never leaves the patterns. It branches on what
// is left open only, and of many parts it looks at those alone that can tell the texts in
// question apart: see spread.
func Text(name string, p glob.Pattern) Set {
	of := &struct {
		node
		literal
	}{node{kind: leaf}, literal{variable: name, pattern: &p}}
	of.node.lit = &of.literal
	return Set{&of.node}
}

// sameText reports whether two literals are patterns of one text.
func sameText(a, b *literal) bool {
	return a != nil && b != nil && a.pattern != nil && b.pattern != nil && a.variable == b.variable
}

// manyParts is from how many on parts about one text are looked up and not asked one by
// one. They stay together: what was learnt of them is of use as often as they are asked.
const manyParts = 16

func (n *node) many() bool { return len(n.parts) >= manyParts && n.lit != nil }

// IsNothing reports that the set was put together so that no request is in it. Whether
// one is in any other, Find says.
func (s Set) IsNothing() bool { return s.root().kind == never }

// Pattern returns the pattern of a set that is the texts which one matches.
func (s Set) Pattern() (p glob.Pattern, ok bool) {
	if n := s.root(); n.matches() {
		return *n.lit.pattern, true
	}
	return p, false
}

// matches and misses report whether the node is the texts that a pattern matches, or
// does not match.
func (n *node) matches() bool { return n.kind == leaf && !n.not && n.lit.pattern != nil }
func (n *node) misses() bool  { return n.kind == leaf && n.not && n.lit.pattern != nil }

// Patterns lists those that a set is made of.
func (s Set) Patterns() []glob.Pattern { return s.root().patterns(nil) }

func (n *node) patterns(list []glob.Pattern) []glob.Pattern {
	if n.kind == leaf && n.lit.pattern != nil {
		list = append(list, *n.lit.pattern)
	}
	for _, p := range n.parts {
		list = p.patterns(list)
	}
	return list
}

// HoldsText reports whether a text is in a set about one text.
func (s Set) HoldsText(text string) bool { return s.root().holdsText(text) }

func (n *node) holdsText(text string) bool {
	switch n.kind {
	case always:
		return true
	case leaf:
		return n.lit.pattern != nil && n.lit.pattern.Match(text) != n.not
	case every:
		return !slices.ContainsFunc(n.parts, func(p *node) bool { return !p.holdsText(text) })
	case some:
		return slices.ContainsFunc(n.parts, func(p *node) bool { return p.holdsText(text) })
	}
	return false
}
