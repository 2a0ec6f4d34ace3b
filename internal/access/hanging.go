package access

import (
	"github.com/crossgrant/crossgrant/internal/condition"
)

// hanging is the clauses that hang on a relaxed variable.
type hanging struct {
	all []*clause
	of  map[string][]*clause // of those, by what they name: a key or a fact
}

// hangs lists the clauses that hang on each relaxed variable.
func (q *query) hangs() []hanging {
	at := map[string]int{}
	for i, v := range q.vars {
		if v.relaxed {
			at[v.key+v.fact] = i
			if v.twin != "" {
				at[v.twin] = i
			}
			for _, name := range v.names {
				at[name] = i
			}
		}
	}
	list := make([]hanging, len(q.vars))
	add := func(c *clause, fact string) {
		i, ok := at[fact]
		if !ok {
			return
		}
		h := &list[i]
		if h.of == nil {
			h.of = map[string][]*clause{}
		}
		h.all, h.of[fact] = once(h.all, c), once(h.of[fact], c)
	}
	for _, clauses := range q.perLeg {
		for i := range clauses {
			c := &clauses[i]
			for _, facts := range [][]string{c.facts, c.unless, c.anyOf} {
				for _, fact := range facts {
					add(c, fact)
				}
			}
			for j := range c.tests {
				add(c, c.tests[j].Key())
			}
			if q.stages[c.stage].endpoint != "" {
				add(c, endpointKey)
			}
		}
	}
	return list
}

// once adds a clause; clauses come one by one.
func once(list []*clause, c *clause) []*clause {
	if last := len(list) - 1; last < 0 || list[last] != c {
		return append(list, c)
	}
	return list
}

// leaner counts what is on the side of the request in a world, for each value that
// a variable is told. Of names that exclude each other one changes those clauses alone
// that name it.
func (q *query) leaner(w *world, i int, on *hanging) func(value int) int {
	v := &q.vars[i]
	if v.names == nil {
		return func(int) int { return q.leaning(w, on.all...) }
	}
	was := w.row[i]
	q.tellKept(w, i, 0)
	none, of := 0, map[*clause]int{}
	for _, c := range on.all {
		of[c] = q.leaning(w, c)
		none += of[c]
	}
	q.tellKept(w, i, was)
	return func(value int) int {
		n := none
		for _, c := range on.of[v.names[value]] {
			n += q.leaning(w, c) - of[c]
		}
		return n
	}
}

// leaning counts what is on the side of the request: a deny that does not apply
// most, then an allow that does, then what an allow asks for.
func (q *query) leaning(w *world, clauses ...*clause) (n int) {
	q.steps.Take(len(clauses) / 8)
	for _, c := range clauses {
		is := q.matches(c, w) == condition.True
		switch {
		case c.deny && is:
			n -= 1 << 30
		case is:
			n += 1 << 10
		}
		if passed := q.passedOf(c); c.deny {
			n -= passed
		} else {
			n += passed
		}
	}
	return n
}

// passedOf counts the tests of a clause that are passed in the world that is tried.
func (q *query) passedOf(c *clause) (n int) {
	if of, all := q.settled(c); all {
		return of.passed
	}
	for i := range c.tests {
		if q.answerOf(c, i) == condition.True {
			n++
		}
	}
	return n
}
