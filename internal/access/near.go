package access

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
)

// changedIn is where some statement changes.
func changedIn(clauses []*clause, before, after []condition.Truth) (where region) {
	var parts []region
	for i, c := range clauses {
		same := func(r region) bool { return r.op == match && c.region.op == match && r.pattern == c.region.pattern }
		if before[i] != after[i] && !slices.ContainsFunc(parts, same) {
			parts = append(parts, c.region)
		}
	}
	return union(parts...)
}

// equalNear reports whether the same is allowed in a world as where a relaxed variable
// has another value. Only statements change with it, so it is enough to ask where they
// do, and there of the statements that say something there: of a hundred that are each
// about a prefix of its own, one.
func (q *query) equalNear(w *world, i, other int, where region) bool {
	whole := q.perLeg
	defer func() { q.perLeg = whole }()
	q.perLeg = make([][]clause, len(whole))
	for leg, clauses := range whole {
		for j := range clauses {
			if !apart(&clauses[j].region, &where) {
				q.perLeg[leg] = append(q.perLeg[leg], clauses[j])
			}
		}
	}
	is, value := q.among(w), w.row[i]
	q.tell(w, i, other)
	was := q.among(w)
	q.tell(w, i, value)
	return q.equal(intersect(where, was), intersect(where, is))
}

// apart reports that two regions have no string in common; where that takes a search, it
// is false.
func apart(a, b *region) bool {
	switch {
	case a.op == nothing || b.op == nothing:
		return true
	case a.op == match && b.op == match:
		return !glob.Overlaps(a.pattern, b.pattern)
	case a.op == any_:
		return !slices.ContainsFunc(a.parts, func(part region) bool { return !apart(&part, b) })
	case a.op == all:
		return slices.ContainsFunc(a.parts, func(part region) bool { return apart(&part, b) })
	case b.op == any_ || b.op == all:
		return apart(b, a)
	}
	return false
}
