package access

import (
	"cmp"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// replay confirms the witnesses: an allowed one must be allowed on every leg, a
// denied one be denied on one. Where the search and the decision disagree, the
// answer is unknown and says so.
func (q *query) replay(c *Capability) {
	for _, w := range []*Witness{c.Allowed, c.Denied} {
		if w == nil {
			continue
		}
		verdict, ok := q.verdictOn(w)
		if !ok {
			continue
		}
		allowed, denied := verdict == authz.Allowed, verdict.Denied()
		for i := range q.keys {
			granted := q.keys[i].at(q, w).grants(w.world)
			allowed, denied = allowed && granted, denied || !granted
		}
		if w == c.Allowed && !allowed || w == c.Denied && !denied {
			c.Verdict = Unknown
			c.Missing = append(c.Missing, "a defect of this tool: search and decision disagree about "+w.Resource)
		}
	}
}

// verdictOn is the decision on the request of a witness; ok is false if Decide cannot be
// told some of what was chosen for it. Where nothing was but the object and condition
// keys, each leg was decided when it was explained.
func (q *query) verdictOn(w *Witness) (v authz.Verdict, ok bool) {
	if len(w.world.read)+len(w.world.facts)+len(w.world.names) == 0 && q.explained[w] != nil {
		var legs []authz.Verdict
		for _, l := range q.explained[w][:len(q.legs)] {
			legs = append(legs, l.Verdict)
		}
		return authz.Worst(legs...), true
	}
	legs, ok := q.told(w)
	if !ok {
		return v, false
	}
	d, _ := authz.DecideCall(legs)
	return d.Verdict, true
}

// Who the caller and the object's owner are where they are none of those who
// are named.
const (
	anotherSession   = "another session"
	anotherCanonical = "another canonical user id"
	anotherAccount   = "another account"
	anotherUnique    = "another unique id"
)

// told returns the request of a witness leg by leg, with all that was chosen for
// it; ok is false if Decide cannot be told some of that: what AWS does not
// document, what a policy variable holds, what a text says that is missing.
func (q *query) told(w *Witness) (legs []authz.Leg, ok bool) {
	if len(w.world.read) > 0 {
		return nil, false
	}
	layers := q.layersIn(w.world)
	var own *authz.Settings // those of the witness, where they are others
	set := func() *authz.Settings {
		if own == nil {
			own = &authz.Settings{}
			if layers.Settings != nil {
				of := *layers
				*own, of.Settings = *layers.Settings, own
				layers = &of
			}
		}
		return own
	}
	caller := q.asker.caller()
	foreign := false
	for fact, is := range w.world.facts {
		switch {
		case fact == foreignFact:
			foreign = is
		case fact == restrictFact:
			set().Block.RestrictPublicBuckets = truth(is)
		case fact == ignoreFact:
			set().Block.IgnorePublicACLs = truth(is)
		case fact == blockACLFact:
			set().Block.BlockPublicACLs = truth(is)
		case fact == publicFact && layers.Point == nil:
			set().Public = truth(is)
		case fact == versionFact:
			set().Versioned = truth(!is)
		case fact == enforcedFact && is:
			set().Ownership = s3.OwnerEnforced
		case fact == enforcedFact:
			set().Ownership = s3.ObjectWriter
		case slices.ContainsFunc(q.keys, func(k keyLeg) bool { return k.fact == fact }):
		default:
			return nil, false
		}
	}
	if fact, ok := w.world.names[sessionFact]; ok {
		caller.Session = cmp.Or(strings.TrimPrefix(fact, sessionNamed("")), anotherSession)
	}
	if fact, ok := w.world.names[canonicalFact]; ok {
		caller.CanonicalID = cmp.Or(strings.TrimPrefix(fact, canonicalID("")), anotherCanonical)
	}
	if fact, ok := w.world.names[uniqueFact]; ok {
		caller.ID = cmp.Or(strings.TrimPrefix(fact, idOf("")), anotherUnique)
	}
	for _, leg := range q.legs {
		r := q.asked(leg, w, q.keysOf(leg, w, false))
		if r.Caller = caller; r.Object != nil && foreign {
			r.Object.Owner = anotherAccount
		}
		legs = append(legs, authz.Leg{Layers: layers, Request: r})
	}
	return legs, true
}
