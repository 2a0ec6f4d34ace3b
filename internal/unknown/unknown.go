// Package unknown writes what nobody knows yet into the texts of policies.
//
// A template says ${Bucket.Arn}, and what that will be is known only once AWS
// has made the bucket. Such a value is a named unknown: a piece of text that is
// equal to itself wherever it stands, and of which nothing else is known. It is
// written in code points for private use, which no policy of AWS holds: a mark
// that opens it, its name letter by letter in a block of its own, the scope that
// the name belongs to, and a mark that closes it. So it goes through JSON, ARNs,
// globs and case folding as it is: it holds no colon, no slash, no wildcard and
// no letter. What compares texts asks In before it says that two differ.
//
// People see it as ${Name}: report shows every text that it prints by Show.
package unknown

import (
	"hash/fnv"
	"strings"
	"unicode/utf8"
)

// Code points of Plane 15, the first supplementary private use area.
const (
	given  rune = 0xF0000 // opens a value that somebody gives
	made   rune = 0xF0001 // opens a name that AWS makes
	scoped rune = 0xF0002 // stands between the name and its scope
	closed rune = 0xF0003
	letter rune = 0xF0100 // the block of the name's bytes, and of the scope's
)

// Given returns the unknown of that name in a scope, a file or a stack: a
// parameter, an import, a function that could not be evaluated. It may hold any
// text, also one that a policy spells out.
func Given(scope, name string) string { return write(given, scope, name) }

// Made returns the unknown of that name in a scope: the name or id of a thing
// that AWS makes up when it makes the thing. No text that stands in a file
// before then is it, unless a wildcard covers it; and no other Made unknown is.
func Made(scope, name string) string { return write(made, scope, name) }

func write(kind rune, scope, name string) string {
	var b strings.Builder
	b.WriteRune(kind)
	for i := range len(name) {
		b.WriteRune(letter + rune(plain(name[i])))
	}
	b.WriteRune(scoped)
	h := fnv.New32a()
	h.Write([]byte(scope))
	for _, c := range h.Sum(nil) {
		b.WriteRune(letter + rune(c))
	}
	b.WriteRune(closed)
	return b.String()
}

// plain keeps names to what can be shown inside of JSON, markup and a terminal.
func plain(c byte) byte {
	if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte(".:-_/[] ", c) >= 0 {
		return c
	}
	return '_'
}

// lead is the first byte of every code point of an unknown, and of few others.
const lead = 0xF3

// In reports whether a text holds an unknown.
func In(s string) bool { return strings.IndexByte(s, lead) >= 0 && next(s).width > 0 }

// GivenIn reports whether a text holds an unknown that may be any text.
func GivenIn(s string) bool {
	for p := next(s); p.width > 0; p = next(s) {
		if p.kind == given {
			return true
		}
		s = s[p.at+p.width:]
	}
	return false
}

// Whole reports whether a text is one unknown and nothing else.
func Whole(s string) bool {
	p := next(s)
	return p.width > 0 && p.width == len(s)
}

// Names returns the names of the unknowns of a text, each once.
func Names(s string) (names []string) {
	for p := next(s); p.width > 0; p = next(s) {
		known := false
		for _, n := range names {
			known = known || n == p.name
		}
		if !known {
			names = append(names, p.name)
		}
		s = s[p.at+p.width:]
	}
	return names
}

// Show returns the text with ${Name} for every unknown.
func Show(s string) string { return replace(s, func(p piece) string { return "${" + p.name + "}" }) }

// Read returns a text as somebody writes it who has seen it shown: ${Name} is an
// unknown of that name, of no scope. It is shown as the one that is meant is.
func Read(shown string) string {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(shown, "${")
		name, rest, closes := strings.Cut(after, "}")
		if !found || !closes {
			b.WriteString(shown)
			return b.String()
		}
		b.WriteString(before)
		b.WriteString(Given("", name))
		shown = rest
	}
}

// Widest returns the text with * for every unknown: read as a pattern, it
// matches whatever the text may turn out to be.
func Widest(s string) string { return replace(s, func(piece) string { return "*" }) }

func replace(s string, by func(piece) string) string {
	if strings.IndexByte(s, lead) < 0 {
		return s
	}
	var b strings.Builder
	for p := next(s); p.width > 0; p = next(s) {
		b.WriteString(s[:p.at])
		b.WriteString(by(p))
		s = s[p.at+p.width:]
	}
	b.WriteString(s)
	return b.String()
}

// piece is an unknown inside of a text.
type piece struct {
	at, width int
	kind      rune
	name      string
	text      string // as it stands there
}

// next returns the first unknown of a text; its width is 0 if there is none.
func next(s string) piece {
	for from := 0; ; {
		at := strings.IndexByte(s[from:], lead)
		if at < 0 {
			return piece{}
		}
		from += at
		if p := read(s[from:]); p.width > 0 {
			p.at = from
			return p
		}
		from++
	}
}

// read reads an unknown at the start of a text.
func read(s string) (p piece) {
	var size int
	if p.kind, size = utf8.DecodeRuneInString(s); p.kind != given && p.kind != made {
		return piece{}
	}
	var name []byte
	inScope := false
	for at := size; at < len(s); at += size {
		var r rune
		switch r, size = utf8.DecodeRuneInString(s[at:]); {
		case r == closed && inScope:
			p.width, p.name, p.text = at+size, string(name), s[:at+size]
			return p
		case r == scoped && !inScope:
			inScope = true
		case r < letter || r > letter+0xFF:
			return piece{}
		case !inScope:
			name = append(name, plain(byte(r-letter)))
		}
	}
	return piece{}
}
