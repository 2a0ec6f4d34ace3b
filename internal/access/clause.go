package access

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/request"
)

// clause is a statement of one layer that can matter for one leg: whom and
// what it names is settled, only its conditions and the object key are open.
type clause struct {
	stage   int
	deny    bool
	grants  grade
	objects request.Set // that it names
	tests   []condition.Test
	// facts have to be true for the statement to match, those of unless false,
	// and one of anyOf, if there are any, true: things that are neither keys of the
	// context nor text of a policy.
	facts, unless, anyOf []string
	// at is the place of the first of the tests among those of all clauses.
	at int
	// number is the clause's place among all.
	number int
	// any is anyOf once more, to be looked up.
	any anySet
}

// settle drops the tests that are true whatever the unknown facts are, and
// empties the clause if one is false.
func (c *clause) settle(base *context) {
	kept := c.tests[:0]
	for _, test := range c.tests {
		switch test.Eval(base) {
		case condition.False:
			c.objects = request.Set{}
		case condition.Unknown:
			kept = append(kept, test)
		}
	}
	c.tests = kept
}

// anySet is a list of facts of which one has to be true.
type anySet struct {
	names map[string]bool // those that exclude each other
	plain []string
}

// in reports whether one of the facts is true in a world in which each is told.
func (s *anySet) in(w *world, facts []string) bool {
	if s.names == nil {
		s.names = map[string]bool{}
		for _, fact := range facts {
			if exclusive(fact) != "" {
				s.names[fact] = true
			} else {
				s.plain = append(s.plain, fact)
			}
		}
	}
	for _, of := range exclusives {
		if name := w.names[of]; name != "" && s.names[name] {
			return true
		}
	}
	return slices.ContainsFunc(s.plain, func(fact string) bool { return w.facts[fact] })
}

// fewFacts is how many facts are looked through, one by one.
const fewFacts = 8
