package authz

import "github.com/crossgrant/crossgrant/internal/condition"

// tally puts the hits together; what is missing is unknown unless read tells.
func (s *scratch) tally(read readings) Formula[condition.Truth] {
	f := &s.facts
	t := Formula[condition.Truth]{
		Kind: s.kind, Never: condition.False, Same: s.same, SamePoint: s.samePoint, Through: s.request.through(),
		Deny: f.refused(), Served: f.served(),
		// Nobody's policies limit a request that nobody signed.
		Identity: truth(s.request.Caller.Anonymous), Own: condition.True, Limits: condition.True, Resource: noGrants, Point: noGrants,
		Foreign: f.foreign(), Released: f[callers].Or(f.acl()), Delegated: condition.False,
	}
	for _, c := range s.caps {
		if allow := s.allows(c.slot, read); c.weight == LimitsOwn {
			t.Own = t.Own.And(allow)
		} else {
			t.Limits = t.Limits.And(allow)
		}
	}
	t.Resource.Add(account, f.acl().Or(f[ownersControl]))
	t.Resource.Add(role, f.inside())
	t.Resource.Add(s.granted, condition.True)
	t.Resource.Add(s.maybeGranted, f[keyFits])
	if f[grantSuffices] != condition.False {
		t.Delegated = truth(s.granted != none).Or(f[keyFits]).And(f[grantSuffices])
	}
	for i := range s.hits {
		h := &s.hits[i]
		if h.statement.deny {
			t.Deny = t.Deny.Or(h.truth)
		} else {
			t.add(h.slot, h.class, h.truth)
		}
	}
	for i, layer := range s.open {
		allow, deny := read.of(i)
		t.Deny = t.Deny.Or(deny)
		t.add(layer.slot, direct, allow)
	}
	return t
}

// allows tells whether the layer of a slot allows.
func (s *scratch) allows(at slot, read readings) condition.Truth {
	allow := condition.False
	for i := range s.hits {
		if h := &s.hits[i]; h.slot == at && !h.statement.deny {
			allow = allow.Or(h.truth)
		}
	}
	for i, layer := range s.open {
		if layer.slot == at {
			reading, _ := read.of(i)
			allow = allow.Or(reading)
		}
	}
	return allow
}

// add adds an allow of a layer that can grant.
func (t *Formula[T]) add(at slot, k class, allow T) {
	switch at {
	case slotIdentity:
		t.Identity = t.Identity.Or(allow)
	case slotResource:
		t.Resource.Add(k, allow)
	case slotPoint:
		t.Point.Add(k, allow)
	}
}
