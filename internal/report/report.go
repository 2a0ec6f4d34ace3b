package report

import (
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/defect"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// Run is what a run hands over to an output format: who judged, what was found
// in the order in which it is shown, and what was judged at all.
type Run struct {
	Tool     Tool
	Findings []finding.Finding
	Summary  Summary
}

// Tool is the program that judged; Reference is the date of its service
// reference.
type Tool struct{ Name, Version, Reference string }

// Summary says what was judged, so that an empty list of findings can be told
// from an input that was not read.
type Summary struct {
	Files     int
	Documents map[policy.Type]int
	Roles     int
	Users     int // judged as documents only
	Buckets   int
	// Pairs counts the judged pairs of role and bucket by verdict.
	Pairs map[access.Verdict]int
	// Findings counts all, those included that are too slight to be listed;
	// Hidden is how many these are.
	Findings map[finding.Severity]int
	Hidden   int
	// Accepted and Off are not among Findings: those that the configuration accepts,
	// and those of rules that a flag or the configuration leaves out.
	Accepted, Off int
	// Undescribed are the buckets that roles name and no input describes.
	Undescribed   []string
	NotRecognised []string // files that no input format recognised
	Assuming      []string // what was taken for granted, as sentences
	Notes         []string // what was guessed or left out, as sentences
	Errors        []string // what could not be read: the result is not complete
}

// home is where the program comes from.
const home = "https://github.com/crossgrant/crossgrant"

// format writes a run in one way. Each has a file of its own.
type format struct {
	name  string
	write func(io.Writer, *Run) error
	// through is the writer that keeps what inputs hold from being more than text.
	through func(io.Writer) io.WriteCloser
}

var formats = []format{
	{"text", writeText, Plain},
	{"json", writeJSON, JSON},
	{"ndjson", writeNDJSON, JSON},
	{"sarif", writeSARIF, JSON},
	{"github", writeGitHub, asIs},
	{"junit", writeJUnit, Plain},
}

// Formats lists the names that Write takes.
func Formats() []string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = f.name
	}
	return names
}

// Write writes the run in the format of that name. Equal runs give equal bytes. A finding
// that this tool cannot write is lost alone: the rest is written, with an error among those
// of the summary, and the error that is returned is a defect.
func Write(w io.Writer, format string, run Run) error {
	for _, f := range formats {
		if f.name == format {
			return f.all(w, run)
		}
	}
	return fmt.Errorf("format %q: not one of %s", format, strings.Join(Formats(), ", "))
}

// WriteFindings writes what Findings writes, and loses no more than Write does.
func WriteFindings(w io.Writer, run Run) error {
	f := format{write: func(out io.Writer, run *Run) error {
		Findings(out, run.Findings)
		return nil
	}, through: Plain}
	return f.all(w, run)
}

func (f *format) all(w io.Writer, run Run) error {
	var text held
	err := f.whole(&text, &run)
	if defect.Is(err) {
		text = held{}
		run, err = f.writable(run)
		if again := f.whole(&text, &run); again != nil {
			return again
		}
	}
	if err != nil && !defect.Is(err) {
		return err
	}
	if _, failed := text.WriteTo(w); failed != nil {
		return failed
	}
	return err
}

func (f *format) whole(w io.Writer, run *Run) error {
	return defect.Catch("the report", func() error {
		out := f.through(w)
		if err := f.write(out, run); err != nil {
			return err
		}
		return out.Close()
	})
}

// writable is the run without the findings that cannot be written by themselves.
func (f *format) writable(run Run) (Run, error) {
	all := run.Findings
	run.Findings, run.Summary.Errors = nil, slices.Clone(run.Summary.Errors)
	var errs []error
	for i := range all {
		alone := Run{Tool: run.Tool, Findings: all[i : i+1]}
		if err := f.whole(io.Discard, &alone); err != nil {
			err = fmt.Errorf("a finding of %s about %s is not shown: %w", all[i].Rule.ID, all[i].Subject.ID, err)
			errs = append(errs, err)
			run.Summary.Errors = append(run.Summary.Errors, err.Error())
			continue
		}
		run.Findings = append(run.Findings, all[i])
	}
	return run, errors.Join(errs...)
}

// Line is the summary in one line: "12 documents, 3 roles, 2 buckets, 4 pairs:
// 2 yes, 1 no, 1 unknown; 1 finding".
func (s *Summary) Line() string {
	documents, pairs := documentCounts(s.Documents), pairCounts(s.Pairs)
	read := Count(documents.total(), "document")
	if types := documents.list(); types != "" {
		read += " (" + types + ")"
	}
	parts := []string{Count(s.Files, "file"), read, Count(s.Roles, "role")}
	if s.Users > 0 {
		parts = append(parts, Count(s.Users, "user")+" (judged as documents only)")
	}
	parts = append(parts, Count(s.Buckets, "bucket"), Count(pairs.total(), "pair"))
	line := strings.Join(parts, ", ")
	if list := pairs.list(); list != "" {
		line += ": " + list
	}
	findings := severityCounts(s.Findings)
	line += "; " + Count(findings.total(), "finding")
	if list := findings.list(); list != "" {
		line += ": " + list
	}
	besides := counts{{"not shown", s.Hidden}, {"accepted by the configuration", s.Accepted}, {"of rules that are off", s.Off}}
	if list := besides.list(); list != "" {
		line += " (" + list + ")"
	}
	return line
}

// Count counts things in words: "1 file", "2 fixes".
func Count(n int, thing string) string {
	switch {
	case n == 1:
		return "1 " + thing
	case strings.HasSuffix(thing, "x"):
		return fmt.Sprintf("%d %ses", n, thing)
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// prose is what formats that hold one text for a finding say below its message:
// the further places, what mends it, and what to run.
func prose(f *finding.Finding) []string {
	var lines []string
	for i := range f.Related {
		n := &f.Related[i]
		lines = append(lines, place(&n.At)+": "+n.Message)
	}
	if f.Fix == nil {
		return lines
	}
	fix := "fix: " + f.Fix.Description
	switch {
	case f.Fix.Safety != finding.Unsafe:
	case f.Fix.Gains != "":
		fix += " (unsafe: it grants more than the finding asks for)"
	case f.Fix.Loses != "":
		fix += " (unsafe: it takes access away)"
	default:
		fix += " (unsafe: look at it first)"
	}
	lines = append(lines, fix)
	return append(lines, f.Fix.Commands...)
}

// place is a location as compilers write it.
func place(l *finding.Location) string {
	return l.File.Place(l.Span.Start)
}

// slashed is the name of a file with forward slashes and without "./", as
// services that know a repository's files want it.
func slashed(name string) string { return path.Clean(filepath.ToSlash(name)) }
