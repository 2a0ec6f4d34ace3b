package written

import (
	"slices"
	"strings"
	"sync"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/source"
)

var throughs = map[reference.Through]string{
	reference.OwnPolicies: "own_policies", reference.OtherIdentity: "other_identity",
	reference.PassedRole: "passed_role", reference.RoleAtWork: "role_at_work",
}

// escalations states which sets of actions the document allows that together lead to more
// permissions. Of a set only those are stated in which no smaller one is. What stands under
// a condition, on some resources alone or in a document that allows everything is none.
func (r *reader) escalations() (list []*Escalation) {
	if r.policy.Type() != policy.Identity || r.document.AWSManaged {
		return nil
	}
	granted := map[string]*Said{}
	for _, s := range r.policy.All() {
		if wideOpen(s) {
			r.grantedBy(s, granted)
		}
	}
	if len(granted) == 0 {
		return nil
	}
	var sets [][]string
	for _, e := range reference.Escalations() {
		if !slices.ContainsFunc(e.Actions, func(a string) bool { return granted[a] == nil }) {
			sets = append(sets, e.Actions)
			made := &Escalation{At: granted[e.Actions[0]].At, Name: e.Name, Through: set(throughs[e.Through])}
			for _, a := range e.Actions {
				made.Actions = append(made.Actions, &Said{At: granted[a].At, Value: a})
			}
			list = append(list, made)
		}
	}
	return slices.DeleteFunc(list, func(e *Escalation) bool {
		return slices.ContainsFunc(sets, func(smaller []string) bool {
			return len(smaller) < len(e.Actions) && !slices.ContainsFunc(smaller, func(a string) bool {
				return !slices.ContainsFunc(e.Actions, func(said *Said) bool { return said.Value == a })
			})
		})
	})
}

// wideOpen reports whether a statement allows listed actions on every resource, whatever
// the request is.
func wideOpen(s *policy.Statement) bool {
	return s.Effect == policy.Allow && !s.Action.Not && !s.Resource.Not && len(s.Conditions) == 0 && len(s.Hollow) == 0 &&
		slices.ContainsFunc(s.Resource.Patterns, func(t source.Text) bool { return t.Value == "*" }) &&
		!slices.ContainsFunc(s.Action.Patterns, func(t source.Text) bool { return t.Value == "*" || t.Value == "*:*" })
}

// grantedBy adds the actions of escalations that a statement allows and no Deny takes back.
func (r *reader) grantedBy(s *policy.Statement, granted map[string]*Said) {
	path := r.policy.StatementPath(s.Index)
	for i, t := range s.Action.Patterns {
		prefix, _, ok := strings.Cut(strings.ToLower(t.Value), ":")
		if !ok {
			continue
		}
		for _, action := range escalating()[prefix] {
			if granted[action] == nil && policy.Lists(t.Value, action) && !access.DeniedAgain(action, r.policy, s) {
				granted[action] = &Said{At: r.at(s.Action.Path(path, i)), Value: t.Value}
			}
		}
	}
}

// escalating are the actions of escalations by the prefix of their service.
var escalating = sync.OnceValue(func() map[string][]string {
	by := map[string][]string{}
	for _, e := range reference.Escalations() {
		for _, action := range e.Actions {
			prefix, _, _ := strings.Cut(action, ":")
			if !slices.Contains(by[prefix], action) {
				by[prefix] = append(by[prefix], action)
			}
		}
	}
	return by
})
