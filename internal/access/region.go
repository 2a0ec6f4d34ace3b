package access

import "github.com/crossgrant/crossgrant/internal/glob"

// region is a set of strings: a boolean combination of globs.
type region struct {
	op      op
	pattern glob.Pattern
	parts   []region
}

type op uint8

const (
	nothing op = iota
	everything
	match // the strings that the pattern matches
	miss  // the strings that it does not match
	all   // the intersection of the parts
	any_  // the union of the parts
)

func matching(p glob.Pattern) region { return region{op: match, pattern: p} }

// intersect and union leave out the parts that change nothing.
func intersect(parts ...region) region { return combine(all, everything, nothing, parts) }
func union(parts ...region) region     { return combine(any_, nothing, everything, parts) }

func combine(op, neutral, absorbing op, parts []region) region {
	kept := make([]region, 0, len(parts))
	for _, p := range parts {
		switch p.op {
		case absorbing:
			return region{op: absorbing}
		case neutral:
		case op:
			kept = append(kept, p.parts...)
		default:
			kept = append(kept, p)
		}
	}
	switch len(kept) {
	case 0:
		return region{op: neutral}
	case 1:
		return kept[0]
	}
	return region{op: op, parts: kept}
}

var opposite = [...]op{nothing: everything, everything: nothing, match: miss, miss: match, all: any_, any_: all}

// complement returns the strings outside of the region.
func (r region) complement() region {
	c := region{op: opposite[r.op], pattern: r.pattern}
	for _, p := range r.parts {
		c.parts = append(c.parts, p.complement())
	}
	return c
}

// And, Or and Not make regions an algebra for authz.Formula.

// And returns the strings in both regions.
func (r region) And(other region) region {
	switch {
	case r.op == nothing || other.op == everything:
		return r
	case other.op == nothing || r.op == everything:
		return other
	}
	return intersect(r, other)
}

// Or returns the strings in one of the regions.
func (r region) Or(other region) region {
	switch {
	case r.op == everything || other.op == nothing:
		return r
	case other.op == everything || r.op == nothing:
		return other
	}
	return union(r, other)
}

// Not returns the strings outside of the region.
func (r region) Not() region { return r.complement() }

// holds reports whether a string is in the region.
func (r *region) holds(text string) bool {
	switch r.op {
	case everything:
		return true
	case match:
		return r.pattern.Match(text)
	case miss:
		return !r.pattern.Match(text)
	case all:
		for i := range r.parts {
			if !r.parts[i].holds(text) {
				return false
			}
		}
		return true
	case any_:
		for i := range r.parts {
			if r.parts[i].holds(text) {
				return true
			}
		}
	}
	return false
}

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

// given returns the region as it is among the strings that all of in and none
// of out match.
func (r region) given(in []glob.Pattern, out *wide) region {
	switch r.op {
	case match, miss:
		inside, settled := settles(r.pattern, in, out)
		if !settled {
			return r
		}
		if inside == (r.op == match) {
			return region{op: everything}
		}
		return region{}
	case all, any_:
		parts := make([]region, len(r.parts))
		for i := range r.parts {
			parts[i] = r.parts[i].given(in, out)
		}
		if r.op == all {
			return intersect(parts...)
		}
		return union(parts...)
	}
	return r
}

// settles reports whether all strings that in match and out do not are inside
// of the pattern, or all outside.
func settles(p glob.Pattern, in []glob.Pattern, out *wide) (inside, settled bool) {
	for _, q := range in {
		if !glob.Overlaps(p, q) {
			return false, true
		}
		if glob.Covers(p, q) {
			return true, true
		}
	}
	return false, out.covers(p)
}

// size is how many patterns the region is made of.
func (r *region) size() int {
	n := 1
	for i := range r.parts {
		n += r.parts[i].size()
	}
	return n
}

// patterns lists those that the region is made of.
func (r *region) patterns() (list []glob.Pattern) {
	if r.op == match || r.op == miss {
		list = append(list, r.pattern)
	}
	for i := range r.parts {
		list = append(list, r.parts[i].patterns()...)
	}
	return list
}

// alternatives indexes patterns that the region holds all strings of.
func (r *region) alternatives() *glob.Index {
	var list []glob.Pattern
	parts := []region{*r}
	if r.op == any_ {
		parts = r.parts
	}
	for i := range parts {
		if parts[i].op == match {
			list = append(list, parts[i].pattern)
		}
	}
	return glob.NewIndex(list)
}

// but leaves out alternatives that patterns cover: what is left is the region
// outside of them, or more of it.
func (r region) but(covered *glob.Index) region {
	switch r.op {
	case match:
		if covered.Has(r.pattern) || covered.Covers(r.pattern) {
			return region{}
		}
	case any_:
		var kept []region
		for i := range r.parts {
			if left := r.parts[i].but(covered); left.op != nothing {
				kept = append(kept, left)
			}
		}
		return union(kept...)
	}
	return r
}
