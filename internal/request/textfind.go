package request

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/glob"
)

const findBudget = 1 << 14 // states of one glob.Find

// Steps is what is left of a budget that several searches share. A step is a part of a
// set that is looked at, or a state of a search for a text: some hundred nanoseconds.
type Steps struct {
	left int
	// short says that one search gave up for itself: at findBudget, or since the text that
	// it found is too long.
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

// textSearch looks for a text in a set, conjunction by conjunction.
type textSearch struct {
	steps   *Steps
	unknown bool
	// visit is called for each conjunction that has a member; it returns false
	// to go on.
	visit func(in, out []glob.Pattern, member string) bool
}

// FindText returns a text of a set that is about one alone; of another set nothing is
// known.
func (s Set) FindText(steps *Steps) (string, glob.Answer) {
	n := s.root()
	if n.kind != always && n.kind != never && !sameText(n.lit, n.lit) {
		return "", glob.Unknown
	}
	member, found := "", false
	one := textSearch{steps: steps, visit: func(_, _ []glob.Pattern, text string) bool {
		member, found = text, true
		return true
	}}
	one.expand([]*node{n}, nil, nil)
	switch {
	case found:
		return member, glob.Yes
	case one.unknown:
		return "", glob.Unknown
	}
	return "", glob.No
}

// expand satisfies the sets that are still to do, after the patterns that
// were chosen so far; it is true where the search ends. Unions are branched on
// last, when the most is known: what was chosen settles parts of them. Of an
// intersection with many parts those are looked at, in each branch, that say something
// there.
func (s *textSearch) expand(todo []*node, in, out []glob.Pattern) bool {
	var unions, many []*node
	seen, seenOut, seenMany, prefix := 0, 0, 0, ""
	// What grows here is not the caller's, but is copied once.
	todo, in, out = slices.Clip(todo), slices.Clip(in), slices.Clip(out)
	var met glob.Meeting
	for i, p := range in {
		met.Add(in[:i], p)
		prefix = longer(prefix, p.Prefix())
	}
	for {
		for len(todo) > 0 {
			n := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			if !s.steps.take(1) {
				s.unknown = true
				return true
			}
			switch {
			case n.kind == never:
				return false
			case n.kind == leaf && n.not:
				out = append(out, *n.lit.pattern)
			case n.kind == leaf:
				pattern := *n.lit.pattern
				if !met.Add(in, pattern) {
					return false
				}
				in, prefix = append(in, pattern), longer(prefix, pattern.Prefix())
			case n.kind == some:
				unions = append(unions, n)
			case n.kind == every && !n.many():
				todo = append(todo, n.parts...)
			case n.kind == every && n.spreads().matches != nil:
				todo = append(append(todo, n.spread.rest), n.spread.matches...)
			case n.kind == every:
				many = append(many, n)
			}
		}
		if len(unions) > 0 && (seen < len(in) || seenOut < len(out) || seenMany < len(many)) {
			narrowed := known{in: in[seen:], out: newCoverers(out[seenOut:]), many: many[seenMany:], prefix: prefix, steps: s.steps}
			open := unions
			unions = nil
			for i := range open {
				switch n := narrowed.of(open[i]); n.kind {
				case never:
					return false
				case always:
				case some:
					unions = append(unions, n)
				default:
					todo = append(todo, n)
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
			parts, _ := narrowed.near(many[i])
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

func (s *textSearch) leaf(in, out []glob.Pattern) bool {
	budget := min(findBudget, s.steps.left)
	before := budget
	if !s.steps.take(1 + (len(in)+len(out))/16) {
		s.unknown = true
		return true
	}
	member, answer := glob.FindWithin(in, out, s.steps.longest, &budget)
	s.steps.left -= before - budget
	switch answer {
	case glob.Yes:
		return s.visit(in, out, member)
	case glob.Unknown:
		s.unknown, s.steps.short = true, true
	}
	return false
}
