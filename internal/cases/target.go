package cases

import (
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/s3"
)

func (b *builder) bucketARN() arn.ARN {
	partition := "aws"
	if role, ok := arn.Parse(b.text("role.arn")); ok {
		partition = role.Partition
	}
	return arn.ARN{Partition: partition, Service: "s3", Resource: b.text("bucket.name")}
}

// sourceARN reads x-amz-copy-source, bucket/key with an optional version.
func (b *builder) sourceARN() arn.ARN {
	source := b.bucketARN()
	path, _, _ := strings.Cut(strings.TrimPrefix(b.sent["s3:x-amz-copy-source"], "/"), "?versionId=")
	if source.Resource = path; path == "" {
		b.fail("request.headers: want x-amz-copy-source, found nothing")
	}
	return source
}

// target returns what an action of the call is about. The case's resource is
// the one of its main action.
func (b *builder) target(on s3.Target) arn.ARN {
	given := b.resource(b.root.Get("request.resource"))
	if b.directory() && given.Service == "s3" {
		return arn.ARN{Partition: given.Partition, Service: "s3express", Region: b.text("bucket.region"),
			Account: b.text("bucket.account"), Resource: "bucket/" + b.text("bucket.name")}
	}
	if _, _, isObject, ok := given.Bucket(); on == s3.Bucket && ok && isObject {
		return b.bucketARN()
	}
	return given
}

func (b *builder) resource(v gjson.Result) arn.ARN {
	resource, ok := arn.Parse(v.String())
	if !ok && v.String() != "*" {
		b.fail("request.resource: want an ARN, found %s", found(v))
	}
	return resource
}

func (r *reader) caller() authz.Caller {
	role, ok := arn.Parse(r.get("role.arn"))
	if !ok {
		r.fail("role.arn: want the ARN of a role, found %s", r.get("role.arn"))
	}
	caller := authz.Caller{Role: role, ID: r.text("role.id"), Session: r.text("request.session"),
		CanonicalID: r.canonicalID(role.Account)}
	if caller.Session == "" && r.text("request.mode") != "open" {
		caller.Session = "sess1"
	}
	return caller
}
