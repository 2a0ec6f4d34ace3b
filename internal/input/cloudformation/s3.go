package cloudformation

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// setting is one that the template leaves to AWS's default, or states.
func setting[T any](state input.State, value T, at input.Place) input.Setting[T] {
	return input.Setting[T]{State: state, Value: value, At: at}
}

// bucket reads AWS::S3::Bucket. A bucket that is made now has Object Ownership
// BucketOwnerEnforced, all of Block Public Access and encryption with keys of S3,
// unless its template says otherwise (S3 User Guide, FAQ: default settings for
// new buckets).
func (t *template) bucket(r *resource) {
	p, at := r.properties, t.place(r.node.at)
	b := input.Bucket{Account: t.account, Name: t.name(r.id, r.node, nil), At: at}
	b.Policy = setting[*policy.Document](input.Absent, nil, at)
	b.Ownership = setting(input.Present, "BucketOwnerEnforced", at)
	if rules := p.path("OwnershipControls", "Rules"); rules != nil {
		t.each(rules, nil, func(rule *node, guards []guard) {
			v := rule.get("ObjectOwnership")
			b.Ownership = known(len(guards) == 0, t.string(rule, "ObjectOwnership"), t.placeOf(v, at))
		})
	}
	b.PublicAccessBlock = t.block(p.get("PublicAccessBlockConfiguration"), at, true)
	b.Encryption = t.encryption(p.get("BucketEncryption"), at)
	b.ACL = t.acl(p.get("AccessControl"), b.Name, at)
	if b.ACL.State == input.Present {
		b.Owner = b.ACL.Value.Owner
	}
	if v := p.path("VersioningConfiguration", "Status"); v != nil {
		text := t.string(v)
		b.Versioning = known(!unknown.In(text), text, t.place(v.at))
	} else if p.get("VersioningConfiguration") == nil {
		b.Versioning = setting(input.Absent, "", at)
	}
	b.Payer = setting(input.Present, "BucketOwner", at)
	b.Tags = setting(input.Present, t.tags(p.get("Tags")), at)
	b.ABAC = setting(input.Absent, "", at)
	if v := p.get("AbacStatus"); v != nil {
		text := t.string(v)
		b.ABAC = known(!unknown.In(text), text, t.place(v.at))
	}
	t.buckets[r.id] = len(t.records.Buckets)
	t.records.Buckets = append(t.records.Buckets, b)
}

// known is a setting that is present, or not known.
func known(is bool, value string, at input.Place) input.Setting[string] {
	if !is || value == "" || unknown.In(value) {
		return setting(input.NotExported, "", at)
	}
	return setting(input.Present, value, at)
}

func (t *template) placeOf(n *node, other input.Place) input.Place {
	if n == nil {
		return other
	}
	return t.place(n.at)
}

// block reads a configuration of Block Public Access: a flag that is missing is
// off. Without a configuration all are on where AWS makes the thing so.
func (t *template) block(n *node, at input.Place, onByDefault bool) input.Setting[input.PublicAccessBlock] {
	if n == nil {
		return setting(input.Present, input.PublicAccessBlock{BlockPublicAcls: onByDefault, IgnorePublicAcls: onByDefault,
			BlockPublicPolicy: onByDefault, RestrictPublicBuckets: onByDefault}, at)
	}
	v := t.resolve(n, nil)
	state := input.Present
	flag := func(name string) bool {
		f := v.get(name)
		if f != nil && unknown.In(f.text) {
			state = input.NotExported
		}
		return f != nil && strings.EqualFold(f.text, "true")
	}
	block := input.PublicAccessBlock{BlockPublicAcls: flag("BlockPublicAcls"), IgnorePublicAcls: flag("IgnorePublicAcls"),
		BlockPublicPolicy: flag("BlockPublicPolicy"), RestrictPublicBuckets: flag("RestrictPublicBuckets")}
	if v.kind != mapping {
		state = input.NotExported
	}
	return setting(state, block, t.place(n.at))
}

func (t *template) encryption(n *node, at input.Place) input.Setting[input.Encryption] {
	if n == nil {
		return setting(input.Present, input.Encryption{Algorithm: "AES256"}, at)
	}
	e, open := input.Encryption{}, false
	t.each(n.get("ServerSideEncryptionConfiguration"), nil, func(rule *node, guards []guard) {
		of := t.resolve(rule, nil)
		e.Algorithm = t.string(of, "ServerSideEncryptionByDefault", "SSEAlgorithm")
		e.KeyID = t.string(of, "ServerSideEncryptionByDefault", "KMSMasterKeyID")
		e.BucketKey = t.string(of, "BucketKeyEnabled") == "true"
		e.Blocked = t.texts(of.path("BlockedEncryptionTypes", "EncryptionType"))
		open = open || len(guards) > 0 || unknown.In(e.Algorithm)
	})
	if open || e.Algorithm == "" {
		return setting(input.NotExported, input.Encryption{}, t.place(n.at))
	}
	return setting(input.Present, e, t.place(n.at))
}

// groups are the grantees of canned ACLs beside the owner (S3 User Guide, Canned
// ACL).
var canned = map[string][]input.Grant{
	"Private": {}, "BucketOwnerRead": {}, "BucketOwnerFullControl": {},
	"PublicRead":        {{URI: allUsers, Permission: "READ"}},
	"PublicReadWrite":   {{URI: allUsers, Permission: "READ"}, {URI: allUsers, Permission: "WRITE"}},
	"AuthenticatedRead": {{URI: "http://acs.amazonaws.com/groups/global/AuthenticatedUsers", Permission: "READ"}},
	"LogDeliveryWrite":  {{URI: logDelivery, Permission: "WRITE"}, {URI: logDelivery, Permission: "READ_ACP"}},
	"AwsExecRead":       {},
}

const (
	allUsers    = "http://acs.amazonaws.com/groups/global/AllUsers"
	logDelivery = "http://acs.amazonaws.com/groups/s3/LogDelivery"
)

// acl reads a canned ACL; without one the owner alone has access.
func (t *template) acl(n *node, bucket string, at input.Place) input.Setting[input.ACL] {
	name := "Private"
	if n != nil {
		name, at = t.string(n), t.place(n.at)
	}
	grants, ok := canned[name]
	if !ok {
		return setting(input.NotExported, input.ACL{}, at)
	}
	owner := unknown.Given("owner of "+bucket, "canonical id of the bucket's owner")
	return setting(input.Present, input.ACL{Owner: owner, Grants: append([]input.Grant{{ID: owner, Permission: "FULL_CONTROL"}}, grants...)}, at)
}

func (t *template) bucketPolicy(r *resource) {
	p := r.properties
	name := t.string(p, "Bucket")
	id, ok := t.target(name, "AWS::S3::Bucket")
	guards := r.guards
	if ok {
		guards = same(guards, t.guardsOf(id))
	}
	v := p.get("PolicyDocument")
	doc, lost := t.document(v, policy.Bucket, guards...)
	one := input.Bucket{Account: "", Name: name, At: t.place(r.node.at)}
	b := &one
	if at, known := t.buckets[id]; ok && known {
		b = &t.records.Buckets[at]
		if earlier := b.Policy; earlier.State != input.Absent {
			if earlier.Value != nil && t.opposite(t.policied[id], r.guards) {
				// Of two that are never there at once one is the bucket's, and each is judged.
				t.records.Documents = append(t.records.Documents, input.Document{Name: "policy of bucket " + shown(name), Policy: earlier.Value})
			} else {
				b = &one // it has two, and the files do not say which is put last
			}
		}
		if t.policied == nil {
			t.policied = map[string][]guard{}
		}
		t.policied[id] = r.guards
	}
	if lost != "" {
		b.Unread = append(b.Unread, lost+", in the policy of bucket "+shown(name))
	}
	if doc != nil {
		b.Policy = setting(input.Present, doc, t.place(v.at))
	} else {
		b.Policy = setting[*policy.Document](input.NotExported, nil, t.place(r.node.at))
	}
	if b == &one && name != "" {
		t.records.Buckets = append(t.records.Buckets, one)
	}
}

// opposite reports whether what is there under some conditions of the template is never there
// under others.
func (t *template) opposite(a, b []guard) bool {
	for _, g := range b {
		if yes, known := t.decide(g.name, waysOf(a)); len(a) > 0 && known && yes != g.yes {
			return true
		}
	}
	return false
}

func (t *template) accessPoint(r *resource) {
	p, at := r.properties, t.place(r.node.at)
	point := input.AccessPoint{Account: t.account, Region: t.region, Name: t.name(r.id, r.node, nil), ARN: t.arn(r.id, r.node, nil),
		Bucket: t.string(p, "Bucket"), BucketAccount: t.string(p, "BucketAccountId"), NetworkOrigin: "Internet", At: at}
	if _, own := t.target(point.Bucket, "AWS::S3::Bucket"); own && point.BucketAccount == "" {
		point.BucketAccount = t.account
	}
	if vpc := t.string(p, "VpcConfiguration", "VpcId"); vpc != "" {
		point.NetworkOrigin, point.VPC = "VPC", vpc
	}
	point.PublicAccessBlock = t.block(p.get("PublicAccessBlockConfiguration"), at, true)
	point.Policy = setting[*policy.Document](input.Absent, nil, at)
	if v := p.get("Policy"); v != nil {
		doc, lost := t.document(v, policy.AccessPoint, r.guards...)
		point.Policy = setting(input.Present, doc, t.place(v.at))
		if lost != "" || doc == nil {
			point.Policy = setting[*policy.Document](input.NotExported, nil, at)
		}
	}
	t.records.AccessPoints = append(t.records.AccessPoints, point)
}
