package authz

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// match tells which caller the grant names, and whether it fits the request. A
// grant only allows, and counts like a statement of the key policy (KMS
// Developer Guide, Grants in AWS KMS).
func (g *KeyGrant) match(r *Request) (class, condition.Truth) {
	_, operation, _ := strings.Cut(r.Action, ":")
	if !slices.ContainsFunc(g.Operations, func(o string) bool { return strings.EqualFold(o, operation) }) {
		return none, condition.False
	}
	grantee := policy.ReadNamed("AWS", g.Grantee)
	k, fact := names(&grantee, &r.Caller)
	if k == none {
		return none, condition.False
	}
	fits := g.fits(&r.Context)
	if fact != "" {
		fits = fits.And(condition.Unknown)
	}
	return k, fits
}

// fits tells whether the encryption context satisfies the constraints. Values
// are compared exactly, names without regard to case, as condition keys are.
func (g *KeyGrant) fits(c *Context) condition.Truth {
	all := condition.True
	for _, pairs := range []map[string]string{g.Equals, g.Subset} {
		for name, value := range pairs {
			v := c.Lookup(s3.EncryptionContextKey + lower(name))
			switch v.State {
			case condition.Present:
				all = all.And(truth(slices.Equal(v.Values, []string{value})))
			case condition.Absent:
				return condition.False
			default:
				all = all.And(condition.Unknown)
			}
		}
	}
	if g.Equals != nil {
		all = all.And(c.noOtherPair(g.Equals))
	}
	return all
}

// noOtherPair tells whether the encryption context holds these pairs alone.
func (c *Context) noOtherPair(pairs map[string]string) condition.Truth {
	listed := map[string]bool{}
	for name := range pairs {
		listed[lower(name)] = true
	}
	for key, v := range c.Keys {
		name, ok := strings.CutPrefix(key, s3.EncryptionContextKey)
		if ok && v.State == condition.Present && !listed[name] {
			return condition.False
		}
	}
	if c.Open {
		// The S3 API lets callers add pairs of their own.
		return condition.Unknown
	}
	return condition.True
}

// keyGrants finds what the grants of the key come to.
func (s *scratch) keyGrants(k *Key) {
	for i := range k.Grants {
		named, fits := k.Grants[i].match(s.request)
		switch fits {
		case condition.True:
			s.granted = max(s.granted, named)
		case condition.Unknown:
			s.maybeGranted = max(s.maybeGranted, named)
			s.facts[keyFits] = condition.Unknown
		}
	}
	if !s.same && max(s.granted, s.maybeGranted) != none {
		s.facts[grantSuffices] = condition.Unknown
	}
}
