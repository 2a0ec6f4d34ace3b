package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/crossgrant/crossgrant/internal/finding"
)

// gitHubLevels are the three workflow commands that annotate a file (GitHub
// Docs, Workflow commands for GitHub Actions).
var gitHubLevels = map[finding.Severity]string{
	finding.Error: "error", finding.SecurityWarning: "warning", finding.Warning: "warning", finding.Suggestion: "notice",
}

// A command's message ends at the line's end, and one of its properties at a
// comma; the runner undoes these escapes and no others.
var (
	gitHubMessage  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	gitHubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// asIs is for a format whose lines are commands.
func asIs(w io.Writer) io.WriteCloser {
	return &lines{w: w, of: func(line string) string { return line }}
}

// inCommand is a text as a command's message or property holds it: of several
// lines, of which none is a command.
func inCommand(text ...string) string {
	for i, line := range text {
		text[i] = unCommand(Line(line))
	}
	return strings.Join(text, "\n")
}

// writeGitHub writes annotations of a pull request, then the summary as a line
// of the log.
func writeGitHub(w io.Writer, run *Run) error {
	b := bufio.NewWriter(w)
	for _, e := range run.Summary.Errors {
		fmt.Fprintf(b, "::error title=Crossgrant::%s\n", gitHubMessage.Replace(inCommand(e)))
	}
	for i := range run.Findings {
		annotation(b, &run.Findings[i])
	}
	fmt.Fprintln(b, run.Summary.Line())
	return b.Flush()
}

func annotation(w io.Writer, f *finding.Finding) {
	start, end := f.At.File.Position(f.At.Span.Start), f.At.File.Position(f.At.Span.End)
	fmt.Fprintf(w, "::%s file=%s,line=%d,endLine=%d", gitHubLevels[f.Rule.Severity],
		gitHubProperty.Replace(inCommand(slashed(f.At.File.Name))), start.Line, end.Line)
	if start.Line == end.Line {
		// Columns of an annotation of several lines are refused. The end is the
		// last column, as endLine is the last line.
		fmt.Fprintf(w, ",col=%d,endColumn=%d", start.Column, max(end.Column-1, start.Column))
	}
	text := []string{f.Message}
	if c, ok := f.At.File.Cell(f.At.Span.Start); ok {
		text = append(text, "in "+c.String())
	}
	text = append(text, prose(f)...)
	fmt.Fprintf(w, ",title=%s::%s\n", gitHubProperty.Replace(inCommand(f.Rule.ID)), gitHubMessage.Replace(inCommand(text...)))
}
