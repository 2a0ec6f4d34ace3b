// Package way lays out the way of a request: a pair of the snapshot becomes
// authz.Layers, with what is known of the call that is asked about and what was taken
// for granted. It decides nothing.
package way

import (
	"fmt"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// Guide lays out the ways of one snapshot. It keeps what it compiled; it must not
// be used by two goroutines at once.
type Guide struct {
	World *snapshot.Snapshot
	// Given: the documents were given for exactly this pair, so that lists of
	// policies which were not exported are taken as complete.
	Given bool
	// Forwarded is the service that makes the requests with the caller's credentials,
	// athena.amazonaws.com; empty where the caller makes them.
	Forwarded string
	// SourceARN and SourceAccount are the resource for which a service calls, and its
	// account; empty where that is not said.
	SourceARN, SourceAccount string

	compiled map[*policy.Document]*authz.Policy
	sources  map[*policy.Document]*snapshot.Document
	calls    *calls
}

// NewGuide returns the guide to a snapshot.
func NewGuide(world *snapshot.Snapshot) Guide {
	return Guide{World: world, compiled: map[*policy.Document]*authz.Policy{}, sources: map[*policy.Document]*snapshot.Document{}, calls: &calls{}}
}

// Way is what lies between a caller and a bucket.
type Way struct {
	*snapshot.Pair
	// CrossAccount is false where the bucket's account is not known.
	CrossAccount bool
	// AccountKnown reports whether the bucket's account is known.
	AccountKnown bool
	Layers       authz.Layers
	// Assuming lists what was taken for granted, as sentences.
	Assuming []string
}

// Sources returns what the policies belong to that were asked so far. It grows
// with further pairs.
func (g *Guide) Sources() map[*policy.Document]*snapshot.Document { return g.sources }

// Compile makes a document ready to be asked, once.
func (g *Guide) Compile(d *snapshot.Document) *authz.Policy {
	p := g.compiled[d.Policy]
	if p == nil {
		p = authz.Compile(d.Label(), d.Policy)
		p.Open = d.Disputed()
		g.compiled[d.Policy], g.sources[d.Policy] = p, d
	}
	return p
}

// Lay lays out the way of a pair.
func (g *Guide) Lay(p *snapshot.Pair) Way {
	caller := Caller(p)
	out := Way{Pair: p, AccountKnown: p.Bucket.Account != ""}
	out.CrossAccount = out.AccountKnown && !Owns(p.Bucket.Account, p.Role.Kind, caller)
	if out.CrossAccount && unknown.In(p.Bucket.Account+caller.Account) {
		// Two accounts of which one is not known may be one.
		out.AccountKnown, out.CrossAccount = false, false
	}
	out.Layers = g.layers(&out)
	return out
}

// layers lays out the policies on the way, and says what was assumed.
func (g *Guide) layers(out *Way) (l authz.Layers) {
	p := out.Pair
	l.Identity.State = authz.Present
	for _, d := range p.Role.Documents() {
		l.Identity.Add(g.Compile(d))
	}
	for _, a := range p.Role.Attached {
		if a.Document == nil {
			l.Identity.Missing = append(l.Identity.Missing, a.ARN)
		}
	}
	l.Identity.Doubts = append(l.Identity.Doubts, p.Role.Unread...)
	if !p.Role.AttachedKnown && !g.Given {
		l.Identity.Missing = append(l.Identity.Missing, "the list of attached policies")
	}
	assume := func(format string, args ...any) { out.Assuming = append(out.Assuming, fmt.Sprintf(format, args...)) }
	switch b := p.Role.Boundary; {
	case b.Disputed != "":
		l.Boundary = authz.Layer{State: authz.Present, Doubts: []string{b.Disputed}}
	case b.Document != nil:
		l.Boundary = authz.Of(g.Compile(b.Document))
	case b.State == input.Present:
		l.Boundary = authz.Layer{State: authz.Present, Missing: []string{b.ARN}}
	case b.State == input.NotExported:
		assume("the %s has no permissions boundary (not exported)", nouns[p.Role.Kind])
	}
	switch p.Bucket.Bucket.Policy.State {
	case input.Present:
		l.BucketPolicy = authz.Of(g.Compile(p.Bucket.Policy))
	case input.NotExported, input.NotPermitted:
		l.BucketPolicy = authz.Layer{State: authz.NotExported}
	}
	if unread := unreadOf(p); len(unread) > 0 {
		l.BucketPolicy.State = authz.Present
		l.BucketPolicy.Doubts = append(l.BucketPolicy.Doubts, unread...)
	}
	g.organization(p, &l, assume)
	l.Endpoint, l.Interface = g.endpoint(assume), Interface(g.World.Endpoint(g.World.Through))
	var none []string
	if g.World.Session != nil {
		l.Session = authz.Of(g.Compile(g.World.Session))
	} else if p.Role.Kind == snapshot.IsRole || p.Role.Kind == snapshot.IsUser {
		none = append(none, "no session policy")
	}
	if g.World.Through == "" {
		none = append(none, "no VPC endpoint policy")
	}
	if none != nil {
		assume("%s takes it away", strings.Join(none, " and "))
	}
	assume("%s, single-part, without versionId", g.manner(p.Role.Kind))
	l.Point = g.point(p.Via)
	l.Settings = g.settings(out, assume)
	l.Key = g.key(p, assume)
	return l
}

// unreadOf names what leaves open whether the bucket lets the role in.
func unreadOf(p *snapshot.Pair) []string {
	unread := slices.Clone(p.Bucket.Unread)
	if p.Role.PathOpen {
		unread = append(unread, "the path of role "+p.Role.Name+", which no file says")
	}
	return unread
}

// Canonical is the canonical user id of an account; empty where it is not known.
func (g *Guide) Canonical(account string) string {
	if a := g.World.Accounts[account]; a != nil {
		return a.CanonicalID
	}
	return ""
}
