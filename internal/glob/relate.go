package glob

import (
	"strings"
	"unicode/utf8"
)

// Covers reports whether p matches every text that q matches.
//
// It matches p against q as a text, where only a * of p takes a * of q. That
// q's ? and * stand for letters which p does not name is the worst case, and p
// cannot use that a * of q may be empty or long at its pleasure. The one
// exception is a run of ? before a * of p: it asks for a number of code points
// anywhere before what follows, so it may skip a * of q. Without it, ?* would
// not cover *a*.
func Covers(p, q Pattern) bool {
	text, s := p.text, q.text
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
			if run := looseRun(text[i:]); run > 0 {
				if j = skip(s, j, run); j < 0 {
					return false
				}
				i += run
				continue
			}
			if s[j] != sequence {
				i++
				j += width(s, j)
				continue
			}
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

// looseRun returns the number of ? at the start of text if a * follows them.
func looseRun(text string) int {
	n := 0
	for n < len(text) && text[n] == single {
		n++
	}
	if n < len(text) && text[n] == sequence {
		return n
	}
	return 0
}

// skip returns the offset behind the next n code points of s from j, however
// many * lie between them, or -1.
func skip(s string, j, n int) int {
	for ; n > 0; n-- {
		if j < len(s) && s[j] == sequence {
			j++ // two never follow each other
		}
		if j == len(s) {
			return -1
		}
		j += width(s, j)
	}
	return j
}

// Overlaps reports whether some text is matched by both p and q.
//
// If both have a *, what stands between their first and last one can be
// written one after the other, and only the ends must agree.
func Overlaps(p, q Pattern) bool {
	text, s := p.text, q.text
	first, last := strings.IndexByte(text, sequence), strings.LastIndexByte(text, sequence)
	if first < 0 {
		return overlapsFixed(s, text)
	}
	begin, end := strings.IndexByte(s, sequence), strings.LastIndexByte(s, sequence)
	if begin < 0 {
		return overlapsFixed(text, s)
	}
	return agreeForward(text[:first], s[:begin]) && agreeBackward(text[last+1:], s[end+1:])
}

// overlapsFixed is Overlaps for a second text without *: each of its code
// points, a ? too, is taken by one place of the first text.
func overlapsFixed(text, s string) bool {
	i, j := 0, 0
	resume, from := -1, 0
	for j < len(s) {
		switch {
		case i == len(text):
		case text[i] == sequence:
			i++
			resume, from = i, j
			continue
		case text[i] == single || s[j] == single:
			i += width(text, i)
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

func agreeForward(a, b string) bool {
	for a != "" && b != "" {
		m, n := width(a, 0), width(b, 0)
		if a[0] != single && b[0] != single && a[:m] != b[:n] {
			return false
		}
		a, b = a[m:], b[n:]
	}
	return true
}

func agreeBackward(a, b string) bool {
	for a != "" && b != "" {
		_, m := utf8.DecodeLastRuneInString(a)
		_, n := utf8.DecodeLastRuneInString(b)
		x, y := a[len(a)-m:], b[len(b)-n:]
		if x[0] != single && y[0] != single && x != y {
			return false
		}
		a, b = a[:len(a)-m], b[:len(b)-n]
	}
	return true
}
