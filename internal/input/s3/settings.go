package s3

import (
	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
)

// acl reads get-bucket-acl.
func acl(r *input.Reader, v gjson.Result) {
	var owner grantee
	granteeFields.Read(r, r.Member("Owner"), &owner)
	list := input.ACL{Owner: owner.id}
	r.Each(v, func(item gjson.Result) {
		var g grant
		grantFields.Read(r, item, &g)
		list.Grants = append(list.Grants, input.Grant{ID: g.to.id, URI: g.to.uri, Permission: g.permission})
	})
	b := bucket(r, v)
	b.Owner = owner.id
	b.ACL = input.Stated(r, v, list)
}

type grant struct {
	to         grantee
	permission string
}

// grantee is read by what it has: old dumps leave its Type out.
type grantee struct{ id, uri string }

var grantFields = input.Fields[grant]{
	"Grantee":    func(r *input.Reader, g *grant, v gjson.Result) { granteeFields.Read(r, v, &g.to) },
	"Permission": func(r *input.Reader, g *grant, v gjson.Result) { g.permission = r.Text(v) },
}

var granteeFields = input.Fields[grantee]{
	"ID":  func(r *input.Reader, g *grantee, v gjson.Result) { g.id = r.Text(v) },
	"URI": func(r *input.Reader, g *grantee, v gjson.Result) { g.uri = r.Text(v) },
	"EmailAddress": func(r *input.Reader, _ *grantee, v gjson.Result) {
		r.Odd(v, "a canonical user id or the URI of a group")
	},
}

// rule returns the one rule of a configuration; S3 keeps no more than one.
func rule(r *input.Reader, v gjson.Result) (only gjson.Result) {
	rules := input.Find(v, "Rules")
	r.Each(rules, func(item gjson.Result) {
		if only.Exists() {
			r.Odd(item, "one rule")
			return
		}
		only = item
	})
	if !only.Exists() {
		r.Odd(v, "one rule")
	}
	return only
}

func ownership(r *input.Reader, v gjson.Result) {
	only := rule(r, v)
	if value := input.Find(only, "ObjectOwnership"); value.Exists() {
		bucket(r, v).Ownership = input.Stated(r, value, r.Text(value))
	}
}

// publicAccessBlock reads get-public-access-block of s3api and s3control, whose
// answers are alike: a file that the path puts into an account but into no
// bucket is the account's.
func publicAccessBlock(r *input.Reader, v gjson.Result) {
	setting := input.Stated(r, v, r.PublicAccessBlock(v))
	if r.Hints.Account != "" && r.Hints.Bucket == "" {
		r.Records.Accounts = append(r.Records.Accounts,
			input.Account{ID: r.Hints.Account, At: r.Place(v), PublicAccessBlock: setting})
		return
	}
	bucket(r, v).PublicAccessBlock = setting
}

func encryption(r *input.Reader, v gjson.Result) {
	only := rule(r, v)
	if !only.Exists() {
		return
	}
	bucket(r, v).Encryption = input.Stated(r, v, r.Encryption(only))
}
