package awsconfig

import (
	"cmp"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// bucket reads AWS::S3::Bucket. All but the owner stands in the supplementary
// configuration. A policy whose text is null says that the bucket has none; a
// part that is missing says nothing.
func bucket(r *input.Reader, i item) {
	b := input.Bucket{Account: i.account, At: i.place(), Owner: i.configuration.get("owner").get("id").text(),
		Name: cmp.Or(i.configuration.get("name").text(), i.name, i.get("resourceId").text())}
	if region := i.get("awsRegion"); region.exists() {
		b.Region = stated(region, region.text())
	}
	if p := i.more.get("BucketPolicy"); p.exists() {
		text, doc := input.Find(p.v, "policyText"), p.document("policyText", policy.Bucket)
		switch {
		case doc != nil:
			b.Policy = stated(p.with(text), doc)
		case text.Exists() && text.Type == gjson.Null:
			b.Policy = input.Setting[*policy.Document]{State: input.Absent, At: p.place()}
		default:
			r.OddAt(p.place(), "no text of a policy", "policyText")
		}
	}
	if acl := i.more.get("AccessControlList"); acl.exists() {
		b.ACL = stated(acl, grants(acl))
		b.Owner = cmp.Or(b.Owner, b.ACL.Value.Owner)
	}
	if block := i.more.get("PublicAccessBlockConfiguration"); block.exists() {
		b.PublicAccessBlock = stated(block, blocked(block))
	}
	encryption(i.more.get("ServerSideEncryptionConfiguration"), &b)
	if status := i.more.get("BucketVersioningConfiguration").get("status"); status.text() == "Off" {
		b.Versioning = input.Setting[string]{State: input.Absent, At: status.place()}
	} else if status.exists() {
		b.Versioning = stated(status, status.text())
	}
	if pays := i.more.get("IsRequesterPaysEnabled"); pays.exists() {
		payer := "BucketOwner"
		if pays.flag() {
			payer = "Requester"
		}
		b.Payer = stated(pays, payer)
	}
	b.Tags = i.get("tags").tags()
	r.Records.Buckets = append(r.Records.Buckets, b)
}

// groups are the grantees that AWS Config names by a word.
var groups = map[string]string{
	"AllUsers":           "http://acs.amazonaws.com/groups/global/AllUsers",
	"AuthenticatedUsers": "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
	"LogDelivery":        "http://acs.amazonaws.com/groups/s3/LogDelivery",
}

// permissions are S3's by the words of AWS Config.
var permissions = map[string]string{"FullControl": "FULL_CONTROL", "Read": "READ", "Write": "WRITE", "ReadAcp": "READ_ACP", "WriteAcp": "WRITE_ACP"}

func grants(acl node) input.ACL {
	list := input.ACL{Owner: acl.get("owner").get("id").text()}
	granted := acl.get("grantList")
	if !granted.exists() {
		return list
	}
	granted.each(func(n node) {
		to, word := n.get("grantee"), n.get("permission").text()
		g := input.Grant{ID: to.get("id").text(), URI: groups[to.text()], Permission: cmp.Or(permissions[word], word)}
		if g.ID == "" && g.URI == "" {
			n.r.OddAt(to.place(), "another grantee", "a canonical user id or a group")
		}
		list.Grants = append(list.Grants, g)
	})
	return list
}

func blocked(n node) input.PublicAccessBlock {
	return input.PublicAccessBlock{BlockPublicAcls: n.get("blockPublicAcls").flag(), IgnorePublicAcls: n.get("ignorePublicAcls").flag(),
		BlockPublicPolicy: n.get("blockPublicPolicy").flag(), RestrictPublicBuckets: n.get("restrictPublicBuckets").flag()}
}

func encryption(n node, b *input.Bucket) {
	rules := n.get("rules")
	if !rules.exists() {
		return
	}
	rules.each(func(rule node) {
		by := rule.get("applyServerSideEncryptionByDefault")
		b.Encryption = stated(rule, input.Encryption{Algorithm: by.get("sseAlgorithm").text(), KeyID: by.get("kmsMasterKeyID").text(),
			BucketKey: rule.get("bucketKeyEnabled").flag()})
	})
}

// accountBlock reads AWS::S3::AccountPublicAccessBlock, whose id is the account.
func accountBlock(r *input.Reader, i item) {
	if c := i.configuration; c.exists() {
		r.Records.Accounts = append(r.Records.Accounts, input.Account{ID: cmp.Or(i.account, i.get("resourceId").text()),
			At: i.place(), PublicAccessBlock: stated(c, blocked(c))})
	}
}

// key reads AWS::KMS::Key. Its grants are not recorded.
func key(r *input.Reader, i item) {
	c := i.configuration
	k := input.Key{Account: i.account, Region: i.get("awsRegion").text(), ID: cmp.Or(c.get("keyId").text(), i.get("resourceId").text()),
		ARN: i.arn(), At: i.place(), AWSManaged: c.get("keyManager").text() == "AWS", KeyState: c.get("keyState").text()}
	if doc := i.more.document("Policy", policy.Key); doc != nil {
		k.Policy = stated(i.more.get("Policy"), doc)
	}
	r.Records.Keys = append(r.Records.Keys, k)
}
