package access

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/request"
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
	allows := allowedIn(q, s, everyLeg)
	laws(s, q, func(law request.Set) (done bool) {
		s.possible = append(s.possible, law)
		return false
	})
	s.together()
	possible := request.Intersection(s.possible...)
	s.may, s.mayNot = possible.And(allows), possible.And(allows.Not())
	return s
}

// clause is the requests that the clause's statement matches.
func (s *inSets) clause(c *clause) request.Set { return matching[request.Set](s, c).And(c.objects) }

func (s *inSets) one(c *clause) request.Set {
	list := make([]request.Set, len(c.anyOf))
	for i, fact := range c.anyOf {
		list[i] = s.fact(fact)
	}
	return request.Union(list...)
}

func (s *inSets) passing(all request.Set, c *clause) request.Set {
	list := []request.Set{all}
	for i := range c.tests {
		list = append(list, s.test(&c.tests[i]))
	}
	return request.Intersection(list...)
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
