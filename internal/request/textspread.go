package request

import "github.com/crossgrant/crossgrant/internal/glob"

// hull returns a prefix so that of the texts which do not begin with it all are in the
// set, or none.
func (n *node) hull() (prefix string, outside bool) {
	switch {
	case n.kind == leaf && n.lit.pattern != nil:
		return n.lit.pattern.Prefix(), n.not
	case len(n.parts) == 0:
		return "", n.kind == always
	}
	// One part that absorbs the others outside of its prefix decides there; of several
	// the one that says it of most texts.
	common, absorbed := "", false
	for i := range n.parts {
		one, out := n.parts[i].hull()
		switch absorbs := out == (n.kind == some); {
		case absorbs && (!absorbed || len(one) > len(common)):
			common, absorbed = one, true
		case !absorbs && !absorbed && i == 0:
			common = one
		case !absorbs && !absorbed:
			common = shared(common, one)
		}
	}
	return common, absorbed == (n.kind == some)
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
	of        *glob.Prefixes
	absorbing []bool    // by part: outside of its prefix it decides for all
	number    int       // of those
	misses    *coverers // of the parts, the patterns of those that are misses
	matches   []*node   // of an intersection, the parts that are matches
	rest      *node     // and the intersection of the others
}

// spreads looks at many parts, once.
func (n *node) spreads() *spread {
	if n.spread != nil {
		return n.spread
	}
	s := &spread{absorbing: make([]bool, len(n.parts))}
	prefixes := make([]string, len(n.parts))
	var misses []glob.Pattern
	var rest []Set
	for i, p := range n.parts {
		var outside bool
		prefixes[i], outside = p.hull()
		if s.absorbing[i] = outside == (n.kind == some); s.absorbing[i] {
			s.number++
		}
		if p.misses() {
			misses = append(misses, *p.lit.pattern)
		}
		if n.kind == every && p.matches() {
			s.matches = append(s.matches, p)
		} else if n.kind == every {
			rest = append(rest, Set{p})
		}
	}
	s.of, s.misses = glob.NewPrefixes(prefixes), newCoverers(misses)
	if s.matches != nil {
		s.rest = joinAll(every, always, never, rest)
	}
	n.spread = s
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
