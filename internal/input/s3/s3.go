// Package s3 reads the answers of S3's calls about buckets: ACL, Object
// Ownership, Block Public Access, encryption, location and the like; and about
// the access points of buckets.
//
// None of the former names its bucket; the path does, and where it does not the
// record's name stays empty. The policies of both are read by package resource,
// because the answer looks the same in every service.
package s3

import (
	"bytes"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
)

// Format recognises answers of S3 calls.
type Format struct{}

// Name returns "s3".
func (Format) Name() string { return "s3" }

// Decode reads a candidate that is the answer of an S3 call.
func (Format) Decode(c input.Candidate) (input.Records, bool) {
	if location, ok := locationOf(c); ok {
		return location, true
	}
	if never, ok := neverVersioned(c); ok {
		return never, true
	}
	return input.ReadCalls(c, calls)
}

// An access point has a PublicAccessBlockConfiguration too, and KMS has Grants.
var calls = []input.Call{
	{Member: "Grants", With: []string{"Owner"}, Is: gjson.Result.IsArray, Read: acl},
	{Member: "OwnershipControls", Is: input.With("Rules"), Read: ownership},
	{Member: "PublicAccessBlockConfiguration", Is: gjson.Result.IsObject, Read: publicAccessBlock,
		Without: []string{"Name", "Bucket", "NetworkOrigin"}},
	{Member: "ServerSideEncryptionConfiguration", Is: input.With("Rules"), Read: encryption},
	{Member: "PolicyStatus", Is: input.With("IsPublic"), Read: policyStatus},
	{Member: "Status", Is: versioningStatus, Read: versioning, Without: []string{"Arn", "Id", "Name"}},
	{Member: "Payer", Is: payer, Read: payment},
	{Member: "TagSet", Is: gjson.Result.IsArray, Read: tagging},
	{Member: "AbacStatus", Is: input.With("Status"), Read: abac},
	{Member: "Buckets", Is: input.With("Name"), Read: list},
	{Member: "BucketRegion", Is: isString, Read: head},
	{Member: "NetworkOrigin", Is: isString, With: []string{"Name"}, Read: accessPoint},
	{Member: "AccessPointList", Is: input.With("Bucket"), Read: accessPoints},
	{Member: "AccessPoint", Is: input.With("Regions"), Read: multiRegion},
	{Member: "AccessPoints", Is: input.With("Regions"), Read: multiRegions},
}

// bucket adds a record of the bucket that the path names.
func bucket(r *input.Reader, v gjson.Result) *input.Bucket {
	r.Records.Buckets = append(r.Records.Buckets,
		input.Bucket{Account: r.Hints.Account, Name: r.Hints.Bucket, At: r.Place(v)})
	return &r.Records.Buckets[len(r.Records.Buckets)-1]
}

// locationOf reads get-bucket-location. Its null is an answer: the bucket is
// in us-east-1, and EU is an old name of eu-west-1 (S3 API Reference,
// GetBucketLocation).
func locationOf(c input.Candidate) (input.Records, bool) {
	if !c.Named("LocationConstraint") {
		return input.Records{}, false
	}
	r := input.Reader{Candidate: c}
	v := c.Member("LocationConstraint")
	region := "us-east-1"
	if v.Exists() {
		region = r.Text(v)
	} else {
		v = c.Root
	}
	if region == "EU" {
		region = "eu-west-1"
	}
	bucket(&r, v).Region = input.Stated(&r, v, region)
	return r.Records, true
}

// policyStatus reads get-bucket-policy-status. The answer of
// get-access-point-policy-status looks the same and says nothing of the bucket.
func policyStatus(r *input.Reader, v gjson.Result) {
	if r.Hints.AccessPoint != "" {
		return
	}
	bucket(r, v).PolicyPublic = input.Stated(r, v, r.Flag(input.Find(v, "IsPublic")))
}

func versioningStatus(v gjson.Result) bool { return v.Str == "Enabled" || v.Str == "Suspended" }

func versioning(r *input.Reader, v gjson.Result) {
	bucket(r, v).Versioning = input.Stated(r, v, r.Text(v))
}

func payer(v gjson.Result) bool { return v.Str == "BucketOwner" || v.Str == "Requester" }

func payment(r *input.Reader, v gjson.Result) { bucket(r, v).Payer = input.Stated(r, v, r.Text(v)) }

func tagging(r *input.Reader, v gjson.Result) { bucket(r, v).Tags = input.Stated(r, v, r.Tags(v)) }

func abac(r *input.Reader, v gjson.Result) {
	bucket(r, v).ABAC = input.Stated(r, v, r.Text(input.Find(v, "Status")))
}

// neverVersioned reads get-bucket-versioning of a bucket that never had
// versioning: the AWS CLI then prints nothing at all.
func neverVersioned(c input.Candidate) (input.Records, bool) {
	if c.Root.Exists() || c.Hints.Bucket == "" || c.Hints.Slot != "versioning.json" ||
		len(bytes.TrimSpace(c.File.Text[c.Body.Start:c.Body.End])) > 0 {
		return input.Records{}, false
	}
	r := input.Reader{Candidate: c}
	bucket(&r, c.Root).Versioning = input.Setting[string]{State: input.Absent, At: input.Place{File: c.File, Span: c.Body}}
	return r.Records, true
}

// list reads list-buckets. It lists the buckets that the calling account owns
// and ends with the canonical user id of that account, which only the path
// names.
func list(r *input.Reader, v gjson.Result) {
	var owner grantee
	if o := r.Member("Owner"); o.Exists() {
		granteeFields.Read(r, o, &owner)
		if r.Hints.Account != "" {
			r.Records.Accounts = append(r.Records.Accounts,
				input.Account{ID: r.Hints.Account, CanonicalID: owner.id, At: r.Place(o)})
		}
	}
	r.Each(v, func(item gjson.Result) {
		b := input.Bucket{Account: r.Hints.Account, Owner: owner.id, At: r.Place(item)}
		listFields.Read(r, item, &b)
		r.Records.Buckets = append(r.Records.Buckets, b)
	})
}

var listFields = input.Fields[input.Bucket]{
	"Name": func(r *input.Reader, b *input.Bucket, v gjson.Result) { b.Name = r.Text(v) },
	"BucketRegion": func(r *input.Reader, b *input.Bucket, v gjson.Result) {
		b.Region = input.Stated(r, v, r.Text(v))
	},
}
