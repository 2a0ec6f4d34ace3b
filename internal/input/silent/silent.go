// Package silent recognises answers of AWS CLI calls that belong to an export
// and hold nothing that is judged: which keys and grants there are, who called.
// What AWS itself judged, and what was done once, is told by its name: somebody
// may think that it is judged here.
//
// It states no records. What it is for is the difference between a file that
// was understood and one that nobody can read: the latter is told.
package silent

import (
	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
)

// Format recognises answers that hold nothing that is judged.
type Format struct{}

// Name returns "other-call".
func (Format) Name() string { return "other-call" }

// Decode recognises a candidate that is such an answer.
func (Format) Decode(c input.Candidate) (input.Records, bool) {
	return input.ReadCalls(c, calls)
}

// named says what a file is that is not judged, nor what is inside.
func named(what string) func(*input.Reader, gjson.Result) {
	return func(r *input.Reader, _ gjson.Result) {
		r.Records.Unjudged, r.Records.Whole = what, true
	}
}

// first returns the test for an array whose first element has the member.
func first(member string) func(gjson.Result) bool {
	return func(v gjson.Result) bool {
		return v.IsArray() && len(v.Raw) > len("[]") && input.With(member)(v) && v.Get("0").IsObject()
	}
}

func nothing(*input.Reader, gjson.Result) {}

var calls = []input.Call{
	// KMS
	{Member: "Keys", Is: input.With("KeyId"), Read: nothing},
	// S3 and S3 Control
	{Member: "Established", Is: input.With("IsPublic"), Read: nothing},
	{Member: "Scope", Is: input.With("Permissions"), Read: nothing},
	{Member: "AccessGrantsList", Is: gjson.Result.IsArray, Read: nothing},
	{Member: "AccessGrantsLocationsList", Is: gjson.Result.IsArray, Read: nothing},
	{Member: "ObjectParts", With: []string{"ObjectSize"}, Read: nothing},
	{Member: "StorageClass", With: []string{"ObjectSize"}, Read: nothing},
	// IAM and STS
	{Member: "AccountAliases", Is: gjson.Result.IsArray, Read: nothing},
	{Member: "SummaryMap", Is: gjson.Result.IsObject, Read: nothing},
	{Member: "Tags", Is: input.With("Key"), With: []string{"IsTruncated"}, Read: nothing},
	{Member: "Versions", Is: input.With("IsDefaultVersion"), Read: nothing},
	{Member: "Arn", With: []string{"UserId", "Account"}, Read: nothing},
	{Member: "EvaluationResults", Is: input.With("EvalDecision"), Read: named("aws iam simulate")},
	// Access Analyzer
	{Member: "findings", Is: first("issueCode"), Read: named("aws accessanalyzer validate-policy")},
	{Member: "findings", Is: first("resourceType"), Read: named("aws accessanalyzer list-findings")},
	// CloudTrail
	{Member: "Records", Is: first("eventSource"), Read: named("CloudTrail")},
	{Member: "Events", Is: first("CloudTrailEvent"), Read: named("CloudTrail")},
	{Member: "eventSource", With: []string{"eventVersion", "eventName", "eventTime"}, Without: []string{"errorCode"}, Read: named("CloudTrail")},
}
