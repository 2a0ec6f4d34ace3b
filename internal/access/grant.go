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

// legRegion returns where one leg is allowed in a world: the object keys for which
// AWS's evaluation logic, see authz.Formula, comes to a grant and no layer denies.
func (q *query) legRegion(w *world, leg s3.Leg, clauses []clause) region {
	allows := make([][]region, len(q.stages))
	var bucket, point [toSession + 1][]region
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
			into = &bucket[c.grants]
		case q.stages[c.stage].name == authz.AccessPoint:
			into = &point[c.grants]
		}
		*into = append(*into, c.region)
	}
	whole := region{op: everything}
	for at, reading := range w.read {
		switch {
		case !q.onWay(at, w):
		case reading == readDenies:
			return region{}
		case reading == readGrants && at == bucketStage:
			bucket[toSession] = append(bucket[toSession], whole)
		case reading == readGrants && q.stages[at].name == authz.AccessPoint:
			point[toSession] = append(point[toSession], whole)
		case reading == readGrants:
			allows[at] = append(allows[at], whole)
		}
	}
	if q.crosses() && (leg.IfACL && w.facts[aclFact] || q.lists(leg, w)) {
		bucket[toAccount] = append(bucket[toAccount], whole)
	}
	f := authz.Formula[region]{
		Same: !q.crosses(), Deny: union(denies...),
		Identity: union(allows[identityStage]...), Boundary: whole, Session: whole,
		Endpoint: whole, Behind: whole, Levels: whole, Served: whole,
		Resource: granted(&bucket), Point: granted(&point),
	}
	if leg.On == s3.Account {
		f.Kind, f.Same = authz.OwnSide, true
	}
	if q.asker.kind == snapshot.IsNobody {
		f.Identity = whole // nobody's policies limit the request
	}
	if q.layers.Point != nil {
		f.Through, f.SamePoint = true, q.asker.owns(q.layers.Point.Account)
	}
	if q.layers.Boundary.State != authz.Absent {
		f.Boundary = union(allows[boundaryStage]...)
	}
	if q.layers.Session.State != authz.Absent {
		f.Session = union(allows[sessionStage]...)
	}
	for at, s := range q.stages {
		if s.limits() && q.onWay(at, w) {
			f.Levels = f.Levels.And(union(allows[at]...))
		}
	}
	return f.Grant().And(f.Deny.Not())
}

// granted is what a resource-based policy allows, by grade.
func granted(lists *[toSession + 1][]region) authz.Grants[region] {
	return authz.Grants[region]{ByAccount: union(lists[toAccount]...), ByRole: union(lists[toRole]...), Direct: union(lists[toSession]...)}
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
