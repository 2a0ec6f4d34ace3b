// Package access answers questions about all requests: what a role can do with
// a bucket, over every object key and every value of what is not known.
//
// A capability is a conjunction of legs. For each leg the statements that can
// matter are found once; for each combination of unknown facts they give a set of
// requests that differ in the object key alone, in which or outside of which a key
// is searched, and for all combinations together one of requests that differ in
// everything. No key is a sample: each was found because it proves something, and it
// is replayed through authz.Decide before anybody sees it.
//
// What the layers come to together is authz.Formula, run with these sets. Who a
// statement names and where its elements match is found here once for all keys.
// The files stand in layers, each of which uses those below it: see layers_test.go.
package access

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/s3"
)

// Capability is the verdict on one capability over all object keys.
type Capability struct {
	s3.Operation
	Verdict Verdict
	// Meant: an expectation or an Allow that speaks of this pair covers it.
	Meant bool
	// ByWildcards: no Allow that means it spells out its action, and no
	// expectation lists it.
	ByWildcards bool
	// Unreached are meant objects that are reached in no case, one for each
	// statement or expectation that means them, with the legs explained.
	Unreached []Unreached
	// MeantResources are the ARNs, or patterns of them, that are meant.
	MeantResources []string
	// Objects are the keys (or prefixes, for list) that a Partly verdict covers, and the
	// keys that a Conditional one does in some case, where others are reached in none.
	Objects []string
	// Conditions are the facts that a Conditional verdict depends on.
	Conditions []string
	// Missing says what an Unknown verdict hangs on, as sentences.
	Missing []string
	// Limit names a limit of the search that was passed, as a sentence: the
	// Conditions need not be all then.
	Limit string
	// ByAccount are the verdicts in the cases that the bucket belongs to the
	// role's own account and to another one, where its account is not known.
	ByAccount map[bool]Verdict
	// ACL is the canned ACL that the call sends, Grant the value of its
	// x-amz-grant-full-control header; both empty if it sends none.
	ACL, Grant string
	// Unowned: an upload of another account is accepted, or would be once it is
	// allowed, without a header that gives the bucket's owner full control.
	Unowned bool
	Allowed *Witness
	Denied  *Witness
	// Legs are explained for the first of Unreached, else for the denied witness,
	// else for the allowed one.
	Legs []Leg
}

// hangsOn reports whether the verdict depends on a condition key.
func (c *Capability) hangsOn(key string) bool {
	return slices.ContainsFunc(c.Conditions, func(on string) bool { return strings.EqualFold(on, key) })
}
