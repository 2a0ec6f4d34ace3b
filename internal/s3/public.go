package s3

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// Public tells whether S3 takes a bucket or access point policy for public, and
// which statement makes it so (S3 User Guide, Blocking public access, "The
// meaning of public"). A policy is public unless each of its Allow statements
// names fixed principals or pins one of a few condition keys to fixed values.
// The answer is Unknown where AWS's page can be read both ways.
//
// This is S3's own test. It looks at the text alone and says nothing about who
// gets in: a public policy may grant nothing that exists.
func Public(d *policy.Document) (condition.Truth, *policy.Statement) {
	answer, which := condition.False, (*policy.Statement)(nil)
	for _, s := range d.All() {
		if s.Effect != policy.Allow {
			continue
		}
		switch t := fixes(d, s).Not(); {
		case t == condition.True:
			return condition.True, s
		case t == condition.Unknown && which == nil:
			answer, which = condition.Unknown, s
		}
	}
	return answer, which
}

// PublicStatements lists the Allow statements that make a policy public for certain.
// There is none where a statement of the same policy denies everybody what is not
// pinned down in one of the ways of that test.
func PublicStatements(d *policy.Document) (list []*policy.Statement) {
	for _, s := range d.All() {
		if s.Effect == policy.Deny {
			for j := range s.Conditions {
				if key, pinned := pinningKeys[strings.ToLower(s.Conditions[j].Key.Value)]; pinned && (!key.inKey || d.Type() == policy.Key) {
					return nil
				}
			}
			continue
		}
		if s.Effect == policy.Allow && fixes(d, s) == condition.False {
			list = append(list, s)
		}
	}
	return list
}

// fixes tells whether the statement grants to fixed principals only, or under
// a condition with fixed values.
func fixes(d *policy.Document, s *policy.Statement) condition.Truth {
	if fixedPrincipals(s.Principal) {
		if s.Principal != nil && slices.ContainsFunc(s.Principal.Entries, mayBeEveryone) {
			return condition.Unknown
		}
		return condition.True
	}
	all := condition.False
	for i := range s.Conditions {
		all = all.Or(pins(d, &s.Conditions[i]))
	}
	return all
}

func mayBeEveryone(e policy.Principal) bool {
	named := e.Names()
	return named.MayBeEveryone()
}

// fixedPrincipals reports whether every principal is an account, a role, a
// user, a session, a service or a canonical user. A statement that names nobody
// grants nothing.
func fixedPrincipals(p *policy.Principals) bool {
	if p == nil {
		return true
	}
	for _, e := range p.Entries {
		if form := e.Names().Form; e.Kind == "Federated" || form == policy.Everyone || form == policy.Wildcard {
			return false
		}
	}
	return !p.Not
}

// pinning is how a condition key can pin a statement down.
type pinning struct {
	fixed func(value string) condition.Truth
	// notInAccessPoint: in the policy of an access point the key pins nothing.
	notInAccessPoint bool
	// inKey: only requests to KMS have it, so it pins down the policies of keys alone.
	inKey bool
}

// pinningKeys are the keys that AWS lists, in lower case. Of the keys that name
// a principal its page gives aws:PrincipalOrgID as the example.
var pinningKeys = map[string]pinning{
	"aws:principalorgid":        {fixed: fixedText},
	"aws:principalorgpaths":     {fixed: fixedText},
	"aws:principalaccount":      {fixed: fixedText},
	"aws:principalarn":          {fixed: fixedText},
	"aws:principalservicename":  {fixed: fixedText},
	"aws:sourceip":              {fixed: narrow},
	"aws:sourcearn":             {fixed: fixedText},
	"aws:sourcevpc":             {fixed: fixedText},
	"aws:sourcevpce":            {fixed: fixedText},
	"aws:sourceowner":           {fixed: fixedText},
	"aws:sourceaccount":         {fixed: fixedText},
	"aws:userid":                {fixed: fixedUserID},
	"s3:dataaccesspointarn":     {fixed: fixedAccount, notInAccessPoint: true},
	"s3:dataaccesspointaccount": {fixed: fixedText},
	"kms:calleraccount":         {fixed: fixedText, inKey: true},
}

// pins tells whether a condition leaves fixed values only. Negated operators,
// IfExists, ForAllValues and Null are true of requests without the key.
func pins(d *policy.Document, c *policy.Condition) condition.Truth {
	key, ok := pinningKeys[strings.ToLower(c.Key.Value)]
	o, known := condition.ParseOperator(c.Operator.Value)
	if !ok || !known || o.Negated || o.IfExists || o.Qualifier == condition.ForAllValues ||
		o.Family == condition.Presence || len(c.Values) == 0 ||
		key.notInAccessPoint && d.Type() == policy.AccessPoint || key.inKey && d.Type() != policy.Key {
		return condition.False
	}
	all := condition.True
	for _, v := range c.Values {
		if strings.Contains(v.Value, "${") {
			return condition.False
		}
		if unknown.GivenIn(v.Value) {
			all = all.And(condition.Unknown)
			continue
		}
		all = all.And(key.fixed(v.Value))
	}
	return all
}

// A fixed value has no wildcard, under whatever operator, and no variable.
func wild(value string) bool { return strings.ContainsAny(value, "*?") }

func fixedText(value string) condition.Truth { return truth(!wild(value)) }

// fixedAccount is true of ARNs whose account is written out: a wildcard may
// stand for the name.
func fixedAccount(value string) condition.Truth {
	name, ok := arn.Parse(value)
	return truth(ok && arn.IsAccountID(name.Account) || !wild(value))
}

// fixedUserID: AWS's sentence on the pattern AROLEID:* can be read as naming
// it among the fixed values or as excluding it.
func fixedUserID(value string) condition.Truth {
	id, rest, ok := strings.Cut(value, ":")
	if ok && rest == "*" && id != "" && !wild(id) {
		return condition.Unknown
	}
	return fixedText(value)
}

// reserved are the private ranges of RFC 1918, which are not public.
var reserved = []netip.Prefix{
	netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("172.16.0.0/12"), netip.MustParsePrefix("192.168.0.0/16"),
}

// narrow is true of address ranges that S3 does not take for public: at least
// /8, or /32 in IPv6, or within a private range.
func narrow(value string) condition.Truth {
	if a, err := netip.ParseAddr(value); err == nil {
		return truth(a.IsValid())
	}
	p, err := netip.ParsePrefix(value)
	if err != nil {
		return condition.False
	}
	for _, r := range reserved {
		if r.Contains(p.Addr()) && p.Bits() >= r.Bits() {
			return condition.True
		}
	}
	if p.Addr().Is4() {
		return truth(p.Bits() >= 8)
	}
	return truth(p.Bits() >= 32)
}
