package access

import (
	"fmt"

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

// places are the requests that no implication rules out.
func (s *inSets) places() {
	is := func(fact string, truth bool) request.Set {
		if truth {
			return s.fact(fact)
		}
		return s.fact(fact).Not()
	}
	for _, i := range s.q.implications {
		s.possible = append(s.possible, is(i.given, i.ifGiven).Not().Or(is(i.then, i.isThen)))
	}
}
