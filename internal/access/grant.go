package access

import (
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// allowedIn is where the operation is allowed: S3 and the key serve it, every leg is granted
// and none is denied. Of the legs those alone that are asked.
func allowedIn[T authz.Algebra[T]](q *query, in terms[T], asked func(s3.Leg) bool) T {
	result := refused(q, in).Not()
	for i := 0; i < len(q.keys) && !in.hopeless(result); i++ {
		if objects := q.keys[i].where; objects != nil {
			result = result.And(in.region(*objects))
		}
	}
	for i, leg := range q.legs {
		if asked(leg) && !in.hopeless(result) {
			result = result.And(legAllowed(q, in, leg, q.perLeg[i]))
		}
	}
	return result
}

// said is what the stages say about a leg: lists of what their statements match.
type said[T authz.Algebra[T]] struct {
	allows, onWay []T // by stage, those that cap or are the caller's own
	bucket, point authz.Grants[T]
	deny          T
}

// legAllowed is where a leg is allowed: where AWS's evaluation logic comes to a grant and
// no stage denies.
func legAllowed[T authz.Algebra[T]](q *query, in terms[T], leg s3.Leg, clauses []clause) T {
	allows := make([][]T, len(q.stages))
	var bucket, point [toSession + 1][]T
	var denies []T
	allow := func(at int, as grade, what T) {
		into := &allows[at]
		switch q.stages[at].Name {
		case authz.BucketPolicy:
			into = &bucket[as]
		case authz.AccessPoint:
			into = &point[as]
		}
		*into = append(*into, what)
	}
	for i := range clauses {
		c := &clauses[i]
		switch what, matches := in.clause(c); {
		case !matches:
		case c.deny:
			denies = append(denies, what)
		default:
			allow(c.stage, c.grants, what)
		}
	}
	for i := range q.vars {
		if v := &q.vars[i]; v.layer != "" && v.fact == "" {
			grants, deny := in.reading(v.stage)
			denies = append(denies, deny.And(in.onWay(v.stage)))
			allow(v.stage, toSession, grants.And(in.onWay(v.stage)))
		}
	}
	if q.crosses() {
		bucket[toAccount] = append(bucket[toAccount], lists(q, in, leg, false))
		if leg.IfACL {
			bucket[toAccount] = append(bucket[toAccount], in.told(aclFact))
		}
	} else if q.layers.Settings != nil {
		bucket[toRole] = append(bucket[toRole], lists(q, in, leg, true).And(in.told(groupFact)))
	}
	granted := func(of *[toSession + 1][]T) authz.Grants[T] {
		return authz.Grants[T]{ByAccount: in.union(of[toAccount]), ByRole: in.union(of[toRole]), Direct: in.union(of[toSession])}
	}
	say := said[T]{allows: make([]T, len(allows)), onWay: make([]T, len(allows)), bucket: granted(&bucket), point: granted(&point), deny: in.union(denies)}
	for at := range allows {
		say.allows[at], say.onWay[at] = in.union(allows[at]), in.onWay(at)
	}
	return allowed(q, leg, &say, in.whole())
}

// allowed is the formula over what the stages say.
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
