package access

import (
	"maps"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/request"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// keyLeg is an action on the key that the bucket's objects are encrypted under.
// It is decided once for the pair: what KMS is asked does not name the object,
// except in the encryption context.
type keyLeg struct {
	leg      s3.Leg
	layers   *authz.Layers
	request  *authz.Request
	decision authz.Decision
	fact     string       // what an open decision hangs on, in a world, beside shared
	where    *request.Set // the objects for which it may be used, if not all or none
	// shared are the keys, by what tests them, on which the decision hangs and of
	// which S3's own request holds the same values.
	shared map[string][]*condition.Test
	tried  map[string]authz.Verdict // decisions that were asked, by the values of those
}

// grants reports whether the key lets the role use it in a world.
func (k *keyLeg) grants(w *world) bool {
	if k.where != nil {
		return true
	}
	verdict := k.decision.Verdict
	if len(k.shared) > 0 {
		var told bool
		if verdict, told = k.in(w); !told {
			return w.side == atMost
		}
	}
	return verdict == authz.Allowed || !verdict.Denied() && w.facts[k.fact]
}

// in is the decision about the key in a world; told is false if the world does not
// tell all that is shared.
func (k *keyLeg) in(w *world) (v authz.Verdict, told bool) {
	var name strings.Builder
	for _, key := range slices.Sorted(maps.Keys(k.shared)) {
		value, told := w.tried[key]
		if !told {
			return v, false
		}
		name.WriteByte(byte(value.State))
		for _, one := range value.Values {
			name.WriteString(one + "\x00")
		}
		name.WriteByte('\n')
	}
	v, asked := k.tried[name.String()]
	if !asked {
		v = authz.Decide(k.layers, k.with(w)).Verdict
		if k.tried == nil {
			k.tried = map[string]authz.Verdict{}
		}
		k.tried[name.String()] = v
	}
	return v, true
}

// with is the request for the key with the values that a world has of what is shared.
func (k *keyLeg) with(w *world) *authz.Request {
	of := *k.request
	of.Context.Keys = maps.Clone(of.Context.Keys)
	for key := range k.shared {
		if v, told := w.tried[key]; told {
			of.Context.Keys[key] = v
		}
	}
	return &of
}

// explained states what the layers do about the leg on the key.
func (k *keyLeg) explained() Leg {
	l := newLeg(k.leg, k.layers, k.request, k.decision.Verdict)
	l.Managed = k.layers.Key != nil && k.layers.Key.Managed
	return l
}
