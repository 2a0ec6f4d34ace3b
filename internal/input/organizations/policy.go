package organizations

import (
	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// summary is what lists and descriptions of policies say of one.
type summary struct {
	ref        input.OrganizationPolicyRef
	policyType string
}

var summaryFields = input.Fields[summary]{
	"Id":         func(r *input.Reader, s *summary, v gjson.Result) { s.ref.ID = r.Text(v) },
	"Arn":        func(r *input.Reader, s *summary, v gjson.Result) { s.ref.ARN = r.Text(v) },
	"Name":       func(r *input.Reader, s *summary, v gjson.Result) { s.ref.Name = r.Text(v) },
	"Type":       func(r *input.Reader, s *summary, v gjson.Result) { s.policyType = r.Text(v) },
	"AwsManaged": func(r *input.Reader, s *summary, v gjson.Result) { s.ref.AWSManaged = r.Flag(v) },
}

// attached reads list-policies-for-target. The policies say of which type they
// are; of an empty list the file's name does. A list in no target's folder is
// that of list-policies, which says nothing of what is attached.
func attached(r *input.Reader, v gjson.Result) {
	t := input.Target{ID: r.Hints.Target, At: r.Place(v)}
	if t.ID == "" {
		return
	}
	lists := map[string][]input.OrganizationPolicyRef{}
	r.Each(v, func(item gjson.Result) {
		s := summary{ref: input.OrganizationPolicyRef{At: r.Place(item)}, policyType: r.Hints.AttachedType()}
		summaryFields.Read(r, item, &s)
		lists[s.policyType] = append(lists[s.policyType], s.ref)
	})
	if len(lists) == 0 {
		lists[r.Hints.AttachedType()] = []input.OrganizationPolicyRef{}
	}
	stated := false
	for policyType, list := range lists {
		if setting := t.Attached(policyType); setting != nil {
			*setting, stated = input.Stated(r, v, list), true
		}
	}
	if stated {
		r.Records.Targets = append(r.Records.Targets, t)
	}
}

// types are the policies of an organization that grant or deny; the others,
// such as tag policies, are written in other languages.
var types = map[string]policy.Type{
	"SERVICE_CONTROL_POLICY":  policy.SCP,
	"RESOURCE_CONTROL_POLICY": policy.RCP,
}

// described reads describe-policy. A policy without an id is judged, and is
// attached to nothing.
func described(r *input.Reader, v gjson.Result) {
	found := input.Find(v, "PolicySummary")
	of, known := types[input.Find(found, "Type").Str]
	if !known {
		return
	}
	var s summary
	summaryFields.Read(r, found, &s)
	doc := r.Document(input.Find(v, "Content"), of)
	if s.ref.ID == "" {
		r.Records.Documents = append(r.Records.Documents, input.Document{Name: s.ref.ARN, Policy: doc})
		return
	}
	r.Records.OrgPolicies = append(r.Records.OrgPolicies, input.OrganizationPolicy{
		ID: s.ref.ID, Name: s.ref.Name, ARN: s.ref.ARN, AWSManaged: s.ref.AWSManaged, At: r.Place(v), Document: doc})
}
