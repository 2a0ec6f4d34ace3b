package access

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/condition"
)

// passed are the answers of all tests in a world that changes by one fact at a time:
// a statement with a hundred keys is asked about each of them, and what the others
// answer stays the same.
type passed struct {
	answers []condition.Truth
	of      map[string][]testAt // by the one key that the answer hangs on
}

// testAt is a test and its place among those of all clauses.
type testAt struct {
	test *condition.Test
	at   int
}

// keepPassed answers all tests, in the world that is tried; the answers are kept until
// the function that it returns is called.
func (q *query) keepPassed() (forget func()) {
	p := &passed{of: map[string][]testAt{}}
	for _, clauses := range q.perLeg {
		for i := range clauses {
			c := &clauses[i]
			c.at = len(p.answers)
			for j := range c.tests {
				test, answer := &c.tests[j], condition.Unknown
				if test.Alone() {
					answer = test.Eval(q.base)
					p.of[test.Key()] = append(p.of[test.Key()], testAt{test, len(p.answers)})
				}
				p.answers = append(p.answers, answer)
			}
		}
	}
	q.passed = p
	return func() { q.passed = nil }
}

// tellKept is tell, where answers are kept.
func (q *query) tellKept(w *world, i, value int) {
	q.tell(w, i, value)
	v := &q.vars[i]
	for _, key := range []string{v.key, v.twin} {
		if key == "" {
			continue
		}
		for _, t := range q.passed.of[key] {
			q.passed.answers[t.at] = t.test.Eval(q.base)
		}
	}
}

// answerOf is the answer of a clause's test in the world that is tried.
func (q *query) answerOf(c *clause, i int) condition.Truth {
	if q.passed == nil || !c.tests[i].Alone() {
		return c.tests[i].Eval(q.base)
	}
	return q.passed.answers[c.at+i]
}

// fewFacts is how many facts are looked through, one by one.
const fewFacts = 8

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
