package facts

import (
	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
)

// levels states the levels of an organization whose SCPs do not allow the
// action, from the root down: each with what is attached to it.
func levels(p *access.Pair, c *access.Capability, l *access.Leg, documents Documents) Value {
	var list Array
	at := 0
	for i := range l.Explanation().Layers {
		v := &l.Explanation().Layers[i]
		if v.Name != authz.SCP {
			continue
		}
		layer := &p.Layers.SCPs[at]
		at++
		if v.Allow != condition.False {
			continue
		}
		o := Object{{"at_level", String(v.At)}, {"silent", Present}, {"policies", attached(layer, documents)}}
		if n := nearestMiss(p, v); n != nil {
			o = o.With("nearest", nearest(p, c, l, n, documents))
		}
		list = append(list, o)
	}
	if list == nil {
		return nil
	}
	return Object{{"levels", list}}
}

func attached(l *authz.Layer, documents Documents) (list Array) {
	for _, policy := range l.Policies {
		if d := documents[policy.Document]; !d.AWSManaged {
			list = append(list, whole(d))
		}
	}
	return list
}
