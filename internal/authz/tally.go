package authz

import "github.com/crossgrant/crossgrant/internal/condition"

// tally puts the hits together; what is missing is unknown unless read tells.
func (s *scratch) tally(read readings) tally[condition.Truth] {
	absent := func(exists bool) condition.Truth { return truth(!exists) }
	f := &s.facts
	t := tally[condition.Truth]{
		kind: s.kind, never: condition.False, same: s.same, samePoint: s.samePoint, through: s.request.through(),
		deny: f.refused(), served: f.served(),
		// Nobody's policies limit a request that nobody signed.
		identity: truth(s.request.Caller.Anonymous), levels: condition.True, resource: noGrants, point: noGrants,
		boundary: absent(s.limits[0]), session: absent(s.limits[1]), endpoint: absent(s.limits[2]), behind: absent(s.limits[2] && s.request.through()),
		foreign: f.foreign(), released: f[callers].Or(f.acl()), delegated: condition.False,
	}
	for level := range s.levels {
		t.levels = t.levels.And(s.allows(slotSCP+slot(level), read))
	}
	t.resource.add(account, f.acl().Or(f[ownersControl]))
	t.resource.add(s.granted, condition.True)
	t.resource.add(s.maybeGranted, f[keyFits])
	if f[grantSuffices] != condition.False {
		t.delegated = truth(s.granted != none).Or(f[keyFits]).And(f[grantSuffices])
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

func (t *tally[T]) add(at slot, k class, allow T) {
	switch at {
	case slotIdentity:
		t.identity = t.identity.Or(allow)
	case slotBoundary:
		t.boundary = t.boundary.Or(allow)
	case slotSession:
		t.session = t.session.Or(allow)
	case slotEndpoint:
		t.endpoint = t.endpoint.Or(allow)
	case slotBehind:
		t.behind = t.behind.Or(allow)
	case slotResource:
		t.resource.add(k, allow)
	case slotPoint:
		t.point.add(k, allow)
	}
}
