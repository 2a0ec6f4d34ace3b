package authz

import (
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Reason is one cause of a denial: a deny statement that applies, or a layer
// without an allow together with the statement that came nearest.
type Reason struct {
	Layer     LayerName
	Policy    string
	Document  *policy.Document
	Statement *policy.Statement // nil if the layer has none that comes near
	Effect    policy.Effect
	Element   Element // the first element that failed; empty for a deny
	Path      source.Path
	Wanted    string
	Found     string
}

// Reasons lists why the request is not allowed: every deny, and each layer
// that has to allow and does not.
func (e *Explanation) Reasons() []Reason {
	var list []Reason
	for _, d := range e.Denies {
		list = append(list, Reason{Layer: d.Layer, Policy: d.Policy.Name, Document: d.Policy.Document,
			Statement: d.Statement, Effect: policy.Deny, Path: d.Policy.Document.StatementPath(d.Statement.Index)})
	}
	for _, v := range e.Layers {
		if v.Name == RCP || v.Allow != condition.False {
			continue
		}
		r := Reason{Layer: v.Name, Effect: policy.Allow}
		if len(v.Misses) > 0 && len(v.Misses[0].Failures) > 0 {
			miss := v.Misses[0]
			f := miss.Failures[0]
			r.Policy, r.Document, r.Statement = miss.Policy.Name, miss.Policy.Document, miss.Statement
			r.Element, r.Path, r.Wanted, r.Found = f.Element, f.Path, f.Wanted, f.Found
		}
		list = append(list, r)
	}
	return list
}
