package authz

import (
	"fmt"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// Rule is a cause of a denial that no statement names: a setting of the bucket,
// a header of the request, or a call that such a caller cannot make. Truth is
// True where it applies, Unknown where it might.
type Rule struct {
	Layer LayerName
	// Deny: the rule refuses, as an explicit deny does; otherwise it only takes
	// away what would grant.
	Deny   bool
	Truth  condition.Truth
	Wanted string
	Found  string
	// By is the statement that makes a policy public.
	By        *Policy
	Statement *policy.Statement
}

// publicACLWanted is what BlockPublicAcls wants of an upload.
const publicACLWanted = "an ACL that is not public"

// rules lists what settings and headers refuse.
func (e *explainer) rules() {
	f, r := &e.facts, e.request
	add := func(t condition.Truth, rule Rule) {
		if rule.Truth = t; t != condition.False {
			e.Rules = append(e.Rules, rule)
		}
	}
	request := func(t condition.Truth, deny bool, wanted, found string) {
		add(t, Rule{Layer: RequestRules, Deny: deny, Wanted: wanted, Found: found})
	}
	request(f[unreachable], false, "a resource of partition "+r.Caller.identity().Partition, r.Resource.Partition)
	request(truth(e.kind == OwnSide && !e.same).Or(f[notOwner]), false, "a caller of account "+r.Owner, r.Caller.Account())
	request(f[impossible], false, "a caller that makes "+r.Action+" calls", r.callerARN)
	request(f[wrongOwner], true, "x-amz-expected-bucket-owner: "+r.Owner, r.ExpectedOwner)
	if f[unusable] == condition.True {
		add(condition.True, Rule{Layer: KMS, Deny: true, Wanted: e.layers.Key.Wanted, Found: e.layers.Key.Found})
	}
	request(f[charging].And(f[unpaid]), false, "x-amz-request-payer: requester", "absent")
	request(f[blockingSSEC].And(f[customerKey]), true, "an upload without SSE-C (the bucket blocks it)",
		r.Context.one(customerAlgorithm))
	header, _ := r.headers()
	add(f[enforced].And(f[refusedACL]), Rule{Layer: Ownership, Deny: true,
		Wanted: "an upload without an ACL header or with " + s3.FullControl, Found: header.String()})
	add(f[blocking].And(f[publicACL]), Rule{Layer: PublicAccess, Deny: true,
		Wanted: publicACLWanted, Found: header.String()})
	restricts := "RestrictPublicBuckets"
	if f[restricting] == condition.Unknown {
		restricts += " (if it is on: not exported)"
	}
	cut := Rule{Layer: PublicAccess, Deny: true, Wanted: "a policy that is not public", Found: restricts + " and a public policy"}
	if cut.By, cut.Statement = e.publicStatement(); cut.Statement != nil {
		cut.Found = fmt.Sprintf("%s, and statement %d of %s is public", restricts, cut.Statement.Index, cut.By.Name)
	}
	add(f.cutOff(), cut)
	if foreign := f.foreign(); foreign != condition.False && f[callers] != condition.True && f.acl() != condition.True {
		owner := "an account that is not known"
		if r.Object != nil && r.Object.Owner != "" {
			owner = "account " + r.Object.Owner
		}
		add(foreign, Rule{Layer: Ownership, Wanted: "an object that the bucket's owner, account " + r.Owner + ", owns",
			Found: "one that " + owner + " owns and whose ACL grants nothing"})
	}
	ignored := f[enforced].Not().And(f[objectPublic].Or(f[bucketPublic])).And(f[ignoring])
	add(ignored, Rule{Layer: PublicAccess, Wanted: "a grant of the ACL to this account",
		Found: "a public one, and IgnorePublicAcls"})
}

// publicStatement returns the statement that makes the policy public.
func (e *explainer) publicStatement() (*Policy, *policy.Statement) {
	layers := []*Layer{&e.layers.BucketPolicy}
	if e.request.through() {
		layers = append(layers, &e.layers.Point.Policy)
	}
	for _, l := range layers {
		for _, p := range l.Policies {
			if p.publicBy != nil {
				return p, p.publicBy
			}
		}
	}
	return nil, nil
}
