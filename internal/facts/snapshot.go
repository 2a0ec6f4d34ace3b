package facts

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/parallel"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// Snapshot states what the documents of a snapshot say together: contradictions
// and the roles and users that resource policies name.
func Snapshot(s *snapshot.Snapshot) Object {
	o := Object{{"kind", String("snapshot")}}
	var conflicts, principals, patterns Array
	for i, c := range s.Conflicts {
		conflicts = append(conflicts, Object{{"what", String(c.What)},
			{"kept", Object{{"at", Place(snapshot.ConflictID(i, true), nil)}}},
			{"left", Object{{"at", Place(snapshot.ConflictID(i, false), nil)}}}})
	}
	if conflicts != nil {
		o = o.With("conflicts", conflicts)
	}
	for some := range parallel.InOrder(slices.Chunk(s.Documents, 256), func(list []*snapshot.Document) (of referred) {
		for _, d := range list {
			of.add(s, d)
		}
		return of
	}) {
		principals, patterns = append(principals, some.principals...), append(patterns, some.patterns...)
	}
	if principals != nil {
		o = o.With("principals", principals)
	}
	if patterns != nil {
		o = o.With("principal_patterns", patterns)
	}
	return o
}

// referred are those whom documents name.
type referred struct{ principals, patterns Array }

func (n *referred) add(s *snapshot.Snapshot, d *snapshot.Document) {
	if d.Policy.Type() == policy.Identity {
		return
	}
	for _, st := range d.Policy.All() {
		if st.Principal != nil {
			n.principals = append(n.principals, principalsOf(s, d, st)...)
			n.patterns = append(n.patterns, patternsOf(s, d, st)...)
		}
	}
}

// principalsOf states the roles and users that a statement names.
func principalsOf(s *snapshot.Snapshot, d *snapshot.Document, st *policy.Statement) (list Array) {
	at := d.Policy.StatementPath(st.Index)
	for i, e := range st.Principal.Entries {
		n := e.Names()
		name := n.ARN
		if !n.AWS || name == (arn.ARN{}) || n.Form == policy.Wildcard || strings.Contains(n.Text, "$") {
			continue
		}
		o := Object{{"value", String(e.Value.Value)}, {"policy", String(d.Label())},
			{"at", Place(d.ID(), st.Principal.Path(at, i))}, {"account", String(name.Account)}}
		if d.Policy.Type() == policy.Bucket {
			o = o.With("in_bucket_policy", Present)
		}
		account := s.Accounts[name.Account]
		switch {
		case account == nil:
			o = o.With("near_account", nearAccount(s, name.Account))
		case account.Listed:
			o = o.With("account_known", Present).With("account_listed", Present)
		default:
			o = o.With("account_known", Present)
		}
		if s.Named(name) {
			o = o.With("exists", Present)
		} else {
			if account != nil && account.Listed {
				o = o.With("nobody", Present)
			}
			if other := s.Elsewhere(name); other != "" {
				o = o.With("elsewhere", String(other))
			}
		}
		list = append(list, o)
	}
	return list
}

// patternsOf states the ARNs of roles and users in which a statement writes
// wildcards, with the roles of the input that they would match if they were any.
func patternsOf(s *snapshot.Snapshot, d *snapshot.Document, st *policy.Statement) (list Array) {
	at := d.Policy.StatementPath(st.Index)
	for i, e := range st.Principal.Entries {
		n := e.Names()
		if n.Form != policy.Wildcard || n.Shape != policy.ARole && n.Shape != policy.AUser || !strings.ContainsAny(n.ARN.Resource, "*?") {
			continue
		}
		var roles []string
		pattern := glob.Parse(e.Value.Value)
		for _, r := range s.Roles {
			if pattern.Match(r.ARN) {
				roles = append(roles, r.Name)
			}
		}
		o := Object{{"value", String(e.Value.Value)}, {"policy", String(d.Label())}, {"at", Place(d.ID(), st.Principal.Path(at, i))}}
		if roles != nil {
			o = o.With("roles", Strings(roles...))
		}
		list = append(list, o)
	}
	return list
}

// nearAccount is a known account whose id is almost the one that was named.
func nearAccount(s *snapshot.Snapshot, id string) Value {
	var near []string
	for known := range s.Accounts {
		if arn.OneDigitApart(known, id) {
			near = append(near, known)
		}
	}
	if len(near) == 0 {
		return nil
	}
	return String(slices.Min(near))
}
