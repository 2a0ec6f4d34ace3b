package report

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Run returns the run with all names replaced, in texts and in the files that
// findings show.
func (r *Redactor) Run(run Run) Run {
	r.learn(&run)
	out := run
	out.Findings = r.Findings(run.Findings)
	s := &out.Summary
	for _, list := range []*[]string{&s.NotRecognised, &s.Assuming, &s.Notes, &s.Errors, &s.Undescribed} {
		*list = r.list(*list)
	}
	return out
}

// Findings returns findings with all names replaced.
func (r *Redactor) Findings(list []finding.Finding) (out []finding.Finding) {
	for _, f := range list {
		f.Rule = r.rule(f.Rule)
		f.Message, f.Subject.ID, f.At = r.Text(f.Message), r.Text(f.Subject.ID), r.location(f.At)
		f.Related = slices.Clone(f.Related)
		for i, n := range f.Related {
			f.Related[i] = finding.Note{At: r.location(n.At), Message: r.Text(n.Message)}
		}
		f.Fix = r.fix(f.Fix)
		out = append(out, f)
	}
	// Order and fingerprints tell of the texts that they were made from.
	finding.Sort(out)
	return out
}

// rule redacts what a rule says of itself, which may be one of the user's own; its
// id stays, by which it is found.
func (r *Redactor) rule(rule finding.Rule) finding.Rule {
	rule.Title, rule.Description, rule.Remedy = r.Text(rule.Title), r.Text(rule.Description), r.Text(rule.Remedy)
	rule.Related = slices.Clone(rule.Related)
	for i, l := range rule.Related {
		if !strings.HasPrefix(l.URL, "https://docs.aws.amazon.com/") {
			rule.Related[i].URL = r.Verbatim(l.URL)
		}
		rule.Related[i].Description = r.Text(l.Description)
	}
	return rule
}

// learn finds every name before the first is replaced: a message may hold one
// that only a later document has in an ARN.
func (r *Redactor) learn(run *Run) {
	files := map[*source.File]bool{}
	location := func(l *finding.Location) {
		for _, m := range labelled().FindAllStringSubmatch(l.Label, -1) {
			r.Name(m[1])
		}
		if kind, name, _ := strings.Cut(l.Label, " "); kind == "SCP" || kind == "RCP" {
			r.Name(name)
		}
		for _, f := range []*source.File{l.Document, l.File} {
			if f != nil && !files[f] {
				files[f] = true
				r.Learn(f.Name)
				r.Learn(string(f.Whole()))
			}
		}
	}
	for i := range run.Findings {
		f := &run.Findings[i]
		r.Learn(f.Subject.ID)
		r.Learn(f.Message)
		location(&f.At)
		for j := range f.Related {
			r.Learn(f.Related[j].Message)
			location(&f.Related[j].At)
		}
		if f.Fix == nil {
			continue
		}
		for _, c := range append([]string{f.Fix.Description, f.Fix.Grants, f.Fix.Gains, f.Fix.Loses}, f.Fix.Commands...) {
			r.Learn(c)
		}
		if p := f.Fix.Patch; p != nil {
			location(&finding.Location{Label: p.Label, File: p.File})
			r.Learn(string(p.Before()))
			r.Learn(string(p.After()))
		}
	}
	s := &run.Summary
	r.Name(s.Undescribed...)
	for _, text := range slices.Concat(s.NotRecognised, s.Assuming, s.Notes, s.Errors) {
		r.Learn(text)
	}
}

func (r *Redactor) list(texts []string) []string {
	out := slices.Clone(texts)
	for i, s := range out {
		out[i] = r.Text(s)
	}
	return out
}

func (r *Redactor) file(f *source.File) *source.File {
	if f == nil {
		return nil
	}
	if r.files[f] == nil {
		r.files[f] = f.Like(r.Verbatim(f.Name), []byte(r.Verbatim(string(f.Whole()))), r.Verbatim)
	}
	return r.files[f]
}

func (r *Redactor) location(l finding.Location) finding.Location {
	l.File, l.Document, l.Label, l.Sid = r.file(l.File), r.file(l.Document), r.Text(l.Label), r.Verbatim(l.Sid)
	l.Path = slices.Clone(l.Path)
	for i := range l.Path {
		l.Path[i].Name = r.Verbatim(l.Path[i].Name)
	}
	return l
}

func (r *Redactor) fix(f *finding.Fix) *finding.Fix {
	if f == nil {
		return nil
	}
	out := *f
	out.Description, out.Grants, out.Commands = r.Text(f.Description), r.Text(f.Grants), r.list(f.Commands)
	out.Gains, out.Loses = r.Text(f.Gains), r.Text(f.Loses)
	if f.Patch != nil {
		out.Patch = r.Patch(f.Patch)
	}
	return &out
}

// Patch returns a patch with all names replaced: one to be read, not applied.
func (r *Redactor) Patch(patch *finding.Patch) *finding.Patch {
	p := *patch
	p.Label, p.Stands, p.Maker, p.File, p.Edits, p.Commands = r.Text(p.Label), r.Text(p.Stands), r.Text(p.Maker), r.file(p.File), slices.Clone(p.Edits), r.list(p.Commands)
	for i := range p.Edits {
		p.Edits[i].New = r.Verbatim(p.Edits[i].New)
	}
	if old := patch.Before(); old != nil {
		p.Old = []byte(r.Verbatim(string(old)))
	}
	p.New, p.Exported, p.Changes = []byte(r.Verbatim(string(patch.After()))), nil, nil
	return &p
}
