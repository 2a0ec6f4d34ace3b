package facts

import (
	"slices"

	"strings"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Document states one policy document: its type and where it leaves the
// grammar of the policy language, by the kind of problem; of its statements
// those that allow an action that is asked for.
func Document(d *snapshot.Document, asks ...string) Object {
	o := Object{{"kind", String("document")}, {"type", String(d.Policy.Type)}}
	if allowing := allowing(d, asks); allowing != nil {
		o = o.With("statements", allowing)
	}
	if d.Policy.Type != policy.Trust {
		o = o.With("unknown", unknownNames(d))
	}
	o = o.With("denies_everybody", deniesEverybody(d))
	var problems Object
	for _, kind := range policy.Kinds {
		var list Array
		for i := range d.Policy.Problems {
			if p := &d.Policy.Problems[i]; p.Kind == kind {
				list = append(list, problem(d.ID, p))
			}
		}
		if list != nil {
			problems = problems.With(string(kind), list)
		}
	}
	if problems != nil {
		o = o.With("problems", problems)
	}
	return o
}

func problem(document string, p *policy.Problem) Object {
	at := place(document, p.Path)
	if n := len(p.Path); n > 0 && p.Path[n-1].Key {
		at = at.With("key", Present)
	}
	o := Object{{"at", at}}
	if p.Found != "" {
		o = o.With("found", String(p.Found))
	}
	if p.Wanted != "" {
		o = o.With("wanted", String(p.Wanted))
	}
	for _, effect := range []policy.Effect{policy.Allow, policy.Deny} {
		if p.Kind == policy.EffectValue && strings.EqualFold(strings.TrimSpace(p.Found), effect.String()) {
			o = o.With("nearest", String(effect.String()))
		}
	}
	return o
}

// allowing lists the Allow statements that speak of an action that is asked
// for, however they spell it: iam:PassRole, IAM:passrole, iam:Pass*, NotAction.
func allowing(d *snapshot.Document, asks []string) (list Array) {
	for i := range d.Policy.Statements {
		st := &d.Policy.Statements[i]
		if st.Effect != policy.Allow {
			continue
		}
		var allows Object
		for _, action := range asks {
			if access.SpeaksOf(&st.Action, action) {
				allows = allows.With(action, Present)
			}
		}
		if allows == nil {
			continue
		}
		at := d.Policy.StatementPath(st.Index)
		resource := Object{{"at", place(d.ID, st.Resource.Path(at, -1))}}
		if st.Resource.Not || slices.ContainsFunc(st.Resource.Patterns, func(t source.Text) bool { return t.Value == "*" }) {
			resource = resource.With("everything", Present)
		}
		o := Object{{"at", place(d.ID, at)}, {"allows", allows}, {"resource", resource}}
		if len(st.Conditions) > 0 {
			o = o.With("conditional", Present)
		}
		list = append(list, o)
	}
	return list
}
