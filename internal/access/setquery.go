package access

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/request"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// sets is the query as sets of requests.
func (q *query) sets() *inSets {
	s := &inSets{q: q, asked: map[string]bool{}, setValued: map[string]bool{}, modelled: true}
	q.base.carried = func(string) bool { return true }
	for _, clauses := range q.perLeg {
		for i := range clauses {
			for j := range clauses[i].tests {
				t := &clauses[i].tests[j]
				s.setValued[t.Key()] = s.setValued[t.Key()] || t.Operator().Qualifier != condition.Plain
			}
		}
	}
	for i := range q.keys {
		for key, tests := range q.keys[i].shared {
			s.setValued[key] = s.setValued[key] || slices.ContainsFunc(tests, func(t *condition.Test) bool { return t.Operator().Qualifier != condition.Plain })
		}
	}
	if !q.onBucket() {
		s.possible = append(s.possible, request.Text(objectText, q.objects))
	}
	allows := s.refused().Not()
	for i := range q.keys {
		if where := q.keys[i].where; where != nil {
			allows = allows.And(s.region(*where))
		}
	}
	for i, leg := range q.legs {
		allows = allows.And(s.leg(leg, q.perLeg[i]))
	}
	s.endpoints()
	s.places()
	s.together()
	possible := request.Intersection(s.possible...)
	s.may, s.mayNot = possible.And(allows), possible.And(allows.Not())
	return s
}

// clause is the requests that the clause's statement matches.
func (s *inSets) clause(c *clause) request.Set {
	parts := []request.Set{s.onWay(c.stage), s.region(c.region)}
	for _, fact := range c.facts {
		parts = append(parts, s.fact(fact))
	}
	for _, fact := range c.unless {
		parts = append(parts, s.fact(fact).Not())
	}
	if len(c.anyOf) > 0 {
		var one []request.Set
		for _, fact := range c.anyOf {
			one = append(one, s.fact(fact))
		}
		parts = append(parts, request.Union(one...))
	}
	for i := range c.tests {
		parts = append(parts, s.test(&c.tests[i]))
	}
	return request.Intersection(parts...)
}

func (s *inSets) test(t *condition.Test) request.Set {
	if t.Family() == 0 || t.Open(s.q.base) != "" {
		return request.Fact(t.Wanted())
	}
	for _, key := range append(t.Needs(), t.Key()) {
		s.know(key)
	}
	return request.Having(t)
}

// leg is where a leg is allowed.
func (s *inSets) leg(leg s3.Leg, clauses []clause) request.Set {
	q := s.q
	say := said[request.Set]{allows: make([]request.Set, len(q.stages)), onWay: make([]request.Set, len(q.stages))}
	for at := range q.stages {
		say.onWay[at] = s.onWay(at)
	}
	allow := func(at int, as grade, where request.Set) {
		switch {
		case q.stages[at].Name == authz.BucketPolicy:
			say.bucket.Add(as, where)
		case q.stages[at].Name == authz.AccessPoint:
			say.point.Add(as, where)
		default:
			say.allows[at] = say.allows[at].Or(where)
		}
	}
	for i := range clauses {
		if c := &clauses[i]; c.deny {
			say.deny = say.deny.Or(s.clause(c))
		} else {
			allow(c.stage, c.grants, s.clause(c))
		}
	}
	for i := range q.vars {
		if v := &q.vars[i]; v.layer != "" && v.fact == "" {
			grants, denies := s.reading(v.stage)
			say.deny = say.deny.Or(denies.And(say.onWay[v.stage]))
			allow(v.stage, toSession, grants.And(say.onWay[v.stage]))
		}
	}
	if q.crosses() {
		lists := s.lists(leg, false)
		if leg.IfACL {
			lists = lists.Or(s.told(aclFact))
		}
		say.bucket.Add(toAccount, lists)
	}
	say.bucket.Add(toRole, s.lists(leg, true).And(s.told(groupFact)))
	return allowed(q, leg, &say, request.All())
}
