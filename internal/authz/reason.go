package authz

import (
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Reason is one cause of a denial: a deny statement that applies, a layer
// without an allow together with the statement that came nearest, or a rule
// that no policy states.
type Reason struct {
	Layer     LayerName
	At        string // the level of an organization, see Layer
	Policy    string
	Document  *policy.Document
	Statement *policy.Statement // nil if none is at fault or comes near
	Effect    policy.Effect
	Element   Element // the first element that failed; empty for denies and rules
	Path      source.Path
	Wanted    string
	Found     string
}

// Reasons lists why the request is not allowed: every deny that applies or
// might, each layer that has to allow and does not, every rule.
func (e *Explanation) Reasons() []Reason {
	var list []Reason
	for _, d := range e.Denies {
		list = append(list, Reason{Layer: d.Layer, At: d.At, Policy: d.Policy.Name, Document: d.Policy.Document,
			Statement: d.Statement, Effect: policy.Deny, Path: d.Policy.Document.StatementPath(d.Statement.Index)})
	}
	for i := range e.Layers {
		if v := &e.Layers[i]; e.lacks(v) {
			list = append(list, v.reason())
		}
	}
	for _, rule := range e.Rules {
		r := Reason{Layer: rule.Layer, Effect: policy.Allow, Wanted: rule.Wanted, Found: rule.Found}
		if rule.Deny {
			r.Effect = policy.Deny
		}
		if rule.Statement != nil {
			r.Policy, r.Document, r.Statement = rule.By.Name, rule.By.Document, rule.Statement
			r.Path = r.Document.StatementPath(r.Statement.Index)
		}
		list = append(list, r)
	}
	return list
}

// Open lists on what a verdict hangs that is not decided: the statements that might
// match, each by the first element that is not known, and the layers with policies
// that could not be read, by those.
func (e *Explanation) Open() []Reason {
	var list []Reason
	add := func(m *Match, effect policy.Effect) {
		r := Reason{Layer: m.Layer, At: m.At, Policy: m.Policy.Name, Document: m.Policy.Document, Statement: m.Statement,
			Effect: effect, Path: m.Policy.Document.StatementPath(m.Statement.Index)}
		if len(m.Open) > 0 {
			f := m.Open[0]
			r.Element, r.Path, r.Wanted, r.Found = f.Element, f.Path, f.Wanted, f.Found
		}
		list = append(list, r)
	}
	for i := range e.Denies {
		if e.Denies[i].Truth == condition.Unknown {
			add(&e.Denies[i], policy.Deny)
		}
	}
	for i := range e.Layers {
		v := &e.Layers[i]
		if v.Name == RCP || v.Spared || v.Allow != condition.Unknown {
			continue
		}
		for j := range v.Allows {
			if v.Allows[j].Truth == condition.Unknown {
				add(&v.Allows[j], policy.Allow)
			}
		}
		for _, name := range v.Missing {
			list = append(list, Reason{Layer: v.Name, At: v.At, Policy: name, Effect: policy.Allow})
		}
	}
	return list
}

// lacks reports whether the layer has to allow and does not. Where a denial is
// certain, statements that might match by themselves never all do.
func (e *Explanation) lacks(v *View) bool {
	switch {
	case v.Name.Trait().Weight == OnlyDenies || v.Spared:
		return false
	case v.Allow == condition.Unknown:
		return e.Verdict == ImplicitDeny && v.State == Present && len(v.Missing) == 0 && len(v.Allows) > 0
	}
	return v.Allow == condition.False
}

// reason names the statement that comes nearest to allowing.
func (v *View) reason() Reason {
	r := Reason{Layer: v.Name, At: v.At, Effect: policy.Allow}
	name := func(p *Policy, s *policy.Statement, f Failure) {
		r.Policy, r.Document, r.Statement = p.Name, p.Document, s
		r.Element, r.Path, r.Wanted, r.Found = f.Element, f.Path, f.Wanted, f.Found
	}
	switch {
	case v.Allow == condition.Unknown && len(v.Allows[0].Open) > 0:
		name(v.Allows[0].Policy, v.Allows[0].Statement, v.Allows[0].Open[0])
	case len(v.Misses) > 0 && len(v.Misses[0].Failures) > 0:
		name(v.Misses[0].Policy, v.Misses[0].Statement, v.Misses[0].Failures[0])
	}
	return r
}

// types are AWS's words in its 403 messages for what is no policy. Where AWS has
// none, it names the one given.
var types = map[LayerName]string{
	PublicAccess: resourceBased, Ownership: resourceBased, ACL: resourceBased, RequestRules: "request",
}

// Type returns AWS's word for the layer of the reason: "identity-based policy".
func (r *Reason) Type() string {
	if t := r.Layer.Trait(); t != nil {
		return t.Type
	}
	return types[r.Layer]
}

// Because says the reason as AWS's 403 message does: "with an explicit deny in
// a resource-based policy", "because no identity-based policy allows the
// s3:PutObject action". What no policy states is said in our own words.
func (r *Reason) Because(action string) string {
	article := "a "
	if r.Layer == Identity {
		article = "an "
	}
	switch {
	case r.Layer == PublicAccess && r.Effect == policy.Deny && r.Wanted == publicACLWanted:
		return "because public access control lists (ACLs) are prevented by the BlockPublicAcls setting in S3 Block Public Access"
	case r.Layer == RequestRules, r.Layer == Ownership:
		return "because " + r.Wanted + " is required; found " + r.Found
	case r.Effect == policy.Deny:
		return "with an explicit deny in " + article + r.Type()
	}
	return "because no " + r.Type() + " allows the " + action + " action"
}
