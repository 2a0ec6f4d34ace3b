package glob

import (
	"slices"
	"unicode/utf8"
)

// Answer is the answer to a question about all texts. The zero value is
// Unknown.
type Answer uint8

// The three answers.
const (
	Unknown Answer = iota
	No
	Yes
)

// String returns the answer as a lower-case word.
func (a Answer) String() string {
	switch a {
	case No:
		return "no"
	case Yes:
		return "yes"
	}
	return "unknown"
}

// Find returns a shortest text, in code points, that every pattern of in and
// none of out matches. No means that there is none, Unknown that the search
// would have visited more than budget states; a state of hundreds of positions
// counts as several. Of many patterns in in a text that is easy to find is an answer
// too, though it is no shortest one. Equal arguments give equal answers.
func Find(in, out []Pattern, budget int) (string, Answer) {
	return FindWithin(in, out, 0, &budget)
}

// FindWithin is Find for texts of up to so many bytes, 0 for any number, with a budget
// that several searches share: it takes off what it used, at least one, and if the answer
// is Unknown for want of budget, all.
func FindWithin(in, out []Pattern, longest int, budget *int) (string, Answer) {
	text, answer := find(in, out, longest, budget)
	switch {
	case answer != Yes || longest == 0 || len(text) <= longest:
		return text, answer
	case utf8.RuneCountInString(text) > longest:
		return "", No // it is a shortest one
	}
	return "", Unknown // with other letters one may fit
}

func find(in, out []Pattern, longest int, budget *int) (string, Answer) {
	if *budget--; *budget < 0 {
		return "", Unknown
	}
	for _, p := range in {
		if text, ok := p.Text(); ok {
			if accepts(in, out, text) {
				return text, Yes
			}
			return "", No
		}
	}
	letter := otherLetter(in, out)
	var inside, outside [16]Pattern
	in, out, ok := reduce(in, out, inside[:0], outside[:0])
	if !ok {
		return "", No
	}
	prefix := ""
	for _, p := range in {
		if len(p.Prefix()) > len(prefix) {
			prefix = p.Prefix()
		}
	}
	// Every answer starts with prefix. Nearly always one of these two is it.
	if accepts(in, out, prefix) {
		return prefix, Yes
	}
	if text := prefix + string(letter); accepts(in, out, text) {
		return text, Yes
	}
	if len(in) >= many {
		if text, answer := easy(in, out, prefix, letter, longest); answer != Unknown {
			return text, answer
		}
	}
	return searchFor(in, out, prefix, letter).findStates(prefix, budget)
}

func accepts(in, out []Pattern, text string) bool {
	for _, p := range in {
		if !p.Match(text) {
			return false
		}
	}
	for _, p := range out {
		if p.Match(text) {
			return false
		}
	}
	return true
}

// reduce appends to inside and outside the patterns that make a difference; it
// is false if two of them already rule out every text.
func reduce(in, out, inside, outside []Pattern) (_, _ []Pattern, ok bool) {
	var met Meeting
	for i, p := range in {
		if !met.Add(in[:i], p) {
			return nil, nil, false
		}
		// Of very many it takes longer to find those than to do with all.
		if len(in) > veryMany || !slices.ContainsFunc(in[:i], func(q Pattern) bool { return Covers(p, q) }) &&
			!slices.ContainsFunc(in[i+1:], func(q Pattern) bool { return p != q && Covers(p, q) }) {
			inside = append(inside, p)
		}
	}
	for _, p := range out {
		touches := true
		for _, q := range inside {
			if Covers(p, q) {
				return nil, nil, false
			}
			touches = touches && Overlaps(p, q)
		}
		if touches {
			outside = append(outside, p)
		}
	}
	return inside, outside, len(inside) > 0 || !slices.Contains(outside, Parse("*"))
}

// otherLetter returns a code point that no pattern names: it stands for all
// such. A readable one makes a readable answer.
func otherLetter(in, out []Pattern) rune {
	var taken map[rune]bool
	var ascii [utf8.RuneSelf]bool
	replaced := false
	for _, list := range [2][]Pattern{in, out} {
		for _, p := range list {
			for _, r := range p.text {
				if r < utf8.RuneSelf {
					ascii[r] = true
				} else if r == utf8.RuneError {
					replaced = true // as wildcards are read, which nearly every pattern has
				} else if taken == nil {
					taken = map[rune]bool{r: true}
				} else {
					taken[r] = true
				}
			}
		}
	}
	return free(func(r rune) bool { return r < utf8.RuneSelf && ascii[r] || r == utf8.RuneError && replaced || taken[r] })
}
