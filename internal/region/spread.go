package region

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/glob"
)

// manyParts is from how many on parts are looked up and not asked one by one.
const manyParts = 16

// hull returns a prefix so that of the texts which do not begin with it all are in the
// region, or none.
func (r *Region) hull() (prefix string, outside bool) {
	switch r.op {
	case match, miss:
		return r.pattern.Prefix(), r.op == miss
	case nothing, everything:
		return "", r.op == everything
	}
	// One part that absorbs the others outside of its prefix decides there; of several
	// the one that says it of most texts.
	common, absorbed := "", false
	for i := range r.parts {
		one, out := r.parts[i].hull()
		switch absorbs := out == (r.op == any_); {
		case absorbs && (!absorbed || len(one) > len(common)):
			common, absorbed = one, true
		case !absorbs && !absorbed && i == 0:
			common = one
		case !absorbs && !absorbed:
			common = shared(common, one)
		}
	}
	return common, absorbed == (r.op == any_)
}

// shared is what two texts begin with.
func shared(a, b string) string {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return a[:n]
}

// spread tells of many parts which can tell texts apart that have a prefix in common:
// of a thousand that are each about a prefix of its own, one.
type spread struct {
	of        *Prefixes
	absorbing []bool   // by part: outside of its prefix it decides for all
	number    int      // of those
	misses    *wide    // of the parts, the patterns of those that are misses
	matches   []Region // of an intersection, the parts that are matches
	rest      Region   // and the intersection of the others
}

// ready looks at the parts, once.
func (s *spread) ready(r *Region) *spread {
	if s.of != nil {
		return s
	}
	prefixes := make([]string, len(r.parts))
	s.absorbing = make([]bool, len(r.parts))
	var misses []glob.Pattern
	var rest []Region
	for i := range r.parts {
		var outside bool
		prefixes[i], outside = r.parts[i].hull()
		if s.absorbing[i] = outside == (r.op == any_); s.absorbing[i] {
			s.number++
		}
		if r.parts[i].op == miss {
			misses = append(misses, r.parts[i].pattern)
		}
		if r.op == all && r.parts[i].op == match {
			s.matches = append(s.matches, r.parts[i])
		} else if r.op == all {
			rest = append(rest, r.parts[i])
		}
	}
	s.of, s.misses = NewPrefixes(prefixes), newWide(misses)
	if s.matches != nil {
		s.rest = combine(all, everything, nothing, rest)
	}
	return s
}

// near returns the parts that tell texts apart which begin so; decided is true if one of
// the others decides for all of them.
func (s *spread) near(prefix string) (parts []int, decided bool) {
	parts = s.of.Near(prefix)
	decides := s.number
	for _, i := range parts {
		if s.absorbing[i] {
			decides--
		}
	}
	return parts, decides > 0
}

// Prefixes finds those of a list that begin as a text does, as far as both go.
type Prefixes struct {
	sorted  []string
	at      []int // their places in the list
	lengths []int // ascending
}

// NewPrefixes returns the index of a list.
func NewPrefixes(list []string) *Prefixes {
	p := &Prefixes{at: make([]int, len(list)), sorted: make([]string, len(list))}
	for i, text := range list {
		p.at[i] = i
		p.lengths = append(p.lengths, len(text))
	}
	slices.SortStableFunc(p.at, func(a, b int) int { return strings.Compare(list[a], list[b]) })
	for i, at := range p.at {
		p.sorted[i] = list[at]
	}
	slices.Sort(p.lengths)
	p.lengths = slices.Compact(p.lengths)
	return p
}

// Near returns the places of those of which the text is a beginning, or they of the
// text, in the order of the list.
func (p *Prefixes) Near(text string) (list []int) {
	for _, n := range p.lengths {
		if n >= len(text) {
			break
		}
		from, _ := slices.BinarySearch(p.sorted, text[:n])
		for ; from < len(p.sorted) && p.sorted[from] == text[:n]; from++ {
			list = append(list, p.at[from])
		}
	}
	from, _ := slices.BinarySearch(p.sorted, text)
	for ; from < len(p.sorted) && strings.HasPrefix(p.sorted[from], text); from++ {
		list = append(list, p.at[from])
	}
	slices.Sort(list)
	return list
}
