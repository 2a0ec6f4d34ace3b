package facts

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// keys states what the layers do about the actions on the key.
func keys(p *access.Pair, c *access.Capability, documents Documents) Value {
	return keyLegs(p, c, c.Legs, documents)
}

// keyLegs states what the layers do about those of the legs that are about the
// key. Inside an account either side may allow, so a layer has something to
// answer for only where the action is denied.
func keyLegs(p *access.Pair, c *access.Capability, legs []access.Leg, documents Documents) Value {
	var o Object
	for i := range legs {
		l := &legs[i]
		if l.On != s3.Key {
			continue
		}
		var layers Object
		for j := range l.Explanation().Layers {
			switch v := &l.Explanation().Layers[j]; {
			case v.Name == authz.RCP || v.Name == authz.SCP:
			case l.Verdict.Denied() && v.Allow == condition.False && !v.Spared:
				layers = layers.With(string(v.Name), silentOnKey(p, v, documents))
			case l.Verdict == authz.Conditional && v.Name == authz.KMS && v.Allow == condition.Unknown:
				if sessions := sessions(p, v, documents); sessions != nil {
					layers = layers.With(string(v.Name), Object{{"sessions", sessions}})
				}
			}
		}
		layers = layers.With("scp", levels(p, c, l, documents))
		key := Object{{"resource", String(l.Resource)}}.With("layers", layers)
		var denied Array
		for _, d := range l.Explanation().Denies {
			if d.Truth == condition.True && documents[d.Policy.Document] != nil {
				denied = append(denied, deny(d, l, documents))
			}
		}
		if denied != nil {
			key = key.With("denies", denied)
		}
		o = o.With(l.Action, key)
	}
	if o == nil {
		return nil
	}
	return o
}

// silentOnKey states a layer that does not allow, with the element by which the
// nearest statement fails. One that names somebody else is no near miss, since
// every key policy has such; those that name other roles are listed.
func silentOnKey(p *access.Pair, v *authz.View, documents Documents) Object {
	o := Object{{"silent", Present}}
	near := *v
	near.Misses = nil
	var others Array
	for _, m := range v.Misses {
		d := documents[m.Policy.Document]
		switch {
		case d == nil:
		case len(m.Failures) != 1 || m.Failures[0].Element != authz.PrincipalElement || alike(p, &m, d) != nil:
			near.Misses = append(near.Misses, m)
		case namesRoles(m.Statement.Principal):
			others = append(others, Object{{"at", Place(d.ID(), m.Failures[0].Path)}, {"policy", String(d.Label())}})
		}
	}
	if m := nearestMiss(p, &near); m != nil {
		d, f := documents[m.Policy.Document], m.Failures[0]
		miss := Object{{"at", Place(d.ID(), f.Path)}, {"policy", String(d.Label())}}
		if f.Element == authz.PrincipalElement {
			miss = miss.With("alike", alike(p, m, d))
		}
		if f.Element == authz.ConditionElement {
			miss = miss.With("name", String(m.Statement.Conditions[f.Test].Key.Value)).With("found", String(f.Found))
		}
		o = o.With("nearest", Object{{string(f.Element), miss}})
	}
	if others != nil {
		o = o.With("others", others)
	}
	return o
}

// namesRoles reports whether roles are among the principals.
func namesRoles(principals *policy.Principals) bool {
	return principals != nil && !principals.Not && slices.ContainsFunc(principals.Entries, func(e policy.Principal) bool {
		return e.Names().Shape == policy.ARole
	})
}
