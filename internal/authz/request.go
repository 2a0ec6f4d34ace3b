package authz

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/condition"
)

// Request is one request: who does what to what, in which context.
type Request struct {
	Caller   Caller
	Action   string // "s3:GetObject"
	Resource arn.ARN
	// Owner is the account that owns the resource: bucket, key or role.
	Owner   string
	Context Context

	// Object is the object that exists, nil if nothing is known of it. It plays
	// no part in a request that Creates one.
	Object  *Object
	Creates bool
	// ExpectedOwner is the value of x-amz-expected-bucket-owner, empty without.
	ExpectedOwner string
	// PaysRequester: the request carries x-amz-request-payer.
	PaysRequester bool
	// Doubt says why AWS's documents leave open whether a denial of this
	// request matters to the call that it is a leg of.
	Doubt string

	action, callerARN string
	behind            arn.ARN // what the bucket's side is asked about
}

// prepare computes what every statement asks.
func (r *Request) prepare(l *Layers) {
	r.action = lower(r.Action)
	r.Caller.prepare()
	r.callerARN = r.Caller.named.Text
	// AWS's own policies name arn:aws:s3:::* for ListAllMyBuckets, which has no
	// resource, as well as "*": both allow it.
	if r.action == listBuckets && r.Resource == (arn.ARN{}) {
		r.Resource = arn.ARN{Partition: r.Caller.identity().Partition, Service: "s3", Resource: "*"}
	}
	if r.behind = r.Resource; l.Point != nil {
		r.behind = l.Point.behind(r.Resource)
	}
}

const listBuckets = "s3:listallmybuckets"

// accountLevel reports whether the request is about the caller's account itself,
// so that no resource-based policy has a say.
func (r *Request) accountLevel() bool { return r.Resource == (arn.ARN{}) || r.action == listBuckets }

// through reports whether the request goes to an access point.
func (r *Request) through() bool { return r.behind != r.Resource }

// behind returns the bucket's ARN form of a request to the access point: what
// is asked of the bucket policy (S3 User Guide, Configuring IAM policies for
// using access points).
func (p *Point) behind(to arn.ARN) arn.ARN {
	rest, ok := strings.CutPrefix(to.Resource, "accesspoint/")
	if !ok {
		return to
	}
	bucket := arn.ARN{Partition: to.Partition, Service: "s3", Resource: p.Bucket}
	if _, key, ok := strings.Cut(rest, "/object/"); ok {
		bucket.Resource += "/" + key
	}
	return bucket
}

// Context is the request context: values by condition key in lower case. A key
// that is not listed is absent, or unknown if the context is Open.
type Context struct {
	Keys map[string]condition.Value
	Open bool
	// Carries, if given, tells which keys a request for the action can hold;
	// the others are absent though the context is Open.
	Carries func(key string) bool

	over overlay
}

// overlay is the values that are being tried out for unknown keys.
type overlay struct {
	keys   []string
	values []condition.Value
}

// Lookup returns the value of a key, which is in lower case.
func (c *Context) Lookup(key string) condition.Value {
	for i, k := range c.over.keys {
		if k == key {
			return c.over.values[i]
		}
	}
	if v, ok := c.Keys[key]; ok {
		return v
	}
	if c.Open && (c.Carries == nil || c.Carries(key)) {
		return condition.Value{State: condition.StateUnknown}
	}
	return condition.Value{State: condition.Absent}
}

// one returns the value of a key that is known to have exactly one.
func (c *Context) one(key string) string {
	if v := c.Lookup(key); v.State == condition.Present && len(v.Values) == 1 {
		return v.Values[0]
	}
	return ""
}

func lower(s string) string { return strings.ToLower(s) }
