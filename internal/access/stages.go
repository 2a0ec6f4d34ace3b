package access

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/way"
)

// findStages finds the layers that have a say: not those of a key, whose legs are
// decided one by one, and of a role.
func (q *query) findStages() {
	endpoint := authz.VPCEndpoint.Trait()
	q.stages = make([]stage, 0, 8)
	for t, layer := range q.layers.All() {
		switch {
		case t.Name == authz.KMS, t.Name == authz.Trust, t.Name == authz.AccessGrants, t.Name == authz.VPCEndpoint, t.Name == authz.RCP && q.ofAccount():
		default:
			q.stages = append(q.stages, stage{Trait: t, layer: layer})
		}
	}
	if q.layers.Endpoint.State != authz.Absent {
		q.passes(stage{Trait: endpoint, layer: &q.layers.Endpoint, wholeAccounts: q.layers.Interface})
		return
	}
	for _, id := range q.endpointsNamed() {
		if e := q.endpointOf(id); e != nil && e.Policy != nil {
			layer := authz.Of(q.compile(e.Policy))
			q.passes(stage{Trait: endpoint, layer: &layer, endpoint: id, wholeAccounts: way.Interface(e)})
		}
	}
}

// passes adds the policy of an endpoint. Requests to an access point have to be
// let through to the bucket as well (S3 User Guide, Creating access points
// restricted to a VPC).
func (q *query) passes(s stage) {
	q.stages = append(q.stages, s)
	if s.ofBucket = q.layers.Point != nil; s.ofBucket {
		q.stages = append(q.stages, s)
	}
}

// endpointsNamed lists the VPC endpoints on which the operation hangs by a
// condition: only of those can be known that a request has to come through
// them.
func (q *query) endpointsNamed() (ids []string) {
	for _, s := range q.stages {
		for _, p := range s.layer.Policies {
			for _, st := range p.Document.All() {
				for j := range st.Conditions {
					if c := &st.Conditions[j]; strings.EqualFold(c.Key.Value, endpointKey) && q.speaksOf(st) {
						ids = append(ids, texts(c.Values)...)
					}
				}
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// onWay reports whether a request counts as one that passes the stage in a
// world.
func (q *query) onWay(at int, w *world) bool {
	t := q.comesThrough(at, w)
	return t == condition.True || t == condition.Unknown && w.side == atLeast
}

// comesThrough tells whether a request comes through the stage in a world.
func (q *query) comesThrough(at int, w *world) condition.Truth {
	id := q.stages[at].endpoint
	if _, told := w.tried[endpointKey]; !told && id != "" && w.side != exactly {
		return condition.Unknown
	}
	return truth(id == "" || w.comesThrough(id))
}

// layersIn returns the layers on the way in a world.
func (q *query) layersIn(w *world) *authz.Layers {
	for _, s := range q.stages {
		if s.endpoint != "" && w.comesThrough(s.endpoint) {
			layers := *q.layers
			layers.Endpoint, layers.Interface = *s.layer, s.wholeAccounts
			return &layers
		}
	}
	return q.layers
}
