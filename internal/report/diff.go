package report

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"github.com/crossgrant/crossgrant/internal/finding"
)

// Diff returns a patch as a unified diff, under the name of the file that it
// changes or else of the document.
func Diff(p *finding.Patch) string {
	if p.File != nil {
		name := Line(p.File.Name)
		return udiff.Unified(name, name, string(p.Old), string(p.New))
	}
	label := Line(p.Label)
	old := label
	if p.Old == nil {
		old = "/dev/null"
	}
	return udiff.Unified(old, label, ensureNewline(string(p.Old)), ensureNewline(string(p.New)))
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
		_, body, _ := strings.Cut(udiff.Unified("a", "b", string(p.Old), string(p.New)), "+++ b\n")
		fmt.Fprintf(out, "--- %s\n+++ %s\n%s", name, name, body)
	}
}

// inapplicable says why a patch cannot be applied to a file; it is empty if it
// can.
func inapplicable(p *finding.Patch) string {
	switch {
	case p.File == nil && p.Old == nil:
		return "it does not exist yet"
	case p.Stands != "":
		return "it comes of what stands at " + p.Stands + "; write there what makes it so"
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
	if !strings.ContainsFunc(name, odd) && !runnerCommand.MatchString(name) {
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
