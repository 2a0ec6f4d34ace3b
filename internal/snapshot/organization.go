package snapshot

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Membership is the place of an account in an organization.
type Membership struct {
	// Broken says why no way leads from the account to a root: a level is its own
	// ancestor, or has two parents. Empty where the input merely ends.
	Broken       string
	Organization string // o-..., empty if no input tells
	// Management: it is the management account, which no SCP and no RCP touches
	// (Organizations User Guide, SCP evaluation; Resource control policies).
	Management bool
	// Levels lead down to the account, from the organization's root if Whole,
	// else from the highest level that the input tells.
	Levels []*Level
	Whole  bool
}

// Level is a root, an organizational unit or an account, with what is attached
// to it.
type Level struct {
	ID, Name   string
	SCPs, RCPs Attached
}

// Attached are the policies of one type that are attached to a level. They are
// Absent where the type is not enabled. Of a list that was not exported some may be
// known; the one that AWS attaches to every level is then taken to be among them.
type Attached struct {
	State input.State
	// Disputed says that files list different ones.
	Disputed string
	Policies []*OrganizationPolicy
}

// OrganizationPolicy is an SCP or RCP; Document is nil where its text is not in
// the input.
type OrganizationPolicy struct {
	ID, Name string
	Document *Document
}

// Membership returns the place of an account, nil if no input says of what
// organization it is.
func (s *Snapshot) Membership(account string) *Membership { return s.members[account] }

// OrganizationOf returns the id of an account's organization, as the input or else
// the configuration tells it; empty if neither does.
func (s *Snapshot) OrganizationOf(account string) string {
	if m := s.members[account]; m != nil && m.Organization != "" {
		return m.Organization
	}
	if s.own[account] {
		return s.organization
	}
	return ""
}

// ownAccounts finds the user's own accounts, of which the configuration tells the
// organization.
func (b *Builder) ownAccounts() {
	b.s.organization, b.s.own = b.options.Organization, map[string]bool{}
	for i := range b.options.Accounts {
		b.s.own[b.options.Accounts[i].ID] = true
	}
	if len(b.s.own) > 0 {
		return
	}
	for _, r := range b.s.Roles {
		b.s.own[r.Account] = true
	}
	for _, bucket := range b.s.Buckets {
		b.s.own[bucket.Account] = true
	}
	delete(b.s.own, "")
}

// organizations is what a builder knows of them.
type organizations struct {
	known    []input.Organization
	targets  map[string]*input.Target
	order    []string
	policies map[string]*OrganizationPolicy
	exported map[string]*orgPolicy
	torn     map[string]string // targets with two parents, and which
	parents  map[string]input.Setting[string]
}

func (b *Builder) addOrganizations(r *input.Records) {
	o := &b.organizations
	for _, more := range r.Organizations {
		at := slices.IndexFunc(o.known, func(k input.Organization) bool { return k.ID == more.ID })
		if at < 0 {
			o.known = append(o.known, more)
			continue
		}
		o.known[at].ManagementAccount = cmp.Or(o.known[at].ManagementAccount, more.ManagementAccount)
	}
	for i := range r.Targets {
		more := &r.Targets[i]
		t := o.targets[more.ID]
		if t == nil {
			t = &input.Target{ID: more.ID, At: more.At}
			o.targets[more.ID] = t
			o.order = append(o.order, more.ID)
		}
		t.Name, t.Organization = cmp.Or(t.Name, more.Name), cmp.Or(t.Organization, more.Organization)
		parent := o.parents[more.ID]
		merge(b, called(more.ID), parentOf(more.ID), &parent, told(more.Parent, more.At))
		o.parents[more.ID] = parent
		merge(b, called(t.ID), attachedTo(policy.SCP, t.ID), &t.SCPs, more.SCPs)
		merge(b, called(t.ID), attachedTo(policy.RCP, t.ID), &t.RCPs, more.RCPs)
		t.AmongSCPs, t.AmongRCPs = append(t.AmongSCPs, more.AmongSCPs...), append(t.AmongRCPs, more.AmongRCPs...)
		merge(b, called(t.ID), enabledIn(t.ID), &t.Enabled, more.Enabled)
	}
	for i := range r.OrgPolicies {
		b.addOrganizationPolicy(&r.OrgPolicies[i])
	}
}

func (b *Builder) addOrganizationPolicy(p *input.OrganizationPolicy) {
	known := b.organizations.exported[p.ID]
	if known == nil {
		known = &orgPolicy{OrganizationPolicy: *p}
		b.organizations.exported[p.ID] = known
		b.organizations.policies[p.ID] = &OrganizationPolicy{ID: p.ID, Name: p.Name}
	}
	merge(b, called(p.ID), orgPolicyLabel(p.ID), &known.text, written(p.Document))
}

// orgPolicy is an organization policy of which there may be several texts.
type orgPolicy struct {
	input.OrganizationPolicy
	text input.Setting[*policy.Document]
}

func orgPolicyLabel(id string) string { return "organization policy " + id }

func parentOf(target string) string { return "the parent of " + target }

func attachedTo(of policy.Type, target string) string {
	return "the list of " + strings.ToUpper(string(of)) + "s of " + target
}

func enabledIn(root string) string { return "the list of enabled policy types of " + root }

func organizationLabel(of policy.Type, name string) string {
	return strings.ToUpper(string(of)) + " " + name
}

// finishOrganizations finds the way from the root to every account.
func (b *Builder) finishOrganizations() {
	o := &b.organizations
	for _, id := range slices.Sorted(maps.Keys(o.exported)) {
		p := o.exported[id]
		o.policies[id].Document = b.owned(orgPolicyLabel(id), called(id), &Document{Policy: p.text.Value, AWSManaged: p.AWSManaged,
			names: &Names{ID: cmp.Or(p.ARN, id), Label: organizationLabel(p.text.Value.Type(), cmp.Or(p.Name, id)), Owner: Owner{"organization policy", id},
				Command: "aws organizations update-policy --policy-id " + id + " --content file://FILE"}})
	}
	b.findParents()
	levels := map[string]*Level{}
	for _, id := range o.order {
		t := o.targets[id]
		levels[id] = &Level{ID: id, Name: t.Name, SCPs: o.attached(t.SCPs, t.AmongSCPs, policy.SCP), RCPs: o.attached(t.RCPs, t.AmongRCPs, policy.RCP)}
		levels[id].SCPs.Disputed = b.disputed(called(id), attachedTo(policy.SCP, id))
		levels[id].RCPs.Disputed = b.disputed(called(id), attachedTo(policy.RCP, id))
	}
	for _, id := range o.order {
		if arn.IsAccountID(id) {
			b.s.members[id] = o.member(id, levels)
			b.account(id).Name = cmp.Or(b.account(id).Name, o.targets[id].Name)
		}
	}
	for _, known := range o.known {
		// The management account is a member though no list may name it.
		if id := known.ManagementAccount; id != "" && b.s.members[id] == nil {
			b.s.members[id] = &Membership{Organization: known.ID, Management: true}
			b.account(id)
		}
	}
}

// member climbs from an account to the root.
func (o *organizations) member(account string, levels map[string]*Level) *Membership {
	m := &Membership{}
	for id := account; id != ""; {
		if slices.ContainsFunc(m.Levels, func(l *Level) bool { return l.ID == id }) {
			m.Broken = id + " is its own ancestor"
			break
		}
		m.Broken = cmp.Or(m.Broken, o.torn[id])
		t := o.targets[id]
		if t == nil {
			// A parent that no file describes is a level all the same.
			m.Levels = append(m.Levels, &Level{ID: id})
			m.Whole = isRoot(id)
			break
		}
		m.Organization, m.Whole = cmp.Or(m.Organization, t.Organization), isRoot(id)
		m.Levels = append(m.Levels, levels[id])
		id = t.Parent
	}
	slices.Reverse(m.Levels)
	if m.Organization == "" && len(o.known) == 1 {
		m.Organization = o.known[0].ID
	}
	for _, known := range o.known {
		m.Management = m.Management || known.ID == m.Organization && known.ManagementAccount == account
	}
	if root := o.targets[m.Levels[0].ID]; m.Whole && root != nil {
		m.switchOff(root.Enabled)
	}
	return m
}

func isRoot(target string) bool { return strings.HasPrefix(target, "r-") }

// switchOff takes away the types that are not enabled in the organization.
func (m *Membership) switchOff(enabled input.Setting[[]string]) {
	if enabled.State != input.Present {
		return
	}
	for i, l := range m.Levels {
		off := *l
		if !slices.Contains(enabled.Value, "SERVICE_CONTROL_POLICY") {
			off.SCPs = Attached{State: input.Absent}
		}
		if !slices.Contains(enabled.Value, "RESOURCE_CONTROL_POLICY") {
			off.RCPs = Attached{State: input.Absent}
		}
		m.Levels[i] = &off
	}
}

// attached looks the policies of a level up. A level with an enabled type has at
// least one policy of it, so that an empty list says that the type is not
// enabled (Organizations User Guide, Attaching and detaching SCPs).
func (o *organizations) attached(list input.Setting[[]input.OrganizationPolicyRef], among []input.OrganizationPolicyRef, of policy.Type) Attached {
	a := Attached{State: list.State}
	refs := list.Value
	if !list.State.Known() && len(among) > 0 {
		refs = append([]input.OrganizationPolicyRef{{ID: everythingOf[of]}}, among...)
	}
	for _, ref := range refs {
		p := o.policies[ref.ID]
		if p == nil {
			p = &OrganizationPolicy{ID: ref.ID, Name: ref.Name, Document: everything(ref, of)}
			o.policies[ref.ID] = p
		}
		a.Policies = append(a.Policies, p)
	}
	if a.State == input.Present && len(a.Policies) == 0 {
		a.State = input.Absent
	}
	return a
}

// everythingOf are the ids of AWS's own policies that allow all.
var everythingOf = map[policy.Type]string{policy.SCP: "p-FullAWSAccess", policy.RCP: "p-RCPFullAWSAccess"}

// everything is the text of AWS's own policies that allow all, which every
// organization has under the same names.
func everything(ref input.OrganizationPolicyRef, of policy.Type) *Document {
	text := map[string]string{
		"p-FullAWSAccess":    `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`,
		"p-RCPFullAWSAccess": `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}`,
	}[ref.ID]
	if text == "" {
		return nil
	}
	name := "AWS-managed policy " + strings.TrimPrefix(ref.ID, "p-")
	return &Document{AWSManaged: true,
		names:  &Names{ID: ref.ID, Label: organizationLabel(of, strings.TrimPrefix(ref.ID, "p-")), Owner: Owner{"organization policy", ref.ID}},
		Policy: policy.Parse(source.Whole(source.NewFile(name, []byte(text))), of)}
}

// Path is the account's value of aws:PrincipalOrgPaths, empty where a level or
// the organization is not known: the ids from the organization down to the unit
// right above the account, each with a slash (IAM User Guide, Global condition
// keys).
func (m *Membership) Path() string {
	if m.Organization == "" || !m.Whole {
		return ""
	}
	path := m.Organization + "/"
	for _, l := range m.Levels[:len(m.Levels)-1] {
		path += l.ID + "/"
	}
	return path
}

// findParents gives every level its parent, and none where files differ.
func (b *Builder) findParents() {
	o := &b.organizations
	for id, parent := range o.parents {
		if differ := b.disputed(called(id), parentOf(id)); differ != "" {
			o.torn[id] = differ
			continue
		}
		o.targets[id].Parent = parent.Value
	}
}

// Broken lists what is wrong with the way from accounts to the root, a sentence
// for each fault: no SCP or RCP above it is known to have a say.
func (s *Snapshot) Broken() (list []string) {
	accounts := map[string][]string{}
	for id, m := range s.members {
		switch {
		case m.Broken != "":
			accounts[m.Broken] = append(accounts[m.Broken], id)
		case !m.Whole && !m.Management && len(m.Levels) == 1:
			const why = "it is in no unit and under no root of the input"
			accounts[why] = append(accounts[why], id)
		}
	}
	for _, why := range slices.Sorted(maps.Keys(accounts)) {
		ids := accounts[why]
		slices.Sort(ids)
		list = append(list, "the organization above account "+strings.Join(ids, ", ")+" is not known whole: "+why)
	}
	return list
}
