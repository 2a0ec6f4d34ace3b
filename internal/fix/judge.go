package fix

import (
	"fmt"
	"sync"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// judge proves what the fix gains and loses, where it makes of one text of the document
// another. What it grants of what is wanted is told once it is asked for.
func (p *Prover) judge(fix *finding.Fix, d *snapshot.Document, before, after *policy.Document, wants []access.Want, adds bool) (granted func() string) {
	if p.read == nil {
		p.read = newMeanings(p.Table, p.Proofs)
	}
	g := p.gains(d, before, after, wants, adds)
	proved := p.prove(g)
	fix.Safety = finding.Safe
	if proved.gained != "" {
		fix.Safety, fix.Gains = finding.Unsafe, proved.gained
		if d.Owner().Kind == "policy" && !g.Owned {
			fix.Gains += fmt.Sprintf(", by all %d roles, users and groups of the policy", p.World.Uses(d.Owner().ID))
		}
	}
	if fix.Loses = proved.lost; fix.Loses != "" {
		fix.Safety = finding.Unsafe
		if d.Owner().Kind == "role" || d.Owner().Kind == "policy" {
			fix.Loses += ", in " + d.Label()
		}
	}
	if shut := publicised(before, after); shut != "" && fix.Safety == finding.Safe {
		fix.Safety, fix.Loses = finding.Unsafe, shut
	}
	if opens := p.opens(d); opens != "" && fix.Safety == finding.Safe {
		fix.Safety, fix.Gains = finding.Unsafe, opens
	}
	if p.Pair != nil && g.Owned && d != p.World.Session {
		if set := permissionSet(p.Pair.Role); set != "" {
			fix.Safety, fix.Gains = finding.Unsafe, "the same by the roles of permission set "+set+" in other accounts"
		}
	}
	if n, limit := sizeLimit(d, after); limit > 0 && n > limit {
		fix.Safety = finding.Unsafe
		fix.Description += fmt.Sprintf(" (the document then has %d characters, AWS allows %d)", n, limit)
	}
	return sync.OnceValue(g.Granted)
}

// prove finds what a change gains and what it loses; of a finding about a document alone
// that hangs on the texts.
func (p *Prover) prove(g *Gains) proof {
	lost := p.losses(g.Before, g.After)
	if p.Pair != nil {
		return proof{g.Find(), lost.Find()}
	}
	return p.read.proofs.of(g, func() proof { return proof{g.Find(), lost.Find()} })
}

// losses is what to ask of what a change takes.
func (p *Prover) losses(before, after *policy.Document) *Losses {
	lost := &Losses{read: p.read, Before: before, After: after, World: p.World, Table: p.Table}
	if p.Pair != nil && after.Type() == policy.Bucket {
		lost.Bucket = p.Pair.Bucket.Name
	}
	return lost
}

// keeps proves that a change takes nothing from anybody, and that AWS takes its text.
func (p *Prover) keeps(d *snapshot.Document, before, after *policy.Document) bool {
	n, limit := sizeLimit(d, after)
	return (limit == 0 || n <= limit) && publicised(before, after) == "" && p.losses(before, after).Find() == ""
}

// gains is what to ask of a change of the document: by whom it speaks, and which other
// policies have a say.
func (p *Prover) gains(d *snapshot.Document, before, after *policy.Document, wants []access.Want, adds bool) *Gains {
	g := &Gains{read: p.read, Table: p.Table, Before: before, After: after, Wants: wants, Owned: d.Owner().Kind == "role", Adds: adds}
	if p.Pair == nil {
		return g
	}
	g.Role, _ = arn.Parse(p.Pair.Role.ARN)
	g.RoleID = p.Pair.Role.ID
	ownership := p.Pair.Bucket.Ownership
	g.Enforced = ownership.State == input.Present && s3.Ownership(ownership.Value) == s3.OwnerEnforced
	if d.Owner().Kind == "policy" {
		g.Owned = p.World.Uses(d.Owner().ID) <= 1
	}
	// A boundary and a session policy grant nothing that the role's policies
	// do not.
	g.Owned = g.Owned || d == p.World.Session
	capping := g.Owned && (d == p.Pair.Role.Boundary.Document || d == p.World.Session)
	if (p.Pair.CrossAccount && after.Type() == policy.Bucket || capping) && len(p.Pair.Layers.Identity.Missing) == 0 {
		g.Other = []*policy.Document{}
		for _, other := range p.Pair.Role.Documents() {
			g.Other = append(g.Other, other.Policy)
		}
	}
	if !p.Pair.CrossAccount {
		g.Beside = p.instead(after.Type())
	}
	return g
}

// instead are the documents of the pair's other side, which can grant inside one
// account whatever a policy of the type does not.
func (p *Prover) instead(of policy.Type) (list []*policy.Document) {
	switch of {
	case policy.Bucket:
		for _, d := range p.Pair.Role.Documents() {
			list = append(list, d.Policy)
		}
	case policy.Identity:
		if d := p.Pair.Bucket.Policy; d != nil {
			list = append(list, d.Policy)
		}
	}
	return list
}

// publicised says what a policy that S3 takes for public and did not before means for
// others: where RestrictPublicBuckets is on, it lets in nobody from other accounts (S3
// User Guide, Blocking public access).
func publicised(before, after *policy.Document) string {
	if after.Type() != policy.Bucket && after.Type() != policy.AccessPoint {
		return ""
	}
	if before != nil {
		if was, _ := s3.Public(before); was != condition.False {
			return ""
		}
	}
	if is, _ := s3.Public(after); is == condition.False {
		return ""
	}
	return "whatever the policy grants to other accounts, where RestrictPublicBuckets is on: S3 takes the policy for public then"
}

// opens says what a change of a document lets in that no proof of one pair
// speaks of; empty if there is nothing.
func (p *Prover) opens(d *snapshot.Document) string {
	switch {
	case d == p.World.Session && d.Policy != nil:
		return "what the session was narrowed to keep out"
	case d.Policy != nil && d.Policy.Type() == policy.Key:
		return "the use of the key for whatever else it encrypts"
	}
	return ""
}
