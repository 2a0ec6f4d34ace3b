package authz

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
)

const tagSession = "sts:tagsession"

// SessionTags tells whether a trust policy lets anybody pass session tags (IAM
// User Guide, Passing session tags in AWS STS): whatever the provider, the
// policy has to allow sts:TagSession, and a deny of it for everyone leaves
// nobody. The answer is Unknown where the policy could not be read.
func SessionTags(trust *policy.Document) condition.Truth {
	if trust.Unread() {
		return condition.Unknown
	}
	allowed := condition.False
	for _, s := range Compile("trust policy", trust).statements {
		switch {
		case !s.matchAction(tagSession):
		case !s.deny:
			allowed = condition.True
		case len(s.tests) == 0 && !s.notPrincipal && s.everyone():
			return condition.False
		}
	}
	return allowed
}

// everyone reports whether a Principal element lists everyone; a statement without one,
// which IAM refuses, lists nobody.
func (c *statement) everyone() bool {
	return slices.ContainsFunc(c.principals, func(n policy.Named) bool { return n.Form == policy.Everyone })
}
