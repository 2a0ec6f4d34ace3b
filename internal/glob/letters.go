package glob

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// letters appends the letters that lead to different states from list: those named
// there, the colon where it makes a difference, and the other one for all the rest.
func (s *Search) letters(into []rune, list []int32) []rune {
	into = append(into, s.other)
	add := func(r rune) {
		if !slices.Contains(into[1:], r) {
			into = append(into, r)
		}
	}
	for _, at := range list {
		here := &s.places[at]
		if here.letter >= 0 {
			add(here.letter)
		}
		if here.letter >= 0 && here.fold {
			for r := unicode.SimpleFold(here.letter); r != here.letter; r = unicode.SimpleFold(r) {
				add(r)
			}
		}
		if here.letter == partOnly || here.star == inPart {
			add(':')
		}
	}
	if s.other == 0 {
		into[0] = free(func(r rune) bool { return slices.Contains(into[1:], r) })
	}
	slices.SortFunc(into[1:], compare)
	return into
}

// free returns a readable letter that is not taken.
func free(taken func(rune) bool) rune {
	for _, r := range "xyzabcdefghijklmnopqrstuvw0123456789XYZABCDEFGHIJKLMNOPQRSTUVW" {
		if !taken(r) {
			return r
		}
	}
	r := 'À'
	for taken(r) || !utf8.ValidRune(r) {
		r++
	}
	return r
}

// compare orders letters as they read best in an example: lower case, digits,
// upper case, the rest.
func compare(a, b rune) int {
	if c := class(a) - class(b); c != 0 {
		return c
	}
	return int(a - b)
}

func class(r rune) int {
	switch {
	case 'a' <= r && r <= 'z':
		return 0
	case '0' <= r && r <= '9':
		return 1
	case 'A' <= r && r <= 'Z':
		return 2
	}
	return 3
}
