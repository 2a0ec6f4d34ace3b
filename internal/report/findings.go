package report

import (
	"fmt"
	"io"

	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Finding is what a rule found, with its place.
type Finding struct {
	Rule     finding.Rule
	Subject  string
	Message  string
	Document *snapshot.Document
	Path     source.Path
	Fix      string   // what to change, as a verb phrase
	Commands []string // what to run where no document is wrong
}

// Findings writes findings as compilers do: severity, rule, message, place,
// and what mends it.
func Findings(out io.Writer, list []Finding) {
	for _, f := range list {
		fmt.Fprintf(out, "%s[%s]: %s\n", f.Rule.Severity, f.Rule.ID, f.Message)
		fmt.Fprintf(out, "  for %s\n", f.Subject)
		if len(f.Path) > 0 || f.Rule.Subject == finding.SubjectDocument {
			excerpt(out, "  ", f.Document.Policy, f.Path)
		}
		if f.Fix != "" {
			fmt.Fprintf(out, "  fix: %s", f.Fix)
			if len(f.Path) > 0 && len(f.Commands) == 0 {
				fmt.Fprintf(out, " at %s of the %s", f.Path, f.Document.Label)
			}
			fmt.Fprintln(out)
		}
		for _, c := range f.Commands {
			fmt.Fprintf(out, "    %s\n", c)
		}
		if f.Document.Command != "" && f.Fix != "" && len(f.Commands) == 0 {
			fmt.Fprintf(out, "    %s\n", f.Document.Command)
		}
		fmt.Fprintln(out)
	}
}
