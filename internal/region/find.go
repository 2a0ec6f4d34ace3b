package region

import (
	"slices"
	"unicode/utf8"

	"github.com/crossgrant/crossgrant/internal/glob"
)

const findBudget = 1 << 14 // states of one glob.Find

// Steps is what is left of a budget that several searches share. A step is a part of a
// region that is looked at, or a state of a search for a text: some hundred nanoseconds.
type Steps struct {
	left int
	// short says that one search gave up for itself, at findBudget.
	short bool
	// longest is how many bytes a text may have, 0 for any number.
	longest int
}

// NewSteps is a budget of so many steps, for texts of up to so many bytes.
func NewSteps(number, longest int) Steps { return Steps{left: number, longest: longest} }

// Take spends n steps; it is false once there are none left.
func (s *Steps) Take(n int) bool { return s.take(n) }

func (s *Steps) take(n int) bool {
	s.left -= n
	return s.left > 0
}

// Spent reports whether some answer is missing for want of steps.
func (s *Steps) Spent() bool { return s.left <= 0 || s.short }

// TooLong reports whether a text is longer than texts may be.
func (s *Steps) TooLong(text string) bool { return s.longest > 0 && len(text) > s.longest }

// search looks for a text in a region, conjunction by conjunction.
type search struct {
	steps   *Steps
	unknown bool
	// visit is called for each conjunction that has a member; it returns false
	// to go on.
	visit func(in, out []glob.Pattern, member string) bool
}

// Find returns a text of the region.
func (r Region) Find(s *Steps) (string, glob.Answer) {
	member, found := "", false
	one := search{steps: s, visit: func(_, _ []glob.Pattern, text string) bool {
		member, found = text, true
		return true
	}}
	one.expand([]Region{r}, nil, nil)
	switch {
	case found:
		return member, glob.Yes
	case one.unknown:
		return "", glob.Unknown
	}
	return "", glob.No
}

// expand satisfies the regions that are still to do, after the patterns that
// were chosen so far; it is true where the search ends. Unions are branched on
// last, when the most is known: what was chosen settles parts of them. Of an
// intersection with many parts those are looked at, in each branch, that say something
// there.
func (s *search) expand(todo []Region, in, out []glob.Pattern) bool {
	var unions, many []Region
	seen, seenOut, seenMany, prefix := 0, 0, 0, ""
	// What grows here is not the caller's, but is copied once.
	todo, in, out = slices.Clip(todo), slices.Clip(in), slices.Clip(out)
	for _, p := range in {
		prefix = longer(prefix, p.Prefix())
	}
	for {
		for len(todo) > 0 {
			r := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			if !s.steps.take(1 + len(in)) {
				s.unknown = true
				return true
			}
			switch r.op {
			case nothing:
				return false
			case match:
				for _, p := range in {
					if !glob.Overlaps(p, r.pattern) {
						return false
					}
				}
				in, prefix = append(in, r.pattern), longer(prefix, r.pattern.Prefix())
			case miss:
				out = append(out, r.pattern)
			case all:
				switch {
				case r.spread == nil:
					todo = append(todo, r.parts...)
				case r.spread.ready(&r).matches != nil:
					todo = append(append(todo, r.spread.rest), r.spread.matches...)
				default:
					many = append(many, r)
				}
			case any_:
				unions = append(unions, r)
			}
		}
		if len(unions) > 0 && (seen < len(in) || seenOut < len(out) || seenMany < len(many)) {
			narrowed := known{in: in[seen:], out: newWide(out[seenOut:]), many: many[seenMany:], prefix: prefix, steps: s.steps}
			open := unions
			unions = nil
			for i := range open {
				switch r := narrowed.of(open[i]); r.op {
				case nothing:
					return false
				case everything:
				case any_:
					unions = append(unions, r)
				default:
					todo = append(todo, r)
				}
			}
			if s.steps.left <= 0 {
				s.unknown = true
				return true
			}
			seen, seenOut, seenMany = len(in), len(out), len(many)
			continue
		}
		if len(unions) > 0 || len(many) == 0 {
			break
		}
		narrowed := known{prefix: prefix, steps: s.steps}
		for i := range many {
			parts, _ := narrowed.near(&many[i])
			todo = append(todo, parts...)
		}
		many, seenMany = nil, 0
	}
	if len(unions) == 0 {
		return s.leaf(in, out)
	}
	smallest := 0
	for i := range unions {
		if len(unions[i].parts) <= len(unions[smallest].parts) {
			smallest = i
		}
	}
	others := append(many, slices.Delete(slices.Clone(unions), smallest, smallest+1)...)
	for _, part := range unions[smallest].parts {
		if s.expand(append(others[:len(others):len(others)], part), in, out) {
			return true
		}
	}
	return false
}

// longer is the longer one of two prefixes that the same texts have.
func longer(a, b string) string {
	if len(b) > len(a) {
		return b
	}
	return a
}

func (s *search) leaf(in, out []glob.Pattern) bool {
	budget := min(findBudget, s.steps.left)
	before := budget
	if !s.steps.take(1 + (len(in)+len(out))/16) {
		s.unknown = true
		return true
	}
	member, answer := glob.FindWithin(in, out, &budget)
	s.steps.left -= before - budget
	switch {
	case answer == glob.Yes && s.steps.TooLong(member):
		// It is a shortest one; in letters of more than a byte another one may fit.
		s.unknown = s.unknown || utf8.RuneCountInString(member) <= s.steps.longest
	case answer == glob.Yes:
		return s.visit(in, out, member)
	case answer == glob.Unknown:
		s.unknown, s.steps.short = true, true
	}
	return false
}
