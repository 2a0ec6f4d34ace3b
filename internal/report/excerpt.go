// Package report writes verdicts for people.
//
// A place is shown as compilers show it: path, line and column, the line, and
// the offending value underlined.
package report

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/crossgrant/crossgrant/internal/source"
)

// width is how much of a long line is shown around a place.
const width = 100

// excerpt shows a place in a file.
func excerpt(out io.Writer, indent string, file *source.File, span source.Span) {
	start, end := file.Position(span.Start), file.Position(span.End)
	if end.Line > start.Line {
		block(out, indent, file, start, end)
		return
	}
	line := []rune(file.Line(start.Line))
	from, to := start.Column-1, end.Column-1
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
	fmt.Fprintf(out, "%s%s:%d:%d\n", indent, file.Name, start.Line, start.Column)
	fmt.Fprintf(out, "%s  %s | %s\n", indent, number, string(line[left:right]))
	fmt.Fprintf(out, "%s  %s | %s%s\n", indent, strings.Repeat(" ", utf8.RuneCountInString(number)),
		strings.Repeat(" ", from-left), strings.Repeat("^", max(to-from, 1)))
}

// Of a place of several lines the first ones are shown and the last.
const firstLines = 12

// block shows a place of several lines, each marked with >.
func block(out io.Writer, indent string, file *source.File, start, end source.Position) {
	fmt.Fprintf(out, "%s%s:%d:%d\n", indent, file.Name, start.Line, start.Column)
	digits := len(fmt.Sprint(end.Line))
	shown := []int{}
	for n := start.Line; n <= end.Line; n++ {
		if n < start.Line+firstLines || n == end.Line {
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
		line := []rune(file.Line(n)[margin:])
		fmt.Fprintf(out, "%s  %*d > %s\n", indent, digits, n, string(line[:min(len(line), width)]))
	}
}
