package snapshot

import (
	"cmp"
	"slices"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// Kind is what stands in the place of a pair's role.
type Kind uint8

// The kinds of callers. All but a role are asked about, never found by evidence.
const (
	IsRole Kind = iota
	IsUser
	IsService // a service that calls for itself
	IsNobody  // a request that is not signed
)

// Anonymous is how people name a caller that nobody is.
const Anonymous = "anonymous"

// NewCaller returns a caller that is no role and has no policies: a service by its
// principal's name, or Anonymous.
func NewCaller(name string) *Role {
	kind := IsService
	if name == Anonymous {
		kind = IsNobody
	}
	return &Role{Kind: kind, RoleName: RoleName{name, name}, AttachedKnown: true, InlineKnown: true,
		Rarely: &Rarely{Boundary: Boundary{State: input.Absent}, Tags: input.Setting[[]input.Tag]{State: input.Absent}}}
}

// caller makes the user that is asked about stand in the place of a role, with the
// policies of its own and those of its groups.
func (b *Builder) caller(userARN string) *Role {
	at := slices.IndexFunc(b.s.Users, func(u input.Identity) bool { return u.ARN == userARN })
	if at < 0 {
		return nil
	}
	u := &b.s.Users[at]
	name, _ := arn.Parse(userARN)
	r := &Role{Kind: IsUser, Account: cmp.Or(u.Account, name.Account), RoleName: RoleName{u.Name, userARN}, ID: u.ID, At: u.At,
		Rarely: &Rarely{Boundary: Boundary{State: u.Boundary.State, ARN: u.Boundary.Value.ARN}}}
	if r.Boundary.ARN != "" {
		r.Boundary.Document = b.managedPolicy(r.Boundary.ARN)
	}
	if a := b.s.Accounts[r.Account]; a != nil && a.Listed {
		r.AttachedKnown, r.InlineKnown = true, true
	}
	b.policiesOf(r, "user", u)
	for _, group := range u.Groups {
		i := slices.IndexFunc(b.s.Groups, func(g input.Identity) bool { return g.Name == group && g.Account == u.Account })
		if i < 0 {
			r.Unread = append(r.Unread, "the policies of group "+group+": aws iam get-account-authorization-details")
			continue
		}
		b.policiesOf(r, "group", &b.s.Groups[i])
	}
	r.apart()
	return r
}

// policiesOf adds the policies of a user or of one of its groups.
func (b *Builder) policiesOf(r *Role, kind string, of *input.Identity) {
	owner := Owner{kind, cmp.Or(of.ARN, kind+"/"+of.Name)}
	for _, d := range b.s.Documents {
		if d.Owner() == owner {
			r.Inline = append(r.Inline, d)
		}
	}
	for _, ref := range of.Attached {
		if !slices.ContainsFunc(r.Attached, func(a *Attachment) bool { return a.ARN == ref.ARN }) {
			r.Attached = append(r.Attached, &Attachment{Name: ref.Name, ARN: ref.ARN, Document: b.managedPolicy(ref.ARN)})
		}
	}
}

// PairOf returns the pair of a caller and a bucket. Evidence is what the caller's own
// policies say of the bucket, and what the bucket policy says of the caller by name.
func (s *Snapshot) PairOf(r *Role, b *Bucket) *Pair {
	j := s.alone(r, b)
	for i := 0; b.Policy != nil && i < len(b.Policy.Policy.Statements()); i++ {
		st := &b.Policy.Policy.Statements()[i]
		named := func(e policy.Principal) bool {
			return e.Value.Value == r.ARN || r.Kind == IsNobody && e.Names().Form == policy.Everyone
		}
		if st.Principal != nil && slices.ContainsFunc(st.Principal.Entries, named) {
			j.add(r, b, Evidence{Document: b.Policy, Index: i})
		}
	}
	return j.pair(r, b)
}
