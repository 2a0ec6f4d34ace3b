package access

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// publicity tells whether S3 takes the bucket policy for public, or that of the
// access point, unless its network origin is a VPC. AWS's own word on the bucket
// policy beats ours.
func (q *query) publicity() condition.Truth {
	answer := q.layers.Settings.Public
	if answer == condition.Unknown {
		answer = q.layers.BucketPolicy.Public()
	}
	if point := q.layers.Point; point != nil && !point.VPC {
		answer = answer.Or(point.Policy.Public())
	}
	return answer
}

// openSettings adds the settings on which the answer can hang and that are not
// known.
func (q *query) openSettings() {
	set := q.layers.Settings
	if set == nil || q.ofAccount() {
		return
	}
	open := func(matters bool, t condition.Truth, fact string, layer authz.LayerName) {
		if matters && t == condition.Unknown {
			q.vars = append(q.vars, variable{label: fact, fact: fact, layer: layer, size: 2})
		}
	}
	enforced := set.Ownership.Enforced()
	open(q.existing() && enforced == condition.False, condition.Unknown, foreignFact, "")
	q.public = q.publicity()
	cut := q.outside() && q.public != condition.False
	open(cut, set.Block.RestrictPublicBuckets, restrictFact, authz.PublicAccess)
	open(cut && set.Block.RestrictPublicBuckets != condition.False, q.public, publicFact, "")
	named, ids, everyone := q.listed()
	lists := q.crosses() && enforced != condition.True
	refused := q.header.Sent() && q.header.HandsOver(set.ACL.Owner) != condition.True
	inside := everyone && !q.crosses() && enforced != condition.True && set.Block.IgnorePublicACLs != condition.True
	open(inside, condition.Unknown, groupFact, "")
	open(lists && (named || len(ids) > 0 || everyone) || refused || inside, enforced, enforcedFact, authz.Ownership)
	if lists {
		q.listedIDs = ids
	}
	open(lists && everyone || inside, set.Block.IgnorePublicACLs, ignoreFact, authz.PublicAccess)
	open(q.header.Public(), set.Block.BlockPublicACLs, blockACLFact, authz.PublicAccess)
}

// listed tells what the bucket's ACL grants for some leg: to the role's account,
// to ids that may be its own, and to a public group.
func (q *query) listed() (named bool, ids []string, public bool) {
	for _, leg := range q.legs {
		n, perhaps, p := q.onList(leg)
		named, ids, public = named || n, append(ids, perhaps...), public || p
	}
	slices.Sort(ids)
	return named, slices.Compact(ids), public
}

// onList tells the same of one leg. Only what is asked of the bucket is on its
// list: objects have their own.
func (q *query) onList(leg s3.Leg) (named bool, ids []string, public bool) {
	action := s3.FindAction(strings.ToLower(leg.Action))
	if action.Existing || action.ACL == "" {
		return false, nil, false
	}
	list := q.layers.Settings.ACL
	for _, g := range list.Grants {
		switch {
		case g.Permission != action.ACL && g.Permission != s3.FullControlGrant:
		case g.Group != "":
			public = public || g.Group == s3.AllUsers || g.Group == s3.AuthenticatedUsers && q.asker.kind != snapshot.IsNobody
		case q.asker.inNoAccount():
		case q.asker.canonical != "":
			named = named || g.ID == q.asker.canonical
		case g.ID != "" && g.ID != list.Owner:
			ids = append(ids, g.ID)
		}
	}
	return named, ids, public
}
