package access

import "github.com/crossgrant/crossgrant/internal/condition"

// active reports whether the clause's statement counts as one that matches in
// the world.
func (q *query) active(c *clause, w *world) bool {
	switch t := q.matches(c, w); {
	case w.side == atMost && !c.deny, w.side == atLeast && c.deny:
		return t != condition.False
	default:
		return t == condition.True
	}
}

// matches tells whether the clause's statement matches in the world. A test that
// no value could stand for is one of the world's facts.
func (q *query) matches(c *clause, w *world) condition.Truth {
	t := q.comesThrough(c.stage, w)
	told := func(fact string) condition.Truth {
		is, ok := w.facts[fact]
		if of := exclusive(fact); of != "" {
			var name string
			name, ok = w.names[of]
			is = name == fact
		}
		if ok || w.side == exactly {
			return truth(is)
		}
		return condition.Unknown
	}
	for _, fact := range c.facts {
		t = t.And(told(fact))
	}
	switch {
	case len(c.anyOf) > fewFacts && w.side == exactly:
		t = t.And(truth(c.any.in(w, c.anyOf)))
	case len(c.anyOf) > 0:
		t = t.And(anyOf(c.anyOf, told))
	}
	for _, fact := range c.unless {
		t = t.And(told(fact).Not())
	}
	if of, all := q.settled(c); of.failed > 0 || all {
		return t.And(truth(of.failed == 0))
	}
	for i := 0; i < len(c.tests) && t != condition.False; i++ {
		passes := q.answerOf(c, i)
		if passes == condition.Unknown {
			passes = told(c.tests[i].Key())
		}
		t = t.And(passes)
	}
	return t
}

// anyOf tells whether one of the facts is true.
func anyOf(facts []string, told func(string) condition.Truth) condition.Truth {
	t := condition.False
	for i := 0; i < len(facts) && t != condition.True; i++ {
		t = t.Or(told(facts[i]))
	}
	return t
}
