package awsconfig

import (
	"cmp"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// role reads AWS::IAM::Role, whose members are those of
// get-account-authorization-details in camel case.
func role(r *input.Reader, i item) {
	c := i.configuration
	role := input.Role{Account: i.account, Name: cmp.Or(c.get("roleName").text(), i.name), Path: c.get("path").text(),
		ARN: i.arn(), ID: c.get("roleId").text(), At: i.place(), Trust: c.document("assumeRolePolicyDocument", policy.Trust)}
	o := owned(c, "rolePolicyList")
	role.Inline, role.InlineNames, role.Attached, role.Boundary = o.inline, o.names, o.attached, o.boundary
	if role.Tags = c.get("tags").tags(); role.Tags.State == input.NotExported {
		role.Tags = i.get("tags").tags()
	}
	r.Records.Roles = append(r.Records.Roles, role)
}

func user(r *input.Reader, i item) {
	u := identity(i, "userName", "userId", "userPolicyList")
	if groups := i.configuration.get("groupList"); groups.exists() {
		groups.each(func(n node) { u.Groups = append(u.Groups, n.text()) })
	}
	r.Records.Users = append(r.Records.Users, u)
}

func group(r *input.Reader, i item) {
	r.Records.Groups = append(r.Records.Groups, identity(i, "groupName", "groupId", "groupPolicyList"))
}

func identity(i item, name, id, list string) input.Identity {
	c, o := i.configuration, owned(i.configuration, list)
	return input.Identity{Account: i.account, Name: cmp.Or(c.get(name).text(), i.name), ARN: i.arn(), ID: c.get(id).text(),
		At: i.place(), Inline: o.inline, Attached: o.attached.Value, Boundary: o.boundary}
}

// policies is what a configuration says of the policies of its resource.
type policies struct {
	inline   []input.Document
	names    input.Setting[[]string]
	attached input.Setting[[]input.PolicyRef]
	boundary input.Setting[input.PolicyRef]
}

// owned reads the policies of a role, user or group. A configuration that has
// both lists is whole: a boundary that it does not have, is not there.
func owned(c node, list string) (p policies) {
	if inline := c.get(list); inline.exists() {
		names := []string{}
		inline.each(func(n node) {
			d := input.Document{Name: n.get("policyName").text(), Policy: n.document("policyDocument", policy.Identity)}
			if names = append(names, d.Name); d.Policy != nil {
				p.inline = append(p.inline, d)
			}
		})
		p.names = stated(inline, names)
	}
	if attached := c.get("attachedManagedPolicies"); attached.exists() {
		refs := []input.PolicyRef{}
		attached.each(func(n node) {
			refs = append(refs, input.PolicyRef{Name: n.get("policyName").text(), ARN: n.get("policyArn").text(), At: n.place()})
		})
		p.attached = stated(attached, refs)
	}
	switch boundary := c.get("permissionsBoundary"); {
	case boundary.exists():
		p.boundary = stated(boundary, input.PolicyRef{ARN: boundary.get("permissionsBoundaryArn").text(), At: boundary.place()})
	case p.names.State == input.Present && p.attached.State == input.Present:
		p.boundary = input.Setting[input.PolicyRef]{State: input.Absent, At: c.place()}
	}
	return p
}

// managed reads AWS::IAM::Policy: the version that is in force.
func managed(r *input.Reader, i item) {
	c := i.configuration
	m := input.ManagedPolicy{Account: i.account, Name: cmp.Or(c.get("policyName").text(), i.name), ARN: i.arn(),
		DefaultVersion: c.get("defaultVersionId").text(), At: i.place()}
	if versions := c.get("policyVersionList"); versions.exists() {
		versions.each(func(n node) {
			id := n.get("versionId").text()
			if !n.get("isDefaultVersion").flag() && (id == "" || id != m.DefaultVersion) {
				return
			}
			m.DefaultVersion = id
			switch doc := n.document("document", policy.Identity); {
			case m.Document == nil:
				m.Document = doc
			case doc != nil:
				m.Rivals = append(m.Rivals, doc)
			}
		})
	}
	r.Records.Policies = append(r.Records.Policies, m)
}
