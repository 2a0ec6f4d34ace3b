package authz

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// endpointKeys are present on a request through a VPC endpoint and on no
// other; such a request has no aws:SourceIp (IAM User Guide, Global condition
// keys). The first three are on every such request.
var endpointKeys = []string{
	"aws:sourcevpc", "aws:sourcevpce", "aws:vpcsourceip", "aws:sourcevpcarn",
	"aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths",
}

// MFA keys: the age tells the time since the authentication that the other
// key reports.
const (
	mfaAge     = "aws:multifactorauthage"
	mfaPresent = "aws:multifactorauthpresent"
)

// consistent reports whether the values that are being tried out can occur in
// one request.
func (c *Context) consistent() bool {
	return c.oneNetwork() && c.oneACL() && c.onePath() && c.oneWay() &&
		!(c.tried(mfaAge) == condition.Present && c.tried(mfaPresent) == condition.Absent)
}

// oneNetwork: a request comes from an address or through an endpoint.
func (c *Context) oneNetwork() bool {
	if !c.tries("aws:sourceip") && !slices.ContainsFunc(endpointKeys, c.tries) {
		return true
	}
	present, absent := false, false
	for _, key := range endpointKeys[:3] {
		switch c.tried(key) {
		case condition.Present:
			present = true
		case condition.Absent:
			absent = true
		}
	}
	for _, key := range endpointKeys[3:] {
		present = present || c.tried(key) == condition.Present
	}
	if present && absent {
		return false
	}
	switch c.tried("aws:sourceip") {
	case condition.Present:
		return !present
	case condition.Absent:
		return !absent
	}
	return true
}

// oneACL: S3 refuses a canned ACL beside grant headers.
func (c *Context) oneACL() bool {
	return c.tried(s3.CannedACLKey) != condition.Present || !slices.ContainsFunc(s3.GrantKeys, func(key string) bool {
		return c.tried(key) == condition.Present
	})
}

func (c *Context) tries(key string) bool { return slices.Contains(c.over.keys, key) }

// tried returns the state of a key that is being tried out or known.
func (c *Context) tried(key string) condition.State { return c.Lookup(key).State }

// Consistent reports whether values of unknown keys, by key in lower case, can
// occur in one request; keys without one stay unknown.
func Consistent(tried map[string]condition.Value) bool {
	c := Context{Open: true}
	for key, value := range tried {
		c.over.keys = append(c.over.keys, key)
		c.over.values = append(c.over.values, value)
	}
	return c.consistent()
}
