package authz

import (
	"fmt"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// Rule is a cause of a denial that no statement names: a setting of the bucket
// or a header of the request.
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
	add(f[unreachable], Rule{Layer: RequestRules, Wanted: "a resource of partition " + r.Caller.identity().Partition,
		Found: r.Resource.Partition})
	add(truth(e.kind == ownSide && !e.same), Rule{Layer: RequestRules, Wanted: "a caller of account " + r.Owner, Found: r.Caller.Account()})
	add(f[impossible], Rule{Layer: RequestRules, Wanted: "a caller that makes " + r.Action + " calls", Found: r.callerARN})
	add(f[blockingSSEC].And(f[customerKey]), Rule{Layer: RequestRules, Deny: true, Wanted: "an upload without SSE-C, which the bucket blocks",
		Found: r.Context.one(customerAlgorithm)})
	add(f[wrongOwner], Rule{Layer: RequestRules, Deny: true, Wanted: "x-amz-expected-bucket-owner: " + r.Owner,
		Found: r.ExpectedOwner})
	add(f[charging].And(f[unpaid]), Rule{Layer: RequestRules, Wanted: "x-amz-request-payer: requester", Found: "absent"})
	header, _ := r.headers(s3.FindAction(r.action))
	add(f[enforced].And(f[refusedACL]), Rule{Layer: Ownership, Deny: true,
		Wanted: "an upload without an ACL header or with " + s3.FullControl, Found: header.String()})
	add(f[blocking].And(f[publicACL]), Rule{Layer: PublicAccess, Deny: true,
		Wanted: publicACLWanted, Found: header.String()})
	cut := Rule{Layer: PublicAccess, Deny: true, Wanted: "a policy that is not public", Found: "RestrictPublicBuckets and a public policy"}
	if cut.By, cut.Statement = e.publicStatement(); cut.Statement != nil {
		cut.Found = fmt.Sprintf("RestrictPublicBuckets, and statement %d of %s is public", cut.Statement.Index, cut.By.Name)
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
	add(ignored, Rule{Layer: PublicAccess, Wanted: "a grant of the ACL to this account", Found: "a public one, and IgnorePublicAcls"})
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
