package fix

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/request"
)

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
	Adds bool
	// Wants is what the role may gain.
	Wants []access.Want
	// Other are the documents of the side that has to allow as well, nil if no
	// other side has to.
	Other []*policy.Document
	// Beside are the documents of the side that can allow instead, inside one account.
	Beside []*policy.Document
	// Enforced: the bucket rejects access control lists.
	Enforced bool
	// Table tells which ARNs an action takes.
	Table *reference.Table

	read  *meanings
	asked *question // once it was made
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
	if g.asked != nil {
		return g.asked
	}
	q := newQuestion(g.read, compare(g.Before, g.After), g.Role, g.RoleID)
	g.asked = q
	q.fine = g.theirs().And(g.read.asking(g.spoken()).Or(g.refused()))
	return q
}

// spoken is what is wanted as the document speaks of it: a key's policy says * of its key
// (KMS Developer Guide, Key policies). What a role's policy says of * is every key.
func (g *Gains) spoken() []access.Want {
	if g.After.Type() != policy.Key {
		return g.Wants
	}
	list := slices.Clone(g.Wants)
	for i := range list {
		list[i].Resources = slices.Clone(list[i].Resources)
		for k, r := range list[i].Resources {
			if name, _ := arn.Parse(r); name.Service == "kms" {
				list[i].Resources[k] = "*"
			}
		}
	}
	return list
}

// theirs is the requests of the role, as far as the documents say who asks.
func (g *Gains) theirs() request.Set {
	switch {
	case g.Role.Service == "" && !g.Owned:
		return request.Set{}
	case g.After.Type().NamesPrincipals():
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
