package access

import (
	"slices"
	"unicode/utf8"

	"github.com/crossgrant/crossgrant/internal/glob"
)

const (
	findBudget = 1 << 14 // states of one glob.Find
	// questionSteps is what all searches of one question may take together. Of a
	// step is a part of a region that is looked at, or a state of a search for a
	// string: some hundred nanoseconds.
	questionSteps = 1 << 19
)

// maxKey is how many bytes the key of an object has at most (S3 User Guide,
// Naming Amazon S3 objects).
const maxKey = 1024

// steps is what is left of a budget that the searches of one question share.
type steps struct {
	left int
	// short says that one search gave up for itself, at findBudget.
	short bool
	// longest is how many bytes a string may have, 0 for any number.
	longest int
}

// take spends n steps; it is false once there are none left.
func (s *steps) take(n int) bool {
	s.left -= n
	return s.left > 0
}

// spent reports whether some answer is missing for want of steps.
func (s *steps) spent() bool { return s.left <= 0 || s.short }

// search looks for a string in a region, conjunction by conjunction.
type search struct {
	steps   *steps
	unknown bool
	// visit is called for each conjunction that has a member; it returns false
	// to go on.
	visit func(in, out []glob.Pattern, member string) bool
}

// find returns a member of the region.
func (r region) find(s *steps) (string, glob.Answer) {
	member, found := "", false
	one := search{steps: s, visit: func(_, _ []glob.Pattern, text string) bool {
		member, found = text, true
		return true
	}}
	one.expand([]region{r}, nil, nil)
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
// last, when the most is known: what was chosen settles parts of them.
func (s *search) expand(todo []region, in, out []glob.Pattern) bool {
	var unions []region
	known, knownOut := 0, 0
	// What grows here is not the caller's, but is copied once.
	todo, in, out = slices.Clip(todo), slices.Clip(in), slices.Clip(out)
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
				in = append(in, r.pattern)
			case miss:
				out = append(out, r.pattern)
			case all:
				todo = append(todo, r.parts...)
			case any_:
				unions = append(unions, r)
			}
		}
		if known == len(in) && knownOut == len(out) {
			break
		}
		open := unions
		unions = nil
		if len(open) == 0 {
			break
		}
		refused := newWide(out[knownOut:])
		for i := range open {
			if !s.steps.take(open[i].size()) {
				s.unknown = true
				return true
			}
			switch r := open[i].given(in[known:], refused); r.op {
			case nothing:
				return false
			case everything:
			case any_:
				unions = append(unions, r)
			default:
				todo = append(todo, r)
			}
		}
		known, knownOut = len(in), len(out)
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
	others := slices.Delete(slices.Clone(unions), smallest, smallest+1)
	for _, part := range unions[smallest].parts {
		if s.expand(append(others[:len(others):len(others)], part), in, out) {
			return true
		}
	}
	return false
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
	case answer == glob.Yes && s.tooLong(member):
		// It is a shortest one; in letters of more than a byte another one may fit.
		s.unknown = s.unknown || utf8.RuneCountInString(member) <= s.steps.longest
	case answer == glob.Yes:
		return s.visit(in, out, member)
	case answer == glob.Unknown:
		s.unknown, s.steps.short = true, true
	}
	return false
}

func (s *search) tooLong(member string) bool {
	return s.steps.longest > 0 && len(member) > s.steps.longest
}

// describe lists the conjunctions that make up the region, each by its
// narrowest patterns: what to tell people who ask which objects are covered.
func (r region) describe(limit int, s *steps) (list []string) {
	each := search{steps: s, visit: func(in, out []glob.Pattern, _ string) bool {
		text := conjunction(in, out)
		if !slices.Contains(list, text) {
			list = append(list, text)
		}
		return len(list) >= limit
	}}
	each.expand([]region{r}, nil, nil)
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
