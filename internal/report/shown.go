package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/crossgrant/crossgrant/internal/lazy"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// Line returns a text as one line shows it: what would end the line, move the
// terminal, turn the direction of writing or be invisible is written as JSON
// writes it (\u202e), and a byte that is not UTF-8 as \xff. What nobody knows yet
// is its name, ${Bucket}.
func Line(text string) string {
	text = unknown.Show(text)
	if !strings.ContainsFunc(text, hidden) {
		return text
	}
	var b strings.Builder
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		writeRune(&b, r, size, text[0])
		text = text[size:]
	}
	return b.String()
}

// hidden reports whether a character cannot be seen for what it is.
func hidden(r rune) bool { return r == utf8.RuneError || !unicode.IsPrint(r) || blank(r) }

// blank are letters and marks that nobody sees, though Unicode calls them visible.
func blank(r rune) bool {
	switch r {
	case 0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x3164, 0xffa0:
		return true
	}
	return false
}

func writeRune(b *strings.Builder, r rune, size int, first byte) {
	switch {
	case r == utf8.RuneError && size == 1:
		fmt.Fprintf(b, `\x%02x`, first)
	case r == '\n':
		b.WriteString(`\n`)
	case r == '\r':
		b.WriteString(`\r`)
	case r == '\t':
		b.WriteString(`\t`)
	case r > 0xffff && hidden(r):
		fmt.Fprintf(b, `\U%08x`, r)
	case r != utf8.RuneError && hidden(r):
		fmt.Fprintf(b, `\u%04x`, r)
	default:
		b.WriteRune(r)
	}
}

// Say prints as fmt.Fprintf does, and keeps each text among the arguments to one
// line that shows what it holds.
func Say(out io.Writer, format string, args ...any) {
	for i, a := range args {
		switch a := a.(type) {
		case string:
			args[i] = Line(a)
		case error:
			args[i] = Line(a.Error())
		case fmt.Stringer:
			args[i] = Line(a.String())
		}
	}
	fmt.Fprintf(out, format, args...)
}

// Plain returns a writer for what people read, line by line: a line holds nothing
// that Line would not show but tabs, and none of them is a command to what runs
// the program and reads its log. Close writes what is left of a line without end.
func Plain(w io.Writer) io.WriteCloser { return &lines{w: w, of: plainLine} }

// JSON returns a writer for JSON that holds the same characters as escapes: they
// can stand in strings alone.
func JSON(w io.Writer) io.WriteCloser { return &lines{w: w, of: jsonText} }

// lines hands on what is written, each line as a function has it.
type lines struct {
	w         io.Writer
	of        func(string) string
	rest, out []byte
	err       error
}

func (l *lines) Write(p []byte) (int, error) {
	l.rest = append(l.rest, p...)
	end := bytes.LastIndexByte(l.rest, '\n') + 1
	for line := range bytes.Lines(l.rest[:end]) {
		l.add(bytes.TrimSuffix(line, []byte("\n")), "\n")
	}
	l.rest = append(l.rest[:0], l.rest[end:]...)
	l.hand()
	return len(p), l.err
}

// handful is about how many bytes of lines are handed on at once.
const handful = 64 << 10

func (l *lines) add(line []byte, end string) {
	l.out = append(append(l.out, l.of(string(line))...), end...)
	if len(l.out) >= handful {
		l.hand()
	}
}

func (l *lines) hand() {
	if l.err == nil && len(l.out) > 0 {
		_, l.err = l.w.Write(l.out)
	}
	l.out = l.out[:0]
}

// Close implements io.Closer; the writer behind stays open.
func (l *lines) Close() error {
	if len(l.rest) > 0 {
		l.add(l.rest, "")
		l.rest = nil
	}
	l.hand()
	return l.err
}

// runnerCommand is what GitHub's runner, Azure's agent and TeamCity take for a command
// wherever it stands in a line. The newer form, ::name::, counts where a line
// begins, blanks aside (actions/runner, ActionCommand.cs; Azure Pipelines,
// Logging commands).
var runnerCommand = lazy.Regexp(`##([A-Za-z]*)\[`)

func plainLine(line string) string {
	line = strings.TrimSuffix(line, "\r")
	parts := strings.Split(line, "\t")
	for i, part := range parts {
		parts[i] = Line(part)
	}
	return unCommand(strings.Join(parts, "\t"))
}

// unCommand keeps a line from being a command of a runner.
func unCommand(line string) string {
	line = runnerCommand().ReplaceAllString(line, `#\u0023$1[`)
	if text := strings.TrimLeft(line, " \t"); strings.HasPrefix(text, "::") {
		line = line[:len(line)-len(text)] + `\u003a` + text[1:]
	}
	return line
}

func jsonText(line string) string {
	line = unknown.Show(line)
	if strings.ContainsFunc(line, hidden) {
		var b strings.Builder
		for _, r := range line {
			switch {
			case r == '\t' || r == '\r' || r == utf8.RuneError || !hidden(r):
				b.WriteRune(r)
			case r > 0xffff:
				high, low := utf16.EncodeRune(r)
				fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
			default:
				fmt.Fprintf(&b, `\u%04x`, r)
			}
		}
		line = b.String()
	}
	return runnerCommand().ReplaceAllString(line, `#\u0023$1[`)
}
