// Package region has sets of texts: boolean combinations of globs. They are what is
// quantified over wherever all object keys are meant, and an algebra for authz.Formula.
//
// A set is written down as it was put together, and never multiplied out. Find branches
// on what is left open only, and of many parts it looks at those alone that can tell the
// texts in question apart: see spread.
//
// What else a request holds is package request's; a region becomes a set of requests by
// Fold.
package region

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/glob"
)

// Region is a set of texts. The zero Region is empty.
type Region struct {
	op      op
	pattern glob.Pattern
	parts   []Region
	spread  *spread // of many parts
}

type op uint8

const (
	nothing op = iota
	everything
	match // the texts that the pattern matches
	miss  // the texts that it does not match
	all   // the intersection of the parts
	any_  // the union of the parts
)

// Matching is the texts that a pattern matches.
func Matching(p glob.Pattern) Region { return Region{op: match, pattern: p} }

// Everything is all texts.
func Everything() Region { return Region{op: everything} }

// IsNothing reports that the region was put together so that no text is in it. Whether
// one is in any other, Find says.
func (r Region) IsNothing() bool { return r.op == nothing }

// IsEverything reports that it was put together so that each text is in it.
func (r Region) IsEverything() bool { return r.op == everything }

// Pattern returns the pattern of a region that is the texts which one matches.
func (r Region) Pattern() (p glob.Pattern, ok bool) { return r.pattern, r.op == match }

// Intersect is the texts in all of the regions.
func Intersect(parts ...Region) Region { return combine(all, everything, nothing, parts) }

// Union is the texts in some of the regions.
func Union(parts ...Region) Region { return combine(any_, nothing, everything, parts) }

// combine leaves out the parts that change nothing. Many parts stay together: what was
// learnt of them is of use as often as they are asked.
func combine(op, neutral, absorbing op, parts []Region) Region {
	kept := make([]Region, 0, len(parts))
	for _, p := range parts {
		switch {
		case p.op == absorbing:
			return Region{op: absorbing}
		case p.op == neutral:
		case p.op == op && p.spread == nil:
			kept = append(kept, p.parts...)
		default:
			kept = append(kept, p)
		}
	}
	switch len(kept) {
	case 0:
		return Region{op: neutral}
	case 1:
		return kept[0]
	}
	return joined(op, kept)
}

func joined(op op, parts []Region) Region {
	r := Region{op: op, parts: parts}
	if len(parts) >= manyParts {
		r.spread = &spread{}
	}
	return r
}

var opposite = [...]op{nothing: everything, everything: nothing, match: miss, miss: match, all: any_, any_: all}

// Complement returns the texts outside of the region.
func (r Region) Complement() Region {
	if len(r.parts) == 0 {
		return Region{op: opposite[r.op], pattern: r.pattern}
	}
	parts := make([]Region, len(r.parts))
	for i, p := range r.parts {
		parts[i] = p.Complement()
	}
	return joined(opposite[r.op], parts)
}

// And, Or and Not make regions an algebra for authz.Formula.

// And returns the texts in both regions.
func (r Region) And(other Region) Region {
	switch {
	case r.op == nothing || other.op == everything:
		return r
	case other.op == nothing || r.op == everything:
		return other
	}
	return Intersect(r, other)
}

// Or returns the texts in one of the regions.
func (r Region) Or(other Region) Region {
	switch {
	case r.op == everything || other.op == nothing:
		return r
	case other.op == everything || r.op == nothing:
		return other
	}
	return Union(r, other)
}

// Not returns the texts outside of the region.
func (r Region) Not() Region { return r.Complement() }

// Holds reports whether a text is in the region.
func (r Region) Holds(text string) bool {
	holds := func(part Region) bool { return part.Holds(text) }
	switch r.op {
	case everything:
		return true
	case match:
		return r.pattern.Match(text)
	case miss:
		return !r.pattern.Match(text)
	case all:
		return !slices.ContainsFunc(r.parts, func(part Region) bool { return !part.Holds(text) })
	case any_:
		return slices.ContainsFunc(r.parts, holds)
	}
	return false
}

// Patterns lists those that the region is made of.
func (r Region) Patterns() (list []glob.Pattern) {
	if r.op == match || r.op == miss {
		list = append(list, r.pattern)
	}
	for i := range r.parts {
		list = append(list, r.parts[i].Patterns()...)
	}
	return list
}

// Fold says a region in another algebra: of is what a pattern matches or, where in is
// false, misses; joined is what all parts have in common if every is true, else what
// one of them has.
func Fold[T any](r Region, of func(p glob.Pattern, in bool) T, joined func(parts []T, every bool) T) T {
	parts := make([]T, len(r.parts))
	for i, part := range r.parts {
		parts[i] = Fold(part, of, joined)
	}
	if r.op == match || r.op == miss {
		return of(r.pattern, r.op == match)
	}
	return joined(parts, r.op == all || r.op == everything)
}
