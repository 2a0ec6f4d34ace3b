package access

import (
	"maps"
	"slices"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// keysOf are the condition keys of a witness: its own, or to be read alone.
func (q *query) keysOf(leg s3.Leg, w *Witness, own bool) map[string]condition.Value {
	foreign := func(key string) bool {
		v, told := q.base.keys[key]
		return told && v.State != condition.Absent && !q.carries(leg.Action, key)
	}
	if !own && len(w.world.tried) == 0 && !slices.ContainsFunc(authz.OperationKeys, foreign) {
		return q.base.keys
	}
	keys := maps.Clone(q.base.keys)
	for _, key := range authz.OperationKeys {
		if foreign(key) {
			delete(keys, key)
		}
	}
	maps.Copy(keys, w.world.tried)
	return keys
}

// request is the witness as authz asks it, with keys of its own.
func (q *query) request(leg s3.Leg, w *Witness) *authz.Request {
	return q.asked(leg, w, q.keysOf(leg, w, true))
}

// asked is the witness as authz asks it.
func (q *query) asked(leg s3.Leg, w *Witness, keys map[string]condition.Value) *authz.Request {
	q.base.carried = func(string) bool { return true }
	resource := q.addressed(q.bucket.Resource)
	switch leg.On {
	case s3.Account:
		resource = arn.ARN{}
	case s3.Object:
		resource, _ = arn.Parse(w.Resource)
	}
	r := &authz.Request{
		Caller: q.asker.caller(),
		Action: leg.Action, Resource: resource, Owner: q.owner, Creates: q.operation.Creates,
		Context: authz.Context{Keys: keys, Open: true,
			Carries: func(key string) bool { return q.carries(leg.Action, key) && !q.base.lacks(key) }},
	}
	if !r.Creates {
		// The object's own access control list is taken to grant nothing.
		if r.Object = (&authz.Object{Owner: q.owner, ACL: &s3.ACL{}}); w.world.facts[foreignFact] {
			r.Object.Owner = ""
		}
	}
	return r
}
