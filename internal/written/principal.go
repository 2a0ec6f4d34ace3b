package written

import (
	"regexp"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
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
	text := e.Value.Value
	one := &Principal{Value: text, Under: map[string]bool{e.Kind: true}}
	is := func(what string) { one.Is = map[string]bool{what: true} }
	one.Wildcard = wild(text) && text != "*"
	switch e.Kind {
	case "AWS":
		r.aws(one, text, is)
	case "Service":
		is("service")
		one.Wildcard = wild(text)
		one.NoService = !one.Wildcard && !open(text) && !servicePrincipal.MatchString(text)
	case "Federated":
		r.federated(one, text, is)
	case "CanonicalUser":
		is("canonical_user")
		one.Wildcard = wild(text)
	}
	return one
}

func (r *reader) aws(one *Principal, text string, is func(string)) {
	a, isARN := arn.Parse(text)
	switch {
	case text == "*":
		is("everyone")
	case unknown.In(text) && !isARN:
		return // it may name anybody
	case arn.IsAccountID(text):
		is("account")
		one.Account = text
	case uniqueID.MatchString(text) && strings.HasPrefix(text, "AROA"):
		is("role_id")
	case uniqueID.MatchString(text) && strings.HasPrefix(text, "AIDA"):
		is("user_id")
	case !isARN:
		is("other")
	case a.IsAccountRoot():
		is("account")
	case a.Service == "sts" && strings.HasPrefix(a.Resource, "assumed-role/"):
		is("session")
	case a.Service == "iam" && strings.HasPrefix(a.Resource, "role/"):
		is("role")
	case a.Service == "iam" && strings.HasPrefix(a.Resource, "user/"):
		is("user")
	default:
		is("other")
	}
	if isARN && arn.IsAccountID(a.Account) {
		one.Account = a.Account
	}
	one.NoPrincipal = !open(text) && text != "" && !principalForm(text, a, isARN)
}

// principalForm reports whether a text without wildcards is written like a principal of
// AWS: an account, a role, a user, a session, or the id that IAM and S3 put in the place
// of one (IAM User Guide, AWS JSON policy elements: Principal). An account that reads like
// something to be filled in is one.
func principalForm(text string, a arn.ARN, isARN bool) bool {
	if !isARN {
		return arn.IsAccountID(text) || uniqueID.MatchString(text) || canonicalID.MatchString(text)
	}
	if a.Partition == "" || a.Region != "" || a.Account == "" || digits.MatchString(a.Account) && !arn.IsAccountID(a.Account) {
		return false
	}
	kind, name, _ := strings.Cut(a.Resource, "/")
	switch a.Service {
	case "iam":
		return a.Resource == "root" || (kind == "role" || kind == "user") && name != ""
	case "sts":
		return (kind == "assumed-role" || kind == "federated-user") && name != ""
	}
	return false
}

func (r *reader) federated(one *Principal, text string, is func(string)) {
	a, isARN := arn.Parse(text)
	host, oidc := strings.CutPrefix(a.Resource, "oidc-provider/")
	switch {
	case isARN && a.Service == "iam" && strings.HasPrefix(a.Resource, "saml-provider/"):
		is("saml")
	case isARN && a.Service == "iam" && oidc:
		is("oidc")
		one.Issuer = host
	case !isARN && domain.MatchString(text):
		is("oidc")
		one.Issuer = text
	default:
		is("other")
		one.NoProvider = !open(text)
	}
	if isARN && arn.IsAccountID(a.Account) {
		one.Account = a.Account
	}
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

// What service principals, unique ids and domains are written like (IAM User Guide,
// Principal, IAM identifiers).
var (
	servicePrincipal = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]*\.(amazonaws\.com(\.cn)?|amazon\.com|aws\.internal|amazonaws\.eu)$`)
	canonicalID      = regexp.MustCompile(`^[0-9a-f]{64}$`)
	digits           = regexp.MustCompile(`^[0-9]+$`)
	uniqueID         = regexp.MustCompile(`^A[A-Z]{3}[A-Z0-9]{12,}$`)
	domain           = regexp.MustCompile(`^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(/[A-Za-z0-9._/-]*)?$`)
)
