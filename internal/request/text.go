package request

import (
	"unicode"

	"github.com/crossgrant/crossgrant/internal/glob"
)

// place is a position in a word pattern: the next code point, and whether a
// sequence may stand before it.
type place struct {
	letter rune // or one of the classes below
	star   reach
	fold   bool // the letter in either case
	final  bool // nothing but the sequence before it stands between here and any end
}

// reach is what a wildcard takes.
type reach uint8

const (
	nothing reach = iota
	anything
	inPart // all but a colon: a wildcard of an ARN crosses none
)

const (
	atEnd     rune = -1
	anyLetter rune = -2
	partOnly  rune = -3 // any letter but a colon
)

// word is a pattern of texts: the places of a glob, or of globs for the parts of a
// name.
type word []place

// wordOf returns the word of globs that stand one after the other; those but the
// last hold no colon and one stands behind each.
func wordOf(fold bool, parts ...glob.Pattern) word {
	var w word
	star := nothing
	for i, p := range parts {
		within, letter := anything, anyLetter
		if i < len(parts)-1 {
			within, letter = inPart, partOnly
		}
		for _, r := range p.Runes() {
			switch r {
			case glob.AnyText:
				star = within
				continue
			case glob.AnyRune:
				r = letter
			}
			w = append(w, place{letter: r, star: star, fold: fold})
			star = nothing
		}
		if i < len(parts)-1 {
			w = append(w, place{letter: ':', star: star})
			star = nothing
		}
	}
	return append(w, place{letter: atEnd, star: star, final: star == anything})
}

// text returns the only text of a word.
func (w word) text() (string, bool) {
	letters := make([]rune, 0, len(w))
	for _, p := range w {
		if p.star != nothing || p.fold || p.letter < atEnd {
			return "", false
		}
		if p.letter != atEnd {
			letters = append(letters, p.letter)
		}
	}
	return string(letters), true
}

func (p *place) takes(r rune) bool {
	switch {
	case p.letter == r, p.letter == anyLetter:
		return true
	case p.letter == partOnly:
		return r != ':'
	case p.fold && p.letter >= 0:
		for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
			if next == p.letter {
				return true
			}
		}
	}
	return false
}

func (p *place) stays(r rune) bool { return p.star == anything || p.star == inPart && r != ':' }

// language is the texts that one of some words match.
type language struct {
	exact map[string]bool
	texts []string // of exact, in order
	words []word
}

func (l *language) add(w word) {
	text, ok := w.text()
	if !ok {
		l.words = append(l.words, w)
		return
	}
	if l.exact == nil {
		l.exact = map[string]bool{}
	}
	if !l.exact[text] {
		l.exact[text] = true
		l.texts = append(l.texts, text)
	}
}

func (l *language) has(text string) bool {
	if l.exact[text] {
		return true
	}
	for _, w := range l.words {
		if w.matches(text) {
			return true
		}
	}
	return false
}

// all returns the words of the language.
func (l *language) all() []word {
	list := l.words[:len(l.words):len(l.words)]
	for _, t := range l.texts {
		list = append(list, wordOf(false, glob.Literal(t)))
	}
	return list
}

// matches follows the places that the text leads to.
func (w word) matches(text string) bool {
	at, next := []int{0}, []int{}
	for _, r := range text {
		next = next[:0]
		for _, i := range at {
			if w[i].stays(r) && (len(next) == 0 || next[len(next)-1] != i) {
				next = append(next, i)
			}
			if w[i].letter != atEnd && w[i].takes(r) {
				next = append(next, i+1)
			}
		}
		if at, next = next, at; len(at) == 0 {
			return false
		}
		// From a sequence of anything every text is possible that was before it.
		for k := len(at) - 1; k > 0; k-- {
			if w[at[k]].star == anything {
				at = at[k:]
				break
			}
		}
	}
	return len(at) > 0 && w[at[len(at)-1]].letter == atEnd
}
