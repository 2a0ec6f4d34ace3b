package trust

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// assumes reports whether the actions hold one of the calls that become a role, or
// one that nobody knows.
func assumes(actions *policy.Elements) bool {
	return openEntries(actions) || slices.ContainsFunc([]string{assumeRole, withWebToken, withSAML}, func(call string) bool { return policy.SpeaksOf(actions, call) })
}

// openEntries reports whether an element has an entry that nobody knows.
func openEntries(e *policy.Elements) bool {
	return slices.ContainsFunc(e.Patterns, func(t source.Text) bool { return unknown.In(t.Value) })
}

// read tells whom an entry stands for, before it is decided.
func (t *Trustees) read(statement, entry int, p *policy.Principal) Trustee {
	value := p.Value.Value
	e := Trustee{Statement: statement, Entry: entry, Value: value, Kind: Unread, Call: assumeRole}
	n := p.Names()
	if n.AWS && (n.ARN.Service == "iam" || n.ARN.Service == "sts") {
		e.Account = n.ARN.Account
	}
	isARN := n.ARN != (arn.ARN{})
	switch {
	case n.Form == policy.Everyone:
		e.Kind = EveryoneKind
	case n.Form == policy.Wildcard, unknown.Whole(value), strings.ContainsAny(value, "$<"):
	case n.Form == policy.AService && !isARN:
		e.Kind = ServiceKind
	case p.Kind == "Federated":
		e.federated(&n)
	case n.Account != "":
		e.Kind, e.Account = AccountKind, n.Account
	case n.Form == policy.ARole:
		e.Kind = RoleKind
	case n.Form == policy.ASession:
		e.Kind = SessionKind
	case n.Form == policy.AUser:
		e.Kind = UserKind
	case n.Form == policy.UniqueID && n.Proper():
		e.Kind = DeletedKind
		if named := t.byID(value); named != (arn.ARN{}) {
			e.Account, e.Kind = named.Account, UserKind
			if _, _, isRole := named.RoleName(); isRole {
				e.Kind = RoleKind
			}
		}
	}
	return e
}

func (e *Trustee) federated(n *policy.Named) {
	switch kind, host := n.Provider(); kind {
	case policy.OIDC:
		e.Kind, e.Host, e.Call = OIDCKind, host, withWebToken
	case policy.SAML:
		e.Kind, e.Call = SAMLKind, withSAML
	}
}

func (t *Trustees) byID(id string) arn.ARN {
	if t.ids == nil {
		t.ids = map[string]arn.ARN{}
		for _, r := range t.world.Roles {
			t.ids[r.ID], _ = arn.Parse(r.ARN)
		}
		for _, u := range t.world.Users {
			t.ids[u.ID], _ = arn.Parse(u.ARN)
		}
	}
	return t.ids[id]
}

// caller reads a role, session or user, named by its ARN or its unique id.
func (t *Trustees) caller(value string) authz.Caller {
	if !policy.IsUniqueID(value) {
		c, _ := authz.ParseCaller(value)
		return c
	}
	c, _ := authz.ParseCaller(t.byID(value).String())
	c.ID = value
	return c
}
