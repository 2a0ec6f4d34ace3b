package access

import (
	"fmt"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// organization adds the SCPs of the role's account and the RCPs of the
// bucket's, and says of what nothing is known. Service-linked roles are touched
// by neither (Organizations User Guide, SCP evaluation).
func (j *Judge) organization(p *snapshot.Pair, l *authz.Layers, assume func(string, ...any)) {
	if p.Role.ServiceLinked() {
		return
	}
	scps, rcps := j.world.Membership(p.Role.Account), j.world.Membership(p.Bucket.Account)
	switch {
	case p.Role.Account == "" && p.Role.Kind != snapshot.IsRole:
		// SCPs are for the principals of accounts.
		if rcps == nil {
			assume("the RCPs of the bucket's account, if it is in an organization, allow it (not exported)")
		}
		l.RCPs = j.levels(rcps, policy.RCP, assume)
		return
	case scps == nil && rcps == nil:
		assume("the organization's SCPs and RCPs allow it (not exported)")
		return
	case scps == nil:
		assume("the SCPs of the role's account, if it is in an organization, allow it (not exported)")
	case rcps == nil:
		assume("the RCPs of the bucket's account, if it is in an organization, allow it (not exported)")
	}
	l.SCPs = j.levels(scps, policy.SCP, assume)
	l.RCPs = j.levels(rcps, policy.RCP, assume)
}

// guards are the RCPs of an account for requests of a role, as a pair's layers
// are where what is assumed is said already.
func (j *Judge) guards(of *snapshot.Role, account string) []authz.Layer {
	if of.ServiceLinked() {
		return nil
	}
	return j.levels(j.world.Membership(account), policy.RCP, func(string, ...any) {})
}

// levels lays out what is attached on the way down to an account. A list that
// was not exported may hold nothing that takes away: it is said, not decided.
func (j *Judge) levels(m *snapshot.Membership, of policy.Type, assume func(string, ...any)) (list []authz.Layer) {
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
			list = append(list, j.level(level, &attached, of))
		case input.NotExported, input.NotPermitted:
			untold = append(untold, levelName(level))
		}
	}
	if len(untold) > 0 {
		assume("the %ss of %s allow it (not exported)", strings.ToUpper(string(of)), strings.Join(untold, ", "))
	}
	return list
}

func (j *Judge) level(level *snapshot.Level, attached *snapshot.Attached, of policy.Type) authz.Layer {
	layer := authz.Layer{State: authz.Present, At: levelName(level)}
	if attached.Disputed != "" {
		layer.Doubts = append(layer.Doubts, attached.Disputed)
	}
	for _, p := range attached.Policies {
		if p.Document == nil {
			layer.Missing = append(layer.Missing, p.ID)
			continue
		}
		layer.Add(j.compile(p.Document))
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

// textsMissing says which SCPs or RCPs would settle an answer.
func textsMissing(name authz.LayerName, levels []authz.Layer) string {
	var ids []string
	for i := range levels {
		ids = append(ids, levels[i].Missing...)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	return fmt.Sprintf("the text of %s %s: aws organizations describe-policy --policy-id %s",
		strings.ToUpper(string(name)), strings.Join(ids, ", "), ids[0])
}

// knowledge is what the organization tells of caller and resource.
func (j *Judge) knowledge(k *authz.Knowledge, role arn.ARN, owner string) {
	k.OrgID, k.OwnerOrgID = j.world.OrganizationOf(role.Account), j.world.OrganizationOf(owner)
	if m := j.world.Membership(role.Account); m != nil {
		k.OrgPath = m.Path()
	}
	if m := j.world.Membership(owner); m != nil {
		k.OwnerOrgPath = m.Path()
	}
}
