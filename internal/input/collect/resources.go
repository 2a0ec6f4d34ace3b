package collect

import (
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// bucket reads a bucket. Its ACL and Object Ownership are not collected.
func (r *resource) bucket() {
	if !r.named() {
		return
	}
	b := input.Bucket{Account: r.account, Name: r.text("name"), At: r.at(), Policy: r.setting(policy.Bucket)}
	m := r.files["metadata"]
	if v := r.meta("region"); v.Exists() {
		b.Region = input.Stated(m, v, m.Text(v))
	}
	if v := r.meta("abacEnabled"); v.Type == gjson.True {
		b.ABAC = input.Stated(m, v, "Enabled")
	}
	if one := r.files["bpa"]; one != nil {
		b.PublicAccessBlock = input.Stated(one, one.Root, one.PublicAccessBlock(one.Root))
	}
	if one := r.files["encryption"]; one != nil {
		one.Each(one.Root, func(rule gjson.Result) { b.Encryption = input.Stated(one, rule, one.Encryption(rule)) })
	}
	if one := r.files["tags"]; one != nil {
		b.Tags = input.Stated(one, one.Root, r.tags())
	}
	r.records.Buckets = append(r.records.Buckets, b)
}

func (r *resource) accessPoint() {
	if !r.named() {
		return
	}
	p := input.AccessPoint{Account: r.account, Region: r.of[1], Name: r.text("name"), Alias: r.text("alias"), Bucket: r.text("bucket"),
		BucketAccount: r.text("bucketAccount"), NetworkOrigin: r.text("networkOrigin"), VPC: r.text("vpc"), At: r.at(), Policy: r.setting(policy.AccessPoint)}
	p.ARN = "arn:aws:s3:" + p.Region + ":" + p.Account + ":accesspoint/" + p.Name
	if one := r.files["bpa"]; one != nil {
		p.PublicAccessBlock = input.Stated(one, one.Root, one.PublicAccessBlock(one.Root))
	}
	r.records.AccessPoints = append(r.records.AccessPoints, p)
}

func (r *resource) key() {
	if !r.named() {
		return
	}
	k := input.Key{Account: r.account, Region: r.of[1], ID: r.text("id"), At: r.at(), Policy: r.setting(policy.Key)}
	r.records.Keys = append(r.records.Keys, k)
}

// endpoint reads a VPC endpoint. Of which service it is is not collected: that of S3 has
// a say where a policy of a bucket names it, as all others never have.
func (r *resource) endpoint() {
	if !r.named() {
		return
	}
	r.records.Endpoints = append(r.records.Endpoints, input.VPCEndpoint{Account: r.account, ID: r.text("id"), VPC: r.text("vpc"),
		Kind: r.text("type"), Service: "com.amazonaws." + r.of[1] + ".s3", At: r.at(), Policy: r.setting(policy.Endpoint)})
}

// wholeAccount reads what is said of an account as a whole.
func (r *resource) wholeAccount() {
	if one := r.files["s3-bpa"]; one != nil {
		r.records.Accounts = append(r.records.Accounts, input.Account{ID: r.account, At: one.Place(one.Root),
			PublicAccessBlock: input.Stated(one, one.Root, one.PublicAccessBlock(one.Root))})
	}
	if one := r.files["organization"]; one != nil {
		r.records.Targets = append(r.records.Targets, input.Target{ID: r.account, At: one.Place(one.Root),
			Organization: strings.Clone(input.Find(one.Root, "organizationId").Str)})
	}
}
