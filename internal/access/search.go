package access

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/glob"
)

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

const (
	findBudget  = 1 << 14 // states of one glob.Find
	branchLimit = 1 << 12 // conjunctions that one search looks at
)

// search looks for a string in a region, conjunction by conjunction.
type search struct {
	branches int
	unknown  bool
	// visit is called for each conjunction that has a member; it returns false
	// to go on.
	visit func(in, out []glob.Pattern, member string) bool
}

// find returns a member of the region.
func (r region) find() (string, glob.Answer) {
	found := ""
	s := search{visit: func(_, _ []glob.Pattern, member string) bool {
		found = member
		return true
	}}
	if s.expand([]region{r}, nil, nil) {
		return found, glob.Yes
	}
	if s.unknown {
		return "", glob.Unknown
	}
	return "", glob.No
}

// expand satisfies the regions that are still to do, after the patterns that
// were chosen so far. Unions are branched on last, when the most is known.
func (s *search) expand(todo []region, in, out []glob.Pattern) bool {
	var unions []region
	for len(todo) > 0 {
		r := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		switch r.op {
		case nothing:
			return false
		case match:
			for _, p := range in {
				if !glob.Overlaps(p, r.pattern) {
					return false
				}
			}
			in = append(in[:len(in):len(in)], r.pattern)
		case miss:
			out = append(out[:len(out):len(out)], r.pattern)
		case all:
			todo = append(todo[:len(todo):len(todo)], r.parts...)
		case any_:
			unions = append(unions, r)
		}
	}
	if len(unions) == 0 {
		return s.leaf(in, out)
	}
	slices.SortStableFunc(unions, func(a, b region) int { return len(b.parts) - len(a.parts) })
	smallest := unions[len(unions)-1]
	for _, part := range smallest.parts {
		rest := append(unions[:len(unions)-1:len(unions)-1], part)
		if s.expand(rest, in, out) {
			return true
		}
	}
	return false
}

func (s *search) leaf(in, out []glob.Pattern) bool {
	if s.branches++; s.branches > branchLimit {
		s.unknown = true
		return false
	}
	member, answer := glob.Find(in, out, findBudget)
	if answer == glob.Yes {
		return s.visit(in, out, member)
	}
	s.unknown = s.unknown || answer == glob.Unknown
	return false
}

// describe lists the conjunctions that make up the region, each by its
// narrowest patterns: what to tell people who ask which objects are covered.
func (r region) describe(limit int) (list []string) {
	s := search{visit: func(in, out []glob.Pattern, _ string) bool {
		text := conjunction(in, out)
		if !slices.Contains(list, text) {
			list = append(list, text)
		}
		return len(list) >= limit
	}}
	s.expand([]region{r}, nil, nil)
	slices.Sort(list)
	return list
}

func conjunction(in, out []glob.Pattern) string {
	text := ""
	for i, p := range in {
		wider := slices.ContainsFunc(in, func(q glob.Pattern) bool { return q != p && glob.Covers(p, q) })
		if wider || slices.Contains(in[:i], p) {
			continue
		}
		if text != "" {
			text += " and "
		}
		text += p.String()
	}
	for i, p := range out {
		if slices.Contains(out[:i], p) || slices.ContainsFunc(in, func(q glob.Pattern) bool { return !glob.Overlaps(p, q) }) {
			continue
		}
		text += " without " + p.String()
	}
	return text
}
