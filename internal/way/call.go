package way

import (
	"maps"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

var absent = condition.Value{State: condition.Absent}

// normalKeys are the keys that every such call carries or lacks.
var normalKeys = map[string]condition.Value{
	"aws:securetransport": authz.One("true"),
	"s3:authtype":         authz.One("REST-HEADER"), "s3:signatureversion": authz.One("AWS4-HMAC-SHA256"),
	"s3:versionid":  absent,
	s3.CannedACLKey: absent, s3.GrantKey: absent, "s3:x-amz-grant-read": absent, "s3:x-amz-grant-write": absent,
	"s3:x-amz-grant-read-acp": absent, "s3:x-amz-grant-write-acp": absent, "s3:x-amz-copy-source": absent,
	"aws:currenttime":    {State: condition.PresentUnknown},
	"aws:epochtime":      {State: condition.PresentUnknown},
	"aws:tokenissuetime": {State: condition.PresentUnknown},
}

// Normal is what is known of the normal calls of a pair, whichever operation is called.
type Normal struct {
	Owner  string // the account that owns the bucket
	caller authz.Caller
	known  authz.Knowledge
	keys   map[string]condition.Value
}

// Normal returns what is known where the account owns the bucket.
func (g *Guide) Normal(p *snapshot.Pair, caller authz.Caller, owner string) *Normal {
	n := &Normal{Owner: owner, caller: caller, keys: g.calls.room()}
	n.known = authz.Knowledge{Region: p.Bucket.Region.Value, Direct: g.Forwarded == "", Forwarded: g.Forwarded, ToBucket: p.Via == nil}
	if arn.IsAccountID(owner) {
		n.known.Owner = owner
	}
	// Attribute-based access control is off unless somebody turned it on (S3 User
	// Guide, Enabling ABAC in general purpose buckets).
	n.known.NoBucketTags = p.Bucket.ABAC.State == input.Absent || p.Bucket.ABAC.State == input.Present && p.Bucket.ABAC.Value == "Disabled"
	g.Know(&n.known, p, owner)
	g.throughEndpoint(&n.known)
	throughPoint(&n.known, p.Via)
	maps.Copy(n.keys, normalKeys)
	g.signed(n.keys, p.Role.Kind)
	authz.Tell(n.keys, &n.caller, &n.known)
	g.source(n.keys)
	return n
}

// NormalCall is what is known of a call of an operation, by key in lower case.
func (g *Guide) NormalCall(n *Normal, o s3.Operation) map[string]condition.Value {
	keys := g.calls.room()
	maps.Copy(keys, n.keys)
	n.known.Action, n.known.Operation = o.Legs[0].Action, o.Name
	authz.TellOperation(keys, &n.caller, &n.known)
	return keys
}

// Lacks reports whether the calls lack a key that is not listed.
func (n *Normal) Lacks(key string) bool { return n.known.Lacks(&n.caller, key) }

// calls are the keys of the calls of a pair, and room for those of the next one: most of
// what judging a pair takes in memory.
type calls struct{ made, spare []map[string]condition.Value }

func (c *calls) room() map[string]condition.Value {
	var keys map[string]condition.Value
	if n := len(c.spare); n > 0 {
		keys, c.spare = c.spare[n-1], c.spare[:n-1]
	} else {
		keys = make(map[string]condition.Value, 3*len(normalKeys)) // with what else is known
	}
	c.made = append(c.made, keys)
	return keys
}

// Keep lets what calls were made so far be kept by whoever has it.
func (g *Guide) Keep() { g.calls.made = g.calls.made[:0] }

// Reuse says that nobody has anything any more that was made since Keep: pairs, legs
// and their requests.
func (g *Guide) Reuse() {
	for _, keys := range g.calls.made {
		clear(keys)
	}
	g.calls.spare = append(g.calls.spare, g.calls.made...)
	g.Keep()
}

// Know adds what the snapshot tells of the caller of a pair, and of the account that
// owns the resource.
func (g *Guide) Know(k *authz.Knowledge, p *snapshot.Pair, owner string) {
	g.organizations(k, Caller(p).Account, owner)
	tags(k, p)
}

// tags states the role's tags, and whether its sessions can have others.
func tags(k *authz.Knowledge, p *snapshot.Pair) {
	if !p.Role.Tags.State.Known() {
		return
	}
	k.Tags = map[string]string{}
	for _, t := range p.Role.Tags.Value {
		k.Tags[t.Key] = t.Value
	}
	if k.SessionTags = condition.Unknown; p.Role.Trust != nil && !p.Role.Trust.Unread() {
		k.SessionTags = authz.SessionTags(p.Role.Trust.Policy)
	}
	if k.SessionTags == condition.Unknown {
		k.Tags = nil
	}
}
