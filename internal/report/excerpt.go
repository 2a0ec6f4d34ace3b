// Package report writes what a run found, for people and for programs: one file
// for each output format.
//
// Formats know findings, places and fixes, and nothing of how they came about.
// For people a place is shown as compilers show it: path, line and column, the
// line, and the offending value underlined.
package report

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/source"
)

// width is how much of a long line is shown around a place.
const width = 100

// excerpt shows a place in a file. Where the file holds a document with escapes,
// the place is the file's, and what is shown around it is the document, decoded
// and without numbers of lines, which would be the document's own.
func excerpt(out io.Writer, indent string, l *finding.Location) {
	Say(out, "%s%s\n", indent, place(l))
	file, span, encoded := l.File, l.Span, false
	if l.Document != nil && !bytes.Equal(l.File.Slice(l.Span), l.Document.Text[l.Inside.Start:l.Inside.End]) {
		file, span, encoded = l.Document, l.Inside, true
	}
	file, span = file.Alone(span)
	start, end := file.Position(span.Start), file.Position(span.End)
	if end.Line > start.Line {
		block(out, indent, file, start, end, encoded)
		return
	}
	line, from, to := window(file, span)
	left, right := 0, len(line)
	if len(line) > width {
		left = max(from-(width-min(to-from, width))/2, 0)
		right = min(left+width, len(line))
	}
	for left < from && (line[left] == ' ' || line[left] == '\t') {
		left++
	}
	to = min(to, right)
	number := fmt.Sprint(start.Line)
	if encoded {
		number = " "
	}
	before, at := plainLine(string(line[left:from])), plainLine(string(line[from:to]))
	fmt.Fprintf(out, "%s  %s | %s%s%s\n", indent, number, before, at, string(line[to:right]))
	fmt.Fprintf(out, "%s  %s | %s%s\n", indent, strings.Repeat(" ", utf8.RuneCountInString(number)),
		strings.Repeat(" ", utf8.RuneCountInString(before)), strings.Repeat("^", max(utf8.RuneCountInString(at), 1)))
}

// window is what stands around a place in its line, as much of it as can be
// shown, and the place in it: a line may have megabytes and thousands of places.
func window(file *source.File, span source.Span) (line []rune, from, to int) {
	const reach = utf8.UTFMax * width
	end := min(span.End, span.Start+reach)
	before := file.Slice(source.Span{Start: max(span.Start-reach, 0), End: span.Start})
	before = before[bytes.LastIndexByte(before, '\n')+1:]
	for len(before) > 0 && !utf8.RuneStart(before[0]) {
		before = before[1:]
	}
	after := file.Slice(source.Span{Start: end, End: min(end+reach, file.Len())})
	if i := bytes.IndexByte(after, '\n'); i >= 0 {
		after = bytes.TrimSuffix(after[:i], []byte("\r"))
	}
	from = utf8.RuneCount(before)
	at := []rune(string(file.Slice(source.Span{Start: span.Start, End: end})))
	return slices.Concat([]rune(string(before)), at, []rune(string(after))), from, from + len(at)
}

// Of a place of many lines the first ones are shown and the last.
const firstLines = 12

// block shows a place of several lines, each marked with >.
func block(out io.Writer, indent string, file *source.File, start, end source.Position, encoded bool) {
	digits := len(fmt.Sprint(end.Line))
	shown := []int{}
	all := end.Line-start.Line < firstLines+2
	for n := start.Line; n <= end.Line; n++ {
		if all || n < start.Line+firstLines || n == end.Line {
			shown = append(shown, n)
		}
	}
	margin := width
	for _, n := range shown {
		line := file.Line(n)
		margin = min(margin, len(line)-len(strings.TrimLeft(line, " \t")))
	}
	for i, n := range shown {
		if i > 0 && n > shown[i-1]+1 {
			fmt.Fprintf(out, "%s  %*s >   ...\n", indent, digits, "")
		}
		text := file.Line(n)[margin:]
		line := []rune(text[:min(len(text), utf8.UTFMax*width)])
		number := fmt.Sprint(n)
		if encoded {
			number = ""
		}
		fmt.Fprintf(out, "%s  %*s > %s\n", indent, digits, number, string(line[:min(len(line), width)]))
	}
}
