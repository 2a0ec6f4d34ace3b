package request

import "github.com/crossgrant/crossgrant/internal/glob"

// language is the texts that one of some words match.
type language struct {
	exact map[string]bool
	texts []string // of exact, in order
	words []glob.Word
}

func (l *language) add(w glob.Word) {
	text, ok := w.Text()
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
		if w.Match(text) {
			return true
		}
	}
	return false
}

// all returns the words of the language.
func (l *language) all() []glob.Word {
	list := l.words[:len(l.words):len(l.words)]
	for _, t := range l.texts {
		list = append(list, glob.WordOf(false, glob.Literal(t)))
	}
	return list
}
