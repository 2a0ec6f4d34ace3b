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
	lists  []int32          // of the states, one behind the other
	seen   map[uint64]int32 // the last state of a hash
	needed int              // groups that texts have to be in
}

type state struct {
	from, to int32 // its places, in lists
	parent   int32
	like     int32 // the state of the same hash before it, or -1
	letter   rune
}

func (s *search) list(at int) []int32 { return s.lists[s.states[at].from:s.states[at].to] }

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
	for i, f := range s.first {
		if int32(i) == f {
			s.lists = append(s.lists, f)
		}
	}
	for _, g := range s.groups {
		s.needed += int(boolean(g.must))
	}
	s.seen = map[uint64]int32{}
	s.states = []state{{to: int32(len(s.lists)), parent: -1, like: -1}}
	if accepted, dead := s.judge(s.list(0)); accepted || dead {
		return "", accepted
	}
	for at := 0; at < len(s.states); at++ {
		letters, spelled := s.letters(s.list(at))
		// On the only way there is, letter by letter of a text, no state comes twice.
		single := spelled && len(letters) == 1 && at == len(s.states)-1
		for _, r := range letters {
			from := s.list(at) // a step may move all lists
			if *steps -= 1 + len(from)/64; *steps < 0 {
				return "", false
			}
			begin := len(s.lists)
			s.step(from, r)
			accepted, dead := s.judge(s.lists[begin:])
			if accepted {
				return s.text(at, r), true
			}
			if dead || !s.enter(begin, at, r, single) {
				s.lists = s.lists[:begin]
			}
		}
	}
	return "", false
}

// enter adds the state of the places behind begin, unless there is one of the same; of
// a new one nobody has to ask.
func (s *search) enter(begin, parent int, r rune, fresh bool) bool {
	add := func(like int32) {
		s.states = append(s.states, state{int32(begin), int32(len(s.lists)), int32(parent), like, r})
	}
	if fresh {
		add(-1)
		return true
	}
	list := s.lists[begin:]
	hash := uint64(14695981039346656037) // FNV-1a, of whole numbers
	for _, i := range list {
		hash = (hash ^ uint64(i)) * 1099511628211
	}
	last, known := s.seen[hash]
	if !known {
		last = -1
	}
	for like := last; like >= 0; like = s.states[like].like {
		if slices.Equal(s.list(int(like)), list) {
			return false
		}
	}
	s.seen[hash] = int32(len(s.states))
	add(last)
	return true
}

// step puts the places behind lists that a letter leads to from others.
func (s *search) step(from []int32, r rune) {
	list := s.lists
	begin, word := len(list), int32(-1)
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
	s.lists = list
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
	if alive < s.needed {
		return false, true
	}
	if matched == s.needed && !kept {
		for _, i := range list {
			if s.places[i].letter == atEnd && !s.groups[s.of[i]].must {
				s.groups[s.of[i]].blame = true
			}
		}
	}
	return matched == s.needed && kept, false
}

// letters lists the letters that lead to different states: those that are named,
// the colon where it makes a difference, and one for all the rest. Where a language that
// texts have to be in goes on with none but some of these, the others lead nowhere and
// are left out, and the letters are spelled by it.
func (s *search) letters(list []int32) (letters []rune, spelled bool) {
	if only := s.only(list); only != nil {
		return readable(only), true
	}
	var named []rune
	for _, i := range list {
		p := &s.places[i]
		if p.letter >= 0 {
			named = p.named(named)
		}
		if p.letter == partOnly || p.star == inPart {
			named = appendNew(named, ':')
		}
	}
	free := other(named)
	return append([]rune{free}, readable(named)...), false
}

// only returns the letters with which a language goes on that texts have to be in, of
// several languages the shortest list; nil where each may go on with any letter.
func (s *search) only(list []int32) (least []rune) {
	for at := 0; at < len(list); {
		g := s.of[list[at]]
		var named []rune
		any := !s.groups[g].must
		for ; at < len(list) && s.of[list[at]] == g; at++ {
			p := &s.places[list[at]]
			any = any || p.star != nothing || p.letter < atEnd
			if !any && p.letter != atEnd {
				named = p.named(named)
			}
		}
		if !any && named != nil && (least == nil || len(named) < len(least)) {
			least = named
		}
	}
	return least
}

// named adds the place's letter to a list, in every case that it takes.
func (p *place) named(list []rune) []rune {
	list = appendNew(list, p.letter)
	for next := unicode.SimpleFold(p.letter); p.fold && next != p.letter; next = unicode.SimpleFold(next) {
		list = appendNew(list, next)
	}
	return list
}

func appendNew(list []rune, r rune) []rune {
	if slices.Contains(list, r) {
		return list
	}
	return append(list, r)
}

// readable orders letters as they read best: lower case, digits and the rest, upper case.
func readable(letters []rune) []rune {
	slices.SortFunc(letters, func(a, b rune) int {
		return cmp.Or(boolean(unicode.IsUpper(a))-boolean(unicode.IsUpper(b)), int(a-b))
	})
	return letters
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
	for ; s.states[at].parent >= 0; at = int(s.states[at].parent) {
		letters = append(letters, s.states[at].letter)
	}
	slices.Reverse(letters)
	return string(letters)
}
