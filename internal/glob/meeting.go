package glob

import "strings"

// Meeting is patterns of which each two have texts in common. Of those with a *, whatever
// stands between the first and the last one, the ends alone have to agree: with the longest
// ones, where no ? stands in them.
type Meeting struct {
	first, last string    // the longest ends of plain ones
	plain       bool      // there are some
	others      []Pattern // that are not plain
}

// Add adds a pattern to all that were; false if it has no text in common with one of them.
func (m *Meeting) Add(all []Pattern, p Pattern) bool {
	first, last, plain := p.ends()
	against := all
	if plain {
		if m.plain && !(agree(first, m.first, strings.HasPrefix) && agree(last, m.last, strings.HasSuffix)) {
			return false
		}
		against = m.others
	}
	for _, q := range against {
		if !Overlaps(p, q) {
			return false
		}
	}
	if !plain {
		m.others = append(m.others, p)
		return true
	}
	m.plain = true
	if len(first) > len(m.first) {
		m.first = first
	}
	if len(last) > len(m.last) {
		m.last = last
	}
	return true
}

// ends returns what stands before the first * and behind the last one; plain is false
// without one, and with a ? in the ends.
func (p Pattern) ends() (first, last string, plain bool) {
	begin := strings.IndexByte(p.text, sequence)
	if begin < 0 {
		return "", "", false
	}
	first, last = p.text[:begin], p.text[strings.LastIndexByte(p.text, sequence)+1:]
	return first, last, strings.IndexByte(first, single) < 0 && strings.IndexByte(last, single) < 0
}

// agree reports whether the shorter one of two is the end of the longer.
func agree(a, b string, is func(text, end string) bool) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	return is(a, b)
}
