package input

import (
	"bytes"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// splitter follows the text of one JSON object as it comes and finds its members and,
// of those that are arrays, where elements end. It checks nothing but the nesting:
// what lies between two cuts is checked by itself, and so is all the rest together.
type splitter struct {
	at      int // the offset of the next byte
	depth   int
	quoted  bool // inside of a string
	escaped bool // behind a backslash in one
	broken  bool // no such object, or something behind it
	keyed   bool // the name of a member was read, its value was not
	key     source.Span
	value   int  // where the value of a member begins, behind the colon
	list    bool // that value was an array
	members []listed
	runs    []run // of all lists, in order
	from    int   // where the part begins that is being read; -1 outside of lists
}

// listed is a member of the object.
type listed struct {
	key, value source.Span
	list       bool // its value is an array
}

// run is some elements of a list, one behind the other.
type run struct {
	of int // which member
	at source.Span
}

// follow goes on with a part of the text, and stops behind a comma between elements that
// is at or behind an offset: that is where the text can be cut.
func (s *splitter) follow(text []byte, cutBehind int) (taken int, cut bool) {
	base := s.at
	i := 0
	for i < len(text) && !s.broken {
		if s.quoted {
			i = s.string(text, i, base)
			continue
		}
		c := text[i]
		i++
		switch c {
		case ' ', '\n', '\t', '\r':
		case '"':
			if s.quoted = true; s.depth == 1 && !s.keyed {
				s.key.Start = base + i - 1
			}
		case ':':
			if s.depth == 1 {
				s.value = base + i
			}
		case '{', '[':
			s.open(c, base+i-1)
		case '}', ']':
			s.close(base + i - 1)
		case ',':
			switch {
			case s.depth == 1:
				s.member(base + i - 1)
			case s.depth == 2 && s.from >= 0 && base+i >= cutBehind:
				s.runs = append(s.runs, run{len(s.members), source.Span{Start: s.from, End: base + i - 1}})
				s.from = base + i
				s.at = base + i
				return i, true
			}
		default:
			s.broken = s.broken || s.depth == 0
		}
	}
	s.at = base + i
	return i, false
}

// string goes on inside of a string, and returns where it stopped.
func (s *splitter) string(text []byte, i, base int) int {
	for ; i < len(text); i++ {
		switch c := text[i]; {
		case s.escaped:
			s.escaped = false
		case c == '\\':
			s.escaped = true
		case c == '"':
			if s.quoted = false; s.depth == 1 && !s.keyed {
				s.key.End, s.keyed = base+i+1, true
			}
			return i + 1
		}
	}
	return i
}

func (s *splitter) open(c byte, at int) {
	switch s.depth++; {
	case s.depth == 1 && (c != '{' || s.key.End > 0), s.depth > policy.MaxDepth:
		s.broken = true
	case s.depth == 2 && c == '[':
		s.from = at + 1
	}
}

func (s *splitter) close(at int) {
	if s.depth == 2 && s.from >= 0 {
		s.runs = append(s.runs, run{len(s.members), source.Span{Start: s.from, End: at}})
		s.from, s.list = -1, true
	}
	if s.depth == 1 {
		s.member(at)
		s.key.End = max(s.key.End, 1) // a second object is no part of the first
	}
	if s.depth--; s.depth < 0 {
		s.broken = true
	}
}

// member ends a member of the object.
func (s *splitter) member(at int) {
	if s.keyed {
		s.members = append(s.members, listed{s.key, source.Span{Start: s.value, End: at}, s.list})
	}
	s.keyed, s.list, s.from = false, false, -1
}

// begins reports whether a text that begins so is an answer whose lists are read piece
// by piece.
func begins(head []byte, first []string) bool {
	inside, ok := bytes.CutPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte("{"))
	if !ok {
		return false
	}
	inside = bytes.TrimLeft(inside, " \t\r\n")
	for _, name := range first {
		if bytes.HasPrefix(inside, []byte(`"`+name+`"`)) {
			return true
		}
	}
	return false
}
