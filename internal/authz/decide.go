package authz

import (
	"sync"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// hit is a statement that speaks of the request, certainly or perhaps.
type hit struct {
	policy    *Policy
	statement *statement
	slot      slot
	class     class
	principal condition.Truth
	resource  condition.Truth
	who, what string   // what an unknown principal, an unknown resource hangs on
	sessions  []string // of those that who is about, where aws:userid tells them apart
	fact      string   // both, as one fact: see hangsOn
	truth     condition.Truth
}

// hangsOn identifies what the unknown parts of a hit hang on: the same in two
// statements only if these are written alike.
func (h *hit) hangsOn() string {
	fact := ""
	if h.who != "" && h.sessions == nil {
		fact = h.who
		if h.statement.source.Principal != nil {
			fact += " " + writtenPrincipals(h.statement.source.Principal)
		}
	}
	if h.what != "" {
		fact += " " + h.what + " " + written(&h.statement.source.Resource)
	}
	return fact
}

// scratch is the working memory of one decision.
type scratch struct {
	hits    []hit
	open    []openLayer
	request *Request
	kind    Kind
	// whether the caller's account owns the resource, and the access point
	same, samePoint bool
	caps            []capping
	bounded         bool // whether there is a permissions boundary
	facts           facts
	// whether an account that the endpoint's policy names is all its principals
	wholeAccounts condition.Truth
	// how a grant of the key names the caller, certainly and perhaps
	granted, maybeGranted class
}

// capping is a layer that exists and has to allow what others grant.
type capping struct {
	slot   slot
	weight Weight
}

// openLayer is a layer whose text is missing in whole or in part.
type openLayer struct {
	name LayerName
	slot slot
}

var pool = sync.Pool{New: func() any { return new(scratch) }}

// Decide returns the verdict on a request through the layers. It uses r as
// working memory: one request must not be decided by two goroutines at once.
func Decide(l *Layers, r *Request) Decision {
	if len(l.Unmodelled) > 0 {
		return Decision{Verdict: NotModelled, Missing: l.Unmodelled}
	}
	s := pool.Get().(*scratch)
	defer pool.Put(s)
	s.collect(l, r)
	d := s.decide()
	if r.Doubt != "" && d.Verdict.Denied() {
		return Decision{Verdict: Conditional, DependsOn: []string{r.Doubt}}
	}
	return d
}

func (s *scratch) decide() Decision {
	t := s.tally(readings{})
	if verdict, ok := decided(&t); ok {
		return Decision{Verdict: verdict}
	}
	return s.resolve()
}

// collect finds the statements that speak of the request.
func (s *scratch) collect(l *Layers, r *Request) {
	r.prepare(l)
	to := routeOf(l, r)
	s.hits, s.open, s.caps, s.request, s.kind = s.hits[:0], s.open[:0], s.caps[:0], r, to.kind
	s.same = r.Caller.owns(r.Owner) || r.accountLevel()
	s.samePoint = l.Point != nil && r.Caller.owns(l.Point.Account)
	s.bounded = l.Boundary.State != Absent
	s.facts, s.granted, s.maybeGranted = noFacts(), none, none
	s.wholeAccounts = l.Interface
	s.facts[unreachable] = truth(r.unreachable())
	// KMS answers signed requests alone (S3 User Guide, Using server-side encryption
	// with AWS KMS keys).
	s.facts[impossible] = truth(to.name == Trust && !r.Caller.calls(r.action) || to.name == KMS && r.Caller.Anonymous)

	switch to.name {
	case KMS:
		s.keyGrants(l.Key)
		s.facts[unusable] = truth(l.Key.Wanted != "")
	case BucketPolicy:
		s.facts[notOwner] = truth(s3.FindAction(r.action).OwnersAlone && r.Owner != "" && !s.same)
		s.facts.settle(l, r, s.same)
	}
	levels := 0
	for t, layer := range l.All() {
		if !to.asks(t, r) {
			continue
		}
		at := t.slot
		if t.Name == SCP {
			at += slot(levels)
			levels++
		}
		s.layer(layer, t, at)
		if at == slotEndpoint && r.through() {
			// The endpoint has to let requests to the bucket pass, too (S3 User
			// Guide, Creating access points restricted to a VPC).
			s.layer(layer, t, slotBehind)
		}
	}
}

func (s *scratch) layer(l *Layer, t *Trait, at slot) {
	if caps := t.Weight == LimitsOwn || t.Weight == LimitsAll; caps && l.State != Absent {
		s.caps = append(s.caps, capping{at, t.Weight})
	}
	if l.Open() {
		s.open = append(s.open, openLayer{t.Name, at})
	}
	for _, p := range l.Policies {
		for i := range p.statements {
			s.statement(p, &p.statements[i], at)
		}
	}
}

// statement adds a hit unless some part certainly does not match. The cheap
// parts come first.
func (s *scratch) statement(p *Policy, st *statement, at slot) {
	r := s.request
	h := hit{policy: p, statement: st, slot: at, principal: condition.True}
	openAction := st.mayListAction(r.action)
	if openAction == "" && !st.matchAction(r.action) {
		if !s.deniesVersions(st, at) {
			return
		}
		h.principal, h.who = s.facts[unversioned], labels[unversioned].text
	}
	var whom named
	if at.resourcePolicy() {
		whom = st.matchPrincipal(r, s.bounded)
		if s.ofEndpoint(at, &whom); whom.truth == condition.False {
			return
		}
		h.class, h.principal = whom.class, h.principal.And(whom.truth)
		if whom.fact != "" {
			h.who = whom.fact
		}
	}
	if h.resource, h.what = st.matchResource(r.about(at), &r.Context); h.resource == condition.False {
		return
	}
	if h.resource == condition.True {
		h.what = "" // another entry of the list matches for certain
	}
	if openAction != "" {
		h.resource, h.what = condition.Unknown, openAction
	}
	conditions := st.conditions(&r.Context)
	if h.truth = h.principal.And(h.resource).And(conditions); h.truth == condition.False {
		return
	}
	s.hits = append(s.hits, h)
	if whom.closer != none && !st.deny {
		h.class, h.principal, h.who = whom.closer, condition.Unknown, whom.closerIf
		h.truth = h.principal.And(h.resource).And(conditions)
		s.hits = append(s.hits, h)
	}
}

// ofEndpoint: the policy of a gateway endpoint that names an account is about its
// root user alone (AWS PrivateLink Guide, Endpoint policies).
func (s *scratch) ofEndpoint(at slot, whom *named) {
	if !at.ofEndpoint() || whom.class != account {
		return
	}
	if whom.truth = whom.truth.And(s.wholeAccounts); whom.truth == condition.Unknown && whom.fact == "" {
		whom.fact = endpointType
	}
}

// deniesVersions: a bucket policy that denies s3:DeleteObjectVersion makes
// plain deletes fail where the bucket keeps no versions (S3 API Reference,
// DeleteObject).
func (s *scratch) deniesVersions(st *statement, at slot) bool {
	return at == slotResource && st.deny && s.request.action == "s3:deleteobject" &&
		s.facts[unversioned] != condition.False && st.matchAction("s3:deleteobjectversion")
}

func (c *statement) conditions(context condition.Context) condition.Truth {
	all := condition.True
	for i := range c.tests {
		if all = all.And(c.tests[i].Eval(context)); all == condition.False {
			break
		}
	}
	return all
}
