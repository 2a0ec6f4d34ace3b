package access

import (
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/request"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// allowedIn is where the operation is allowed: S3 and the key serve it, every leg is granted
// and none is denied. Of the legs those alone that are asked.
func allowedIn(q *query, in terms, asked func(s3.Leg) bool) request.Set {
	result := refused(q, in).Not()
	for i := 0; i < len(q.keys) && !result.IsNothing(); i++ {
		if objects := q.keys[i].where; objects != nil {
			result = result.And(*objects)
		}
	}
	for i, leg := range q.legs {
		if asked(leg) && !result.IsNothing() {
			result = result.And(legAllowed(q, in, leg, q.perLeg[i]))
		}
	}
	return result
}

// said is what the stages say about a leg: lists of what their statements match.
type said struct {
	allows, onWay []request.Set // by stage, those that cap or are the caller's own
	bucket, point authz.Grants[request.Set]
	deny          request.Set
}

// legAllowed is where a leg is allowed: where AWS's evaluation logic comes to a grant and
// no stage denies.
func legAllowed(q *query, in terms, leg s3.Leg, clauses []clause) request.Set {
	allows := make([][]request.Set, len(q.stages))
	var bucket, point [toSession + 1][]request.Set
	var denies []request.Set
	allow := func(at int, as grade, what request.Set) {
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
		switch what := in.clause(c); {
		case what.IsNothing():
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
	granted := func(of *[toSession + 1][]request.Set) authz.Grants[request.Set] {
		return authz.Grants[request.Set]{ByAccount: request.Union(of[toAccount]...), ByRole: request.Union(of[toRole]...), Direct: request.Union(of[toSession]...)}
	}
	say := said{allows: make([]request.Set, len(allows)), onWay: make([]request.Set, len(allows)), bucket: granted(&bucket), point: granted(&point), deny: request.Union(denies...)}
	for at := range allows {
		say.allows[at], say.onWay[at] = request.Union(allows[at]...), in.onWay(at)
	}
	return allowed(q, leg, &say)
}

// allowed is the formula over what the stages say.
func allowed(q *query, leg s3.Leg, s *said) request.Set {
	none, whole := request.Set{}, request.All()
	f := authz.Formula[request.Set]{
		Never: none, Same: !q.crosses(), Deny: s.deny, Identity: none, Own: whole,
		Limits: whole, Served: whole, Resource: s.bucket, Point: s.point,
		Foreign: none, Released: none, Delegated: none,
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
