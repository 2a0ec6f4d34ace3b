package access

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/request"
)

// changedIn is where some statement changes.
func changedIn(clauses []*clause, before, after []condition.Truth) request.Set {
	var parts []request.Set
	for i, c := range clauses {
		same := func(r request.Set) bool {
			a, plain := r.Pattern()
			b, too := c.objects.Pattern()
			return plain && too && a == b
		}
		if before[i] != after[i] && !slices.ContainsFunc(parts, same) {
			parts = append(parts, c.objects)
		}
	}
	return request.Union(parts...)
}

// clausesNear lists them. Of a hundred that are each about a prefix of its own it is one.
func (q *query) clausesNear(where request.Set) (perLeg [][]clause, number int) {
	if q.clausesAt == nil {
		for _, clauses := range q.perLeg {
			prefixes := make([]string, len(clauses))
			for i := range clauses {
				prefixes[i] = clauses[i].objects.Prefix()
			}
			q.clausesAt = append(q.clausesAt, glob.NewPrefixes(prefixes))
		}
	}
	perLeg = make([][]clause, len(q.perLeg))
	for leg, at := range q.clausesAt {
		for _, i := range at.Near(where.Prefix()) {
			if c := &q.perLeg[leg][i]; !request.Apart(c.objects, where) {
				perLeg[leg] = append(perLeg[leg], *c)
			}
		}
		number += len(perLeg[leg])
	}
	return perLeg, number
}

// equalNear reports whether the same is allowed in a world as where a relaxed variable
// has another value. Only statements change with it, so it is enough to ask where they
// do, and there of the statements that say something there.
func (q *query) equalNear(w *world, i, other int, where request.Set) bool {
	near, number := q.clausesNear(where)
	if !q.steps.Take(4 * number) {
		return false
	}
	whole := q.perLeg
	defer func() { q.perLeg = whole }()
	q.perLeg = near
	is, value := q.among(w), w.row[i]
	q.tellKept(w, i, other)
	was := q.among(w)
	q.tellKept(w, i, value)
	return q.equal(request.Intersection(where, was), request.Intersection(where, is))
}
