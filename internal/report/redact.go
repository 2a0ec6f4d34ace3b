package report

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Redact returns the run with the ids of accounts, organizations and
// principals and all names in ARNs replaced, the same one by the same one, in
// texts and in the files that findings show. Each stand-in is as long as what
// it stands for, so that every place stays where it is. What AWS named stays
// readable, as do names of two characters and free text such as a Sid.
func Redact(run Run) Run {
	r := redactor{stand: map[string]string{}, files: map[*source.File]*source.File{}}
	r.learn(&run)
	out := run
	out.Findings = nil
	for _, f := range run.Findings {
		f.Message, f.Subject.ID, f.At = r.text(f.Message), r.text(f.Subject.ID), r.location(f.At)
		f.Related = slices.Clone(f.Related)
		for i, n := range f.Related {
			f.Related[i] = finding.Note{At: r.location(n.At), Message: r.text(n.Message)}
		}
		f.Fix = r.fix(f.Fix)
		out.Findings = append(out.Findings, f)
	}
	// Order and fingerprints tell of the texts that they were made from.
	finding.Sort(out.Findings)
	s := &out.Summary
	for _, list := range []*[]string{&s.NotRecognised, &s.Assuming, &s.Notes, &s.Errors} {
		*list = r.list(*list)
	}
	return out
}

// learn finds every name before the first is replaced: a message may hold one
// that only a later document has in an ARN.
func (r *redactor) learn(run *Run) {
	files := map[*source.File]bool{}
	location := func(l *finding.Location) {
		for _, m := range labelled.FindAllStringSubmatch(l.Label, -1) {
			r.name(m[1])
		}
		if kind, name, _ := strings.Cut(l.Label, " "); kind == "SCP" || kind == "RCP" {
			r.words(name)
		}
		for _, f := range []*source.File{l.Document, l.File} {
			if f != nil && !files[f] {
				files[f] = true
				r.names(f.Name)
				r.names(string(f.Text))
			}
		}
	}
	for i := range run.Findings {
		f := &run.Findings[i]
		r.names(f.Subject.ID)
		r.names(f.Message)
		location(&f.At)
		for j := range f.Related {
			r.names(f.Related[j].Message)
			location(&f.Related[j].At)
		}
		if f.Fix == nil {
			continue
		}
		for _, c := range append([]string{f.Fix.Description, f.Fix.Gains, f.Fix.Loses}, f.Fix.Commands...) {
			r.names(c)
		}
		if p := f.Fix.Patch; p != nil {
			location(&finding.Location{Label: p.Label, File: p.File})
			r.names(string(p.Old))
			r.names(string(p.New))
		}
	}
	s := &run.Summary
	for _, text := range slices.Concat(s.NotRecognised, s.Assuming, s.Notes, s.Errors) {
		r.names(text)
	}
}

func (r *redactor) list(texts []string) []string {
	out := slices.Clone(texts)
	for i, s := range out {
		out[i] = r.text(s)
	}
	return out
}

func (r *redactor) file(f *source.File) *source.File {
	if f == nil {
		return nil
	}
	if r.files[f] == nil {
		r.files[f] = source.NewFile(r.text(f.Name), []byte(r.text(string(f.Text))))
	}
	return r.files[f]
}

func (r *redactor) location(l finding.Location) finding.Location {
	l.File, l.Document, l.Label, l.Sid = r.file(l.File), r.file(l.Document), r.text(l.Label), r.text(l.Sid)
	return l
}

func (r *redactor) fix(f *finding.Fix) *finding.Fix {
	if f == nil {
		return nil
	}
	out := *f
	out.Description, out.Gains, out.Loses, out.Commands = r.text(f.Description), r.text(f.Gains), r.text(f.Loses), r.list(f.Commands)
	if f.Patch != nil {
		p := *f.Patch
		p.Label, p.File, p.Edits = r.text(p.Label), r.file(p.File), slices.Clone(p.Edits)
		for i := range p.Edits {
			p.Edits[i].New = r.text(p.Edits[i].New)
		}
		if p.Old != nil {
			p.Old = []byte(r.text(string(p.Old)))
		}
		p.New = []byte(r.text(string(p.New)))
		out.Patch = &p
	}
	return &out
}
