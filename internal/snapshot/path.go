package snapshot

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// findPath gives a role its ARN of which no file says the path: the one ARN that
// bucket policies have for its account and name. Where they have several, or a
// pattern that some path fits and "/" does not, the path stays open.
func (b *Builder) findPath(r *Role) {
	const start = "arn:aws:iam::"
	r.ARN = start + r.Account + ":role/" + r.Name
	var named []string
	other := false
	anyPath := glob.Join(glob.Literal(start+r.Account+":role/"), glob.Parse("*"), glob.Literal("/"+r.Name))
	for _, n := range b.principals() {
		if n.Form == policy.Wildcard || n.Form == policy.Everyone {
			pattern := glob.Parse(n.Text)
			other = other || !pattern.Match(r.ARN) && glob.Overlaps(pattern, anyPath)
		} else if n.Form == policy.ARole && n.ARN.Account == r.Account && roleNamed(&n) == r.Name {
			named = append(named, n.Text)
		}
	}
	switch {
	case other || len(named) > 1:
		r.PathOpen = true
	case len(named) == 1:
		r.ARN = named[0]
		if a, ok := arn.Parse(r.ARN); ok {
			r.Path, _, _ = a.RoleName()
		}
	}
}

// homes are the folders in which there is a role of a name and no account says whose.
func (b *Builder) homes() map[string][]string {
	homes := map[string][]string{}
	for i := range b.unplaced {
		if r := &b.unplaced[i]; r.Account == "" && r.Home != "" && !slices.Contains(homes[r.Name], r.Home) {
			homes[r.Name] = append(homes[r.Name], r.Home)
		}
	}
	return homes
}

// findRoleAccount gives a role of which no file says the account the one in which
// bucket policies name a role of its name, those of its own folder before all. Roles of
// one name in several folders, dev and prod, are several.
func (b *Builder) findRoleAccount(r *input.Role, homes map[string][]string) {
	several := len(homes[r.Name]) > 1 && r.Home != ""
	if r.Account != "" || r.Name == "" || len(b.s.roles[r.Name]) > 0 && !several {
		return
	}
	if r.Home != "" {
		r.Account = b.accountNaming(r.Name, r.Home)
	}
	if r.Account == "" && !several {
		r.Account = b.accountNaming(r.Name, "")
	}
	switch {
	case r.Account != "":
		said := "no file says the account of role " + r.Name + "; it is taken for the one in " + r.Account + " that a bucket policy names"
		if !slices.Contains(b.s.Placed, said) {
			b.s.Placed = append(b.s.Placed, said)
		}
	case several:
		r.Name = r.Home + r.Name
	}
}

// accountNaming returns the account of the roles of a name that policies of buckets in
// a folder name, all with the empty one; empty if there are none or several.
func (b *Builder) accountNaming(role, home string) (account string) {
	for k := range b.everyBucket() {
		d := k.Bucket.Policy.Value
		if d == nil || !strings.HasPrefix(strings.TrimLeft(strings.ReplaceAll(d.Origin().File.Name, `\`, "/"), "/"), home) {
			continue
		}
		for _, n := range principalsOf(d) {
			if n.Shape != policy.ARole || roleNamed(&n) != role || !arn.IsAccountID(n.ARN.Account) || n.ARN.Account == account {
				continue
			}
			if account != "" {
				return ""
			}
			account = n.ARN.Account
		}
	}
	return account
}

// NamedRole returns the ARN of the one role of that name that bucket policies name, or
// nothing.
func (s *Snapshot) NamedRole(name string) (found string) {
	for _, k := range s.Buckets {
		if k.Policy == nil {
			continue
		}
		for _, n := range principalsOf(k.Policy.Policy) {
			if n.Form != policy.ARole || roleNamed(&n) != name || n.Text == found {
				continue
			}
			if found != "" {
				return ""
			}
			found = n.Text
		}
	}
	return found
}

// roleNamed is the name of the role whose ARN an entry is, without its path.
func roleNamed(n *policy.Named) string {
	_, name, _ := n.ARN.RoleName()
	return name
}

// principals are the entries by which bucket policies may name a role.
func (b *Builder) principals() []policy.Named {
	if b.named != nil {
		return b.named
	}
	b.named = []policy.Named{}
	for k := range b.everyBucket() {
		if d := k.Bucket.Policy.Value; d != nil {
			b.named = append(b.named, principalsOf(d)...)
		}
	}
	slices.SortFunc(b.named, func(m, n policy.Named) int { return strings.Compare(m.Text, n.Text) })
	b.named = slices.Compact(b.named)
	return b.named
}

// principalsOf lists whom a document names under AWS, or as an entry there would: by a
// value of aws:PrincipalArn.
func principalsOf(d *policy.Document) (list []policy.Named) {
	for _, st := range d.All() {
		if st.Principal != nil {
			for j := range st.Principal.Entries {
				if n := st.Principal.Entries[j].Names(); n.AWS {
					list = append(list, n)
				}
			}
		}
		for _, c := range st.Conditions {
			if strings.EqualFold(c.Key.Value, "aws:PrincipalArn") {
				for _, v := range c.Values {
					list = append(list, policy.ReadNamed("AWS", v.Value))
				}
			}
		}
	}
	return list
}
