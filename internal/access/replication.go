package access

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/way"
)

// Replication judges what replication needs where some statement of the pair names
// s3:ReplicateObject or s3:GetObjectVersionForReplication. Which actions it needs hangs
// on a configuration that is rarely exported: those that a side names by their names are
// meant, and each side has to allow them across accounts.
func (p *Pair) Replication() (list []Replication) {
	if p.replicated != nil {
		return *p.replicated
	}
	p.replicated = &list
	for _, name := range []string{"ReplicateTo", "ReplicateFrom"} {
		o, _ := s3.FindOperation(name)
		plain := o.Plain()
		if len(p.naming(plain.Legs[0].Action)) == 0 {
			continue
		}
		for _, leg := range append(plain.Legs, ownerOverride(plain)...) {
			if one := p.replication(plain, leg); one != nil {
				list = append(list, *one)
			}
		}
	}
	return list
}

// ownerOverride is what a replica needs that is to belong to the destination's owner,
// who owns it anyway where ACLs are off.
func ownerOverride(o s3.Operation) []s3.Leg {
	if !o.Creates {
		return nil
	}
	return []s3.Leg{{Action: "s3:ObjectOwnerOverrideToBucketOwner", On: s3.Object}}
}

func (p *Pair) replication(o s3.Operation, leg s3.Leg) *Replication {
	listed := p.naming(leg.Action)
	if len(listed) == 0 || leg.Action == "s3:ObjectOwnerOverrideToBucketOwner" && s3.Ownership(p.Bucket.Ownership.Value) == s3.OwnerEnforced {
		return nil
	}
	narrow, pair := *p, *p.Pair
	pair.Expect, pair.Evidence = nil, listed
	narrow.Pair = &pair
	o.Legs = []s3.Leg{leg}
	c := p.judge.capability(&narrow, way.Caller(p.Pair), o)
	for i := range c.Unreached {
		if l := legOf(c.Unreached[i].Legs, leg.Action); l.Verdict.Denied() {
			return &Replication{Of: &c, Leg: l, Listed: listed}
		}
	}
	return nil
}

// naming are the allow statements of the pair that name an action and mean no other.
func (p *Pair) naming(action string) (list []snapshot.Evidence) {
	for _, e := range p.Evidence {
		st := e.Statement()
		if st.Effect == policy.Allow && !e.Pattern && !st.Action.Not &&
			slices.ContainsFunc(st.Action.Patterns, func(t source.Text) bool { return p.judge.names(t.Value, action) }) {
			list = append(list, e)
		}
	}
	return list
}
