package access

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
)

// worlds enumerates the combinations of the variables that are told; the others
// are left open. ok is false if there are too many.
func (q *query) worlds(told func(*variable) bool) (list []world, ok bool) {
	total := q.cases(told)
	if total > maxCases {
		return nil, false
	}
	var at []int
	row := make([]int, len(q.vars))
	for i := range q.vars {
		if row[i] = untold; told(&q.vars[i]) {
			row[i] = 0
			at = append(at, i)
		}
	}
	for range total {
		w := world{row: slices.Clone(row)}
		for _, i := range at {
			q.tell(&w, i, row[i])
		}
		if q.consistent(&w) {
			list = append(list, w)
		}
		for _, i := range at {
			if row[i]++; row[i] < q.vars[i].size {
				break
			}
			row[i] = 0
		}
	}
	return list, true
}

// tell sets a variable of a world to one of its values.
func (q *query) tell(w *world, i, value int) {
	w.row[i] = value
	switch v := &q.vars[i]; {
	case v.layer != "" && v.fact == "":
		put(&w.read, v.stage, value)
	case v.names != nil:
		put(&w.names, v.label, v.names[value])
	case v.key != "":
		put(&w.tried, v.key, v.values[value])
		if v.twin != "" {
			put(&w.tried, v.twin, authz.Epoch(v.values[value]))
		}
	default:
		put(&w.facts, v.fact, value == 1)
	}
}

// try lets tests be asked in a world, until the function that it returns is called.
func (q *query) try(w *world) (end func()) {
	before := q.base.tried
	q.base.tried = w.tried
	return func() { q.base.tried = before }
}

// keepPassed answers all tests in a world; the answers are kept until the function that
// it returns is called.
func (q *query) keepPassed(w *world) (forget func()) {
	defer q.try(w)()
	p := &passed{of: map[string][]testAt{}}
	for _, clauses := range q.perLeg {
		for i := range clauses {
			c := &clauses[i]
			c.at, c.number = len(p.answers), len(p.tallies)
			kept := tally{}
			for j := range c.tests {
				test, answer := &c.tests[j], condition.Unknown
				if test.Alone() {
					answer = test.Eval(q.base)
					p.of[test.Key()] = append(p.of[test.Key()], testAt{test, len(p.answers), c.number})
				}
				p.answers = append(p.answers, answer)
				kept.count(answer, 1)
			}
			p.tallies = append(p.tallies, kept)
		}
	}
	q.passed = p
	return func() { q.passed = nil }
}

// tellKept is tell, where answers are kept.
func (q *query) tellKept(w *world, i, value int) {
	defer q.try(w)()
	q.tell(w, i, value)
	v := &q.vars[i]
	for _, key := range []string{v.key, v.twin} {
		if key == "" {
			continue
		}
		for _, t := range q.passed.of[key] {
			kept, answer := &q.passed.tallies[t.clause], t.test.Eval(q.base)
			kept.count(q.passed.answers[t.at], -1)
			kept.count(answer, 1)
			q.passed.answers[t.at] = answer
		}
	}
}
