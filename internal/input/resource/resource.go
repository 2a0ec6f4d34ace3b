// Package resource reads the answers of calls that return the policy of a
// resource: get-bucket-policy, get-key-policy, get-queue-attributes, and their
// like in other services.
//
// The answer is a wrapper around the policy, mostly a JSON string, and seldom
// says which service it came from: {"Policy": "..."} is what S3, KMS, Lambda
// and a dozen others print. So the path and the policy inside say what it is.
package resource

import (
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// Format recognises policies of resources in the answers of AWS CLI calls.
type Format struct{}

// Name returns "resource-policy".
func (Format) Name() string { return "resource-policy" }

// Decode reads a candidate that wraps the policy of a resource, or is the
// string of one, as the AWS CLI prints it under --query Policy.
func (Format) Decode(c input.Candidate) (input.Records, bool) {
	if c.Root.Type == gjson.String && strings.HasPrefix(strings.TrimSpace(c.Root.Str), "{") && input.Mentions([]byte(c.Root.Str)) {
		r := input.Reader{Candidate: c}
		attached(&r, c.Root)
		return r.Records, true
	}
	if c.Hints.Placed() {
		if records, ok := input.ReadCalls(c, placed); ok {
			return records, ok
		}
	}
	return input.ReadCalls(c, calls)
}

var calls = []input.Call{
	{Member: "Policy", Is: document, Read: attached},
	{Member: "ResourcePolicy", Is: document, Read: attached}, // Secrets Manager
	{Member: "PolicyInJson", Is: document, Read: attached},   // Glue
	{Member: "policyText", Is: document, Read: attached},     // ECR
	{Member: "Attributes", Is: inAttributes, Read: attribute},
	{Member: "Policy", Is: input.With("Established"), Read: multiRegion},
}

// document reports whether a value may be a policy: a string that begins like
// one, or the object that a dump of boto3 makes of it.
func document(v gjson.Result) bool {
	if v.Type == gjson.String {
		return input.MayBePolicy(v.Str)
	}
	return input.Find(v, "Statement").Exists() && input.PolicyLike(v)
}

// placed is the answer in the place of a policy: whatever stands there is one.
var placed = []input.Call{{Member: "Policy", Is: func(v gjson.Result) bool { return v.Type == gjson.String }, Read: attached}}

func inAttributes(v gjson.Result) bool { return document(input.Find(v, "Policy")) }

func attached(r *input.Reader, v gjson.Result) { r.Attached(v, name(r.Candidate, r.Root)) }

// attribute reads a policy among the attributes of an SNS topic or SQS queue.
func attribute(r *input.Reader, v gjson.Result) {
	r.Attached(input.Find(v, "Policy"), name(r.Candidate, v))
}

// multiRegion reads the policy of a Multi-Region Access Point. The established
// one is in force, the proposed one is not yet.
func multiRegion(r *input.Reader, v gjson.Result) {
	if p := input.Find(input.Find(v, "Established"), "Policy"); p.Exists() {
		r.Own(input.Document{Name: r.File.Name, Policy: r.Document(p, policy.AccessPoint)}, r.Place(p))
	}
}

// name returns what the answer belongs to, if one of its members is an ARN,
// or else the file.
func name(c input.Candidate, object gjson.Result) string {
	name := c.File.Name
	object.ForEach(func(_, value gjson.Result) bool {
		if value.Type != gjson.String || !strings.HasPrefix(value.Str, "arn:") {
			return true
		}
		name = strings.Clone(value.Str)
		return false
	})
	return name
}
