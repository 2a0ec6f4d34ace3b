// Package access answers questions about all requests: what a role can do with
// a bucket, over every object key and every value of what is not known.
//
// A capability is a conjunction of legs. For each leg the statements that can
// matter are found once; for each combination of unknown facts they give a
// region of object keys, a boolean combination of globs, and a search
// (search.go) finds a key inside or outside of it. No key is a sample: each
// was found because it proves something, and it is replayed through
// authz.Decide before anybody sees it.
//
// What the layers come to together is authz.Formula, run with regions. Who a
// statement names and where its elements match is found here once for all keys.
package access

import (
	"sync"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/way"
)

// Verdict is the answer about one capability of a pair.
type Verdict uint8

// The verdicts; the zero Verdict is Unknown, so that nothing forgotten looks
// like an answer.
const (
	Unknown Verdict = iota
	No
	Conditional
	Partly
	Yes
)

var verdictNames = [...]string{"unknown", "no", "conditional", "partly", "yes"}

// String returns the verdict as it is printed.
func (v Verdict) String() string { return verdictNames[v] }

// Pair is the judgement of a role and a bucket.
type Pair struct {
	way.Way
	Capabilities []Capability
	// Call is the operation that was asked about instead of the capabilities.
	Call string

	judge   *Judge
	uploads *Uploads // of Uploads, once it was asked for
	stops   []Stop   // of Stops, likewise

	replicated *[]Replication // of Replication, likewise
}

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

// Witness is a request that proves a claim.
type Witness struct {
	Resource string // ARN
	Prefix   *string
	// Facts are the values that were chosen for what is not known.
	Facts map[string]string
	// Without are the condition keys that were chosen to be absent, Open what else
	// was chosen, each with whether it is so.
	Without []string
	Open    map[string]bool

	world *world
}

// Unreached is a meant object that is reached in no case.
type Unreached struct {
	*Witness
	Legs []Leg
}

// Leg is one action of the capability's operation, explained.
type Leg struct {
	s3.Leg
	Resource string
	Verdict  authz.Verdict
	// Chosen are the condition keys, in lower case, whose values were chosen.
	Chosen map[string]bool
	// Request is what it is about, on its way through Layers.
	Request *authz.Request
	Layers  *authz.Layers
	// Managed: it is about an AWS managed key, whose policy nobody can change.
	Managed bool

	explanation func() *authz.Explanation
}

// newLeg is a leg as layers decide it. It is explained where that is asked: of most
// pairs nobody does.
func newLeg(leg s3.Leg, layers *authz.Layers, r *authz.Request, v authz.Verdict) Leg {
	return Leg{Leg: leg, Resource: r.Resource.String(), Verdict: v, Request: r, Layers: layers,
		explanation: sync.OnceValue(func() *authz.Explanation {
			e := authz.Explain(layers, r)
			return &e
		})}
}

// Explanation states what each layer does about the leg.
func (l *Leg) Explanation() *authz.Explanation { return l.explanation() }

// Capability returns the pair's verdict on one capability.
func (p *Pair) Capability(c s3.Capability) *Capability {
	for i := range p.Capabilities {
		if p.Capabilities[i].Capability == c {
			return &p.Capabilities[i]
		}
	}
	return nil
}
