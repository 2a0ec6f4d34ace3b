package snapshot

import (
	"cmp"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// addRole merges what a file states about a role into what is known of it. A
// role of no account waits for those of accounts, one of which it may be.
func (b *Builder) addRole(r *input.Role, paged bool) {
	if name, ok := arn.Parse(r.ARN); ok {
		r.Account = cmp.Or(r.Account, name.Account)
		if path, last, ok := name.RoleName(); ok {
			r.Path, r.Name = path, last
		}
	}
	if r.Account == "" {
		b.unplaced = append(b.unplaced, *r)
		return
	}
	b.joinRole(r, paged)
}

func (b *Builder) joinRole(r *input.Role, paged bool) {
	if r.Account != "" {
		b.account(r.Account)
	}
	role := b.role(r.Account, r.Name)
	if role.stated == nil && role.first == nil && !r.Bare {
		role.first, role.firstPaged = r, paged
		return
	}
	b.state(role, &stated{})
	b.stateMore(role, r, paged)
}

// inAccount is the ARN of a policy that is attached to a role: it is one of the role's
// account, so that an account of which nobody told before is that one.
func (b *Builder) inAccount(account, policyARN string) string {
	parts := strings.SplitN(policyARN, ":", 6)
	if len(parts) != 6 || !unknown.In(parts[4]) || !arn.IsAccountID(account) {
		return policyARN
	}
	parts[4] = account
	known := strings.Join(parts, ":")
	for i := range b.policies {
		if p := &b.policies[i]; p.ARN == policyARN {
			p.ARN, p.Account = known, account
		}
	}
	return known
}

// mergeList merges lists of which each is whole. Those in one file are its pages.
func (b *Builder) mergeList(owner *Role, what string, known *input.Setting[[]string], more input.Setting[[]string]) {
	if more.State.Known() && (known.At.File != more.At.File || !known.State.Known()) {
		merge(b, owner, what, known, more)
	}
}

// label names something of the role.
func (r *Role) label(what string) string { return "the " + what + " of role " + r.Name }

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
	r := &Role{Account: account, RoleName: RoleName{Name: name}}
	b.s.roles[name] = append(same, r)
	b.order = append(b.order, r)
	return r
}

func (b *Builder) addInline(role *Role, r *input.Role) {
	for _, d := range r.Inline {
		known := role.inlineOf(d.Name)
		if known == nil {
			known = role.addInline(d.Name)
		}
		merge(b, inlineOf{role}, d.Name, &known.text, written(d.Policy))
	}
	role.InlineKnown = role.InlineKnown || r.InlineNames.State.Known()
	role.names = append(role.names, r.InlineNames.Value...)
	role.Unread = append(role.Unread, r.Unread...)
	if r.InlineNames.State == input.NotPermitted {
		role.Unread = append(role.Unread, "the list of inline policies of role "+role.Name+", which was not permitted to the export")
	}
}

// unread adds what is known to be there and not what it says: inline policies
// that a list names and no file has, and what files say different things of.
func (b *Builder) unread(r *Role) {
	for _, name := range r.names {
		if r.inlineOf(name) == nil {
			r.Unread = append(r.Unread, inlineLabel(name, r.Name)+", whose document is in no file")
		}
	}
	for _, what := range []string{"ARN", "unique id", "attached policies", "inline policies"} {
		if differ := b.disputed(r, what); differ != "" {
			r.Unread = append(r.Unread, differ)
		}
	}
	unsaid(b, r, "tags", &r.Tags)
	r.Boundary = Boundary{State: r.boundary.State, ARN: r.boundary.Value.ARN, Disputed: b.disputed(r, "permissions boundary")}
	slices.Sort(r.Unread)
	r.Unread = slices.Compact(r.Unread)
}

// finishRoles gives every role its ARN, its documents and their ids.
func (b *Builder) finishRoles() {
	var known stated // what is said of one role is not asked for when the next one comes
	alike := map[alike]*Rarely{}
	for i, r := range b.order {
		b.order[i] = nil
		b.state(r, &known)
		b.finishRole(r)
		r.Rarely, r.stated = shared(alike, r.Rarely), nil
		if r.ARN != "" {
			if b.s.Role(r.ARN) != r { // it is not found by its ARN
				b.s.settings[RoleID(r.ARN)] = settingOf(r)
			}
			b.s.Roles = append(b.s.Roles, r)
		}
	}
	slices.SortStableFunc(b.s.Roles, func(x, y *Role) int { return cmp.Compare(x.ARN, y.ARN) })
}

func (b *Builder) finishRole(r *Role) {
	r.ARN, r.ID = r.arn.Value, r.id.Value
	b.unread(r)
	if r.ARN == "" && r.Account != "" {
		b.findPath(r)
	}
	slices.SortFunc(r.inline, func(x, y inline) int { return cmp.Compare(x.name, y.name) })
	for _, d := range r.inline {
		r.Inline = append(r.Inline, b.owned(d.name, inlineOf{r}, &Document{of: &r.RoleName, part: inlinePart, name: d.name, Policy: d.text.Value}))
	}
	if r.trust.State == input.Present {
		r.Trust = b.owned("trust policy", r, &Document{of: &r.RoleName, part: trustPart, Policy: r.trust.Value})
	}
	for _, a := range r.Attached {
		if a.Document == nil {
			a.Document = b.managedPolicy(a.ARN)
		}
	}
	if r.Boundary.ARN != "" {
		r.Boundary.Document = b.managedPolicy(r.Boundary.ARN)
	}
	r.apart()
}

// apart lets no two of the documents by which the role is judged share statements.
func (r *Role) apart() {
	var list []*policy.Document
	for _, d := range append(r.Documents(), r.Boundary.Document) {
		if d != nil {
			list = append(list, d.Policy)
		}
	}
	policy.Apart(list...)
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

// Uses counts the roles, users and groups that a managed policy is attached to
// or bounds.
func (s *Snapshot) Uses(policyARN string) (n int) {
	for _, r := range s.Roles {
		if r.Boundary.ARN == policyARN || slices.ContainsFunc(r.Attached, func(a *Attachment) bool { return a.ARN == policyARN }) {
			n++
		}
	}
	for _, i := range slices.Concat(s.Users, s.Groups) {
		if i.Boundary.Value.ARN == policyARN || slices.ContainsFunc(i.Attached, func(p input.PolicyRef) bool { return p.ARN == policyARN }) {
			n++
		}
	}
	return n
}

// RoleID names the place of a role.
func RoleID(roleARN string) string { return roleARN + roleSuffix }

const roleSuffix = " role"
