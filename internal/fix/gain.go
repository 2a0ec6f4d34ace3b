package fix

import (
	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/request"
)

// Want is what may be gained: these actions on these resources, by one role.
type Want struct {
	Actions, Resources []string // patterns, as policies write them
}

// Gains is the question whether a change of one document lets in more than is
// wanted of the role. Where the other side of a request has to allow as well, what it
// does not allow is no gain.
type Gains struct {
	Before, After *policy.Document // Before is nil for a new document
	Role          arn.ARN
	RoleID        string
	// Owned: the document speaks for the role alone.
	Owned bool
	// Adds: the change puts something beside what is written, and does not only mend it.
	Adds  bool
	Wants []Want
	// Other are the documents of the side that has to allow as well, nil if no
	// other side has to.
	Other []*policy.Document
	// Beside are the documents of the side that can allow instead, inside one account.
	Beside []*policy.Document
	// Enforced: the bucket rejects access control lists.
	Enforced bool
	// Table tells which ARNs an action takes.
	Table *reference.Table

	read *meanings
}

// Find returns a sentence about a request that is gained and not wanted, or
// that could not be ruled out; empty if there is none.
func (g *Gains) Find() string {
	q := g.question()
	if gained := q.said(", which was denied"); gained != "" {
		return gained
	}
	return g.around(q)
}

func (g *Gains) question() *question {
	if g.read == nil {
		g.read = newMeanings(g.Table, nil)
	}
	q := newQuestion(g.read, compare(g.Before, g.After), g.Role, g.RoleID)
	q.fine = g.theirs().And(g.read.asking(g.Wants).Or(g.refused()))
	return q
}

// theirs is the requests of the role, as far as the documents say who asks.
func (g *Gains) theirs() request.Set {
	switch {
	case g.Role.Service == "" && !g.Owned:
		return request.Set{}
	case g.After.Type.NamesPrincipals():
		return request.OfRole(g.Role, g.RoleID)
	case g.Owned:
		return request.All()
	}
	// Of a document that speaks for others as well, conditions alone tell them apart.
	is, _ := condition.Compile("ArnEquals", principalARN, []string{g.Role.String()}, false)
	return request.Having(&is)
}

// refused is what the side that has to allow as well does not.
func (g *Gains) refused() request.Set {
	if g.Other != nil {
		if allows, read := g.read.whole(g.Other); read {
			return allows.Not()
		}
	}
	return request.Set{}
}
