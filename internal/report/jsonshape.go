package report

import (
	"bytes"
	"encoding/json"

	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/source"
)

// ShapeVersion is the version of the published JSON: it grows when a member
// changes its meaning or goes away, not when one is added.
const ShapeVersion = "1"

// The types below are the published shape of JSON output, member by member:
// the schemas in folder schema describe the same.

type jsonTool struct {
	Name      string `json:"name"`
	Version   string `json:"version"`
	Reference string `json:"reference,omitempty"`
}

// JSONFinding is a finding as the published JSON has it.
type JSONFinding struct {
	Rule        string        `json:"rule"`
	Code        string        `json:"code,omitempty"`
	Severity    string        `json:"severity"`
	Message     string        `json:"message"`
	Subject     jsonSubject   `json:"subject"`
	Location    JSONLocation  `json:"location"`
	Related     []jsonRelated `json:"related,omitempty"`
	Remedy      string        `json:"remedy,omitempty"`
	Fix         *jsonFix      `json:"fix,omitempty"`
	Reference   string        `json:"reference,omitempty"`
	Fingerprint string        `json:"fingerprint"`
}

type jsonSubject struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
}

// JSONLocation is a place as the published JSON has it.
type JSONLocation struct {
	File     string     `json:"file"`
	Cell     *jsonCell  `json:"cell,omitempty"`
	Label    string     `json:"label,omitempty"`
	Path     []jsonStep `json:"path"`
	Sid      string     `json:"sid,omitempty"`
	Start    jsonPoint  `json:"start"`
	End      jsonPoint  `json:"end"`
	Document *jsonRange `json:"document,omitempty"`
}

// jsonCell is where in a database a place is.
type jsonCell struct {
	Table  string `json:"table"`
	Row    int64  `json:"row"`
	Column string `json:"column,omitempty"`
}

// jsonStep has one member of the three: Access Analyzer's PathElement.
type jsonStep struct {
	Value *string `json:"value,omitempty"`
	Index *int    `json:"index,omitempty"`
	Key   *string `json:"key,omitempty"`
}

type jsonPoint struct {
	Line   int `json:"line"`
	Column int `json:"column"`
	Offset int `json:"offset"`
}

type jsonRange struct {
	Start jsonPoint `json:"start"`
	End   jsonPoint `json:"end"`
}

type jsonRelated struct {
	Location JSONLocation `json:"location"`
	Message  string       `json:"message"`
}

type jsonFix struct {
	Safety      string     `json:"safety,omitempty"`
	Description string     `json:"description"`
	Grants      string     `json:"grants,omitempty"`
	Gains       string     `json:"gains,omitempty"`
	Loses       string     `json:"loses,omitempty"`
	Target      string     `json:"target,omitempty"`
	Edits       []jsonEdit `json:"edits,omitempty"`
	Document    string     `json:"document,omitempty"`
	Commands    []string   `json:"commands,omitempty"`
}

type jsonEdit struct {
	File  string    `json:"file"`
	Start jsonPoint `json:"start"`
	End   jsonPoint `json:"end"`
	New   string    `json:"new"`
}

type jsonSummary struct {
	Files         int      `json:"files"`
	Documents     counts   `json:"documents"`
	Roles         int      `json:"roles"`
	Users         int      `json:"users"`
	Buckets       int      `json:"buckets"`
	Pairs         counts   `json:"pairs"`
	Findings      counts   `json:"findings"`
	Hidden        int      `json:"hidden"`
	Accepted      int      `json:"accepted"`
	Off           int      `json:"off"`
	Undescribed   int      `json:"undescribed"`
	NotRecognised []string `json:"not_recognised"`
	Assuming      []string `json:"assuming"`
	Notes         []string `json:"notes"`
	Errors        []string `json:"errors"`
}

func toolShape(t *Tool) jsonTool { return jsonTool(*t) }

// FindingShape returns the finding as the published JSON has it.
func FindingShape(f *finding.Finding) JSONFinding {
	out := JSONFinding{
		Rule: f.Rule.ID, Code: f.Rule.Code, Severity: f.Rule.Severity.String(), Message: f.Message,
		Subject:  jsonSubject{f.Subject.Kind.String(), f.Subject.ID},
		Location: LocationShape(&f.At), Remedy: f.Rule.Remedy, Fix: fixShape(f.Fix), Reference: f.Reference, Fingerprint: f.Fingerprint,
	}
	for i := range f.Related {
		n := &f.Related[i]
		out.Related = append(out.Related, jsonRelated{LocationShape(&n.At), n.Message})
	}
	return out
}

// LocationShape returns the place as the published JSON has it.
func LocationShape(l *finding.Location) JSONLocation {
	where := rangeShape(l.File, l.Span, 0)
	out := JSONLocation{File: l.File.Name, Label: l.Label, Path: []jsonStep{}, Sid: l.Sid, Start: where.Start, End: where.End}
	if c, ok := l.File.Cell(l.Span.Start); ok {
		out.Cell = &jsonCell{c.Table, c.Row, c.Column}
	}
	for _, s := range l.Path {
		out.Path = append(out.Path, stepShape(s))
	}
	if l.Document != nil {
		inside := rangeShape(l.Document, l.Inside, 1)
		out.Document = &inside
	}
	return out
}

func stepShape(s source.Step) jsonStep {
	switch {
	case s.Array:
		index := int(s.Index)
		return jsonStep{Index: &index}
	case s.Key:
		return jsonStep{Key: &s.Name}
	}
	return jsonStep{Value: &s.Name}
}

// rangeShape counts columns from 1, or from 0 as Access Analyzer does, if less
// is 1.
func rangeShape(file *source.File, s source.Span, less int) jsonRange {
	point := func(offset int) jsonPoint {
		p := file.Position(offset)
		return jsonPoint{p.Line, p.Column - less, p.Offset}
	}
	return jsonRange{point(s.Start), point(s.End)}
}

// fixShape gives a source its edits; an export, which nobody edits, and a new
// document are given as the whole document.
func fixShape(f *finding.Fix) *jsonFix {
	if f == nil {
		return nil
	}
	out := &jsonFix{Safety: f.Safety.String(), Description: f.Description, Grants: f.Grants, Gains: f.Gains, Loses: f.Loses, Commands: f.Commands}
	p := f.Patch
	if p == nil {
		return out
	}
	out.Target = p.Label
	if p.File == nil {
		out.Document = string(p.After())
		return out
	}
	for _, e := range p.Edits {
		at := rangeShape(p.File, e.Span, 0)
		out.Edits = append(out.Edits, jsonEdit{p.File.Name, at.Start, at.End, e.New})
	}
	return out
}

func summaryShape(s *Summary) jsonSummary {
	return jsonSummary{
		Files: s.Files, Documents: documentCounts(s.Documents), Roles: s.Roles, Users: s.Users, Buckets: s.Buckets,
		Pairs: pairCounts(s.Pairs), Findings: severityCounts(s.Findings), Hidden: s.Hidden, Accepted: s.Accepted, Off: s.Off, Undescribed: len(s.Undescribed),
		NotRecognised: listShape(s.NotRecognised), Assuming: listShape(s.Assuming), Notes: listShape(s.Notes), Errors: listShape(s.Errors),
	}
}

// listShape is the list as JSON writes it: an empty one is [], not null.
func listShape(list []string) []string { return append([]string{}, list...) }

// compact is v as JSON without HTML escapes and without a line break at the end.
func compact(v any) ([]byte, error) { return encode(v, func(*json.Encoder) {}) }

// Indented is the same on lines of which all but the first begin with prefix.
func Indented(v any, prefix string) ([]byte, error) {
	return encode(v, func(e *json.Encoder) { e.SetIndent(prefix, "  ") })
}

func encode(v any, set func(*json.Encoder)) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	set(e)
	err := e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}
