package access

import (
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/request"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// refused is what S3 refuses, or the key, whatever the policies allow.
func refused(q *query, in terms) request.Set {
	refused := request.Set{}
	for i := range q.keys {
		refused = refused.Or(in.usable(&q.keys[i]).Not())
	}
	set := q.layers.Settings
	if set == nil || q.ofAccount() {
		return refused
	}
	refused = refused.Or(in.told(foreignFact))
	if q.crosses() && set.RequesterPays == condition.True {
		return request.All()
	}
	if q.outside() {
		refused = refused.Or(setting(in, q.public, publicFact).And(setting(in, set.Block.RestrictPublicBuckets, restrictFact)))
	}
	if q.header.Sent() && q.header.HandsOver(set.ACL.Owner) != condition.True {
		refused = refused.Or(setting(in, set.Ownership.Enforced(), enforcedFact))
	}
	if q.header.Public() {
		refused = refused.Or(setting(in, set.Block.BlockPublicACLs, blockACLFact))
	}
	return refused
}

// lists is what the bucket's ACL is in force for and grants the leg to the role's
// account, which has to allow it too; to a group of everybody where that is asked.
func lists(q *query, in terms, leg s3.Leg, groupsOnly bool) request.Set {
	listed := request.Set{}
	set := q.layers.Settings
	if set == nil {
		return listed
	}
	named, ids, public := q.onList(leg)
	if groupsOnly {
		named, ids = false, nil
	}
	if named {
		listed = request.All()
	}
	for _, id := range ids {
		listed = listed.Or(in.told(canonicalID(id)))
	}
	if public {
		listed = listed.Or(setting(in, set.Block.IgnorePublicACLs, ignoreFact).Not())
	}
	return listed.And(setting(in, set.Ownership.Enforced(), enforcedFact).Not())
}
