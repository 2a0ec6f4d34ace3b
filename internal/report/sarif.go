package report

import (
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/source"
)

const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// sarifSeverity is what a severity is called by those who read SARIF. GitHub
// shows a rule with a security-severity among security alerts, from 4.0 as
// medium and from 7.0 as high (GitHub Docs, SARIF support for code scanning).
type sarifSeverity struct{ level, problem, security string }

var sarifSeverities = map[finding.Severity]sarifSeverity{
	finding.Error:           {"error", "error", "8.0"},
	finding.SecurityWarning: {"warning", "warning", "6.0"},
	finding.Warning:         {"warning", "warning", ""},
	finding.Suggestion:      {"note", "recommendation", ""},
}

// writeSARIF writes a log of one run.
func writeSARIF(w io.Writer, run *Run) error {
	out := sarifRun{
		Tool: sarifTool{sarifDriver{Name: run.Tool.Name, Version: run.Tool.Version, InformationURI: home,
			Rules: []sarifRule{}, Properties: sarifDriverBag{run.Tool.Reference}}},
		Invocations: []sarifInvocation{invocation(run.Summary.Errors)},
		ColumnKind:  "unicodeCodePoints",
		Results:     []sarifResult{},
		Properties:  sarifRunBag{summaryShape(&run.Summary)},
	}
	index := map[string]int{}
	for i := range run.Findings {
		f := &run.Findings[i]
		at, ok := index[f.Rule.ID]
		if !ok {
			at = len(out.Tool.Driver.Rules)
			index[f.Rule.ID] = at
			out.Tool.Driver.Rules = append(out.Tool.Driver.Rules, sarifRuleOf(&f.Rule))
		}
		out.Results = append(out.Results, sarifResultOf(f, at))
	}
	text, err := Indented(sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{out}}, "")
	if err != nil {
		return err
	}
	_, err = w.Write(append(text, '\n'))
	return err
}

func invocation(errors []string) sarifInvocation {
	i := sarifInvocation{ExecutionSuccessful: len(errors) == 0}
	for _, e := range errors {
		i.Notifications = append(i.Notifications, sarifNotification{"error", sarifText{Text: e}})
	}
	return i
}

func sarifRuleOf(r *finding.Rule) sarifRule {
	severity := sarifSeverities[r.Severity]
	out := sarifRule{ID: r.ID, Default: sarifDefault{severity.level}, Properties: sarifRuleBag{
		Tags: []string{}, Severity: r.Severity.String(), Code: r.Code,
		ProblemSeverity: severity.problem, SecuritySeverity: severity.security}}
	if r.Category != "" {
		out.Properties.Tags = append(out.Properties.Tags, r.Category)
	}
	if severity.security != "" {
		out.Properties.Tags = append(out.Properties.Tags, "security")
	}
	if r.Title != "" {
		out.ShortDescription = &sarifText{Text: r.Title}
	}
	if r.Description != "" {
		out.FullDescription = &sarifText{Text: strings.TrimSpace(r.Description)}
	}
	if len(r.Related) > 0 {
		out.HelpURI = r.Related[0].URL
	}
	out.Help = help(r)
	return out
}

// help is the rule's page in short, as plain text and as Markdown.
func help(r *finding.Rule) *sarifText {
	plain, marked := []string{r.Title}, []string{"**" + r.Title + "**"}
	add := func(text, markdown string) { plain, marked = append(plain, text), append(marked, markdown) }
	if d := strings.TrimSpace(r.Description); d != "" {
		add(d, d)
	}
	if r.Remedy != "" {
		add("Remedy: "+r.Remedy+".", "**Remedy:** "+r.Remedy+".")
	}
	if r.Basis == "inferred" {
		const inferred = "AWS does not publish when exactly it reports this; the trigger is inferred."
		add(inferred, inferred)
	}
	for _, l := range r.Related {
		link := "<" + l.URL + ">"
		if l.Description != "" {
			link = "[" + l.Description + "](" + l.URL + ")"
		}
		add("See "+l.URL, "See "+link)
	}
	return &sarifText{Text: strings.Join(plain, "\n\n"), Markdown: strings.Join(marked, "\n\n")}
}

func sarifResultOf(f *finding.Finding, ruleIndex int) sarifResult {
	shape := FindingShape(f)
	out := sarifResult{
		RuleID: f.Rule.ID, RuleIndex: ruleIndex, Level: sarifSeverities[f.Rule.Severity].level,
		Locations:           []sarifLocation{sarifPlace(&f.At)},
		PartialFingerprints: sarifFingerprints{f.Fingerprint},
		Properties:          sarifResultBag{shape.Subject, shape.Location.Path, shape.Fix},
	}
	text := []string{noLink(f.Message)}
	for i := range f.Related {
		n := &f.Related[i]
		l := sarifPlace(&n.At)
		l.ID, l.Message = i+1, &sarifText{Text: noLink(n.Message)}
		out.RelatedLocations = append(out.RelatedLocations, l)
		// Viewers show a related location only where the message links to it.
		text = append(text, fmt.Sprintf("[%s](%d): %s", linkText(&n.At), l.ID, noLink(n.Message)))
	}
	if f.Fix != nil {
		text = append(text, fixLead(f.Fix)+noLink(f.Fix.Description))
		for _, c := range f.Fix.Commands {
			text = append(text, noLink(c))
		}
		out.Fixes = sarifFixes(f.Fix)
	}
	out.Message.Text = strings.Join(text, "\n")
	return out
}

// noLink keeps a text from being read as an embedded link ([text](1)), and
// linkText is the text of one (SARIF 2.1.0, 3.11.6).
func noLink(s string) string { return strings.ReplaceAll(s, "](", `\](`) }

func linkText(l *finding.Location) string {
	name := l.Label
	if name == "" {
		name = l.File.Name
	}
	return strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`).Replace(name)
}

func sarifPlace(l *finding.Location) sarifLocation {
	out := sarifLocation{Physical: sarifPhysical{sarifArtifact{sarifURI(l.File.Name)}, sarifRegionOf(l.File, l.Span)}}
	name := slices.DeleteFunc([]string{l.Label, l.Path.String()}, func(s string) bool { return s == "" })
	if len(name) > 0 {
		out.Logical = []sarifLogical{{strings.Join(name, ": ")}}
	}
	if c, ok := l.File.Cell(l.Span.Start); ok {
		out.Logical = append(out.Logical, sarifLogical{c.String()})
	}
	return out
}

func sarifRegionOf(file *source.File, s source.Span) sarifRegion {
	at := rangeShape(file, s, 0)
	return sarifRegion{at.Start.Line, at.Start.Column, at.End.Line, at.End.Column}
}

// fixLead says how far a fix can be trusted.
func fixLead(f *finding.Fix) string {
	word := fixWord(f)
	return strings.ToUpper(word[:1]) + word[1:] + ": "
}

// sarifFixes holds the edits of a source; SARIF has no place for a document
// that is not a file, so that of an export is among the result's properties.
func sarifFixes(f *finding.Fix) []sarifFix {
	if f.Patch == nil || f.Patch.File == nil || len(f.Patch.Edits) == 0 {
		return nil
	}
	change := sarifChange{Artifact: sarifArtifact{sarifURI(f.Patch.File.Name)}}
	for _, e := range f.Patch.Edits {
		change.Replacements = append(change.Replacements,
			sarifReplacement{sarifRegionOf(f.Patch.File, e.Span), sarifText{Text: e.New}})
	}
	description := f.Description
	if f.Safety == finding.Unsafe {
		description = "unsafe: " + description
	}
	return []sarifFix{{sarifText{Text: description}, []sarifChange{change}}}
}

// sarifURI is a relative reference, which viewers and GitHub resolve against
// the repository, or a file URI.
func sarifURI(name string) string {
	u := url.URL{Path: slashed(name)}
	if filepath.IsAbs(name) {
		u.Scheme = "file"
		u.Path = "/" + strings.TrimPrefix(u.Path, "/")
	}
	return u.String()
}
