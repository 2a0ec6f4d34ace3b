package authz

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/condition"
)

// Request is one request: who does what to what, in which context.
type Request struct {
	Caller   Caller
	Action   string // "s3:GetObject"
	Resource arn.ARN
	// Owner is the account that owns the resource.
	Owner   string
	Context Context

	action, roleARN string
}

// prepare computes what every statement asks.
func (r *Request) prepare() {
	r.action = lower(r.Action)
	r.roleARN = r.Caller.Role.String()
	_, r.Caller.name, _ = r.Caller.Role.RoleName()
}

// Context is the request context: values by condition key in lower case. A key
// that is not listed is absent, or unknown if the context is Open.
type Context struct {
	Keys map[string]condition.Value
	Open bool

	over overlay
}

// overlay is the values that are being tried out for unknown keys.
type overlay struct {
	keys   []string
	values []condition.Value
}

// Lookup returns the value of a key in lower case.
func (c *Context) Lookup(key string) condition.Value {
	for i, k := range c.over.keys {
		if k == key {
			return c.over.values[i]
		}
	}
	if v, ok := c.Keys[key]; ok {
		return v
	}
	if c.Open {
		return condition.Value{State: condition.StateUnknown}
	}
	return condition.Value{State: condition.Absent}
}

func lower(s string) string { return strings.ToLower(s) }
