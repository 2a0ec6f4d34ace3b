package cloudformation

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// key reads a KMS key. Without a policy it has the one that hands the key over to
// the account (KMS Developer Guide, Default key policy).
func (t *template) key(r *resource) {
	p, at := r.properties, t.place(r.node.at)
	k := input.Key{Account: t.account, Region: t.region, ID: t.name(r.id, r.node, nil), ARN: t.arn(r.id, r.node, nil), At: at, KeyState: "Enabled"}
	if on := p.get("Enabled"); on != nil {
		switch t.string(on) {
		case "true":
		case "false":
			k.KeyState = "Disabled"
		default:
			k.KeyState = ""
		}
	}
	k.Grants = setting[[]input.KeyGrant](input.Absent, nil, at)
	if v := p.get("KeyPolicy"); v != nil {
		doc, lost := t.document(v, policy.Key)
		if k.Policy = setting(input.Present, doc, t.place(v.at)); lost != "" || doc == nil {
			k.Policy = setting[*policy.Document](input.NotExported, nil, at)
		}
	} else {
		k.Policy = setting(input.Present, t.delegating(r.node.at), at)
	}
	t.records.Keys = append(t.records.Keys, k)
}

// delegating is the default key policy.
func (t *template) delegating(at source.Span) *policy.Document {
	out := &source.Rendered{}
	statement := mappingOf(at, member{"Effect", at, scalarOf("Allow", at)},
		member{"Principal", at, mappingOf(at, member{"AWS", at, scalarOf("arn:"+partition+":iam::"+t.account+":root", at)})},
		member{"Action", at, scalarOf("kms:*", at)}, member{"Resource", at, scalarOf("*", at)})
	render(out, mappingOf(at, member{"Version", at, scalarOf(policy.CurrentVersion, at)},
		member{"Statement", at, &node{kind: list, at: at, items: []*node{statement}}}))
	return policy.Parse(t.origin(at, out), policy.Key)
}

func (t *template) alias(r *resource) {
	p := r.properties
	t.records.Aliases = append(t.records.Aliases, input.Alias{Account: t.account, Region: t.region,
		Name: t.string(p, "AliasName"), Key: last(t.string(p, "TargetKeyId"))})
}

// endpoint reads a VPC endpoint; without a policy it lets all through (AWS
// PrivateLink Guide, Endpoint policies).
func (t *template) endpoint(r *resource) {
	p, at := r.properties, t.place(r.node.at)
	service := t.string(p, "ServiceName")
	v := p.get("PolicyDocument")
	if !strings.HasSuffix(service, ".s3") && !unknown.In(service) {
		if v != nil {
			t.loose(r.id, v, policy.Endpoint, nil)
		}
		return
	}
	e := input.VPCEndpoint{Account: t.account, ID: t.name(r.id, r.node, nil), VPC: t.string(p, "VpcId"), Service: service,
		Kind: t.string(p, "VpcEndpointType"), At: at}
	if e.Kind == "" {
		e.Kind = "Gateway"
	}
	if v != nil {
		doc, lost := t.document(v, policy.Endpoint)
		if e.Policy = setting(input.Present, doc, t.place(v.at)); lost != "" || doc == nil {
			e.Policy = setting[*policy.Document](input.NotExported, nil, at)
		}
	}
	t.records.Endpoints = append(t.records.Endpoints, e)
}

// organizationPolicy reads an SCP or RCP with what it is attached to, where others may
// be that stand elsewhere. One that is made under a condition is judged by itself.
func (t *template) organizationPolicy(r *resource) {
	p := r.properties
	of, ok := map[string]policy.Type{"SERVICE_CONTROL_POLICY": policy.SCP, "RESOURCE_CONTROL_POLICY": policy.RCP}[t.string(p, "Type")]
	if !ok {
		return
	}
	doc, lost := t.document(p.get("Content"), of)
	if doc == nil || lost != "" || len(r.guards) > 0 {
		t.loose(r.id, p.get("Content"), of, nil)
		return
	}
	at := t.place(r.node.at)
	ref := input.OrganizationPolicyRef{ID: t.ref(r.id, r.node, nil), Name: t.string(p, "Name"), At: at}
	t.records.OrgPolicies = append(t.records.OrgPolicies, input.OrganizationPolicy{ID: ref.ID, Name: ref.Name, At: at, Document: doc})
	t.each(p.get("TargetIds"), nil, func(item *node, guards []guard) {
		if item.kind == scalar && len(guards) == 0 {
			target := input.Target{ID: item.text, At: t.place(item.at)}
			*target.Among(of) = []input.OrganizationPolicyRef{ref}
			t.records.Targets = append(t.records.Targets, target)
		}
	})
}

// organizationMember reads a unit or an account, with what it is right below.
func (t *template) organizationMember(r *resource) {
	p := r.properties
	target := input.Target{ID: t.ref(r.id, r.node, nil), At: t.place(r.node.at)}
	target.Name, target.Parent = t.string(p, "Name"), t.string(p, "ParentId")
	if parents := t.texts(p.get("ParentIds")); len(parents) == 1 {
		target.Parent = parents[0]
	}
	if name := t.string(p, "AccountName"); name != "" {
		target.Name = name
	}
	t.records.Targets = append(t.records.Targets, target)
}
