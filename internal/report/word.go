package report

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// word is a word of a text or, if text is empty, what stands between two. A word
// may be written with escapes of JSON or of addresses, some of its characters or
// all: it is found by what it says.
type word struct {
	raw, text string
	units     []unit
	service   string // of s3:Get*, what stands before the colon,
	pattern   string // and what behind, with wildcards
	prefix    bool   // a colon follows, and no blank behind it
}

// unit is one character as it is written.
type unit struct {
	raw string
	r   rune
}

// eachWord cuts a text into words and what stands between them.
func eachWord(s string, do func(word)) {
	units := unitsOf(s)
	for i := 0; i < len(units); {
		from := i
		if !inWord(units[i].r) {
			for i < len(units) && !inWord(units[i].r) {
				i++
			}
			do(word{raw: rawOf(units[from:i])})
			continue
		}
		for i < len(units) && inWord(units[i].r) {
			i++
		}
		first, last := from, i
		for first < last && trimmed(units[first].r) {
			first++
		}
		for last > first && trimmed(units[last-1].r) {
			last--
		}
		do(word{raw: rawOf(units[from:first])})
		w := word{raw: rawOf(units[first:last]), text: textOf(units[first:last]), units: units[first:last]}
		w.service, w.pattern = calledBy(units, first, last)
		w.prefix = last+1 < len(units) && units[last].r == ':' && (inWord(units[last+1].r) || strings.ContainsRune(":*?", units[last+1].r))
		do(w)
		do(word{raw: rawOf(units[last:i])})
	}
}

func trimmed(r rune) bool { return r == '-' || r == '.' }

// calledBy returns what stands before the colon in front of a word, unless that is
// a part of an ARN, and the word with the wildcards around it.
func calledBy(units []unit, first, last int) (service, pattern string) {
	wild := func(r rune) bool { return r == '*' || r == '?' }
	for first > 0 && (wild(units[first-1].r) || inWord(units[first-1].r)) {
		first--
	}
	for last < len(units) && (wild(units[last].r) || inWord(units[last].r)) {
		last++
	}
	if first == 0 || units[first-1].r != ':' {
		return "", ""
	}
	from := first - 1
	for from > 0 && inWord(units[from-1].r) {
		from--
	}
	if from > 0 && units[from-1].r == ':' {
		return "", ""
	}
	return textOf(units[from : first-1]), textOf(units[first:last])
}

func rawOf(units []unit) string {
	var b strings.Builder
	for _, u := range units {
		b.WriteString(u.raw)
	}
	return b.String()
}

func textOf(units []unit) string {
	var b strings.Builder
	for _, u := range units {
		b.WriteRune(u.r)
	}
	return b.String()
}

// write writes a stand-in with the same escapes; behind its first n characters, if
// n is no less than 0, it is the word itself.
func (w word) write(b *strings.Builder, standIn []rune, n int) {
	for i, u := range w.units {
		if n >= 0 && i >= n {
			b.WriteString(u.raw)
			continue
		}
		b.WriteString(u.like(standIn[i]))
	}
}

// like writes a character as the unit is written; both take as many bytes.
func (u unit) like(r rune) string {
	raw := u.raw
	switch {
	case raw == string(u.r):
		return string(r)
	case utf16.IsSurrogate(lastHex(raw)):
		high, low := utf16.EncodeRune(r)
		lead := raw[:strings.IndexByte(raw, 'u')+1]
		return fmt.Sprintf("%s%04x%s%04x", lead, high, lead, low)
	case isU(raw):
		return raw[:len(raw)-4] + fmt.Sprintf("%04x", r)
	}
	lead := raw[:len(raw)/utf8.RuneLen(u.r)-2]
	var b strings.Builder
	for _, c := range []byte(string(r)) {
		fmt.Fprintf(&b, "%s%02X", lead, c)
	}
	return b.String()
}

func isU(raw string) bool { return len(raw) > 5 && raw[len(raw)-5] == 'u' }

func lastHex(raw string) rune {
	if !isU(raw) {
		return 0
	}
	n, _ := strconv.ParseUint(raw[len(raw)-4:], 16, 32)
	return rune(n)
}

// unitsOf reads a text character by character, through escapes of JSON (also
// those inside a string inside a string) and of addresses.
func unitsOf(s string) []unit {
	units := make([]unit, 0, len(s))
	for len(s) > 0 {
		r, n := escaped(s)
		if n == 0 {
			r, n = utf8.DecodeRuneInString(s)
		}
		units = append(units, unit{s[:n], r})
		s = s[n:]
	}
	return units
}

// escaped reads the escape that a text begins with, if it does.
func escaped(s string) (rune, int) {
	n := 0
	for strings.HasPrefix(s[n:], `\`) || len(s) > n+2 && strings.EqualFold(s[n:n+3], "%5c") {
		if s[n] == '%' {
			n += 2
		}
		n++
	}
	if n > 0 {
		return escapedJSON(s, n)
	}
	return escapedPercent(s)
}

func escapedJSON(s string, n int) (rune, int) {
	code := func(at int) (rune, bool) {
		if len(s) < at+5 || s[at] != 'u' {
			return 0, false
		}
		c, err := strconv.ParseUint(s[at+1:at+5], 16, 32)
		return rune(c), err == nil
	}
	if r, ok := code(n); ok {
		if high := r; utf16.IsSurrogate(high) && strings.HasPrefix(s[n+5:], s[:n]) {
			if low, ok := code(n + 5 + n); ok {
				if whole := utf16.DecodeRune(high, low); whole != utf8.RuneError {
					return whole, 2 * (n + 5)
				}
			}
		}
		return r, n + 5
	}
	if len(s) > n && strings.IndexByte("nrtbf", s[n]) >= 0 {
		return ' ', n + 1
	}
	return '\\', n
}

func escapedPercent(s string) (rune, int) {
	one := func(s string) (byte, int) {
		if len(s) < 3 || s[0] != '%' {
			return 0, 0
		}
		n := 1
		for strings.HasPrefix(s[n:], "25") && len(s) >= n+4 && isHex(s[n+2]) && isHex(s[n+3]) {
			n += 2
		}
		if len(s) < n+2 || !isHex(s[n]) || !isHex(s[n+1]) {
			return 0, 0
		}
		c, _ := strconv.ParseUint(s[n:n+2], 16, 8)
		return byte(c), n + 2
	}
	first, n := one(s)
	if n == 0 {
		return 0, 0
	}
	text, at := []byte{first}, n
	for !utf8.FullRune(text) && at < len(s) {
		next, more := one(s[at:])
		if more != n {
			break
		}
		text, at = append(text, next), at+more
	}
	r, size := utf8.DecodeRune(text)
	if size != len(text) {
		return ' ', n
	}
	return r, at
}

func isHex(c byte) bool { return strings.IndexByte("0123456789abcdefABCDEF", c) >= 0 }
