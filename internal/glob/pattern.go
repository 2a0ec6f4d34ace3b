// Package glob decides everything about texts with the wildcards * and ?, as
// AWS policies write them: whether a pattern matches, whether it covers or
// overlaps another one, and which text some patterns match and others do not.
//
// A text is a sequence of Unicode code points; * stands for any sequence, also
// the empty one and across newlines, ? for exactly one code point (IAM User
// Guide, Resource). The one idea: a wildcard is a byte that valid UTF-8 never
// holds, so that a * which came out of a policy variable stays a letter, a
// pattern is one comparable string, and literal parts are compared as bytes.
//
// Find and Search are one walk of the product of all patterns: of globs alone, and of
// words, whose letters may be of either case and whose wildcards may stop at a colon.
//
// What the segments of an ARN mean is left to package arn, what a policy
// variable stands for to those who know the request.
package glob

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	sequence = 0xFF // any sequence of code points, *
	single   = 0xFE // exactly one code point, ?
)

// Pattern is a text in which some places are wildcards. The zero value matches
// the empty text only. Patterns that match the same texts are equal, so that a
// Pattern can be the key of a map.
type Pattern struct {
	// text is valid UTF-8 but for the wildcard bytes. In a run of wildcards
	// every single stands before the only sequence.
	text string
}

// Parse returns the pattern written in s, where * and ? are wildcards. Invalid
// bytes become U+FFFD.
func Parse(s string) Pattern {
	s = valid(s)
	if strings.IndexByte(s, '*') < 0 && strings.IndexByte(s, '?') < 0 {
		return Pattern{s}
	}
	text := []byte(s)
	for i, c := range text {
		switch c {
		case '*':
			text[i] = sequence
		case '?':
			text[i] = single
		}
	}
	return normal(text)
}

// Literal returns the pattern that matches s only. Invalid bytes become
// U+FFFD.
func Literal(s string) Pattern { return Pattern{valid(s)} }

// Join returns the pattern that matches a text of each part in turn.
func Join(parts ...Pattern) Pattern {
	var text []byte
	for _, part := range parts {
		text = append(text, part.text...)
	}
	return normal(text)
}

func valid(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return string([]rune(s))
}

// normal rewrites each run of wildcards in place, singles first.
func normal(text []byte) Pattern {
	end, star := 0, false
	for _, c := range text {
		if c == sequence {
			star = true
			continue
		}
		if c != single && star {
			text[end], star = sequence, false
			end++
		}
		text[end] = c
		end++
	}
	if star {
		text[end] = sequence
		end++
	}
	return Pattern{string(text[:end])}
}

// Cut returns what stands before and after the first place where separator is
// written out; without such a place, all of p and the zero value.
func (p Pattern) Cut(separator string) (before, after Pattern, found bool) {
	head, tail, found := strings.Cut(p.text, separator)
	return Pattern{head}, Pattern{tail}, found
}

// Text returns the only text that p matches, if p has no wildcard.
func (p Pattern) Text() (text string, ok bool) {
	if wildcard(p.text) < len(p.text) {
		return "", false
	}
	return p.text, true
}

// Prefix returns the text before the first wildcard.
func (p Pattern) Prefix() string { return p.text[:wildcard(p.text)] }

// wildcard returns the offset of the first wildcard, or the length of text.
func wildcard(text string) int {
	if i := strings.IndexByte(text, sequence); i >= 0 {
		text = text[:i]
	}
	if i := strings.IndexByte(text, single); i >= 0 {
		return i
	}
	return len(text)
}

// String returns p as a policy of Version 2012-10-17 writes it: a literal * or
// ? is ${*} or ${?}.
func (p Pattern) String() string {
	if wildcard(p.text) == len(p.text) && !strings.ContainsAny(p.text, "*?") {
		return p.text
	}
	var b strings.Builder
	for i := range len(p.text) {
		switch c := p.text[i]; c {
		case sequence:
			b.WriteByte('*')
		case single:
			b.WriteByte('?')
		case '*', '?':
			b.WriteString("${")
			b.WriteByte(c)
			b.WriteByte('}')
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// Fold returns the pattern with every letter in one case, lower case for
// ASCII, so that patterns of case-insensitive names can be compared.
func (p Pattern) Fold() Pattern {
	var b strings.Builder
	b.Grow(len(p.text))
	for i := 0; i < len(p.text); {
		if c := p.text[i]; c >= single {
			b.WriteByte(c)
			i++
			continue
		}
		r, width := utf8.DecodeRuneInString(p.text[i:])
		b.WriteRune(fold(r))
		i += width
	}
	return Pattern{b.String()}
}

// fold returns the one rune that stands for all runes that differ from r in
// case only (Unicode simple case folding).
func fold(r rune) rune {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	least := r
	for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
		least = min(least, next)
	}
	if least < utf8.RuneSelf {
		return fold(least)
	}
	return least
}
