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
func (q *query) overall() (s *inSets, v Verdict, allowed, denied *Witness) {
	s = q.sets()
	if !s.modelled {
		return s, Unknown, nil, nil
	}
	some, rest := s.find(s.may), s.find(s.mayNot)
	switch {
	case some.Answer == request.Unknown || rest.Answer == request.Unknown:
		return s, Unknown, nil, nil
	case some.Answer == request.None:
		denied, v = s.found(&rest.Request), No
	case rest.Answer == request.None:
		allowed, v = s.found(&some.Request), Yes
	case q.onBucket():
		return s, Unknown, nil, nil // of a listing the prefixes are not compared
	default:
		var known bool
		allowed, denied, known = s.differ(objectText)
		if v = Conditional; known && allowed == nil {
			allowed, denied, v = s.found(&some.Request), s.found(&rest.Request), Partly
		}
	}
	if allowed == nil && v != No || denied == nil && v != Yes {
		return s, Unknown, nil, nil
	}
	return s, v, allowed, denied
}

func (s *inSets) find(in request.Set) request.Result {
	r := request.Search{Budget: s.q.setSteps}.Find(in, request.Set{})
	s.q.setSteps -= r.Steps
	return r
}

// differ finds two cases that have the shared variables in common, of which one is
// allowed and one is not; both are nil if known says that there are none.
func (s *inSets) differ(shared ...string) (allowed, denied *Witness, known bool) {
	both := s.find(s.may.And(s.mayNot.Again(shared...)))
	if both.Answer != request.Found {
		return nil, nil, both.Answer == request.None
	}
	second := both.Request.Second(shared...)
	if allowed, denied = s.found(&both.Request), s.found(&second); allowed == nil || denied == nil {
		return nil, nil, false
	}
	return allowed, denied, true
}

// hangsOn lists the variables that change the answer alone, all else being equal; of some
// it may be known.
func (s *inSets) hangsOn(known []bool) (list []*variable) {
	names := func(v *variable) (list []string) {
		switch {
		case v.layer != "" && v.fact == "":
			return []string{readingOf(v.stage)}
		case v.names != nil:
			return []string{v.label}
		case v.key != "":
			return []string{v.key}
		case s.asked[v.fact]:
			return []string{v.fact}
		}
		return []string{request.FactVariable(v.fact)}
	}
	var all []string
	for i := range s.q.vars {
		all = append(all, names(&s.q.vars[i])...)
	}
	for i := range s.q.vars {
		v := &s.q.vars[i]
		if known != nil && known[i] {
			list = append(list, v)
			continue
		}
		shared := []string{objectText}
		for _, name := range all {
			if !slices.Contains(names(v), name) {
				shared = append(shared, name)
			}
		}
		if allowed, _, _ := s.differ(shared...); allowed != nil {
			list = append(list, v)
		}
	}
	return list
}

// ask answers over sets what could not be tried case by case.
func (q *query) ask(a *answer) (s *inSets) {
	s, a.verdict, a.allowed, a.denied = q.overall()
	return s
}

// alone names the facts that change the answer alone; false if none does, or not all
// could be asked.
func (s *inSets) alone(a *answer, known []bool) bool {
	if !s.modelled {
		return false
	}
	list := s.hangsOn(known)
	if s.q.setSteps <= 0 || list == nil {
		return false
	}
	a.hangs(list)
	return true
}

// depends names what the answer hangs on: where nothing changes it alone, whatever
// differs between the two cases.
func (s *inSets) depends(a *answer, known []bool) {
	list := s.hangsOn(known)
	if s.q.setSteps <= 0 {
		a.limit = notAll()
	}
	if list == nil {
		for i := range s.q.vars {
			if v := &s.q.vars[i]; a.allowed.world.differs(a.denied.world, v) {
				list = append(list, v)
			}
		}
	}
	a.hangs(list)
}

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
	if !q.consistent(w) || q.steps.TooLong(resource) {
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
