package request

import (
	"cmp"
	"slices"
	"unicode"
)

// group is a language in a search: texts have to be in it, or not. Its places lie
// one after the other in the search's list.
type group struct {
	must  bool
	blame bool // it kept out a text that all others let in
}

// search walks the product of all languages, breadth first: a state is the set of
// places that one text leads to.
type search struct {
	groups []group
	places []place
	of     []int32 // the group of each place
	first  []int32 // the first place of the place's word
	states []state
	seen   map[string]bool
}

type state struct {
	list   []int32
	parent int
	letter rune
}

// add puts a language into the search.
func (s *search) add(l *language, must bool) {
	for _, w := range l.all() {
		start := int32(len(s.places))
		for _, p := range w {
			s.places = append(s.places, p)
			s.of = append(s.of, int32(len(s.groups)))
			s.first = append(s.first, start)
		}
	}
	s.groups = append(s.groups, group{must: must})
}

// run returns a shortest text that all languages let in; ok is false if there is
// none, or no step is left.
func (s *search) run(steps *int) (text string, ok bool) {
	var start []int32
	for i, f := range s.first {
		if int32(i) == f {
			start = append(start, f)
		}
	}
	s.seen = map[string]bool{}
	s.states = []state{{list: start, parent: -1}}
	if accepted, dead := s.judge(start); accepted || dead {
		return "", accepted
	}
	for at := 0; at < len(s.states); at++ {
		from := s.states[at].list
		for _, r := range s.letters(from) {
			if *steps -= 1 + len(from)/64; *steps < 0 {
				return "", false
			}
			list := s.step(from, r)
			accepted, dead := s.judge(list)
			if accepted {
				return s.text(at, r), true
			}
			if key := keyOf(list); !dead && !s.seen[key] {
				s.seen[key] = true
				s.states = append(s.states, state{list, at, r})
			}
		}
	}
	return "", false
}

func keyOf(list []int32) string {
	b := make([]byte, 0, 4*len(list))
	for _, i := range list {
		b = append(b, byte(i), byte(i>>8), byte(i>>16), byte(i>>24))
	}
	return string(b)
}

func (s *search) step(from []int32, r rune) []int32 {
	var list []int32
	begin, word := 0, int32(-1)
	put := func(i int32) {
		if len(list) > begin && list[len(list)-1] == i {
			return
		}
		if s.places[i].star == anything {
			list = list[:begin] // every text is possible from here that is from before
		}
		list = append(list, i)
	}
	for _, i := range from {
		if s.first[i] != word {
			begin, word = len(list), s.first[i]
		}
		p := &s.places[i]
		if p.stays(r) {
			put(i)
		}
		if p.letter != atEnd && p.takes(r) {
			put(i + 1)
		}
	}
	return list
}

// judge reports whether a state's texts are in, and whether no longer one can be.
func (s *search) judge(list []int32) (accepted, dead bool) {
	matched, alive := 0, 0
	last, done := int32(-1), int32(-1)
	kept := true
	for _, i := range list {
		p, g := &s.places[i], s.of[i]
		must := s.groups[g].must
		if must && g != last {
			last = g
			alive++
		}
		if p.letter != atEnd {
			continue
		}
		switch {
		case must && g != done:
			done = g
			matched++
		case !must && p.final:
			s.groups[g].blame = true
			return false, true
		case !must:
			kept = false
		}
	}
	needed := 0
	for _, g := range s.groups {
		if g.must {
			needed++
		}
	}
	if alive < needed {
		return false, true
	}
	if matched == needed && !kept {
		for _, i := range list {
			if s.places[i].letter == atEnd && !s.groups[s.of[i]].must {
				s.groups[s.of[i]].blame = true
			}
		}
	}
	return matched == needed && kept, false
}

// letters lists the letters that lead to different states: those that are named,
// the colon where it makes a difference, and one for all the rest.
func (s *search) letters(list []int32) []rune {
	var named []rune
	add := func(r rune) {
		if !slices.Contains(named, r) {
			named = append(named, r)
		}
	}
	for _, i := range list {
		p := &s.places[i]
		if p.letter >= 0 {
			add(p.letter)
			for next := unicode.SimpleFold(p.letter); p.fold && next != p.letter; next = unicode.SimpleFold(next) {
				add(next)
			}
		}
		if p.letter == partOnly || p.star == inPart {
			add(':')
		}
	}
	free := other(named)
	// As they read best: lower case, digits and the rest, upper case.
	slices.SortFunc(named, func(a, b rune) int {
		return cmp.Or(boolean(unicode.IsUpper(a))-boolean(unicode.IsUpper(b)), int(a-b))
	})
	return append([]rune{free}, named...)
}

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}

// other returns a readable letter that is not among the named ones.
func other(named []rune) rune {
	for _, r := range "xyzabcdefghijklmnopqrstuvw0123456789XYZABCDEFGHIJKLMNOPQRSTUVW" {
		if !slices.Contains(named, r) {
			return r
		}
	}
	r := 'À'
	for slices.Contains(named, r) {
		r++
	}
	return r
}

// text returns the letters that lead to a state, and one more.
func (s *search) text(at int, last rune) string {
	letters := []rune{last}
	for ; s.states[at].parent >= 0; at = s.states[at].parent {
		letters = append(letters, s.states[at].letter)
	}
	slices.Reverse(letters)
	return string(letters)
}
