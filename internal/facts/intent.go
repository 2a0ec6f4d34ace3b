package facts

import (
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/source"
)

// inPart reports whether a layer that does not allow a request is narrower than
// what others mean, and nothing in it reads like what they mean: some of it is
// reached, and the statement that comes nearest names other objects, or fewer.
func inPart(p *access.Pair, c *access.Capability, v *authz.View, nearest *authz.Miss) bool {
	switch {
	case v.Name == authz.Session:
		if !reachesSome(p) || expected(p, c) {
			return false
		}
	case !reachedElsewhere(p, c):
		return false
	}
	if nearest == nil {
		return true
	}
	switch nearest.Failures[0].Element {
	case authz.ResourceElement:
		return !nearlyNamed(p, c, nearest)
	case authz.ActionElement:
		return true
	}
	return false
}

// reachedElsewhere reports whether the capability is had for other objects, and
// nobody said that it shall be for all.
func reachedElsewhere(p *access.Pair, c *access.Capability) bool {
	return c.Allowed != nil && !expected(p, c)
}

// reachesSome reports whether anything is reached that is meant.
func reachesSome(p *access.Pair) bool {
	return slices.ContainsFunc(p.Capabilities, func(c access.Capability) bool { return c.Meant && c.Allowed != nil })
}

func expected(p *access.Pair, c *access.Capability) bool {
	for _, e := range p.Expect {
		if slices.Contains(e.Can, string(c.Capability)) {
			return true
		}
	}
	return false
}

// nearlyNamed reports whether a Resource element has a misprint of what is meant:
// a pattern a few letters away from one that is meant, of which neither covers the
// other, the other ARN form, /* twice, or a variable that is plain text.
func nearlyNamed(p *access.Pair, c *access.Capability, m *authz.Miss) bool {
	e := &m.Statement.Resource
	if e.Not || !e.Present() {
		return false
	}
	whole := "arn:" + partition(p) + ":s3:::" + p.Bucket.Name
	// One statement for the bucket and for some of its objects names both.
	objects := slices.ContainsFunc(e.Patterns, func(t source.Text) bool { return strings.HasPrefix(t.Value, whole+"/") })
	for _, t := range e.Patterns {
		if !m.Policy.Document.Variables() && strings.Contains(t.Value, "${") {
			return true
		}
		if t.Value == whole && len(e.Patterns) == 1 || strings.HasSuffix(t.Value, "/*/*") {
			return true
		}
		if t.Value == whole && objects {
			continue
		}
		for _, r := range c.MeantResources {
			if misprint(t.Value, r) {
				return true
			}
		}
	}
	return false
}

func partition(p *access.Pair) string {
	_, rest, _ := strings.Cut(p.Role.ARN, ":")
	name, _, _ := strings.Cut(rest, ":")
	return name
}

// misprint reports whether two patterns of ARNs differ in a letter or two and none
// covers the other.
func misprint(a, b string) bool {
	if a == b || covers(a, b) || covers(b, a) {
		return false
	}
	limit := 1
	if len(a) > 4 && len(b) > 4 {
		limit = 2
	}
	return max(len(a)-len(b), len(b)-len(a)) <= limit && levenshtein.ComputeDistance(strings.ToLower(a), strings.ToLower(b)) <= limit
}

func covers(wide, narrow string) bool {
	return glob.Covers(condition.ParseTemplate(wide, true).Widest(), condition.ParseTemplate(narrow, true).Widest())
}

// wildcardsOnly is a fact of capabilities that nobody spelled out.
func wildcardsOnly(c *access.Capability) Value {
	if c.Meant && c.ByWildcards {
		return Present
	}
	return nil
}
