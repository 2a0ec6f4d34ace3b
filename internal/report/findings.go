package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"github.com/crossgrant/crossgrant/internal/finding"
)

// Findings writes findings as compilers do: severity, rule, message, place,
// the second places as notes, and the patch that mends it. A patch that
// several findings share is printed once, with the last of them.
func Findings(out io.Writer, list []finding.Finding) {
	for i := range list {
		f := &list[i]
		fmt.Fprintf(out, "%s[%s]: %s\n", f.Rule.Severity, f.Rule.ID, f.Message)
		fmt.Fprintf(out, "  for %s\n", f.Subject.ID)
		location(out, "  ", &f.At)
		for _, n := range f.Related {
			fmt.Fprintf(out, "  note: %s\n", n.Message)
			location(out, "    ", &n.At)
		}
		if f.Fix == nil {
			fmt.Fprintf(out, "  remedy: %s\n\n", f.Rule.Remedy)
			continue
		}
		fmt.Fprintf(out, "  %s: %s\n", fixWord(f.Fix), f.Fix.Description)
		if f.Fix.Gains != "" {
			fmt.Fprintf(out, "    it also lets in: %s\n", f.Fix.Gains)
		}
		samePatch := func(g finding.Finding) bool {
			return g.Fix != nil && g.Fix.Patch != nil && f.Fix.Patch != nil && g.Fix.Patch.Label == f.Fix.Patch.Label &&
				string(g.Fix.Patch.New) == string(f.Fix.Patch.New)
		}
		if !slices.ContainsFunc(list[i+1:], samePatch) {
			patch(out, "    ", f.Fix)
		}
		fmt.Fprintln(out)
	}
}

// location shows a place; of a whole document, role or bucket only where it
// begins.
func location(out io.Writer, indent string, l *finding.Location) {
	at := l.File.Position(l.Span.Start)
	oneLine := l.File.Position(l.Span.End).Line == at.Line
	if len(l.Path) == 0 && (l.Document != nil || !oneLine) {
		fmt.Fprintf(out, "%s%s:%d:%d (%s)\n", indent, l.File.Name, at.Line, at.Column, l.Label)
		return
	}
	// Of a statement on one line an excerpt would show where it begins.
	if oneLine && l.Span.End-l.Span.Start > width && l.File.Text[l.Span.Start] == '{' {
		fmt.Fprintf(out, "%s%s:%d:%d (%s of %s)\n", indent, l.File.Name, at.Line, at.Column, l.Path, l.Label)
		return
	}
	excerpt(out, indent, l.File, l.Span)
}

// fixWord says how far a fix can be trusted.
func fixWord(f *finding.Fix) string {
	if f.Safety == finding.Unsafe {
		return "unsafe fix"
	}
	return "fix"
}

// patch writes what a fix changes as a diff, and what to run.
func patch(out io.Writer, indent string, f *finding.Fix) {
	if p := f.Patch; p != nil {
		for line := range strings.Lines(Diff(p)) {
			fmt.Fprint(out, indent, line)
		}
	}
	for _, c := range f.Commands {
		fmt.Fprintf(out, "%s%s\n", indent, c)
	}
}

// Diff returns a patch as a unified diff; that of a source file can be applied
// with patch -p0.
func Diff(p *finding.Patch) string {
	name := p.Label
	before, after := string(p.Old), string(p.New)
	if p.File != nil {
		name = p.File.Name
	}
	old := name
	if p.Old == nil {
		old = "/dev/null"
	}
	return udiff.Unified(old, name, ensureNewline(before), ensureNewline(after))
}

// ensureNewline ends a text with a line break, if it has any line.
func ensureNewline(s string) string {
	if s == "" || strings.HasSuffix(s, "\n") {
		return s
	}
	return s + "\n"
}
