package report

import (
	"io"
	"strings"
	"unicode/utf8"

	"github.com/crossgrant/crossgrant/internal/lazy"
)

// sentence is a line of text output that is one: it begins with a word, at most
// two blanks in. What stands further in is quoted or is to be copied.
var sentence = lazy.Regexp(`^(?:  )?[^ \t|>0-9]`)

// Wrap returns a writer that breaks sentences at words where the terminal would
// break them anywhere.
func Wrap(w io.Writer, width int) io.WriteCloser {
	return &lines{w: w, of: func(line string) string { return wrapped(line, max(width, 40)) }}
}

func wrapped(line string, width int) string {
	if utf8.RuneCountInString(line) <= width || !sentence().MatchString(line) {
		return line
	}
	indent := strings.Repeat(" ", len(line)-len(strings.TrimLeft(line, " "))+4)
	var b strings.Builder
	room := width
	for i, word := range strings.SplitAfter(line, " ") {
		n := utf8.RuneCountInString(strings.TrimRight(word, " "))
		if n > room && i > 0 && strings.TrimSpace(word) != "" && b.Len() > len(indent) {
			text := strings.TrimRight(b.String(), " ")
			b.Reset()
			b.WriteString(text + "\n" + indent)
			room = width - len(indent)
		}
		b.WriteString(word)
		room -= utf8.RuneCountInString(word)
	}
	return b.String()
}
