package terraform

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// bucket reads aws_s3_bucket, with what older providers had in it. A bucket that
// is made now has Object Ownership BucketOwnerEnforced, all of Block Public Access
// and encryption with keys of S3, unless other resources say otherwise (S3 User
// Guide, FAQ: default settings for new buckets). Of one that was made before,
// what the provider does not tell is not known.
func (s *Set) bucket(r *Resource) {
	v, at := r.Values, r.At
	b := input.Bucket{Account: s.Account(r), Name: s.Attribute(r, "bucket"), At: at}
	b.Policy = setting[*policy.Document](input.Absent, nil, at)
	if own, ok := s.own(r, policy.Bucket); ok {
		b.Policy = own
	}
	b.Ownership = setting(input.Present, "BucketOwnerEnforced", at)
	b.PublicAccessBlock = setting(input.Present, input.PublicAccessBlock{BlockPublicAcls: true, IgnorePublicAcls: true,
		BlockPublicPolicy: true, RestrictPublicBuckets: true}, at)
	b.ACL = canned("private", b.Name, at)
	if acl := v.Get("acl"); acl != nil && !acl.Open {
		b.ACL = canned(acl.Text, b.Name, acl.At)
		if acl.Text != "private" {
			// It can only be set where ACLs are in force.
			b.Ownership = setting(input.NotExported, "", at)
		}
	}
	b.Owner = b.ACL.Value.Owner
	b.Encryption = setting(input.Present, input.Encryption{Algorithm: "AES256"}, at)
	if block := v.Get("server_side_encryption_configuration"); block != nil && !block.Open && len(block.each()) > 0 {
		b.Encryption = s.encryptionOf(r, block.Path("rule"), at)
	}
	b.Versioning = setting(input.Absent, "", at)
	if on := v.Path("versioning", "enabled"); on != nil {
		b.Versioning = stated(versioned(on), at)
	}
	b.Payer = setting(input.Present, "BucketOwner", at)
	if payer := v.Get("request_payer"); payer != nil && !payer.Open {
		b.Payer = stated(payer, at)
	}
	b.Tags, b.ABAC = tagged(r), setting(input.Absent, "", at)
	if _, again := s.buckets[b.Name]; !again {
		s.buckets[b.Name] = len(s.records.Buckets)
	}
	s.records.Buckets = append(s.records.Buckets, b)
}

func versioned(on *Value) *Value {
	switch on.Text {
	case "true":
		return Text("Enabled", on.At)
	case "false":
		return Text("Suspended", on.At)
	}
	return on
}

// bucketOf returns the bucket that a resource names; one that is not described is
// a record of its own, of whose account nothing is said.
func (s *Set) bucketOf(r *Resource) *input.Bucket {
	name := s.Attribute(r, "bucket")
	name = strings.TrimPrefix(name, "arn:aws:s3:::")
	at, ok := s.buckets[name]
	if !ok {
		at = len(s.records.Buckets)
		s.records.Buckets = append(s.records.Buckets, input.Bucket{Name: name, At: r.At})
		s.buckets[name] = at
	}
	return &s.records.Buckets[at]
}

func (s *Set) bucketPolicy(r *Resource) {
	b, v := s.bucketOf(r), r.Values.Get("policy")
	doc := s.policy(r, v, "policy", policy.Bucket)
	if s.policied[b.Name] {
		// It has two, and nothing says which is put last.
		s.records.Buckets = append(s.records.Buckets, input.Bucket{Account: b.Account, Name: b.Name, At: r.At})
		b = &s.records.Buckets[len(s.records.Buckets)-1]
	} else if s.policied == nil {
		s.policied = map[string]bool{}
	}
	s.policied[b.Name] = true
	b.Policy = written(doc, placeOf(v, r.At))
	if doc == nil {
		b.Unread = append(b.Unread, "the policy of bucket "+unknown.Show(b.Name)+", which is "+s.later())
	}
}

func (s *Set) ownership(r *Resource) {
	s.bucketOf(r).Ownership = stated(r.Values.Path("rule", "object_ownership"), r.At)
}

// groups are the grantees of canned ACLs beside the owner (S3 User Guide, Canned
// ACL).
func cannedGrants(name string) (grants []input.Grant, ok bool) {
	const allUsers, logs = "http://acs.amazonaws.com/groups/global/AllUsers", "http://acs.amazonaws.com/groups/s3/LogDelivery"
	switch name {
	case "private", "bucket-owner-read", "bucket-owner-full-control", "aws-exec-read":
		return nil, true
	case "public-read":
		return []input.Grant{{URI: allUsers, Permission: "READ"}}, true
	case "public-read-write":
		return []input.Grant{{URI: allUsers, Permission: "READ"}, {URI: allUsers, Permission: "WRITE"}}, true
	case "authenticated-read":
		return []input.Grant{{URI: "http://acs.amazonaws.com/groups/global/AuthenticatedUsers", Permission: "READ"}}, true
	case "log-delivery-write":
		return []input.Grant{{URI: logs, Permission: "WRITE"}, {URI: logs, Permission: "READ_ACP"}}, true
	}
	return nil, false
}

func canned(name, bucket string, at input.Place) input.Setting[input.ACL] {
	grants, ok := cannedGrants(name)
	if !ok {
		return setting(input.NotExported, input.ACL{}, at)
	}
	owner := unknown.Given("owner of "+bucket, "canonical id of the bucket's owner")
	return setting(input.Present, input.ACL{Owner: owner, Grants: append([]input.Grant{{ID: owner, Permission: "FULL_CONTROL"}}, grants...)}, at)
}

func (s *Set) bucketACL(r *Resource) {
	b := s.bucketOf(r)
	if acl := r.Values.Get("acl"); acl != nil && !acl.Open && acl.Text != "" {
		b.ACL = canned(acl.Text, b.Name, acl.At)
		return
	}
	control := r.Values.Path("access_control_policy")
	if control == nil || control.Open {
		b.ACL = setting(input.NotExported, input.ACL{}, r.At)
		return
	}
	list := input.ACL{Owner: r.Values.string("access_control_policy", "owner", "id")}
	for _, grant := range r.Values.Path("access_control_policy", "grant").each() {
		list.Grants = append(list.Grants, input.Grant{ID: grant.string("grantee", "id"), URI: grant.string("grantee", "uri"),
			Permission: grant.string("permission")})
	}
	b.ACL, b.Owner = setting(input.Present, list, r.At), list.Owner
}

// block reads the flags of Block Public Access; one that is not set is off.
func block(v *Value, at input.Place) input.Setting[input.PublicAccessBlock] {
	state := input.Present
	flag := func(name string) bool {
		f := v.Get(name)
		if f != nil && (f.Open || unknown.In(f.Text)) {
			state = input.NotExported
		}
		return f != nil && f.Text == "true"
	}
	flags := input.PublicAccessBlock{BlockPublicAcls: flag("block_public_acls"), IgnorePublicAcls: flag("ignore_public_acls"),
		BlockPublicPolicy: flag("block_public_policy"), RestrictPublicBuckets: flag("restrict_public_buckets")}
	return setting(state, flags, at)
}

func (s *Set) bucketBlock(r *Resource) { s.bucketOf(r).PublicAccessBlock = block(r.Values, r.At) }

func (s *Set) accountBlock(r *Resource) {
	account := r.Values.string("account_id")
	if account == "" || unknown.In(account) {
		account = s.Account(r)
	}
	if !unknown.In(account) {
		s.records.Accounts = append(s.records.Accounts, input.Account{ID: account, At: r.At, PublicAccessBlock: block(r.Values, r.At)})
	}
}

func (s *Set) encryption(r *Resource) {
	s.bucketOf(r).Encryption = s.encryptionOf(r, r.Values.Path("rule"), r.At)
}

func (s *Set) encryptionOf(r *Resource, rules *Value, at input.Place) input.Setting[input.Encryption] {
	by := rules.Path("apply_server_side_encryption_by_default")
	e := input.Encryption{Algorithm: rules.string("apply_server_side_encryption_by_default", "sse_algorithm"),
		KeyID:     rules.string("apply_server_side_encryption_by_default", "kms_master_key_id"),
		BucketKey: rules.string("bucket_key_enabled") == "true", Blocked: rules.Path("blocked_encryption_types").Texts()}
	if key := rules.Path("apply_server_side_encryption_by_default", "kms_master_key_id"); key != nil && key.Open && s.Follow != nil {
		if target, of := s.Follow(r, "rule.apply_server_side_encryption_by_default.kms_master_key_id"); target != nil {
			e.KeyID = s.Attribute(target, of)
		}
	}
	if by == nil || e.Algorithm == "" || unknown.In(e.Algorithm) {
		return setting(input.NotExported, input.Encryption{}, at)
	}
	return setting(input.Present, e, by.At)
}

func (s *Set) versioning(r *Resource) {
	s.bucketOf(r).Versioning = stated(r.Values.Path("versioning_configuration", "status"), r.At)
}

func (s *Set) payer(r *Resource) { s.bucketOf(r).Payer = stated(r.Values.Get("payer"), r.At) }

func (s *Set) abac(r *Resource) {
	s.bucketOf(r).ABAC = stated(r.Values.Path("abac_status", "status"), r.At)
}

func (s *Set) accessPoint(r *Resource) {
	v, at := r.Values, r.At
	p := input.AccessPoint{Account: s.Account(r), Region: s.Region(r), Name: s.Attribute(r, "name"), ARN: s.Attribute(r, "arn"),
		Bucket: s.Attribute(r, "bucket"), BucketAccount: v.string("bucket_account_id"), NetworkOrigin: "Internet", At: at}
	if i, own := s.buckets[p.Bucket]; own && (p.BucketAccount == "" || unknown.In(p.BucketAccount)) {
		p.BucketAccount = s.records.Buckets[i].Account
	}
	if v.Path("vpc_configuration", "vpc_id") != nil {
		p.NetworkOrigin, p.VPC = "VPC", v.string("vpc_configuration", "vpc_id")
	}
	p.PublicAccessBlock = setting(input.Present, input.PublicAccessBlock{BlockPublicAcls: true, IgnorePublicAcls: true,
		BlockPublicPolicy: true, RestrictPublicBuckets: true}, at)
	if flags := v.Path("public_access_block_configuration"); len(flags.each()) > 0 {
		p.PublicAccessBlock = block(flags.each()[0], flags.At)
	}
	p.Policy = setting[*policy.Document](input.Absent, nil, at)
	if own, ok := s.own(r, policy.AccessPoint); ok {
		p.Policy = own
	}
	s.records.AccessPoints = append(s.records.AccessPoints, p)
}

func (s *Set) accessPointPolicy(r *Resource) {
	arn := s.Attribute(r, "access_point_arn")
	at := slices.IndexFunc(s.records.AccessPoints, func(p input.AccessPoint) bool { return p.ARN == arn })
	if at < 0 {
		s.put(r, policy.AccessPoint, nil)
		return
	}
	s.put(r, policy.AccessPoint, &s.records.AccessPoints[at].Policy)
}
