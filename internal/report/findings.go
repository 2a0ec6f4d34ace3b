package report

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/finding"
)

// Findings writes findings as compilers do: severity, rule, message, place,
// the second places as notes, and the patch that mends it. A patch that
// several findings share is printed once, with the last of them; what is found
// of the same text in many places is told once, with the places.
func Findings(out io.Writer, list []finding.Finding) {
	shown := groups(list)
	last := map[likeness]int{} // the last finding that is shown of each patch
	i := 0
	for key := range inBatches(shown, func(alike []int) likeness { return patchKey(&list[alike[0]]) }) {
		last[key] = shown[i][0]
		i++
	}
	withPatch := map[int]bool{}
	for _, first := range last {
		withPatch[first] = true
	}
	for text := range inBatches(shown, func(alike []int) []byte {
		var text bytes.Buffer
		one(&text, list, alike, withPatch[alike[0]])
		return text.Bytes()
	}) {
		out.Write(text)
	}
}

// one writes a finding with the ones that are like it.
func one(out io.Writer, list []finding.Finding, alike []int, withPatch bool) {
	f := &list[alike[0]]
	Say(out, "%s[%s]: %s\n", f.Rule.Severity, f.Rule.ID, f.Message)
	Say(out, "  for %s%s\n", f.Subject.ID, byReference(f))
	location(out, "  ", &f.At)
	for _, n := range f.Related {
		Say(out, "  note: %s\n", n.Message)
		location(out, "    ", &n.At)
	}
	others(out, list, f, alike[1:])
	mend(out, f, withPatch)
	fmt.Fprintln(out)
}

// byReference says of which day the names are that a finding is held against.
func byReference(f *finding.Finding) string {
	if f.Reference == "" {
		return ""
	}
	return ", by the service reference of " + f.Reference
}

// mend writes what mends a finding, with the patch or without.
func mend(out io.Writer, f *finding.Finding, withPatch bool) {
	if f.Fix == nil {
		Say(out, "  remedy: %s\n", f.Rule.Remedy)
		return
	}
	Say(out, "  %s: %s\n", fixWord(f.Fix), f.Fix.Description)
	if f.Fix.Grants != "" {
		Say(out, "    it lets in: %s\n", f.Fix.Grants)
	}
	if f.Fix.Gains != "" {
		Say(out, "    it also lets in: %s\n", f.Fix.Gains)
	}
	if f.Fix.Loses != "" {
		Say(out, "    it takes away: %s\n", f.Fix.Loses)
	}
	if withPatch || f.Fix.Patch == nil {
		patch(out, "    ", f.Fix)
	}
}

// Of so many equal findings the first is shown whole, and of the places of the
// others a few.
const (
	many      = 4
	fewPlaces = 5
)

// groups puts the findings together that find the same text by the same rule
// with the same remedy, or say the same of one place, if they are many.
func groups(list []finding.Finding) (result [][]int) {
	sizes := map[likeness]int{}
	likes := slices.Collect(inBatches(list, func(f finding.Finding) [2]likeness { return [2]likeness{sameText(&f), samePlace(&f)} }))
	for _, like := range likes {
		sizes[like[0]]++
		sizes[like[1]]++
	}
	at := map[likeness]int{}
	for i, like := range likes {
		k := like[1]
		if sizes[k] < many {
			k = like[0]
		}
		if n, ok := at[k]; ok && sizes[k] >= many {
			result[n] = append(result[n], i)
			continue
		}
		at[k] = len(result)
		result = append(result, []int{i})
	}
	return result
}

// likeness is the same for findings that are alike.
type likeness [sha256.Size]byte

func likenessOf(texts ...string) likeness { return sha256.Sum256([]byte(strings.Join(texts, "\x00"))) }

func sameText(f *finding.Finding) likeness {
	fix := ""
	if f.Fix != nil {
		fix = f.Fix.Description + f.Fix.Gains + f.Fix.Loses
	}
	return likenessOf("text", f.Rule.ID, f.At.Text(), fix)
}

// samePlace is about many subjects that one statement stops: each may have a fix
// of its own.
func samePlace(f *finding.Finding) likeness {
	return likenessOf("place", f.Rule.ID, f.Message, f.At.File.Name, fmt.Sprint(f.At.Span))
}

// others lists the places of the findings that are like the first, which is
// shown, or whom they are about where the place is the same.
func others(out io.Writer, list []finding.Finding, first *finding.Finding, alike []int) {
	here := true
	for _, i := range alike {
		here = here && list[i].At.File == first.At.File && list[i].At.Span == first.At.Span
	}
	for n, i := range alike {
		if n == fewPlaces {
			more := "at " + Count(len(alike)-n, "more place")
			if here {
				more = fmt.Sprintf("for %d more", len(alike)-n)
			}
			Say(out, "  and %s (--patch prints every fix, --format json every finding)\n", more)
			return
		}
		if f := &list[i]; here {
			Say(out, "  also for %s\n", f.Subject.ID)
		} else {
			Say(out, "  also %s for %s\n", place(&f.At), f.Subject.ID)
		}
	}
}

// patchKey tells patches apart; findings without one have none.
func patchKey(f *finding.Finding) likeness {
	if f.Fix == nil || f.Fix.Patch == nil {
		return likeness{}
	}
	return likenessOf(f.Fix.Patch.Label, string(f.Fix.Patch.After()))
}

// location shows a place; of a whole document, role or bucket only where it
// begins.
func location(out io.Writer, indent string, l *finding.Location) {
	at := l.File.Position(l.Span.Start)
	oneLine := l.File.Position(l.Span.End).Line == at.Line
	if len(l.Path) == 0 && (l.Document != nil || !oneLine) {
		Say(out, "%s%s (%s)\n", indent, place(l), l.Label)
		return
	}
	// Of a statement on one line an excerpt would show where it begins.
	if oneLine && l.Span.End-l.Span.Start > width && l.File.Slice(l.Span)[0] == '{' {
		of := l.Label
		if len(l.Path) > 0 {
			of = fmt.Sprintf("%s of %s", l.Path, l.Label)
		}
		Say(out, "%s%s (%s)\n", indent, place(l), of)
		return
	}
	excerpt(out, indent, l)
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
		Say(out, "%s%s\n", indent, c)
	}
}
