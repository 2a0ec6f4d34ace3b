package table

import (
	"cmp"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// role reads aws_iam_role and aws_iam_roles. Only steampipe's has the policies of
// the role: there a column of nothing says that there are none.
func role(r *input.Reader, c row) {
	arn := c.text("arn")
	role := input.Role{ARN: arn, Account: c.account(arn), Name: cmp.Or(c.text("name"), c.text("role_name"), last(arn)),
		Path: c.text("path"), ID: c.text("role_id"), At: r.Place(c[whole])}
	for _, name := range []string{"assume_role_policy", "assume_role_policy_document"} {
		if c.has(name) {
			role.Trust = r.Document(c[name], policy.Trust)
		}
	}
	if list, selected := c["inline_policies"]; c.has("inline_policies") && !list.IsArray() && !list.IsObject() {
		r.Odd(list, "array")
		role.Unread = append(role.Unread, "inline policies of role "+role.Name+", whose column is no list")
	} else if selected {
		names := []string{}
		if c.has("inline_policies") {
			r.Each(list, func(v gjson.Result) {
				name := input.Find(v, "PolicyName").Str
				names = append(names, strings.Clone(name))
				if doc := input.Find(v, "PolicyDocument"); doc.Type != gjson.Null {
					role.Inline = append(role.Inline, input.Document{Name: strings.Clone(name), Policy: r.Document(doc, policy.Identity)})
				}
			})
		}
		role.InlineNames = input.Setting[[]string]{State: input.Present, Value: names, At: role.At}
	}
	if list, selected := c["attached_policy_arns"]; c.has("attached_policy_arns") && !list.IsArray() && !list.IsObject() {
		r.Odd(list, "array")
	} else if selected {
		refs := []input.PolicyRef{}
		if c.has("attached_policy_arns") {
			r.Each(list, func(v gjson.Result) { refs = append(refs, ref(r, v)) })
		}
		role.Attached = input.Setting[[]input.PolicyRef]{State: input.Present, Value: refs, At: role.At}
	}
	if boundary, selected := c["permissions_boundary_arn"]; c.has("permissions_boundary_arn") {
		role.Boundary = input.Stated(r, boundary, ref(r, boundary))
	} else if selected {
		role.Boundary = input.Setting[input.PolicyRef]{State: input.Absent, At: role.At}
	}
	if tags := c["tags_src"]; tags.IsArray() {
		role.Tags = input.Stated(r, tags, r.Tags(tags))
	} else if c["tags"].IsObject() {
		role.Tags = input.Stated(r, c["tags"], tagged(c["tags"]))
	}
	r.Records.Roles = append(r.Records.Roles, role)
}

func ref(r *input.Reader, v gjson.Result) input.PolicyRef {
	arn := r.Text(v)
	return input.PolicyRef{ARN: arn, Name: last(arn), At: r.Place(v)}
}

func tagged(v gjson.Result) []input.Tag {
	list := []input.Tag{}
	v.ForEach(func(key, value gjson.Result) bool {
		list = append(list, input.Tag{Key: strings.Clone(key.Str), Value: strings.Clone(value.Str)})
		return true
	})
	return list
}

// rolePolicy reads a row of aws_iam_role_policies: one inline policy.
func rolePolicy(r *input.Reader, c row) {
	arn := c.text("role_arn")
	role := input.Role{ARN: arn, Account: c.account(arn), Name: last(arn), At: r.Place(c[whole])}
	if c.has("policy_document") {
		role.Inline = []input.Document{{Name: c.text("policy_name"), Policy: r.Document(c["policy_document"], policy.Identity)}}
	} else {
		role.Unread = []string{"inline policy " + c.text("policy_name") + " of role " + role.Name + ", whose document is not in its row"}
	}
	r.Records.Roles = append(r.Records.Roles, role)
}

// attachment reads a row of aws_iam_role_attached_policies. Other rows may tell
// of further ones, so that the list as a whole is not known.
func attachment(r *input.Reader, c row) {
	arn := c.text("role_arn")
	r.Records.Roles = append(r.Records.Roles, input.Role{ARN: arn, Account: c.account(arn), Name: last(arn), At: r.Place(c[whole]),
		Attached: input.Setting[[]input.PolicyRef]{Value: []input.PolicyRef{ref(r, c["policy_arn"])}}})
}

func managed(r *input.Reader, c row) {
	arn := c.text("arn")
	m := input.ManagedPolicy{ARN: arn, Name: cmp.Or(c.text("name"), last(arn)), DefaultVersion: c.text("default_version_id"), At: r.Place(c[whole])}
	if !strings.Contains(arn, ":iam::aws:") {
		m.Account = c.account(arn)
	}
	if c.has("policy") {
		m.Document = r.Document(c["policy"], policy.Identity)
	}
	r.Records.Policies = append(r.Records.Policies, m)
}

// bucketPolicy reads a row of aws_s3_bucket_policies.
func bucketPolicy(r *input.Reader, c row) {
	b := input.Bucket{Name: last(c.text("bucket_arn")), Account: c.account(""), At: r.Place(c[whole])}
	if c.has("policy_json") {
		b.Policy = input.Stated(r, c["policy_json"], r.Document(c["policy_json"], policy.Bucket))
	}
	r.Records.Buckets = append(r.Records.Buckets, b)
}

// bucket reads aws_s3_bucket. A policy of null may be one that the caller was not
// let to read: it stays not exported.
func bucket(r *input.Reader, c row) {
	b := input.Bucket{Name: c.text("name"), Account: c.account(""), At: r.Place(c[whole])}
	if c.has("region") {
		b.Region = input.Stated(r, c["region"], c.text("region"))
	}
	if c.has("policy") {
		b.Policy = input.Stated(r, c["policy"], r.Document(c["policy"], policy.Bucket))
	}
	if block, ok := publicAccessBlock(r, c); ok {
		b.PublicAccessBlock = input.Stated(r, c["block_public_acls"], block)
	}
	if rules := input.Find(c["object_ownership_controls"], "Rules"); rules.IsArray() {
		r.Each(rules, func(v gjson.Result) {
			if owns := input.Find(v, "ObjectOwnership"); owns.Type == gjson.String {
				b.Ownership = input.Stated(r, owns, r.Text(owns))
			}
		})
	}
	if acl := c["acl"]; acl.IsObject() {
		b.ACL = input.Stated(r, acl, grants(r, acl))
		b.Owner = b.ACL.Value.Owner
	}
	r.Records.Buckets = append(r.Records.Buckets, b)
}

// publicAccessBlock reads the four columns of it; ok is false where one says nothing or
// no boolean. SQLite has 0 and 1 for those.
func publicAccessBlock(r *input.Reader, c row) (block input.PublicAccessBlock, ok bool) {
	ok = true
	for name, into := range map[string]*bool{"block_public_acls": &block.BlockPublicAcls, "ignore_public_acls": &block.IgnorePublicAcls,
		"block_public_policy": &block.BlockPublicPolicy, "restrict_public_buckets": &block.RestrictPublicBuckets} {
		switch v := c[name]; {
		case !c.has(name):
			ok = false
		case v.IsBool() || v.Raw == "0" || v.Raw == "1":
			*into = v.Bool()
		default:
			r.Odd(v, "boolean")
			ok = false
		}
	}
	return block, ok
}

func grants(r *input.Reader, acl gjson.Result) input.ACL {
	list := input.ACL{Owner: strings.Clone(input.Find(input.Find(acl, "Owner"), "ID").Str)}
	if found := input.Find(acl, "Grants"); found.IsArray() {
		r.Each(found, func(v gjson.Result) {
			to := input.Find(v, "Grantee")
			list.Grants = append(list.Grants, input.Grant{ID: strings.Clone(input.Find(to, "ID").Str), URI: strings.Clone(input.Find(to, "URI").Str),
				Permission: strings.Clone(input.Find(v, "Permission").Str)})
		})
	}
	return list
}
