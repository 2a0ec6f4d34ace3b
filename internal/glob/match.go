package glob

import (
	"strings"
	"unicode/utf8"
)

// Match reports whether p matches all of s. A byte of s that is not valid
// UTF-8 is one code point that only wildcards match.
func (p Pattern) Match(s string) bool {
	text := p.text
	star := strings.IndexByte(text, sequence)
	if strings.IndexByte(text, single) >= 0 {
		return match(text, s)
	}
	if star < 0 {
		return text == s
	}
	if !strings.HasPrefix(s, text[:star]) {
		return false
	}
	s, text = s[star:], text[star+1:]
	// Valid text starts with a byte that only starts code points, so it is
	// found at the borders of code points only, even in invalid UTF-8.
	for {
		star = strings.IndexByte(text, sequence)
		if star < 0 {
			return strings.HasSuffix(s, text)
		}
		at := strings.Index(s, text[:star])
		if at < 0 {
			return false
		}
		s, text = s[at+star:], text[star+1:]
	}
}

// match is Match for any pattern. Only the last * passed can need a longer
// sequence: a longer one for an earlier * leaves less to match.
func match(text, s string) bool {
	i, j := 0, 0
	resume, from := -1, 0
	for j < len(s) {
		switch {
		case i == len(text):
		case text[i] == sequence:
			i++
			resume, from = i, j
			continue
		case text[i] == single:
			i++
			j += width(s, j)
			continue
		case text[i] == s[j]:
			i++
			j++
			continue
		}
		if resume < 0 {
			return false
		}
		from += width(s, from)
		i, j = resume, from
	}
	return i == len(text) || i == len(text)-1 && text[i] == sequence
}

// MatchFold is Match without regard to case (Unicode simple case folding), as
// AWS compares action names.
func (p Pattern) MatchFold(s string) bool {
	text := p.text
	i, j := 0, 0
	resume, from := -1, 0
	for j < len(s) {
		switch {
		case i == len(text):
		case text[i] == sequence:
			i++
			resume, from = i, j
			continue
		case text[i] == single:
			i++
			j += width(s, j)
			continue
		default:
			a, m := utf8.DecodeRuneInString(text[i:])
			b, n := utf8.DecodeRuneInString(s[j:])
			if (a == b || fold(a) == fold(b)) && (b != utf8.RuneError || n > 1) {
				i += m
				j += n
				continue
			}
		}
		if resume < 0 {
			return false
		}
		from += width(s, from)
		i, j = resume, from
	}
	return i == len(text) || i == len(text)-1 && text[i] == sequence
}

// width returns the number of bytes of the code point or wildcard at i.
func width(s string, i int) int {
	if s[i] < utf8.RuneSelf || s[i] >= single {
		return 1
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	return n
}
