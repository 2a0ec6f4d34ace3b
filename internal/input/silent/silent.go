// Package silent recognises answers of AWS CLI calls that belong to an export
// and hold nothing that is judged: which keys and grants there are, who called.
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
}
