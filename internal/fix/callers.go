package fix

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/policy"
)

// naming are the operators under which aws:PrincipalArn has to be one of the
// values, excepting those under which it must be none (IAM User Guide,
// Condition operators). The key is there in every signed request.
var (
	naming    = []string{"arnequals", "arnlike", "stringequals", "stringlike"}
	excepting = []string{"arnnotequals", "arnnotlike", "stringnotequals", "stringnotlike"}
)

// Keys that say who calls (IAM User Guide, Global condition context keys).
const (
	principalARN     = "aws:principalarn"
	principalAccount = "aws:principalaccount"
	userID           = "aws:userid"
)

// callers splits a box whose statement names its callers in a condition into
// one box for each of them.
func callers(b box) []box {
	for i := range b.statement.Conditions {
		c := &b.statement.Conditions[i]
		if !is(c, naming, principalARN) || b.statement.Effect != policy.Allow {
			continue
		}
		rest := slices.Concat(b.conditions[:i], b.conditions[i+1:])
		list := make([]box, len(c.Values))
		for j, v := range c.Values {
			list[j] = b
			list[j].caller, list[j].conditions = v.Value, rest
		}
		return list
	}
	return []box{b}
}

func is(c *policy.Condition, operators []string, keys ...string) bool {
	return slices.Contains(operators, strings.ToLower(c.Operator.Value)) &&
		slices.Contains(keys, strings.ToLower(c.Key.Value))
}

// exempted returns what a deny no longer denies where the change only excepts
// more callers from it; ok is false if it changes something else.
func (g *Gains) exempted(b box, after []box) (list []box, ok bool) {
	for _, o := range after {
		c, rest := added(b, o)
		if c == nil || o.statement.Effect != policy.Deny || !is(c, excepting, principalARN, principalAccount, userID) {
			continue
		}
		wide := o
		wide.conditions = rest
		if !wide.covers(b) {
			continue
		}
		for _, v := range c.Values {
			if !excepts(b.statement, c, v.Value) {
				lost := b
				lost.caller = v.Value
				switch {
				case strings.EqualFold(c.Key.Value, principalAccount):
					lost.caller = "account " + v.Value
				case g.RoleID != "" && v.Value == g.RoleID+":*":
					// Of a session aws:userid is the role's unique id and the
					// session's name (IAM User Guide, IAM JSON policy variables).
					lost.caller = g.Role.String()
				}
				list = append(list, lost)
			}
		}
		return list, true
	}
	return nil, false
}

// added returns the one condition of o that b does not have, and the others.
func added(b, o box) (c *policy.Condition, rest []string) {
	for i, text := range o.conditions {
		switch {
		case slices.Contains(b.conditions, text):
			rest = append(rest, text)
		case c != nil:
			return nil, nil
		default:
			c = &o.statement.Conditions[i]
		}
	}
	return c, rest
}

// excepts reports whether the statement excepts the caller by the same test.
func excepts(s *policy.Statement, like *policy.Condition, caller string) bool {
	return slices.ContainsFunc(s.Conditions, func(c policy.Condition) bool {
		if !strings.EqualFold(c.Operator.Value, like.Operator.Value) || !strings.EqualFold(c.Key.Value, like.Key.Value) {
			return false
		}
		for _, v := range c.Values {
			if v.Value == caller {
				return true
			}
		}
		return false
	})
}
