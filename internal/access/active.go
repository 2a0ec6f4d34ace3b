package access

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
)

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

// matches tells whether the clause's statement matches in the world.
func (q *query) matches(c *clause, w *world) condition.Truth {
	return matching[condition.Truth](truths{q, w, w.side != exactly}, c)
}

// consistent reports whether what a world tells can be so in one request.
func (q *query) consistent(w *world) bool {
	possible := authz.Consistent(w.tried) && q.begins(w.tried[prefixKey])
	if possible {
		laws(truths{q, w, true}, q, func(law condition.Truth) bool {
			possible = law != condition.False
			return !possible
		})
	}
	return possible
}

// truths are what the parts of clauses come to in a world. What it does not tell is open,
// or else false.
type truths struct {
	q    *query
	w    *world
	open bool
}

var _ parts[condition.Truth] = truths{}

func (in truths) through(at int) condition.Truth { return in.q.comesThrough(at, in.w) }

func (in truths) fact(fact string) condition.Truth {
	is, told := in.w.facts[fact]
	if of := exclusive(fact); of != "" {
		var name string
		name, told = in.w.names[of]
		is = name == fact
	}
	if told || !in.open {
		return truth(is)
	}
	return condition.Unknown
}

func (in truths) one(c *clause) condition.Truth {
	if len(c.anyOf) > fewFacts && in.w.side == exactly {
		return truth(c.any.in(in.w, c.anyOf))
	}
	t := condition.False
	for i := 0; i < len(c.anyOf) && t != condition.True; i++ {
		t = t.Or(in.fact(c.anyOf[i]))
	}
	return t
}

// passing takes a test that no value could stand for as one of the world's facts.
func (in truths) passing(t condition.Truth, c *clause) condition.Truth {
	if of, all := in.q.settled(c); of.failed > 0 || all {
		return t.And(truth(of.failed == 0))
	}
	for i := 0; i < len(c.tests) && t != condition.False; i++ {
		passes := in.q.answerOf(c, i)
		if passes == condition.Unknown {
			passes = in.fact(c.tests[i].Key())
		}
		t = t.And(passes)
	}
	return t
}

func (in truths) like(key, value string) condition.Truth {
	switch v := in.w.tried[key]; v.State {
	case condition.Absent:
		return condition.True
	case condition.Present:
		return truth(slices.Equal(v.Values, []string{value}))
	}
	return condition.Unknown
}
