package authz

import "github.com/crossgrant/crossgrant/internal/condition"

// slot is a layer's place in the formula.
type slot uint8

const (
	slotIdentity slot = iota
	slotBoundary
	slotSession
	slotBucket
	slotEndpoint
	slotRCP
	slotSCP // and one more for each further level
)

// tally is what the layers say, each as one truth: what the formula is about.
type tally struct {
	deny condition.Truth // some layer denies
	// What the layers allow. A layer that does not exist allows, except the
	// identity policies and the bucket policy, which grant.
	identity, boundary, session, endpoint condition.Truth
	levels                                condition.Truth // every SCP level allows
	// Grants of the bucket policy by the way in which they name the caller.
	byAccount, byRole, direct condition.Truth
}

// grant is the heart of the matter (IAM User Guide, Policy evaluation logic,
// "Evaluating policies within a single account" and "Cross-account policy
// evaluation logic").
//
// Inside one account either side may grant. What names the role, or what its
// own policies allow, is limited by its boundary and session policy; a grant
// to the session itself or to everyone is not. A grant to the account only
// delegates to the account's policies, which have to allow anyway.
//
// Across accounts both sides must allow.
func (t *tally) grant(sameAccount bool) condition.Truth {
	own := t.boundary.And(t.session)
	granted := t.identity.And(own).And(t.direct.Or(t.byRole).Or(t.byAccount))
	if sameAccount {
		granted = t.direct.Or(t.byRole.And(own)).Or(t.identity.And(own))
	}
	return granted.And(t.endpoint).And(t.levels)
}

// outcome is the answer where every fact is known.
type outcome uint8

const (
	allowed outcome = iota
	explicit
	implicit
)

func (t *tally) outcome(sameAccount bool) outcome {
	switch {
	case t.deny == condition.True:
		return explicit
	case t.grant(sameAccount) == condition.True:
		return allowed
	}
	return implicit
}

// decided returns the answer if the formula alone can tell.
func (t *tally) decided(sameAccount bool) (Verdict, bool) {
	grant := t.grant(sameAccount)
	switch {
	case t.deny == condition.True:
		return ExplicitDeny, true
	case grant == condition.False:
		// Where a deny is not certain, nothing grants in the other cases.
		return ImplicitDeny, true
	case t.deny == condition.False && grant == condition.True:
		return Allowed, true
	}
	return Unknown, false
}
