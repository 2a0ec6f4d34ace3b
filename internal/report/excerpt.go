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
	line := []rune(file.Line(start.Line))
	from, to := start.Column-1, len(line)
	if end.Line == start.Line {
		to = end.Column - 1
	}
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
