package glob

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// search walks the product of all patterns, breadth first. A place of a
// pattern is what is still to be matched there; a state is the set of places
// of all patterns that one text leads to, kept as a sorted list: real patterns
// have one or two places at a time, however long they are.
type search struct {
	places []place
	in     int // patterns 0 to in-1 must match, the others must not
	other  rune

	lists []int32 // the states' lists, one after another
	nodes []node
	table []int32 // hash table of nodes: index+1
}

// place is a position in a pattern: its next code point and what is known
// about the way on.
type place struct {
	letter  rune // or anyLetter or atEnd
	star    bool // a * stands here
	settled bool // all that lies before in the pattern leads to nothing more
	pattern int32
}

const (
	anyLetter rune = -1
	atEnd     rune = -2
)

type node struct {
	start, end int // its list
	parent     int32
	letter     rune
}

// newSearch returns a search at the state after prefix.
func newSearch(in, out []Pattern, prefix string, other rune) *search {
	s := &search{in: len(in), other: other}
	s.places = make([]place, 0, 128)
	var state []int32
	for i, p := range slices.Concat(in, out) {
		text, skipped := strings.CutPrefix(p.text, prefix)
		list := []int32{int32(len(s.places))}
		s.add(text, int32(i))
		if !skipped {
			for _, r := range prefix {
				list = s.step(nil, list, r)
			}
		}
		state = append(state, list...)
	}
	s.lists = append(make([]int32, 0, 512), state...)
	s.nodes = append(make([]node, 0, 64), node{end: len(state), parent: -1})
	s.table = make([]int32, 128)
	s.insert(0)
	return s
}

func (s *search) add(text string, pattern int32) {
	first := len(s.places)
	star := false
	for i := 0; i < len(text); {
		next := place{star: star, pattern: pattern}
		switch text[i] {
		case sequence:
			star = true
			i++
			continue
		case single:
			next.letter = anyLetter
			i++
		default:
			r, n := utf8.DecodeRuneInString(text[i:])
			next.letter = r
			i += n
		}
		s.places = append(s.places, next)
		star = false
	}
	s.places = append(s.places, place{letter: atEnd, star: star, pattern: pattern})
	// From a * every text is possible that is possible from before it; and so
	// from the run of ? in front of it, which only asks for fewer code points
	// than a place before does.
	for i := len(s.places) - 1; i >= first; i-- {
		here := &s.places[i]
		here.settled = here.star || here.letter == anyLetter && s.places[i+1].settled
	}
}

// step appends to into the list that letter r leads to from list.
func (s *search) step(into, list []int32, r rune) []int32 {
	begin, pattern := len(into), int32(-1)
	for _, at := range list {
		here := &s.places[at]
		if here.pattern != pattern {
			begin, pattern = len(into), here.pattern
		}
		if here.star {
			into = s.put(into, begin, at)
		}
		if here.letter == r || here.letter == anyLetter {
			into = s.put(into, begin, at+1)
		}
	}
	return into
}

// put appends a place to a list whose places from begin on are of the same
// pattern; they come in order.
func (s *search) put(list []int32, begin int, at int32) []int32 {
	if len(list) > begin && list[len(list)-1] == at {
		return list
	}
	if s.places[at].settled {
		list = list[:begin]
	}
	return append(list, at)
}

// judge reports whether the texts that lead to a state are answers, and
// whether no longer text can be one.
func (s *search) judge(list []int32) (accepted, dead bool) {
	alive, matched, pattern := 0, 0, int32(-1)
	refused := false
	for _, at := range list {
		here := &s.places[at]
		must := int(here.pattern) < s.in
		if must && here.pattern != pattern {
			pattern = here.pattern
			alive++
		}
		if here.letter == atEnd {
			if must {
				matched++
			} else if here.star {
				return false, true
			} else {
				refused = true
			}
		}
	}
	return matched == s.in && !refused, alive < s.in
}

// run returns a shortest answer. A text and those that come before it differ
// in length or at their first difference in the order of compare.
func (s *search) run(prefix string, budget *int) (string, Answer) {
	letters := make([]rune, 0, 16)
	positions := 0
	defer func() { *budget -= len(s.nodes) + positions/256 }()
	for at := 0; at < len(s.nodes); at++ {
		from := s.nodes[at]
		letters = s.letters(letters[:0], s.lists[from.start:from.end])
		for _, r := range letters {
			positions += from.end - from.start
			if len(s.nodes)+positions/256 > *budget {
				return "", Unknown
			}
			start := len(s.lists)
			s.lists = s.step(s.lists, s.lists[from.start:from.end], r)
			accepted, dead := s.judge(s.lists[start:])
			if accepted {
				return prefix + s.text(at, r), Yes
			}
			s.nodes = append(s.nodes, node{start, len(s.lists), int32(at), r})
			if dead || !s.insert(len(s.nodes)-1) {
				s.nodes = s.nodes[:len(s.nodes)-1]
				s.lists = s.lists[:start]
			}
		}
	}
	return "", No
}

// letters appends the letters that lead to different states from list: those
// named there, and the other one for all the rest.
func (s *search) letters(into []rune, list []int32) []rune {
	into = append(into, s.other)
	for _, at := range list {
		if r := s.places[at].letter; r >= 0 && !slices.Contains(into, r) {
			into = append(into, r)
		}
	}
	slices.SortFunc(into[1:], compare)
	return into
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

// text returns the letters that lead to a node, and one more.
func (s *search) text(at int, last rune) string {
	letters := []rune{last}
	for ; s.nodes[at].parent >= 0; at = int(s.nodes[at].parent) {
		letters = append(letters, s.nodes[at].letter)
	}
	slices.Reverse(letters)
	return string(letters)
}

// insert puts a node into the table; it is false if its state is there.
func (s *search) insert(at int) bool {
	if 2*len(s.nodes) > len(s.table) {
		s.table = make([]int32, 2*len(s.table))
		for i := range at {
			s.enter(i)
		}
	}
	return s.enter(at)
}

func (s *search) enter(at int) bool {
	list := s.lists[s.nodes[at].start:s.nodes[at].end]
	mask := uint64(len(s.table) - 1)
	for slot := hash(list) & mask; ; slot = (slot + 1) & mask {
		known := s.table[slot]
		if known == 0 {
			s.table[slot] = int32(at) + 1
			return true
		}
		other := s.nodes[known-1]
		if slices.Equal(s.lists[other.start:other.end], list) {
			return false
		}
	}
}

func hash(list []int32) uint64 {
	h := uint64(len(list))
	for _, x := range list {
		h = (h ^ uint64(x)) * 0x9E3779B97F4A7C15
		h ^= h >> 29
	}
	return h
}
