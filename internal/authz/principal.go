package authz

import (
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// class is how a principal entry names a caller.
type class = policy.As

const (
	none    = policy.AsNobody
	account = policy.AsAccount
	role    = policy.AsRole
	direct  = policy.AsItself
)

func (c *statement) compilePrincipals(p *policy.Principals) {
	if p == nil {
		return
	}
	c.hasPrincipal, c.notPrincipal = true, p.Not
	for i := range p.Entries {
		c.principals = append(c.principals, p.Entries[i].Names())
	}
}

// names tells how an entry names the caller, and which fact that hangs on, if
// any: an ARN of one session names a caller whose session is not known perhaps.
func names(n *policy.Named, c *Caller) (class, string) {
	as, on := n.As(&c.named)
	switch on {
	case policy.OnSession:
		return as, sessionName
	case policy.OnID:
		return as, uniqueID
	case policy.OnCanonicalID:
		return as, canonicalID
	case policy.OnUnknownIdentity:
		return as, WhatIs(n.Text, c.named.Text)
	case policy.OnUnknownAccount:
		return as, WhatIs(n.Text, c.Account())
	}
	return as, ""
}

const (
	sessionName      = "role session name"
	canonicalID      = "the canonical user id of the caller's account"
	uniqueID         = "the caller's unique id"
	endpointType     = "the type of the VPC endpoint"
	notPrincipalFact = "undocumented NotPrincipal behaviour"
)

// named is how a statement names the caller: its truth is Unknown where that
// hangs on a fact.
type named struct {
	class class
	truth condition.Truth
	fact  string
	// Beside what is certain, an entry may name the caller more closely: as
	// this class, if that fact is so.
	closer   class
	closerIf string
}

// matchPrincipal tells how the statement names the caller.
func (c *statement) matchPrincipal(r *Request, boundary bool) named {
	if c.notPrincipal {
		t, fact := c.exempts(r, boundary)
		return named{class: direct, truth: t.Not(), fact: fact}
	}
	best, maybe, hangsOn := none, none, ""
	for i := range c.principals {
		switch k, fact := names(&c.principals[i], &r.Caller); {
		case fact == "":
			best = max(best, k)
		case k > maybe:
			maybe, hangsOn = k, fact
		}
	}
	switch {
	case best != none && maybe > best:
		return named{class: best, truth: condition.True, closer: maybe, closerIf: hangsOn}
	case best != none:
		return named{class: best, truth: condition.True}
	case maybe != none:
		return named{class: maybe, fact: hangsOn}
	}
	return named{truth: condition.False}
}

// exempts tells whether NotPrincipal spares the caller: the list has to name
// the session or the role, and the account. A principal with a permissions
// boundary is never spared (IAM User Guide, NotPrincipal). What a list that
// names only one of the two does is not documented.
func (c *statement) exempts(r *Request, boundary bool) (condition.Truth, string) {
	if boundary {
		return condition.False, ""
	}
	var itself bool
	maybe, itsAccount := "", r.Caller.inNoAccount()
	for i := range c.principals {
		k, fact := names(&c.principals[i], &r.Caller)
		switch {
		case c.principals[i].Form == policy.Everyone:
			return condition.True, ""
		case fact != "":
			maybe = fact
		case k >= role:
			itself = true
		case k == account:
			itsAccount = true
		}
	}
	switch {
	case itself && itsAccount:
		return condition.True, ""
	case itself || itsAccount && !r.Caller.inNoAccount():
		return condition.Unknown, notPrincipalFact
	case maybe != "":
		return condition.Unknown, maybe
	}
	return condition.False, ""
}
