package written

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

func (r *reader) principals(s *policy.Statement, path source.Path) *Principals {
	p := s.Principal
	if p == nil {
		return nil
	}
	made := &Principals{At: r.at(p.Path(path, -1)), Not: p.Not, Star: p.Star}
	for _, h := range p.Hollow {
		at := path.With(source.Member(p.Name()))
		if h.Value != p.Name() {
			at = at.With(source.Member(h.Value))
		}
		made.Empty = append(made.Empty, &Said{At: r.at(at), Value: h.Value})
	}
	for i := range p.Entries {
		one := r.principal(&p.Entries[i])
		one.Claims = claims(s, one.Issuer)
		one.At = r.at(p.Path(path, i))
		made.Entries = append(made.Entries, one)
	}
	for _, one := range made.Entries {
		if r.named != nil && (one.Is["role_id"] || one.Is["user_id"]) {
			one.Owner = r.named(one.Value)
		}
	}
	r.sessions(made.Entries)
	return made
}

// claims are the claims of an identity provider on which a statement has conditions: its
// condition keys begin with the provider's host (IAM User Guide, AWS OIDC federation
// keys).
func claims(s *policy.Statement, issuer string) (found map[string]bool) {
	for i := range s.Conditions {
		host, claim, _ := strings.Cut(s.Conditions[i].Key.Value, ":")
		if issuer != "" && claim != "" && strings.EqualFold(host, issuer) {
			if found == nil {
				found = map[string]bool{}
			}
			found[strings.ToLower(claim)] = true
		}
	}
	return found
}

func (r *reader) principal(e *policy.Principal) *Principal {
	text, n := e.Value.Value, e.Names()
	one := &Principal{Value: text, Under: map[string]bool{e.Kind: true}, Wildcard: wild(text)}
	is := func(what string) { one.Is = map[string]bool{what: true} }
	if (e.Kind == "AWS" || e.Kind == "Federated") && arn.IsAccountID(n.ARN.Account) {
		one.Account = n.ARN.Account
	}
	switch e.Kind {
	case "AWS":
		one.Wildcard = n.Form == policy.Wildcard
		if n.Form == policy.UnknownValue {
			break // it may name anybody
		}
		if n.Form == policy.AnAccount && arn.IsAccountID(n.Account) {
			one.Account = n.Account
		}
		is(shape(&n))
		one.NoPrincipal = !open(text) && text != "" && !n.Proper()
	case "Service":
		is("service")
		one.NoService = !one.Wildcard && !open(text) && !policy.IsService(text)
	case "Federated":
		one.Wildcard = one.Wildcard && text != "*"
		switch kind, host := n.Provider(); kind {
		case policy.SAML:
			is("saml")
		case policy.OIDC:
			is("oidc")
			one.Issuer = host
		case policy.NoProvider:
			is("other")
			one.NoProvider = !open(text)
		}
	case "CanonicalUser":
		is("canonical_user")
	default:
		one.Wildcard = one.Wildcard && text != "*"
	}
	return one
}

// shape is the word for what an entry under AWS is written as.
func shape(n *policy.Named) string {
	switch n.Shape {
	case policy.Everyone:
		return "everyone"
	case policy.AnAccount:
		return "account"
	case policy.ARole:
		return "role"
	case policy.ASession:
		return "session"
	case policy.AUser:
		return "user"
	case policy.UniqueID:
		switch {
		case !n.Proper():
		case n.RoleID():
			return "role_id"
		default:
			return "user_id"
		}
	}
	return "other"
}

// sessions states which entries are sessions of a role that stands beside them.
func (r *reader) sessions(list []*Principal) {
	roles := map[string]*Principal{}
	for _, p := range list {
		if a, ok := arn.Parse(p.Value); ok && p.Is["role"] {
			if _, name, ok := a.RoleName(); ok {
				roles[a.Account+"/"+name] = p
			}
		}
	}
	for _, p := range list {
		if a, ok := arn.Parse(p.Value); ok && p.Is["session"] {
			if name, _, ok := a.Session(); ok && roles[a.Account+"/"+name] != nil {
				role := roles[a.Account+"/"+name]
				p.SessionOf = &Said{At: role.At, Value: role.Value}
			}
		}
	}
}
