package snapshot

import (
	"cmp"
	"slices"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/input"
)

// addRole merges what a file states about a role into what is known of it.
func (b *Builder) addRole(r *input.Role) {
	if name, ok := arn.Parse(r.ARN); ok {
		r.Account = cmp.Or(r.Account, name.Account)
		if path, last, ok := name.RoleName(); ok {
			r.Path, r.Name = path, last
		}
	}
	role := b.role(r.Account, r.Name)
	if role.At.File == nil || role.ARN == "" && r.ARN != "" {
		role.At = r.At
	}
	role.ARN, role.ID = cmp.Or(role.ARN, r.ARN), cmp.Or(role.ID, r.ID)
	role.Path = cmp.Or(role.Path, r.Path)
	b.addTrust(role, r)
	b.addInline(role, r)
	for _, ref := range r.Attached.Value {
		if !slices.ContainsFunc(role.Attached, func(a Attachment) bool { return a.ARN == ref.ARN }) {
			role.Attached = append(role.Attached, Attachment{Name: ref.Name, ARN: ref.ARN})
		}
	}
	role.AttachedKnown = role.AttachedKnown || r.Attached.State.Known()
	if r.Boundary.State != input.NotExported && role.Boundary.State == input.NotExported {
		role.Boundary = Boundary{State: r.Boundary.State, ARN: r.Boundary.Value.ARN}
	}
	if r.Tags.State != input.NotExported {
		role.Tags = r.Tags
	}
}

// role returns the role of that account and name. A file that does not say
// the account is joined with the one role of that name, if there is one.
func (b *Builder) role(account, name string) *Role {
	same := b.s.roles[name]
	for _, r := range same {
		if r.Account == account {
			return r
		}
	}
	if len(same) == 1 && (account == "" || same[0].Account == "") {
		same[0].Account = cmp.Or(same[0].Account, account)
		return same[0]
	}
	r := &Role{Account: account, Name: name}
	b.s.roles[name] = append(same, r)
	b.order = append(b.order, r)
	return r
}

func (b *Builder) addTrust(role *Role, r *input.Role) {
	if r.Trust == nil {
		return
	}
	if role.Trust != nil {
		if !equalText(role.Trust.Policy, r.Trust) {
			b.conflict("the trust policy of role "+role.Name, role.ARN,
				documentPlace(role.Trust.Policy), documentPlace(r.Trust))
		}
		return
	}
	role.Trust = &Document{Label: "trust policy of role " + role.Name, Policy: r.Trust,
		Command: "aws iam update-assume-role-policy --role-name " + role.Name + " --policy-document file://FILE"}
}

func (b *Builder) addInline(role *Role, r *input.Role) {
	for _, d := range r.Inline {
		label := inlineLabel(d.Name, role.Name)
		known := slices.IndexFunc(role.Inline, func(k *Document) bool { return k.Label == label })
		if known < 0 {
			role.Inline = append(role.Inline, &Document{Label: label, Policy: d.Policy,
				Command: PutRolePolicy(role.Name, d.Name)})
		} else if first := role.Inline[known].Policy; !equalText(first, d.Policy) {
			b.conflict(label, role.ARN, documentPlace(first), documentPlace(d.Policy))
		}
	}
	role.InlineKnown = role.InlineKnown || r.InlineNames.State.Known()
	role.names = append(role.names, r.InlineNames.Value...)
	role.Unread = append(role.Unread, r.Unread...)
	if r.InlineNames.State == input.NotPermitted {
		role.Unread = append(role.Unread, "the list of inline policies of role "+role.Name)
	}
}

// unread adds the inline policies that a list names and no file has the text of.
func (r *Role) unread() {
	for _, name := range r.names {
		label := inlineLabel(name, r.Name)
		if !slices.ContainsFunc(r.Inline, func(d *Document) bool { return d.Label == label }) {
			r.Unread = append(r.Unread, label+" (no document)")
		}
	}
	slices.Sort(r.Unread)
	r.Unread = slices.Compact(r.Unread)
}

func inlineLabel(policy, role string) string { return "inline policy " + policy + " of role " + role }

// finishRoles gives every role its ARN, its documents and their ids.
func (b *Builder) finishRoles() {
	for _, r := range b.order {
		r.unread()
		if r.ARN == "" && r.Account != "" {
			b.findPath(r)
		}
		id := cmp.Or(r.ARN, "role/"+r.Name)
		for _, d := range append(slices.Clone(r.Inline), r.Trust) {
			if d != nil {
				d.ID, d.Owner = id+" "+d.Label, Owner{"role", id}
				b.document(d)
			}
		}
		for i := range r.Attached {
			r.Attached[i].Document = b.managedPolicy(r.Attached[i].ARN)
		}
		if r.Boundary.ARN != "" {
			r.Boundary.Document = b.managedPolicy(r.Boundary.ARN)
		}
		if r.ARN != "" {
			b.s.settings[RoleID(r.ARN)] = Setting{"role " + r.Name, r.At}
			b.s.Roles = append(b.s.Roles, r)
		}
	}
	slices.SortStableFunc(b.s.Roles, func(x, y *Role) int { return cmp.Compare(x.ARN, y.ARN) })
}

// Documents returns the documents that say what the role may do.
func (r *Role) Documents() []*Document {
	list := slices.Clone(r.Inline)
	for _, a := range r.Attached {
		if a.Document != nil {
			list = append(list, a.Document)
		}
	}
	return list
}

// PutRolePolicy is the AWS CLI call that puts an inline policy of a role; FILE
// stands for the file that holds it.
func PutRolePolicy(role, name string) string {
	return "aws iam put-role-policy --role-name " + role + " --policy-name " + name + " --policy-document file://FILE"
}

// Uses counts the roles that a managed policy is attached to or bounds.
func (s *Snapshot) Uses(policyARN string) (n int) {
	for _, r := range s.Roles {
		if r.Boundary.ARN == policyARN || slices.ContainsFunc(r.Attached, func(a Attachment) bool { return a.ARN == policyARN }) {
			n++
		}
	}
	return n
}

// RoleID names the place of a role.
func RoleID(roleARN string) string { return roleARN + " role" }
