package authz

import (
	"sync"

	"github.com/crossgrant/crossgrant/internal/condition"
)

// hit is a statement that speaks of the request, certainly or perhaps.
type hit struct {
	policy    *Policy
	statement *statement
	slot      slot
	class     class
	principal condition.Truth
	resource  condition.Truth
	fact      string // what an unknown principal or resource hangs on
	truth     condition.Truth
}

// scratch is the working memory of one decision.
type scratch struct {
	hits    []hit
	open    []openLayer
	request *Request
	same    bool
	levels  int
	limits  [3]bool // whether boundary, session and endpoint policies exist
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
	t := s.tally(readings{})
	if verdict, ok := t.decided(s.same); ok {
		return Decision{Verdict: verdict}
	}
	return s.resolve()
}

// collect finds the statements that speak of the request.
func (s *scratch) collect(l *Layers, r *Request) {
	r.prepare()
	s.hits, s.open, s.request = s.hits[:0], s.open[:0], r
	s.same = r.Owner == r.Caller.Role.Account
	s.limits = [3]bool{l.Boundary.State != Absent, l.Session.State != Absent, l.Endpoint.State != Absent}
	s.levels = len(l.SCPs)
	s.layer(&l.Identity, Identity, slotIdentity)
	s.layer(&l.Boundary, Boundary, slotBoundary)
	s.layer(&l.Session, Session, slotSession)
	s.layer(&l.BucketPolicy, BucketPolicy, slotBucket)
	s.layer(&l.Endpoint, VPCEndpoint, slotEndpoint)
	for i := range l.RCPs {
		s.layer(&l.RCPs[i], RCP, slotRCP)
	}
	for i := range l.SCPs {
		s.layer(&l.SCPs[i], SCP, slotSCP+slot(i))
	}
}

func (s *scratch) layer(l *Layer, name LayerName, at slot) {
	if l.open() {
		s.open = append(s.open, openLayer{name, at})
	}
	resourcePolicy := at == slotBucket || at == slotEndpoint || at == slotRCP
	for _, p := range l.Policies {
		for i := range p.statements {
			s.statement(p, &p.statements[i], at, resourcePolicy)
		}
	}
}

// statement adds a hit unless some part certainly does not match. The cheap
// parts come first.
func (s *scratch) statement(p *Policy, st *statement, at slot, resourcePolicy bool) {
	r := s.request
	if !st.matchAction(r.action) {
		return
	}
	h := hit{policy: p, statement: st, slot: at, principal: condition.True}
	if resourcePolicy {
		if h.class, h.principal, h.fact = st.matchPrincipal(r, s.limits[0]); h.principal == condition.False {
			return
		}
	}
	resource, key := st.matchResource(r)
	if resource == condition.False {
		return
	}
	if h.resource = resource; key != "" {
		h.fact = key
	}
	if h.truth = h.principal.And(resource).And(st.conditions(&r.Context)); h.truth != condition.False {
		s.hits = append(s.hits, h)
	}
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

// tally puts the hits together; what is missing is unknown unless read tells.
func (s *scratch) tally(read readings) tally {
	absent := func(exists bool) condition.Truth { return truth(!exists) }
	t := tally{
		deny: condition.False, identity: condition.False, levels: condition.True,
		byAccount: condition.False, byRole: condition.False, direct: condition.False,
		boundary: absent(s.limits[0]), session: absent(s.limits[1]), endpoint: absent(s.limits[2]),
	}
	for level := range s.levels {
		t.levels = t.levels.And(s.allows(slotSCP+slot(level), read))
	}
	for i := range s.hits {
		h := &s.hits[i]
		if h.statement.deny {
			t.deny = t.deny.Or(h.truth)
		} else {
			t.add(h.slot, h.class, h.truth)
		}
	}
	for i, layer := range s.open {
		allow, deny := read.of(i)
		t.deny = t.deny.Or(deny)
		t.add(layer.slot, direct, allow)
	}
	return t
}

// allows tells whether one SCP level allows.
func (s *scratch) allows(level slot, read readings) condition.Truth {
	allow := condition.False
	for i := range s.hits {
		if h := &s.hits[i]; h.slot == level && !h.statement.deny {
			allow = allow.Or(h.truth)
		}
	}
	for i, layer := range s.open {
		if layer.slot == level {
			reading, _ := read.of(i)
			allow = allow.Or(reading)
		}
	}
	return allow
}

func (t *tally) add(at slot, k class, allow condition.Truth) {
	switch at {
	case slotIdentity:
		t.identity = t.identity.Or(allow)
	case slotBoundary:
		t.boundary = t.boundary.Or(allow)
	case slotSession:
		t.session = t.session.Or(allow)
	case slotEndpoint:
		t.endpoint = t.endpoint.Or(allow)
	case slotBucket:
		switch k {
		case account:
			t.byAccount = t.byAccount.Or(allow)
		case role:
			t.byRole = t.byRole.Or(allow)
		case direct:
			t.direct = t.direct.Or(allow)
		}
	}
}
