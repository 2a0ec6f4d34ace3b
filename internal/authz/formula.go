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

// Kind is what a request is about, which decides what its resource-based
// policy is worth.
type Kind uint8

const (
	// EitherSide: inside one account the policies of either side may grant.
	EitherSide Kind = iota
	// ResourceSide: the policy of a key or a role has to allow, even inside one
	// account; an identity-based policy counts only where it delegates to the account.
	ResourceSide
	// OwnSide: identity-based policies alone count, and nothing crosses accounts.
	OwnSide
)

// Algebra is what the formula is run with: truth values for one request, sets of
// requests for all of them.
type Algebra[T any] interface {
	And(T) T
	Or(T) T
	Not() T
}

// Formula is AWS's evaluation logic, over what the layers say, each as one truth.
type Formula[T Algebra[T]] struct {
	Kind            Kind
	Never           T    // the truth of what is so for no request
	Same, SamePoint bool // the caller's account owns the resource, the access point
	Through         bool // the request goes to an access point

	Deny T // some layer denies, or S3 refuses by a setting
	// What the layers allow, by the weight of an allow: the identity policies and the
	// resource-based ones grant, every layer that LimitsOwn and every one that LimitsAll
	// has to allow, too, if it exists.
	Identity, Own, Limits T
	Resource, Point       Grants[T]
	// Of an object that belongs to another account than its bucket: whether it
	// does, and whether its owner lets the caller's account at it.
	Foreign, Released T
	// Delegated is a grant of a key to another account that counts by itself.
	Delegated T
	// Served is whether S3 and IAM entertain the request at all.
	Served T
}

// Grants are what a resource-based policy allows, by the ways in which it names
// the caller.
type Grants[T Algebra[T]] struct{ ByAccount, ByRole, Direct T }

var noGrants = Grants[condition.Truth]{condition.False, condition.False, condition.False}

// Add adds what a policy allows that names the caller as the class.
func (g *Grants[T]) Add(k class, t T) {
	switch k {
	case account:
		g.ByAccount = g.ByAccount.Or(t)
	case role:
		g.ByRole = g.ByRole.Or(t)
	case direct:
		g.Direct = g.Direct.Or(t)
	}
}

func (g *Grants[T]) any() T { return g.Direct.Or(g.ByRole).Or(g.ByAccount) }

// Grant is the heart of the matter (IAM User Guide, Policy evaluation logic,
// "Evaluating policies within a single account" and "Cross-account policy
// evaluation logic"): who has to allow. SCPs and the endpoint policy limit
// whatever that comes to.
func (t *Formula[T]) Grant() T {
	granted := t.side(&t.Resource, t.Same)
	if t.Through {
		// The access point and the bucket both have to permit it (S3 User
		// Guide, Configuring IAM policies for using access points).
		granted = granted.And(t.side(&t.Point, t.SamePoint))
	}
	// The bucket's owner cannot grant what is not his: the object's owner does
	// (S3 User Guide, How Amazon S3 authorizes a request for an object
	// operation).
	granted = choose(t.Foreign, t.user().And(t.Released), granted)
	return granted.And(t.Limits).And(t.Served)
}

// user is what the caller's own policies come to.
func (t *Formula[T]) user() T { return t.Identity.And(t.Own) }

// side is what a resource's owner and the caller's account come to together.
//
// Across accounts both must allow. Inside one account either may grant: what
// names the role, or what its own policies allow, is limited by its boundary
// and session policy; a grant to the session or the user itself, or to
// everyone, is not. A grant to the account only delegates to the account's
// policies, which a bucket lets count anyway and a key or a role does not.
func (t *Formula[T]) side(g *Grants[T], same bool) T {
	switch {
	case t.Kind == OwnSide && same:
		return t.user()
	case t.Kind == OwnSide:
		return t.Never
	case !same:
		return t.user().And(g.any()).Or(t.Own.And(t.Delegated))
	case t.Kind == ResourceSide:
		return g.Direct.Or(g.ByRole.And(t.Own)).Or(g.ByAccount.And(t.user()))
	}
	return g.Direct.Or(g.ByRole.And(t.Own)).Or(t.user())
}

// choose is yes if c, else no; where both agree c does not matter.
func choose[T Algebra[T]](c, yes, no T) T {
	return c.And(yes).Or(c.Not().And(no)).Or(yes.And(no))
}

// outcome is the answer where every fact is known.
type outcome uint8

const (
	allowed outcome = iota
	explicit
	implicit
)

func outcomeOf(t *Formula[condition.Truth]) outcome {
	switch {
	case t.Deny == condition.True:
		return explicit
	case t.Grant() == condition.True:
		return allowed
	}
	return implicit
}

// decided returns the answer if the formula alone can tell.
func decided(t *Formula[condition.Truth]) (Verdict, bool) {
	grant := t.Grant()
	switch {
	case t.Deny == condition.True:
		return ExplicitDeny, true
	case grant == condition.False:
		// Where a deny is not certain, nothing grants in the other cases.
		return ImplicitDeny, true
	case t.Deny == condition.False && grant == condition.True:
		return Allowed, true
	}
	return Unknown, false
}
