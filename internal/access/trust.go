package access

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// callOf is the STS call that such a caller makes.
func callOf(c *authz.Caller) string {
	switch {
	case strings.Contains(c.Federated, ":saml-provider/"):
		return "sts:AssumeRoleWithSAML"
	case c.Federated != "":
		return "sts:AssumeRoleWithWebIdentity"
	}
	return "sts:AssumeRole"
}

// AssumedBy lists who may become the role by its trust policy: the principals
// that it names, each decided; nil where the policy is not known. An account
// stands for those of its principals whose own policies allow it too.
func (p *Pair) AssumedBy() (list []string) {
	if p.Role.Trust == nil {
		return nil
	}
	role, _ := arn.Parse(p.Role.ARN)
	layers := authz.Layers{Trust: authz.Of(p.judge.compile(p.Role.Trust)), Identity: authz.Layer{State: authz.NotExported}}
	seen := map[string]bool{}
	for _, st := range p.Role.Trust.Policy.Statements {
		if st.Effect != policy.Allow || st.Principal == nil || st.Principal.Not {
			continue
		}
		for _, e := range st.Principal.Entries {
			if seen[e.Value.Value] {
				continue
			}
			seen[e.Value.Value] = true
			caller, ok := authz.ParseCaller(e.Value.Value)
			if !ok {
				list = append(list, named(e.Value.Value))
				continue
			}
			r := authz.Request{Caller: caller, Action: callOf(&caller), Resource: role, Owner: role.Account,
				Context: authz.Context{Open: true, Keys: map[string]condition.Value{}}}
			switch d := authz.Decide(&layers, &r); {
			case d.Verdict == authz.Conditional:
				list = append(list, e.Value.Value+" (depends on "+strings.Join(d.DependsOn, ", ")+")")
			case !d.Verdict.Denied():
				list = append(list, e.Value.Value)
			}
		}
	}
	return list
}

// named says whom a principal that is no single caller stands for.
func named(value string) string {
	a, _ := arn.Parse(value)
	switch {
	case value == "*":
		return "anybody in AWS"
	case arn.IsAccountID(value):
		return "account " + value
	case a.IsAccountRoot():
		return "account " + a.Account
	}
	return value
}
