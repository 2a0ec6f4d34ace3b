package authz

import "github.com/crossgrant/crossgrant/internal/condition"

// slot is a layer's place in the formula.
type slot uint8

const (
	slotIdentity slot = iota
	slotBoundary
	slotSession
	slotResource // the policy of the bucket, the key or the role
	slotPoint    // the policy of the access point
	slotEndpoint
	slotBehind // the endpoint's policy about the bucket behind an access point
	slotRCP
	slotSCP // and one more for each further level
)

// resourcePolicy reports whether the policies of a slot name principals.
func (s slot) resourcePolicy() bool { return s >= slotResource && s <= slotRCP }

// ofEndpoint reports whether the slot's policy is the one of a VPC endpoint.
func (s slot) ofEndpoint() bool { return s == slotEndpoint || s == slotBehind }

// kind is what a request is about, which decides what its resource-based
// policy is worth.
type kind uint8

const (
	// Inside one account the policies of either side may grant.
	eitherSide kind = iota
	// The policy of a key or a role has to allow, even inside one account: an
	// identity-based policy counts only where it delegates to the account.
	resourceSide
	// Identity-based policies alone count, and nothing crosses accounts.
	ownSide
)

// algebra is what the formula is run with: truth values for one request, and sets
// of requests for all of them.
type algebra[T any] interface {
	And(T) T
	Or(T) T
	Not() T
}

// tally is what the layers say, each as one truth: what the formula is about.
type tally[T algebra[T]] struct {
	kind            kind
	never           T    // the truth of what is so for no request
	same, samePoint bool // the caller's account owns the resource, the access point
	through         bool // the request goes to an access point

	deny T // some layer denies, or S3 refuses by a setting
	// What the layers allow. A layer that does not exist allows, except the
	// identity policies and the resource-based ones, which grant.
	identity, boundary, session, endpoint T
	// behind is whether the endpoint's policy allows the bucket behind an access
	// point, too.
	behind          T
	levels          T // every SCP level allows
	resource, point grants[T]
	// Of an object that belongs to another account than its bucket: whether it
	// does, and whether its owner lets the caller's account at it.
	foreign, released T
	// delegated is a grant of a key to another account that counts by itself.
	delegated T
	// served is whether S3 and IAM entertain the request at all.
	served T
}

// grants are what a resource-based policy allows, by the ways in which it names
// the caller.
type grants[T algebra[T]] struct{ byAccount, byRole, direct T }

var noGrants = grants[condition.Truth]{condition.False, condition.False, condition.False}

func (g *grants[T]) add(k class, t T) {
	switch k {
	case account:
		g.byAccount = g.byAccount.Or(t)
	case role:
		g.byRole = g.byRole.Or(t)
	case direct:
		g.direct = g.direct.Or(t)
	}
}

func (g *grants[T]) any() T { return g.direct.Or(g.byRole).Or(g.byAccount) }

// grant is the heart of the matter (IAM User Guide, Policy evaluation logic,
// "Evaluating policies within a single account" and "Cross-account policy
// evaluation logic"): who has to allow. SCPs and the endpoint policy limit
// whatever that comes to.
func (t *tally[T]) grant() T {
	granted := t.side(&t.resource, t.same)
	if t.through {
		// The access point and the bucket both have to permit it (S3 User
		// Guide, Configuring IAM policies for using access points).
		granted = granted.And(t.side(&t.point, t.samePoint))
	}
	// The bucket's owner cannot grant what is not his: the object's owner does
	// (S3 User Guide, How Amazon S3 authorizes a request for an object
	// operation).
	granted = choose(t.foreign, t.user().And(t.released), granted)
	return granted.And(t.endpoint).And(t.behind).And(t.levels).And(t.served)
}

// own is what the caller's boundary and session policy leave.
func (t *tally[T]) own() T { return t.boundary.And(t.session) }

// user is what the caller's own policies come to.
func (t *tally[T]) user() T { return t.identity.And(t.own()) }

// side is what a resource's owner and the caller's account come to together.
//
// Across accounts both must allow. Inside one account either may grant: what
// names the role, or what its own policies allow, is limited by its boundary
// and session policy; a grant to the session or the user itself, or to
// everyone, is not. A grant to the account only delegates to the account's
// policies, which a bucket lets count anyway and a key or a role does not.
func (t *tally[T]) side(g *grants[T], same bool) T {
	switch {
	case t.kind == ownSide && same:
		return t.user()
	case t.kind == ownSide:
		return t.never
	case !same:
		return t.user().And(g.any()).Or(t.own().And(t.delegated))
	case t.kind == resourceSide:
		return g.direct.Or(g.byRole.And(t.own())).Or(g.byAccount.And(t.user()))
	}
	return g.direct.Or(g.byRole.And(t.own())).Or(t.user())
}

// choose is yes if c, else no; where both agree c does not matter.
func choose[T algebra[T]](c, yes, no T) T {
	return c.And(yes).Or(c.Not().And(no)).Or(yes.And(no))
}

// outcome is the answer where every fact is known.
type outcome uint8

const (
	allowed outcome = iota
	explicit
	implicit
)

func outcomeOf(t *tally[condition.Truth]) outcome {
	switch {
	case t.deny == condition.True:
		return explicit
	case t.grant() == condition.True:
		return allowed
	}
	return implicit
}

// decided returns the answer if the formula alone can tell.
func decided(t *tally[condition.Truth]) (Verdict, bool) {
	grant := t.grant()
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
