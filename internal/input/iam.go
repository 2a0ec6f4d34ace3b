package input

import (
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/policy"
)

// Role reads a role as get-role, list-roles and
// get-account-authorization-details print it. Where the answer is whole, an
// absent boundary or tag list means that there is none; list-roles leaves both
// out (IAM API Reference, ListRoles).
func (r *Reader) Role(v gjson.Result, whole bool) Role {
	role := Role{Account: r.Hints.Account, At: r.Place(v)}
	roleFields.Read(r, v, &role)
	if whole && role.Boundary.State == NotExported {
		role.Boundary = Setting[PolicyRef]{State: Absent, At: role.At}
	}
	if whole && role.Tags.State == NotExported {
		role.Tags = Setting[[]Tag]{State: Absent, At: role.At}
	}
	return role
}

// InstanceProfileList holds copies of whole roles: it is left out on purpose.
var roleFields = Fields[Role]{
	"RoleName":           func(r *Reader, role *Role, v gjson.Result) { role.Name = r.Text(v) },
	"RoleId":             func(r *Reader, role *Role, v gjson.Result) { role.ID = r.Text(v) },
	"Path":               func(r *Reader, role *Role, v gjson.Result) { role.Path = r.Text(v) },
	"MaxSessionDuration": func(_ *Reader, role *Role, v gjson.Result) { role.MaxSession = strings.Clone(v.Raw) },
	"Arn": func(r *Reader, role *Role, v gjson.Result) {
		role.ARN, role.Account = r.arn(v)
	},
	"AssumeRolePolicyDocument": func(r *Reader, role *Role, v gjson.Result) {
		role.Trust = r.Document(v, policy.Trust)
	},
	"RolePolicyList": func(r *Reader, role *Role, v gjson.Result) {
		var names []string
		role.Inline, names = r.inline(v)
		role.InlineNames = Stated(r, v, names)
	},
	"AttachedManagedPolicies": func(r *Reader, role *Role, v gjson.Result) {
		role.Attached = Stated(r, v, r.PolicyRefs(v))
	},
	"PermissionsBoundary": func(r *Reader, role *Role, v gjson.Result) { role.Boundary = r.boundary(v) },
	"Tags":                func(r *Reader, role *Role, v gjson.Result) { role.Tags = Stated(r, v, r.Tags(v)) },
}

// Identity reads a user or a group, whole as Role means it.
func (r *Reader) Identity(v gjson.Result, whole bool) Identity {
	identity := Identity{Account: r.Hints.Account, At: r.Place(v)}
	identityFields.Read(r, v, &identity)
	if whole && identity.Boundary.State == NotExported {
		identity.Boundary = Setting[PolicyRef]{State: Absent, At: identity.At}
	}
	return identity
}

var identityFields = Fields[Identity]{
	"UserName":  func(r *Reader, i *Identity, v gjson.Result) { i.Name = r.Text(v) },
	"GroupName": func(r *Reader, i *Identity, v gjson.Result) { i.Name = r.Text(v) },
	"UserId":    func(r *Reader, i *Identity, v gjson.Result) { i.ID = r.Text(v) },
	"GroupId":   func(r *Reader, i *Identity, v gjson.Result) { i.ID = r.Text(v) },
	"Arn": func(r *Reader, i *Identity, v gjson.Result) {
		i.ARN, i.Account = r.arn(v)
	},
	"UserPolicyList":          func(r *Reader, i *Identity, v gjson.Result) { i.Inline, _ = r.inline(v) },
	"GroupPolicyList":         func(r *Reader, i *Identity, v gjson.Result) { i.Inline, _ = r.inline(v) },
	"AttachedManagedPolicies": func(r *Reader, i *Identity, v gjson.Result) { i.Attached = r.PolicyRefs(v) },
	"GroupList":               func(r *Reader, i *Identity, v gjson.Result) { i.Groups = r.Texts(v) },
	"PermissionsBoundary":     func(r *Reader, i *Identity, v gjson.Result) { i.Boundary = r.boundary(v) },
}

// arn returns an ARN and the account that it names, or else that of the path.
func (r *Reader) arn(v gjson.Result) (arn, account string) {
	arn = r.Text(v)
	if account = accountOf(arn); account == "" {
		account = r.Hints.Account
	}
	return arn, account
}

// inline reads a list of inline policies with their documents. The names are
// those of all policies, also of one whose document is null or not there.
func (r *Reader) inline(v gjson.Result) (list []Document, names []string) {
	names = []string{}
	r.Each(v, func(item gjson.Result) {
		var d Document
		inlineFields.Read(r, item, &d)
		if names = append(names, d.Name); d.Policy != nil {
			list = append(list, d)
		}
	})
	return list, names
}

var inlineFields = Fields[Document]{
	"PolicyName": func(r *Reader, d *Document, v gjson.Result) { d.Name = r.Text(v) },
	"PolicyDocument": func(r *Reader, d *Document, v gjson.Result) {
		d.Policy = r.Document(v, policy.Identity)
	},
}

// PolicyRefs reads a list of attached managed policies.
func (r *Reader) PolicyRefs(v gjson.Result) []PolicyRef {
	list := []PolicyRef{}
	r.Each(v, func(item gjson.Result) {
		ref := PolicyRef{At: r.Place(item)}
		refFields.Read(r, item, &ref)
		list = append(list, ref)
	})
	return list
}

var refFields = Fields[PolicyRef]{
	"PolicyName": func(r *Reader, ref *PolicyRef, v gjson.Result) { ref.Name = r.Text(v) },
	"PolicyArn":  func(r *Reader, ref *PolicyRef, v gjson.Result) { ref.ARN = r.Text(v) },
	// PermissionsBoundaryType holds nothing: the API's model and real output
	// disagree on its only value.
	"PermissionsBoundaryArn": func(r *Reader, ref *PolicyRef, v gjson.Result) { ref.ARN = r.Text(v) },
}

func (r *Reader) boundary(v gjson.Result) Setting[PolicyRef] {
	ref := PolicyRef{At: r.Place(v)}
	refFields.Read(r, v, &ref)
	return Stated(r, v, ref)
}

// Tags reads a list of tags.
func (r *Reader) Tags(v gjson.Result) []Tag {
	list := []Tag{}
	r.Each(v, func(item gjson.Result) {
		var tag Tag
		tagFields.Read(r, item, &tag)
		list = append(list, tag)
	})
	return list
}

var tagFields = Fields[Tag]{
	"Key":   func(r *Reader, tag *Tag, v gjson.Result) { tag.Key = r.Text(v) },
	"Value": func(r *Reader, tag *Tag, v gjson.Result) { tag.Value = r.Text(v) },
}
