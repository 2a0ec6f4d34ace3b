package terraform

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// key reads a KMS key. Without a policy it has the one that hands the key over to
// the account (KMS Developer Guide, Default key policy).
func (s *Set) key(r *Resource) {
	v := r.Values
	k := input.Key{Account: s.accountOf(r), Region: s.Region(r), ID: s.Attribute(r, "key_id"), ARN: s.Attribute(r, "arn"), At: r.At, KeyState: "Enabled"}
	if on := v.Get("is_enabled"); on != nil {
		switch on.Text {
		case "true":
		case "false":
			k.KeyState = "Disabled"
		default:
			k.KeyState = ""
		}
	}
	k.Grants = setting[[]input.KeyGrant](input.Absent, nil, r.At)
	own, ok := s.own(r, policy.Key)
	if !ok {
		own = written(document(delegating(s.Account(r), r.At), policy.Key), r.At)
	}
	k.Policy = own
	s.records.Keys = append(s.records.Keys, k)
}

// delegating is the default key policy.
func delegating(account string, at input.Place) *Value {
	text := func(t string) *Value { return Text(t, at) }
	statement := Object(at).with("Effect", text("Allow")).
		with("Principal", Object(at).with("AWS", text("arn:"+partition+":iam::"+account+":root"))).
		with("Action", text("kms:*")).with("Resource", text("*"))
	return Object(at).with("Version", text(policy.CurrentVersion)).
		with("Statement", &Value{Kind: List, At: at, Items: []*Value{statement}})
}

// keyOf returns the key that an id or ARN names.
func (s *Set) keyOf(id string) *input.Key {
	for i := range s.records.Keys {
		if k := &s.records.Keys[i]; k.ID == id || k.ARN == id {
			return k
		}
	}
	return nil
}

func (s *Set) keyPolicy(r *Resource) {
	var on *input.Setting[*policy.Document]
	if k := s.keyOf(s.Attribute(r, "key_id")); k != nil {
		on = &k.Policy
	}
	s.put(r, policy.Key, on)
}

func (s *Set) keyGrant(r *Resource) {
	k := s.keyOf(s.Attribute(r, "key_id"))
	if k == nil {
		return
	}
	grant := input.KeyGrant{Grantee: s.Attribute(r, "grantee_principal"), Operations: r.Values.Get("operations").Texts()}
	for _, c := range r.Values.Get("constraints").each() {
		grant.Equals = pairs(grant.Equals, c.Get("encryption_context_equals"))
		grant.Subset = pairs(grant.Subset, c.Get("encryption_context_subset"))
	}
	k.Grants.State = input.Present
	k.Grants.Value = append(k.Grants.Value, grant)
}

func pairs(into map[string]string, v *Value) map[string]string {
	for _, tag := range tags(v) {
		if into == nil {
			into = map[string]string{}
		}
		into[tag.Key] = tag.Value
	}
	return into
}

func (s *Set) alias(r *Resource) {
	target := s.Attribute(r, "target_key_id")
	s.records.Aliases = append(s.records.Aliases, input.Alias{Account: s.accountOf(r), Region: s.Region(r), Name: s.Attribute(r, "name"),
		Key: target[strings.LastIndexAny(target, "/:")+1:]})
}

// endpoint reads a VPC endpoint; without a policy it lets all through (AWS
// PrivateLink Guide, Endpoint policies).
func (s *Set) endpoint(r *Resource) {
	v := r.Values
	service := v.string("service_name")
	if !strings.HasSuffix(service, ".s3") && !unknown.In(service) {
		if own, ok := s.own(r, policy.Endpoint); ok && own.Value != nil {
			s.records.Documents = append(s.records.Documents, input.Document{Name: r.Address, Address: r.Address, Policy: own.Value})
		}
		return
	}
	e := input.VPCEndpoint{Account: s.Account(r), ID: s.Attribute(r, "id"), VPC: s.Attribute(r, "vpc_id"), Service: service,
		Kind: v.string("vpc_endpoint_type"), At: r.At}
	if e.Kind == "" {
		e.Kind = "Gateway"
	}
	if own, ok := s.own(r, policy.Endpoint); ok {
		e.Policy = own
	}
	s.records.Endpoints = append(s.records.Endpoints, e)
}

func (s *Set) endpointPolicy(r *Resource) {
	id := s.Attribute(r, "vpc_endpoint_id")
	at := slices.IndexFunc(s.records.Endpoints, func(e input.VPCEndpoint) bool { return e.ID == id })
	if at < 0 {
		s.put(r, policy.Endpoint, nil)
		return
	}
	s.put(r, policy.Endpoint, &s.records.Endpoints[at].Policy)
}

// organizationTypes are the types of policies of Organizations that are judged.
var organizationTypes = map[string]policy.Type{"": policy.SCP, "SERVICE_CONTROL_POLICY": policy.SCP, "RESOURCE_CONTROL_POLICY": policy.RCP}

// organizationPolicy reads an SCP or RCP.
func (s *Set) organizationPolicy(r *Resource) {
	of, ok := organizationTypes[r.Values.string("type")]
	if !ok {
		return
	}
	if doc := s.policy(r, r.Values.Get("content"), "content", of); doc != nil {
		s.records.OrgPolicies = append(s.records.OrgPolicies, input.OrganizationPolicy{ID: s.Attribute(r, "id"), Name: s.Attribute(r, "name"),
			ARN: s.Attribute(r, "arn"), At: r.At, Document: doc})
	}
}

// organizationAttachment reads what attaches a policy to a root, a unit or an account,
// where others may be that stand elsewhere. Of which type it is, the policy says.
func (s *Set) organizationAttachment(r *Resource) {
	id := s.Attribute(r, "policy_id")
	at := slices.IndexFunc(s.records.OrgPolicies, func(p input.OrganizationPolicy) bool { return p.ID == id })
	if at < 0 {
		return
	}
	p := &s.records.OrgPolicies[at]
	t := input.Target{ID: s.Attribute(r, "target_id"), At: r.At}
	*t.Among(p.Document.Type()) = []input.OrganizationPolicyRef{{ID: p.ID, Name: p.Name, ARN: p.ARN, At: r.At}}
	s.records.Targets = append(s.records.Targets, t)
}

// organizationMember reads a unit or an account, with what it is right below.
func (s *Set) organizationMember(r *Resource) {
	t := input.Target{ID: s.Attribute(r, "id"), Name: s.Attribute(r, "name"), At: r.At}
	if r.Values.Get("parent_id") != nil {
		t.Parent = s.Attribute(r, "parent_id")
	}
	s.records.Targets = append(s.records.Targets, t)
}
