package glob

import (
	"slices"
	"strings"
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
	return FindWithin(in, out, &budget)
}

// FindWithin is Find with a budget that several searches share: it takes off
// what it used, at least one.
func FindWithin(in, out []Pattern, budget *int) (string, Answer) {
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
		if long := strung(in, prefix, letter); accepts(in, out, long) {
			return long, Yes
		}
	}
	return searchFor(in, out, prefix, letter).run(prefix, budget)
}

// many is of how many patterns, none of which covers another one, no shortest text is
// looked for: the states are as many as there are sets of them.
const many = 8

// strung puts one behind the other what each pattern asks for. To find a shortest text
// that holds many others is hard, and to find this one is not.
func strung(in []Pattern, prefix string, letter rune) string {
	var b strings.Builder
	b.WriteString(prefix)
	write := func(text string) {
		for i := range len(text) {
			switch text[i] {
			case sequence:
			case single:
				b.WriteRune(letter)
			default:
				b.WriteByte(text[i])
			}
		}
	}
	suffix := ""
	for _, p := range in {
		last := strings.LastIndexByte(p.text, sequence)
		if last < 0 {
			continue // its texts are no longer than itself
		}
		write(p.text[min(len(p.Prefix()), last):last])
		if end := p.text[last+1:]; len(end) > len(suffix) {
			suffix = end
		}
	}
	write(suffix)
	return b.String()
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
	for i, p := range in {
		needed := true
		for j, q := range in {
			if j > i && !Overlaps(p, q) {
				return nil, nil, false
			}
			if j != i && (p != q || j < i) && Covers(p, q) {
				needed = false
			}
		}
		if needed {
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
	for _, list := range [2][]Pattern{in, out} {
		for _, p := range list {
			for _, r := range p.text {
				if r < utf8.RuneSelf {
					ascii[r] = true
				} else if taken == nil {
					taken = map[rune]bool{r: true}
				} else {
					taken[r] = true
				}
			}
		}
	}
	return free(func(r rune) bool { return r < utf8.RuneSelf && ascii[r] || taken[r] })
}
