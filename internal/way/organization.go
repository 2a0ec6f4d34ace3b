package way

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// organization adds the SCPs of the role's account and the RCPs of the
// bucket's, and says of what nothing is known. Service-linked roles are touched
// by neither (Organizations User Guide, SCP evaluation).
func (g *Guide) organization(p *snapshot.Pair, l *authz.Layers, assume func(string, ...any)) {
	if p.Role.ServiceLinked() {
		return
	}
	scps, rcps := g.World.Membership(p.Role.Account), g.World.Membership(p.Bucket.Account)
	switch {
	case p.Role.Account == "" && p.Role.Kind != snapshot.IsRole:
		// SCPs are for the principals of accounts.
		if rcps == nil {
			assume("the RCPs of the bucket's account, if it is in an organization, allow it (not exported)")
		}
		l.RCPs = g.levels(rcps, policy.RCP, assume)
		return
	case scps == nil && rcps == nil:
		assume("the organization's SCPs and RCPs allow it (not exported)")
		return
	case scps == nil:
		assume("the SCPs of the role's account, if it is in an organization, allow it (not exported)")
	case rcps == nil:
		assume("the RCPs of the bucket's account, if it is in an organization, allow it (not exported)")
	}
	l.SCPs = g.levels(scps, policy.SCP, assume)
	l.RCPs = g.levels(rcps, policy.RCP, assume)
}

// Guards are the RCPs of an account for requests of a role, as a pair's layers
// are where what is assumed is said already.
func (g *Guide) Guards(of *snapshot.Role, account string) []authz.Layer {
	if of.ServiceLinked() {
		return nil
	}
	return g.levels(g.World.Membership(account), policy.RCP, func(string, ...any) {})
}

// levels lays out what is attached on the way down to an account. A list that
// was not exported may hold nothing that takes away: it is said, not decided.
func (g *Guide) levels(m *snapshot.Membership, of policy.Type, assume func(string, ...any)) (list []authz.Layer) {
	if m == nil || m.Management {
		return nil
	}
	var untold []string
	if !m.Whole && len(m.Levels) > 0 {
		untold = append(untold, "the levels above "+m.Levels[0].ID)
	}
	for _, level := range m.Levels {
		attached := level.SCPs
		if of == policy.RCP {
			attached = level.RCPs
		}
		switch attached.State {
		case input.Present:
			list = append(list, g.level(level, &attached, of))
		case input.NotExported, input.NotPermitted:
			if len(attached.Policies) > 0 {
				list = append(list, g.level(level, &attached, of))
				untold = append(untold, "others of "+levelName(level))
				continue
			}
			untold = append(untold, levelName(level))
		}
	}
	if len(untold) > 0 {
		assume("the %ss of %s allow it (not exported)", strings.ToUpper(string(of)), strings.Join(untold, ", "))
	}
	return list
}

func (g *Guide) level(level *snapshot.Level, attached *snapshot.Attached, of policy.Type) authz.Layer {
	layer := authz.Layer{State: authz.Present, At: levelName(level)}
	if attached.Disputed != "" {
		layer.Doubts = append(layer.Doubts, attached.Disputed)
	}
	for _, p := range attached.Policies {
		if p.Document == nil {
			layer.Missing = append(layer.Missing, p.ID)
			continue
		}
		layer.Add(g.Compile(p.Document))
	}
	return layer
}

// levelName is how people are told of a level: "ou-ab12-11111111 (Workloads)".
func levelName(l *snapshot.Level) string {
	if l.Name == "" || l.Name == l.ID {
		return l.ID
	}
	return l.ID + " (" + l.Name + ")"
}

// organizations states what the organization tells of caller and resource.
func (g *Guide) organizations(k *authz.Knowledge, caller, owner string) {
	k.OrgID, k.OwnerOrgID = g.World.OrganizationOf(caller), g.World.OrganizationOf(owner)
	if m := g.World.Membership(caller); m != nil {
		k.OrgPath = m.Path()
	}
	if m := g.World.Membership(owner); m != nil {
		k.OwnerOrgPath = m.Path()
	}
}
