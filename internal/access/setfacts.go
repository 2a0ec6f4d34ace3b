package access

import (
	"fmt"
	"slices"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/request"
	"github.com/crossgrant/crossgrant/internal/s3"
)

const (
	readsGrant = "grants"
	readsDeny  = "denies"
)

func readingOf(at int) string { return fmt.Sprintf("the reading of stage %d", at) }

// reading is the requests for which the missing text of a stage grants, and denies.
func (s *inSets) reading(at int) (grants, denies request.Set) {
	is := func(what string) request.Set { return request.Text(readingOf(at), glob.Literal(what)) }
	return is(readsGrant), is(readsDeny)
}

// refused is the requests that S3 refuses, or the key, whatever the policies allow: see
// query.refuses.
func (s *inSets) refused() request.Set {
	q, refused := s.q, request.Set{}
	for i := range q.keys {
		switch k := &q.keys[i]; {
		case len(k.shared) > 0:
			refused = refused.Or(s.key(k).Not())
		case k.where != nil || k.decision.Verdict == authz.Allowed:
		case k.decision.Verdict.Denied():
			return request.All()
		default:
			refused = refused.Or(s.fact(k.fact).Not())
		}
	}
	set := q.layers.Settings
	if set == nil || q.ofAccount() {
		return refused
	}
	refused = refused.Or(s.told(foreignFact))
	if q.crosses() && set.RequesterPays == condition.True {
		return request.All()
	}
	if q.outside() {
		refused = refused.Or(s.setting(q.public, publicFact).And(s.setting(set.Block.RestrictPublicBuckets, restrictFact)))
	}
	if q.header.Sent() && q.header.HandsOver(set.ACL.Owner) != condition.True {
		refused = refused.Or(s.setting(set.Ownership.Enforced(), enforcedFact))
	}
	if q.header.Public() {
		refused = refused.Or(s.setting(set.Block.BlockPublicACLs, blockACLFact))
	}
	return refused
}

// lists is the requests for which the bucket's ACL is in force and grants the leg: see
// query.lists.
func (s *inSets) lists(leg s3.Leg, groupsOnly bool) request.Set {
	set := s.q.layers.Settings
	if set == nil {
		return request.Set{}
	}
	listed := request.Set{}
	named, ids, public := s.q.onList(leg)
	if groupsOnly {
		named, ids = false, nil
	}
	if named {
		listed = request.All()
	}
	for _, id := range ids {
		listed = listed.Or(s.told(canonicalID(id)))
	}
	if public {
		listed = listed.Or(s.setting(set.Block.IgnorePublicACLs, ignoreFact).Not())
	}
	return listed.And(s.setting(set.Ownership.Enforced(), enforcedFact).Not())
}

// know lists what is known of a condition key.
func (s *inSets) know(key string) {
	if s.asked[key] {
		return
	}
	s.asked[key] = true
	like := "StringLike"
	if s.setValued[key] {
		like = "ForAllValues:StringLike"
	}
	switch v := s.q.base.Lookup(key); {
	case v.State == condition.Absent:
		s.possible = append(s.possible, having("Null", key, "true"))
	case v.State == condition.Present && len(v.Values) == 1 && !v.Set:
		s.possible = append(s.possible, having("StringEquals", key, v.Values[0]))
	case v.State == condition.Present:
		s.modelled = false
	case v.State == condition.PresentUnknown:
		s.possible = append(s.possible, having("Null", key, "false"))
		if v.Within != nil {
			s.possible = append(s.possible, having(like, key, v.Within.String()))
		}
	}
	if known := taken[key]; known != nil {
		s.possible = append(s.possible, having("StringEqualsIfExists", key, known...))
	}
	if key == prefixKey && s.q.onBucket() && s.q.prefix != "" {
		s.possible = append(s.possible, having("StringLike", key, s.q.prefix+"*"))
	}
	if twin := authz.Twin(key); twin != "" && s.asked[twin] {
		s.modelled = false // both tell the same instant
	}
}

// endpoints: what is known of an endpoint is so of requests that come through it.
func (s *inSets) endpoints() {
	for at := range s.q.stages {
		id := s.q.stages[at].endpoint
		if id == "" {
			continue
		}
		e := s.q.endpointOf(id)
		for _, of := range [][2]string{{endpointVPCKey, e.VPC}, {endpointAccountKey, e.Account}} {
			if s.asked[of[0]] && of[1] != "" {
				s.possible = append(s.possible, s.onWay(at).Not().Or(having("StringEqualsIfExists", of[0], of[1])))
			}
		}
	}
}

// present are keys of which presence alone says which others are there.
var presence = []string{"aws:sourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:vpcsourceip", "aws:multifactorauthage", "aws:multifactorauthpresent"}

// together lists which of these keys can be present together.
func (s *inSets) together() {
	keys := slices.DeleteFunc(slices.Clone(presence), func(key string) bool { return !s.asked[key] })
	if len(keys) < 2 {
		return
	}
	var cases []request.Set
	for mask := range 1 << len(keys) {
		tried, one := map[string]condition.Value{}, request.All()
		for i, key := range keys {
			if tried[key] = absent; mask>>i&1 == 1 {
				tried[key] = authz.One("x")
				one = one.And(having("Null", key, "false"))
			} else {
				one = one.And(having("Null", key, "true"))
			}
		}
		if authz.Consistent(tried) {
			cases = append(cases, one)
		}
	}
	s.possible = append(s.possible, request.Union(cases...))
}
