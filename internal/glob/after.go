package glob

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// After returns what p leaves of the texts that begin with prefix: s matches one
// of the patterns if p matches prefix + s, and else none.
func (p Pattern) After(prefix string) (rest []Pattern) {
	at := through(p.text, []int{0})
	for _, r := range valid(prefix) {
		var next []int
		for _, i := range at {
			switch {
			case i == len(p.text):
			case p.text[i] == sequence:
				next = append(next, i)
			case p.text[i] == single:
				next = append(next, i+1)
			case strings.HasPrefix(p.text[i:], string(r)):
				next = append(next, i+utf8.RuneLen(r))
			}
		}
		at = through(p.text, next)
	}
	for _, i := range at {
		// What stands behind a * matches no more than the * with it.
		if i == 0 || p.text[i-1] != sequence || !slices.Contains(at, i-1) {
			rest = append(rest, Pattern{p.text[i:]})
		}
	}
	return rest
}

// through adds the places behind a *, which may stand for nothing.
func through(text string, at []int) []int {
	for i := 0; i < len(at); i++ {
		if at[i] < len(text) && text[at[i]] == sequence {
			at = append(at, at[i]+1)
		}
	}
	slices.Sort(at)
	return slices.Compact(at)
}
