package access

import (
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/region"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// legRegion returns the object keys for which a leg is allowed in a world.
func (q *query) legRegion(w *world, leg s3.Leg, clauses []clause) region.Region {
	allows := make([][]region.Region, len(q.stages))
	var bucket, point [toSession + 1][]region.Region
	var denies []region.Region
	for i := range clauses {
		c := &clauses[i]
		if !q.active(c, w) {
			continue
		}
		into := &allows[c.stage]
		switch {
		case c.deny:
			into = &denies
		case q.stages[c.stage].Name == authz.BucketPolicy:
			into = &bucket[c.grants]
		case q.stages[c.stage].Name == authz.AccessPoint:
			into = &point[c.grants]
		}
		*into = append(*into, c.region)
	}
	whole := region.Everything()
	for at, reading := range w.read {
		switch {
		case !q.onWay(at, w):
		case reading == readDenies:
			return region.Region{}
		case reading == readGrants && q.stages[at].Name == authz.BucketPolicy:
			bucket[toSession] = append(bucket[toSession], whole)
		case reading == readGrants && q.stages[at].Name == authz.AccessPoint:
			point[toSession] = append(point[toSession], whole)
		case reading == readGrants:
			allows[at] = append(allows[at], whole)
		}
	}
	if q.crosses() && (leg.IfACL && w.facts[aclFact] || q.lists(leg, w, false)) {
		bucket[toAccount] = append(bucket[toAccount], whole)
	}
	if w.facts[groupFact] && q.lists(leg, w, true) {
		bucket[toRole] = append(bucket[toRole], whole)
	}
	say := said[region.Region]{allows: make([]region.Region, len(allows)), onWay: make([]region.Region, len(allows)),
		bucket: granted(&bucket), point: granted(&point), deny: region.Union(denies...)}
	for at := range allows {
		if say.allows[at] = region.Union(allows[at]...); q.onWay(at, w) {
			say.onWay[at] = whole
		}
	}
	return allowed(q, leg, &say, whole)
}

// granted is what a resource-based policy allows, by grade.
func granted(lists *[toSession + 1][]region.Region) authz.Grants[region.Region] {
	return authz.Grants[region.Region]{ByAccount: region.Union(lists[toAccount]...), ByRole: region.Union(lists[toRole]...), Direct: region.Union(lists[toSession]...)}
}

// said is what the stages say about a leg.
type said[T authz.Algebra[T]] struct {
	allows, onWay []T // by stage; of those on the way of some requests alone, which
	bucket, point authz.Grants[T]
	deny          T
}

// allowed is where a leg is allowed: where AWS's evaluation logic comes to a grant and
// no stage denies.
func allowed[T authz.Algebra[T]](q *query, leg s3.Leg, s *said[T], whole T) T {
	f := authz.Formula[T]{
		Never: whole.Not(), Same: !q.crosses(), Deny: s.deny, Identity: whole.Not(), Own: whole,
		Limits: whole, Served: whole, Resource: s.bucket, Point: s.point,
		Foreign: whole.Not(), Released: whole.Not(), Delegated: whole.Not(),
	}
	if leg.On == s3.Account {
		f.Kind, f.Same = authz.OwnSide, true
	}
	if q.layers.Point != nil {
		f.Through, f.SamePoint = true, q.asker.owns(q.layers.Point.Account)
	}
	for at := range q.stages {
		of := &q.stages[at]
		switch {
		case of.Name == authz.Identity:
			f.Identity = s.allows[at]
		case of.layer.State == authz.Absent:
		case of.Weight == authz.LimitsOwn:
			f.Own = f.Own.And(s.allows[at])
		case of.Weight == authz.LimitsAll:
			f.Limits = f.Limits.And(s.allows[at].Or(s.onWay[at].Not()))
		}
	}
	if q.asker.kind == snapshot.IsNobody {
		f.Identity = whole // nobody's policies limit the request
	}
	return f.Grant().And(f.Deny.Not())
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
	switch {
	case len(c.anyOf) > fewFacts && w.side == exactly:
		t = t.And(truth(c.any.in(w, c.anyOf)))
	case len(c.anyOf) > 0:
		t = t.And(anyOf(c.anyOf, told))
	}
	for _, fact := range c.unless {
		t = t.And(told(fact).Not())
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
