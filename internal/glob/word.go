package glob

import (
	"unicode"
	"unicode/utf8"
)

// Word is a pattern place by place: a Pattern, or several for the parts of a name, with
// letters in either case where that is asked for.
type Word []place

// place is a position in a word: the next code point, and what may stand before it.
type place struct {
	letter rune // or one of the classes below
	star   reach
	fold   bool // the letter in either case
	// settled: all that lies before in the word leads to nothing more.
	settled bool
}

// reach is what a wildcard takes.
type reach uint8

const (
	nothing reach = iota
	anything
	inPart // all but a colon: a wildcard of an ARN crosses none
)

const (
	anyLetter rune = -1
	atEnd     rune = -2
	partOnly  rune = -3 // any letter but a colon
)

// WordOf returns the word of patterns that stand one after the other; those but the
// last hold no colon and one stands behind each, which their wildcards do not cross.
func WordOf(fold bool, parts ...Pattern) Word {
	var w Word
	last := len(parts) - 1
	for _, p := range parts[:last] {
		w = w.spelled(p.text, place{letter: partOnly, star: inPart, fold: fold}, ':')
	}
	return w.spelled(parts[last].text, place{letter: anyLetter, star: anything, fold: fold}, atEnd).settle()
}

// spelled adds the places of a pattern's text, and one more behind it. As the wildcards
// are, ? takes the letter and * the star.
func (w Word) spelled(text string, as place, behind rune) Word {
	star := nothing
	for i := 0; i < len(text); {
		next := place{letter: as.letter, star: star, fold: as.fold}
		switch text[i] {
		case sequence:
			star = as.star
			i++
			continue
		case single:
			i++
		default:
			r, n := utf8.DecodeRuneInString(text[i:])
			next.letter = r
			i += n
		}
		w, star = append(w, next), nothing
	}
	return append(w, place{letter: behind, star: star})
}

// settle finds the settled places. From a * every text is possible that is possible from
// before it; and so from the run of ? in front of it, which only asks for fewer code
// points than a place before does.
func (w Word) settle() Word {
	for i := len(w) - 1; i >= 0; i-- {
		w[i].settled = w[i].star == anything || w[i].letter == anyLetter && w[i+1].settled
	}
	return w
}

// Text returns the only text of a word.
func (w Word) Text() (string, bool) {
	letters := make([]rune, 0, len(w))
	for _, p := range w {
		if p.star != nothing || p.fold || p.letter < 0 && p.letter != atEnd {
			return "", false
		}
		if p.letter != atEnd {
			letters = append(letters, p.letter)
		}
	}
	return string(letters), true
}

// Match reports whether the word matches all of a text.
func (w Word) Match(text string) bool {
	at, next := []int{0}, []int{}
	for _, r := range text {
		next = next[:0]
		for _, i := range at {
			if w[i].stays(r) && (len(next) == 0 || next[len(next)-1] != i) {
				next = append(next, i)
			}
			if w[i].takes(r) {
				next = append(next, i+1)
			}
		}
		if at, next = next, at; len(at) == 0 {
			return false
		}
		for k := len(at) - 1; k > 0; k-- {
			if w[at[k]].settled {
				at = at[k:]
				break
			}
		}
	}
	return len(at) > 0 && w[at[len(at)-1]].letter == atEnd
}

func (p *place) takes(r rune) bool {
	return p.letter == r || p.letter == anyLetter || p.letter == partOnly && r != ':' || p.fold && p.folds(r)
}

// folds reports whether a letter is the place's in the other case.
func (p *place) folds(r rune) bool {
	return p.letter >= 0 && unicode.SimpleFold(r) != r && fold(p.letter) == fold(r)
}

func (p *place) stays(r rune) bool { return p.star == anything || p.star == inPart && r != ':' }
