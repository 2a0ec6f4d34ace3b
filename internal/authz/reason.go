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
	Policy    string
	Document  *policy.Document
	Statement *policy.Statement // nil if the layer has none that comes near
	Effect    policy.Effect
	Element   Element // the first element that failed; empty for a deny
	Path      source.Path
	Wanted    string
	Found     string
}

// Reasons lists why the request is not allowed: every deny, each layer that
// has to allow and does not, every rule.
func (e *Explanation) Reasons() []Reason {
	var list []Reason
	for _, d := range e.Denies {
		list = append(list, Reason{Layer: d.Layer, Policy: d.Policy.Name, Document: d.Policy.Document,
			Statement: d.Statement, Effect: policy.Deny, Path: d.Policy.Document.StatementPath(d.Statement.Index)})
	}
	for _, v := range e.Layers {
		if v.Name == RCP || v.Spared || v.Allow != condition.False {
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

// types are AWS's words for the layers in its 403 messages (S3 User Guide,
// Troubleshoot access denied errors; IAM User Guide, Troubleshoot access denied
// error messages). Where AWS has none for a layer, it names the one given.
var types = map[LayerName]string{
	Identity: "identity-based policy", Boundary: "permissions boundary", Session: "session policy",
	BucketPolicy: "resource-based policy", AccessPoint: "resource-based policy", KMS: "resource-based policy",
	Trust: "resource-based policy", SCP: "service control policy", RCP: "resource control policy",
	VPCEndpoint: "VPC endpoint policy", PublicAccess: "resource-based policy", Ownership: "resource-based policy",
	ACL: "resource-based policy", RequestRules: "request",
}

// Type returns AWS's word for the layer of the reason: "identity-based policy".
func (r *Reason) Type() string { return types[r.Layer] }

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
