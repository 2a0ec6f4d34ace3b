package lint

import (
	"fmt"
	"slices"
	"strings"
	"unsafe"

	"github.com/crossgrant/crossgrant/internal/defect"
	"github.com/crossgrant/crossgrant/internal/engine"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/fix"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

// kept is a finding that is wanted, and the fix that its rule proposes.
type kept struct {
	finding.Finding
	stated any
	made   *fix.Made
	failed error
}

// keep turns what rules state of a subject into findings with places, and keeps those
// that are wanted. One that is none is lost alone.
func (r *Result) keep(c *candidates, results []engine.Result, of string) (list []*kept) {
	for _, found := range results {
		rule, _ := c.engine.Rule(found.Rule)
		f, err := r.finding(rule, found.Finding, of)
		if err != nil {
			r.unjudged.ruleError(c.engine.Fault(found.Rule, err), of)
			continue
		}
		if c.settler.keeps(&f) {
			list = append(list, &kept{Finding: f, stated: found.Finding["fix"]})
		}
	}
	return list
}

// from are those of a severity and above.
func from(list []*kept, least finding.Severity) []*kept {
	return slices.DeleteFunc(slices.Clone(list), func(k *kept) bool { return k.Rule.Severity < least })
}

// mend makes the fixes of what is kept of a subject; a fix that cannot be made leaves
// its finding. The error is that of what every fix for the subject needs.
func (r *Result) mend(prover *fix.Prover, of *Subject, list []*kept) (failed error) {
	if len(list) == 0 {
		return nil
	}
	if of.Kind == finding.SubjectBucket {
		prover.Bucket = r.Snapshot.Bucket(strings.TrimPrefix(of.ID, "arn:aws:s3:::"))
	}
	if of.Pair != nil {
		prover.Pair = of.Pair
		failed = defect.Catch("the fixes for "+of.ID, func() error {
			prover.Meant = of.Pair.Wants()
			return nil
		})
	}
	defer prover.Done()
	managed := of.Kind == finding.SubjectDocument && managedByAWS(r.Snapshot.Document(of.ID))
	for _, k := range list {
		if managed {
			k.Rule.Remedy = "AWS manages it; in a policy of your own, " + k.Rule.Remedy
			continue
		}
		k.failed = defect.Catch("the fix of "+k.Rule.ID+" for "+of.ID, func() error { return k.mend(prover) })
	}
	return failed
}

func managedByAWS(d *snapshot.Document) bool { return d != nil && d.AWSManaged }

// mend makes the fix that a rule proposes. One that cannot be made leaves the
// rule's remedy to the user, with the reason.
func (k *kept) mend(prover *fix.Prover) error {
	object, ok := k.stated.(map[string]any)
	if !ok {
		return nil
	}
	proposal, err := fix.ReadProposal(object)
	if err != nil {
		return err
	}
	made, err := prover.Make(proposal)
	switch {
	case made != nil:
		k.Fix, made.Severity = made.Fix, k.Rule.Severity
		k.made = made
	case err != nil:
		k.Rule.Remedy += " (" + err.Error() + ")"
	}
	return nil
}

// take adds the findings of a subject.
func (r *Result) take(c *candidates, of string, list []*kept) {
	for _, k := range list {
		switch {
		case defect.Is(k.failed):
			r.unjudged.errs = append(r.unjudged.errs, k.failed)
		case k.failed != nil:
			r.unjudged.ruleError(c.engine.Fault(k.Rule.ID, k.failed), of)
		}
		if k.Fix != nil && k.Fix.Patch != nil {
			r.share(k.Fix.Patch)
		}
		if k.made != nil && !c.settler.Unpatched {
			r.made = append(r.made, k.made)
		}
		r.Findings = append(r.Findings, k.Finding)
	}
}

// share lets patches of equal documents hold one text: exports hold most documents many
// times.
func (r *Result) share(p *finding.Patch) {
	if r.texts == nil {
		r.texts = map[string][]byte{}
	}
	if len(p.New) == 0 {
		return // nil says that it follows from edits
	}
	known, ok := r.texts[string(p.New)]
	if !ok {
		known = p.New
		r.texts[unsafe.String(unsafe.SliceData(known), len(known))] = known
	}
	p.New = known
}

// finding reads {"message", "at", "related": [{"at", "message"}]}.
func (r *Result) finding(rule finding.Rule, stated map[string]any, subject string) (finding.Finding, error) {
	f := finding.Finding{Rule: rule, Subject: finding.Subject{Kind: rule.Subject, ID: subject}}
	if rule.Against != "" {
		f.Reference = r.World.Reference.Source().Date
	}
	var ok bool
	if f.Message, ok = stated["message"].(string); !ok || f.Message == "" {
		return f, fmt.Errorf("message: want a text, found %v", stated["message"])
	}
	var err error
	if f.At, err = r.location(stated["at"]); err != nil {
		return f, err
	}
	if name, ok := stated["severity"].(string); ok {
		cap, err := finding.ParseSeverity(name)
		if err != nil {
			return f, err
		}
		f.Cap = cap
		f.Rule.Severity = min(f.Rule.Severity, cap)
	}
	related, _ := stated["related"].([]any)
	for _, item := range related {
		object, _ := item.(map[string]any)
		note := finding.Note{}
		note.Message, _ = object["message"].(string)
		if note.At, err = r.location(object["at"]); err != nil {
			return f, err
		}
		f.Related = append(f.Related, note)
	}
	return f, nil
}

// location turns {"document": id, "path": [...]} into bytes of a file.
func (r *Result) location(stated any) (finding.Location, error) {
	object, _ := stated.(map[string]any)
	id, _ := object["document"].(string)
	if place, ok := r.places[id]; ok {
		return place, nil
	}
	if setting, ok := r.Setting(id); ok {
		return finding.Location{File: setting.At.File, Span: setting.At.Span, Label: setting.Label}, nil
	}
	document := r.Document(id)
	if document == nil {
		return finding.Location{}, fmt.Errorf("at: want the place of something that was loaded, found %v", stated)
	}
	path, err := fix.ReadPath(object)
	if err != nil {
		return finding.Location{}, err
	}
	d := document.Policy
	inside, _ := d.Locate(path)
	l := finding.Location{File: d.Origin().File, Span: d.Origin().Locate(inside), Label: document.Label(), Path: path}
	if d.Origin().Rendered == nil {
		// What was made out of a file is shown as the user wrote it.
		l.Document, l.Inside = source.NewFile(document.Label(), d.Text()), inside
	}
	if at := statementOf(path); at >= 0 && at < len(d.Statements()) && d.Statements()[at].Sid != nil {
		l.Sid = d.Statements()[at].Sid.Value
	}
	return l, nil
}

// statementOf returns the index of the statement that a path leads into, or -1.
func statementOf(path source.Path) int {
	switch {
	case len(path) > 1 && path[0].Name == "Statement" && path[1].Array:
		return int(path[1].Index)
	case len(path) > 0 && path[0].Name == "Statement":
		return 0
	}
	return -1
}
