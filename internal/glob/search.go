package glob

import (
	"slices"
	"strings"
)

// Search looks for a text that some languages hold and others do not, each the texts of
// some words. It walks the product of all words, breadth first. A state is the set of
// places of all words that one text leads to, kept as a sorted list: real words have one
// or two places at a time, however long they are. The zero value has no languages.
type Search struct {
	places    []located
	languages []searched
	must      int // how many languages are to hold the text
	words     int32
	other     rune // a letter that no word names; if 0 one is found as it is needed
	took      cost

	lists []int32 // the states' lists, one after another, first that of no text
	nodes []node
	table []int32 // hash table of nodes: index+1
}

// cost is what a search took: the letters that it tried, at how many places of states.
type cost struct{ letters, places int }

// located is a place in a search.
type located struct {
	place
	word, language int32
}

type searched struct {
	must  bool
	blame bool
}

type node struct {
	start, end int // its list
	parent     int32
	letter     rune
}

// Add puts a language into the search, after those that are there: the text has to be in
// it, or outside.
func (s *Search) Add(must bool, words ...Word) {
	s.language(must)
	for _, w := range words {
		s.lists = append(s.lists, s.add(w))
	}
}

func (s *Search) language(must bool) {
	s.languages = append(s.languages, searched{must: must})
	if must {
		s.must++
	}
}

// add puts a word of the last language into the search and returns its first place.
func (s *Search) add(w Word) (first int32) {
	first = int32(len(s.places))
	for _, p := range w {
		s.places = append(s.places, located{p, s.words, int32(len(s.languages) - 1)})
	}
	s.words++
	return first
}

// Blamed reports whether the answer hangs on a language: the text has to be in it, or it
// kept one out that all others let through.
func (s *Search) Blamed(language int) bool {
	return s.languages[language].must || s.languages[language].blame
}

// Find returns a shortest text. It takes off the budget what it used, and there is none
// left if the answer is Unknown: one for each letter that it tries, and more at many
// places. Words name many letters, of which most lead nowhere new.
func (s *Search) Find(budget *int) (string, Answer) {
	return s.run("", budget, func() int { return s.took.letters + s.took.places/64 })
}

// findStates is Find with a budget of states that it comes to, of which those of hundreds
// of places count as several.
func (s *Search) findStates(prefix string, budget *int) (string, Answer) {
	return s.run(prefix, budget, func() int { return len(s.nodes) + s.took.places/256 })
}

// searchFor returns a search at the state after a prefix.
func searchFor(in, out []Pattern, prefix string, other rune) *Search {
	s := &Search{places: make([]located, 0, 128), languages: make([]searched, 0, len(in)+len(out)), lists: make([]int32, 0, 512), other: other}
	var letters [64]place
	for i, p := range slices.Concat(in, out) {
		text, skipped := strings.CutPrefix(p.text, prefix)
		s.language(i < len(in))
		list := []int32{s.add(Word(letters[:0]).spelled(text, place{letter: anyLetter, star: anything}, atEnd).settle())}
		if !skipped {
			for _, r := range prefix {
				list = s.step(nil, list, r)
			}
		}
		s.lists = append(s.lists, list...)
	}
	return s
}

// step appends to into the list that letter r leads to from list.
func (s *Search) step(into, list []int32, r rune) []int32 {
	begin, word := len(into), int32(-1)
	for _, at := range list {
		here := &s.places[at]
		if here.word != word {
			begin, word = len(into), here.word
		}
		if here.stays(r) {
			into = s.put(into, begin, at)
		}
		if here.takes(r) {
			into = s.put(into, begin, at+1)
		}
	}
	return into
}

// put appends a place to a list whose places from begin on are of the same word; they
// come in order.
func (s *Search) put(list []int32, begin int, at int32) []int32 {
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
func (s *Search) judge(list []int32) (accepted, dead bool) {
	alive, matched, last, done := 0, 0, int32(-1), int32(-1)
	refused := false
	for _, at := range list {
		here := &s.places[at]
		of := &s.languages[here.language]
		if of.must && here.language != last {
			last = here.language
			alive++
		}
		switch {
		case here.letter != atEnd:
		case of.must:
			if here.language != done {
				done = here.language
				matched++
			}
		case here.star == anything:
			of.blame = true
			return false, true
		default:
			refused = true
		}
	}
	if refused && matched == s.must {
		s.blame(list)
	}
	return matched == s.must && !refused, alive < s.must
}

// blame marks the languages that hold the texts of a state and should not.
func (s *Search) blame(list []int32) {
	for _, at := range list {
		if of := &s.languages[s.places[at].language]; s.places[at].letter == atEnd && !of.must {
			of.blame = true
		}
	}
}

// run returns a shortest answer. A text and those that come before it differ
// in length or at their first difference in the order of compare.
func (s *Search) run(prefix string, budget *int, used func() int) (string, Answer) {
	if accepted, dead := s.judge(s.lists); accepted {
		return prefix, Yes
	} else if dead {
		return "", No
	}
	s.nodes = append(make([]node, 0, 64), node{end: len(s.lists), parent: -1})
	s.table = make([]int32, 128)
	s.insert(0)
	letters := make([]rune, 0, 16)
	defer func() { *budget -= used() }()
	for at := 0; at < len(s.nodes); at++ {
		from := s.nodes[at]
		letters = s.letters(letters[:0], s.lists[from.start:from.end])
		for _, r := range letters {
			s.took.letters++
			s.took.places += from.end - from.start
			if used() > *budget {
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
