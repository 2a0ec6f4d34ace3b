package access

import "github.com/crossgrant/crossgrant/internal/authz"

// parts are what the parts of a clause come to: truth values in one world, or the requests
// of all worlds.
type parts[T authz.Algebra[T]] interface {
	through(at int) T         // what comes through a stage
	fact(fact string) T       // what a fact is true for
	one(c *clause) T          // what one of the clause's anyOf is true for
	passing(t T, c *clause) T // of t, what passes the clause's tests
	// like is where a key has a value, if it is there.
	like(key, value string) T
}

// matching is where the statement of a clause matches, whichever object it is.
func matching[T authz.Algebra[T], P parts[T]](in P, c *clause) T {
	t := in.through(c.stage)
	for _, fact := range c.facts {
		t = t.And(in.fact(fact))
	}
	for _, fact := range c.unless {
		t = t.And(in.fact(fact).Not())
	}
	if len(c.anyOf) > 0 {
		t = t.And(in.one(c))
	}
	return in.passing(t, c)
}

// laws are what is so of every request: what is known of an endpoint, of those that come
// through it; and of places what one entails of another. It ends where one is done.
func laws[T authz.Algebra[T], P parts[T]](in P, q *query, done func(law T) bool) {
	for at := range q.stages {
		id := q.stages[at].endpoint
		if id == "" {
			continue
		}
		e := q.endpointOf(id)
		for _, of := range [...]struct{ key, value string }{{endpointVPCKey, e.VPC}, {endpointAccountKey, e.Account}} {
			if of.value != "" && done(in.through(at).Not().Or(in.like(of.key, of.value))) {
				return
			}
		}
	}
	for _, i := range q.implications {
		if done(so[T](in, i.given, !i.ifGiven).Or(so[T](in, i.then, i.isThen))) {
			return
		}
	}
}

// so is where a fact is true, or false.
func so[T authz.Algebra[T], P parts[T]](in P, fact string, is bool) T {
	if is {
		return in.fact(fact)
	}
	return in.fact(fact).Not()
}
