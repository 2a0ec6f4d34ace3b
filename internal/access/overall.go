package access

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/request"
)

// overall asks the formula over sets of requests: whether the operation is allowed in
// no case, in every case, and else whether it is for one object in some cases and not
// in others. Nothing is multiplied out. Unknown is the answer where the search does
// not end, or finds cases that cannot be.
func (q *query) overall() (v Verdict, allowed, denied *Witness) {
	s, possible, allows := q.sets()
	if !s.modelled {
		return Unknown, nil, nil
	}
	search := request.Search{Budget: setSteps}
	some := search.Find(possible.And(allows), request.Set{})
	rest := search.Find(possible, allows)
	switch {
	case some.Answer == request.Unknown || rest.Answer == request.Unknown, some.Answer == request.None && rest.Answer == request.None:
		return Unknown, nil, nil
	case some.Answer == request.None:
		if denied = s.found(&rest.Request); denied == nil {
			return Unknown, nil, nil
		}
		return No, nil, denied
	case rest.Answer == request.None:
		if allowed = s.found(&some.Request); allowed == nil {
			return Unknown, nil, nil
		}
		return Yes, allowed, nil
	case q.onBucket():
		return Unknown, nil, nil
	}
	both := search.Find(possible.And(allows).And(possible.And(allows.Not()).Again(objectText)), request.Set{})
	switch both.Answer {
	case request.None:
		if allowed, denied = s.found(&some.Request), s.found(&rest.Request); allowed == nil || denied == nil {
			return Unknown, nil, nil
		}
		return Partly, allowed, denied
	case request.Found:
		second := both.Request.Second(objectText)
		if allowed, denied = s.found(&both.Request), s.found(&second); allowed == nil || denied == nil {
			return Unknown, nil, nil
		}
		return Conditional, allowed, denied
	}
	return Unknown, nil, nil
}

// setSteps is what one question about sets may take.
const setSteps = 1 << 16

// found is an answer as a witness, nil if it cannot be.
func (s *inSets) found(r *request.Request) *Witness {
	q := s.q
	resource := q.bucket.Resource
	if object, is := r.Keys[objectText]; is {
		resource = object.Values[0]
	}
	w := &world{tried: map[string]condition.Value{}, facts: map[string]bool{}, names: map[string]string{}, read: map[int]int{}}
	for i := range q.vars {
		v := &q.vars[i]
		w.row = append(w.row, untold)
		switch {
		case v.layer != "" && v.fact == "":
			w.read[v.stage] = readings[textOf(r, readingOf(v.stage))]
		case v.names != nil:
			w.names[v.label] = textOf(r, v.label)
		case v.fact != "" && !s.asked[v.fact]:
			w.facts[v.fact] = slices.Contains(r.Facts, v.fact)
		}
	}
	for key := range s.asked {
		if known := q.base.Lookup(key).State; known == condition.Present || known == condition.Absent {
			continue
		}
		v, is := r.Keys[key]
		if !is {
			v = absent
		}
		if w.tried[key] = v; authz.Twin(key) != "" {
			w.tried[authz.Twin(key)] = authz.Epoch(v)
		}
	}
	if !q.consistent(w) || q.steps.longest > 0 && len(resource) > q.steps.longest {
		return nil
	}
	return q.inWorld(w, resource)
}

// readings are what a missing text may say, by the texts that stand for them.
var readings = map[string]int{readsGrant: readGrants, readsDeny: readDenies}

func textOf(r *request.Request, name string) string {
	if v, is := r.Keys[name]; is {
		return v.Values[0]
	}
	return ""
}
