package report

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Diff returns a patch as a unified diff, under the name of the file that it
// changes or else of the document.
func Diff(p *finding.Patch) string {
	if p.File != nil {
		name := Line(p.File.Name)
		return ofFile(name, name, p)
	}
	label := Line(p.Label)
	old := label
	before := p.Before()
	if before == nil {
		old = "/dev/null"
	}
	return udiff.Unified(old, label, ensureNewline(string(before)), ensureNewline(string(p.After())))
}

// ofFile is the diff of a file. It is made around each edit by itself: over a long file
// with many of them the search for what is equal gives up, and shows more than differs.
func ofFile(old, now string, p *finding.Patch) string {
	text := string(p.Old)
	if again, err := source.Apply(p.Old, p.Edits); p.New != nil && (err != nil || !bytes.Equal(again, p.New)) {
		return udiff.Unified(old, now, text, string(p.New)) // its names were replaced
	}
	edits := slices.Clone(p.Edits)
	slices.SortStableFunc(edits, func(a, b source.Edit) int { return a.Span.Start - b.Span.Start })
	var made []udiff.Edit
	for len(edits) > 0 {
		start, end, n := strings.LastIndexByte(text[:edits[0].Span.Start], '\n')+1, 0, 0
		for ; n < len(edits) && (n == 0 || edits[n].Span.Start <= end); n++ {
			if end = len(text); edits[n].Span.End < end {
				if at := strings.IndexByte(text[edits[n].Span.End:], '\n'); at >= 0 {
					end = edits[n].Span.End + at + 1
				}
			}
		}
		inside := slices.Clone(edits[:n])
		for i := range inside {
			inside[i].Span.Start -= start
			inside[i].Span.End -= start
		}
		changed, err := source.Apply(p.Old[start:end], inside)
		if err != nil {
			panic("report: edits of a patch: " + err.Error())
		}
		for _, e := range udiff.Lines(text[start:end], string(changed)) {
			made = append(made, udiff.Edit{Start: start + e.Start, End: start + e.End, New: e.New})
		}
		edits = edits[n:]
	}
	out, err := udiff.ToUnified(old, now, text, made, udiff.DefaultContextLines)
	if err != nil {
		panic("report: edits of a patch: " + err.Error())
	}
	return out
}

// Difference returns how two texts differ, as a unified diff.
func Difference(oldName, newName, before, after string) string {
	return udiff.Unified(oldName, newName, before, after)
}

// Patches writes patches so that git apply -p0 and patch -p0 take them as they
// are. What no patch of a file can change, a document inside an export or one
// that does not exist yet, is a comment, which both pass over, with the call that
// puts it.
func Patches(out io.Writer, list []*finding.Patch) {
	for _, p := range list {
		if why := inapplicable(p); why != "" {
			comment(out, p, why)
			continue
		}
		name := headerName(p.File.Name)
		_, body, _ := strings.Cut(ofFile("a", "b", p), "+++ b\n")
		fmt.Fprintf(out, "--- %s\n+++ %s\n%s", name, name, body)
	}
}

// inapplicable says why a patch cannot be applied to a file; it is empty if it
// can.
func inapplicable(p *finding.Patch) string {
	switch {
	case p.File == nil && p.Old == nil && p.Exported == nil:
		return "it does not exist yet"
	case p.Stands != "":
		return "it comes of what stands at " + p.Stands + "; write there what makes it so"
	case p.Maker != "":
		return "it is that of " + p.Maker + ", which is not edited; write this in the sources of the resource"
	case p.File == nil:
		return "it lies inside an export, or in a file that is not plain text"
	case filepath.IsAbs(p.File.Name), slices.Contains(strings.Split(filepath.ToSlash(p.File.Name), "/"), ".."):
		return "its file is not below the current folder: run this in the folder that holds it, or use --fix"
	}
	for line := range strings.Lines(Diff(p)) {
		// A CR can only part members, and a byte order mark only begin the text.
		line = strings.NewReplacer("\r", "", "\n", "").Replace(line)
		if text, ok := strings.CutPrefix(line[min(1, len(line)):], "\ufeff"); ok {
			line = text
		}
		if plainLine(line) != line {
			return "it holds characters that do not show, or a command to a runner that reads its log: --fix makes it"
		}
	}
	return ""
}

func comment(out io.Writer, p *finding.Patch, why string) {
	fmt.Fprintf(out, "# %s: %s\n", oneLine(p.Label), why)
	for line := range strings.Lines(Diff(p)) {
		fmt.Fprintf(out, "#   %s\n", oneLine(strings.TrimRight(line, "\r\n")))
	}
	for _, c := range p.Commands {
		fmt.Fprintf(out, "#   %s\n", oneLine(c))
	}
}

// oneLine keeps a text from ending a line that is a comment.
func oneLine(text string) string {
	return unCommand(Line(text))
}

// headerName is a file's name as the headers of patches hold it: one with blanks
// ends in a tab, so that no time is read off it, and one that a line cannot hold
// is quoted as git does (git-diff, core.quotePath).
func headerName(name string) string {
	name = strings.TrimPrefix(filepath.ToSlash(name), "./")
	odd := func(r rune) bool { return r == '"' || r == '\\' || hidden(r) }
	if !strings.ContainsFunc(name, odd) && !runnerCommand().MatchString(name) {
		if strings.Contains(name, " ") {
			return name + "\t"
		}
		return name
	}
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(name) {
		switch c := name[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < ' ' || c >= 0x7f || c == '#':
			fmt.Fprintf(&b, `\%03o`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// ensureNewline ends a text with a line break, if it has any line.
func ensureNewline(s string) string {
	if s == "" || strings.HasSuffix(s, "\n") {
		return s
	}
	return s + "\n"
}
