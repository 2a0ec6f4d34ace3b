package access

import (
	"slices"
	"sync"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/s3"
)

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

func (w *Witness) prefix() string {
	if w.Prefix == nil {
		return ""
	}
	return *w.Prefix
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

// Rules states what settings and headers refuse of the leg.
func (l *Leg) Rules() []authz.Rule { return authz.Rules(l.Layers, l.Request) }

func legOf(legs []Leg, action string) *Leg {
	return &legs[slices.IndexFunc(legs, func(l Leg) bool { return l.Action == action })]
}
