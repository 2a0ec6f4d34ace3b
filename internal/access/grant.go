package access

import (
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// aclFact: AWS's pages disagree whether the bucket's side has to allow
// PutObjectAcl for an upload that carries bucket-owner-full-control.
const aclFact = "undocumented: whether the bucket policy has to allow s3:PutObjectAcl for bucket-owner-full-control"

// legRegion returns where one leg is allowed in a world (IAM User Guide, Policy
// evaluation logic).
func (q *query) legRegion(w *world, leg s3.Leg, clauses []clause) region {
	allows := make([][]region, len(q.stages))
	var buckets, points [4][]region
	var denies []region
	for i := range clauses {
		c := &clauses[i]
		if !q.active(c, w) {
			continue
		}
		into := &allows[c.stage]
		switch {
		case c.deny:
			into = &denies
		case c.stage == bucketStage:
			into = &buckets[c.grants]
		case q.stages[c.stage].name == authz.AccessPoint:
			into = &points[c.grants]
		}
		*into = append(*into, c.region)
	}
	allow, denied := make([]region, len(q.stages)), union(denies...)
	for at := range allows {
		allow[at] = union(allows[at]...)
	}
	var bucket, point grants
	for of := range buckets {
		bucket[of], point[of] = union(buckets[of]...), union(points[of]...)
	}
	for at, reading := range w.read {
		switch {
		case !q.onWay(at, w):
		case reading == readDenies:
			return region{}
		case reading == readGrants && at == bucketStage:
			bucket[toSession] = region{op: everything}
		case reading == readGrants && q.stages[at].name == authz.AccessPoint:
			point[toSession] = region{op: everything}
		case reading == readGrants:
			allow[at] = region{op: everything}
		}
	}
	own := region{op: everything}
	if q.layers.Boundary.State != authz.Absent {
		own = intersect(own, allow[boundaryStage])
	}
	if q.layers.Session.State != authz.Absent {
		own = intersect(own, allow[sessionStage])
	}
	// What limits every grant: each level of the SCPs, the endpoint's policy.
	passed := denied.complement()
	for at, s := range q.stages {
		if s.limits() && q.onWay(at, w) {
			passed = intersect(passed, allow[at])
		}
	}
	user := intersect(allow[identityStage], own)
	if q.asker.kind == snapshot.IsNobody {
		user = region{op: everything} // nobody's policies limit the request
	}
	if leg.On == s3.Account {
		return intersect(user, passed)
	}
	if q.crosses() && (leg.IfACL && w.facts[aclFact] || q.lists(leg, w)) {
		bucket[toAccount] = region{op: everything}
	}
	granted := bucket.side(user, own, !q.crosses())
	if q.layers.Point != nil {
		granted = intersect(granted, point.side(user, own, q.asker.owns(q.layers.Point.Account)))
	}
	return intersect(granted, passed)
}

// grants are what a resource-based policy allows, by grade.
type grants [4]region

// side is what a resource's policy and the role's own come to: across accounts
// both must allow, inside one either may.
func (g *grants) side(user, own region, same bool) region {
	if same {
		return union(g[toSession], intersect(g[toRole], own), user)
	}
	return intersect(user, union(g[toSession], g[toRole], g[toAccount]))
}

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
	if len(c.anyOf) > 0 {
		t = t.And(anyOf(c.anyOf, told))
	}
	for _, fact := range c.unless {
		t = t.And(told(fact).Not())
	}
	for i := 0; i < len(c.tests) && t != condition.False; i++ {
		passes := c.tests[i].Eval(q.base)
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
