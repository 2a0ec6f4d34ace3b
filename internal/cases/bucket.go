package cases

import (
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// settings reads what the bucket is set to: what a case does not give does not
// exist, but for the owner of an object.
func (r *reader) settings() *authz.Settings {
	b := r.root.Get("bucket")
	if !b.IsObject() {
		return nil
	}
	s := &authz.Settings{
		Ownership:     s3.ObjectWriter,
		ACL:           list(b.Get("acl")),
		RequesterPays: truth(b.Get("requester_pays").Bool()),
		Versioned:     truth(b.Get("versioning").String() == "Enabled"),
		BlocksSSEC:    truth(strings.Contains(b.Get("blocked_encryption_types").Raw, `"SSE-C"`)),
	}
	switch o := s3.Ownership(b.Get("ownership").String()); o {
	case s3.OwnerEnforced, s3.OwnerPreferred, s3.ObjectWriter:
		s.Ownership = o
	case "":
	default:
		r.fail("bucket.ownership: want %s, %s, %s or null, found %s", s3.OwnerEnforced, s3.OwnerPreferred, s3.ObjectWriter, o)
	}
	if b.Get("directory").Bool() {
		s.Ownership = s3.OwnerEnforced
	}
	var organization, point *s3.PublicAccessBlock
	if v := b.Get("bpa.organization"); v.IsObject() {
		organization = block(v)
	}
	for _, path := range []string{"bpa.access_point", "access_point.bpa", "access_point.PublicAccessBlockConfiguration"} {
		if v := b.Get(path); v.IsObject() {
			point = block(v)
		}
	}
	s.Block = s3.Effective(*block(b.Get("bpa.bucket")), *block(b.Get("bpa.account")), organization, point)
	return s
}

// block reads the four settings; one that is missing is off.
func block(v gjson.Result) *s3.PublicAccessBlock {
	return &s3.PublicAccessBlock{
		BlockPublicACLs:       truth(v.Get("BlockPublicAcls").Bool()),
		IgnorePublicACLs:      truth(v.Get("IgnorePublicAcls").Bool()),
		BlockPublicPolicy:     truth(v.Get("BlockPublicPolicy").Bool()),
		RestrictPublicBuckets: truth(v.Get("RestrictPublicBuckets").Bool()),
	}
}

func truth(b bool) condition.Truth {
	if b {
		return condition.True
	}
	return condition.False
}

// list reads an access control list; without one there are no grants.
func list(v gjson.Result) *s3.ACL {
	acl := &s3.ACL{Owner: v.Get("Owner.ID").String()}
	for _, g := range v.Get("Grants").Array() {
		acl.Grants = append(acl.Grants, s3.Grant{ID: g.Get("Grantee.ID").String(),
			Group: g.Get("Grantee.URI").String(), Permission: s3.Permission(g.Get("Permission").String())})
	}
	return acl
}

// object reads the object that the request is about, nil if the case says
// nothing of it: then it is not known whose it is.
func (r *reader) object() *authz.Object {
	o := r.root.Get("bucket.object")
	if !o.IsObject() {
		return nil
	}
	return &authz.Object{Owner: o.Get("owner_account").String(), ACL: list(o.Get("acl"))}
}

// canonicalID returns the canonical user id of the role's account: the one that
// is given, or the owner's of what that account owns. Where every id in the
// lists is known to be another account's, it is none of them.
func (r *reader) canonicalID(account string) string {
	b := r.root.Get("bucket")
	if id := b.Get("principal_canonical_id").String(); id != "" {
		return id
	}
	owners := map[string]string{ // account by canonical user id
		b.Get("acl.Owner.ID").String():        b.Get("account").String(),
		b.Get("object.acl.Owner.ID").String(): b.Get("object.owner_account").String(),
	}
	object := list(b.Get("object.acl"))
	if id := handedOver(object); id != "" {
		owners[id] = b.Get("account").String()
	}
	strangers := false
	for _, g := range append(object.Grants, list(b.Get("acl")).Grants...) {
		switch owner := owners[g.ID]; {
		case g.ID == "":
		case owner == account:
			return g.ID
		case owner == "":
			strangers = true
		}
	}
	if strangers || len(owners) == 1 {
		return ""
	}
	return "of account " + account
}

// handedOver returns the one grantee of full control beside the object's owner:
// that is what bucket-owner-full-control writes, so it is the bucket's owner.
func handedOver(acl *s3.ACL) string {
	var others []s3.Grant
	for _, g := range acl.Grants {
		if g.ID == "" || g.ID != acl.Owner {
			others = append(others, g)
		}
	}
	if len(others) == 1 && others[0].Permission == s3.FullControlGrant {
		return others[0].ID
	}
	return ""
}

// point reads the access point, in our own words or as get-access-point prints
// it.
func (r *reader) point() *authz.Point {
	v := r.root.Get("bucket.access_point")
	if !v.IsObject() {
		return nil
	}
	name, _ := arn.Parse(first(v, "arn", "AccessPointArn").String())
	p := &authz.Point{Account: first(v, "account", "owner_account").String(), Bucket: r.text("bucket.name")}
	switch {
	case p.Account != "":
	case name.Account != "":
		p.Account = name.Account
	default:
		p.Account = r.text("bucket.account")
	}
	if d := first(v, "policy", "Policy"); d.IsObject() {
		p.Policy = authz.Of(r.compile("access point policy", policy.AccessPoint, d))
	}
	if vpc := first(v, "vpc", "vpc_id", "VpcConfiguration.VpcId").String(); vpc != "" {
		p.VPC = true
		p.Policy.State = authz.Present
		p.Policy.Policies = append(p.Policy.Policies, made("network origin", s3.NetworkOriginPolicy(vpc), policy.AccessPoint))
	}
	if first(v, "network_origin", "NetworkOrigin").String() == "VPC" {
		p.VPC = true
	}
	return p
}

func first(v gjson.Result, paths ...string) gjson.Result {
	for _, p := range paths {
		if m := v.Get(p); m.Exists() && m.Type != gjson.Null {
			return m
		}
	}
	return gjson.Result{}
}
