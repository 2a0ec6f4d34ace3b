package cases

import (
	"fmt"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// trust lays out a request to become the role: its trust policy is the
// resource-based policy, and the caller is the case's principal.
func (r *reader) trust() []authz.Leg {
	caller, ok := authz.ParseCaller(r.get("request.principal"))
	if !ok {
		r.fail("request.principal: want the ARN of a role, session, user or identity provider, or a service principal, found %s",
			found(r.root.Get("request.principal")))
	}
	if caller.Role.Account != "" && caller.Session == "" && r.text("request.mode") != "open" {
		caller.Session = "sess1"
	}
	l := &authz.Layers{Trust: r.one("role.trust", policy.Trust)}
	l.Trust.State = authz.Present
	r.each("request.caller_policies", func(i, p gjson.Result) bool {
		l.Identity.State = authz.Present
		name := fmt.Sprintf("caller_policies[%d]", len(l.Identity.Policies))
		l.Identity.Add(r.compile(name, policy.Identity, p))
		return true
	})
	r.around(l)
	legs := r.root.Get("request.legs").Array()
	if len(legs) == 0 {
		legs = []gjson.Result{r.root.Get("request")}
	}
	var list []authz.Leg
	for _, leg := range legs {
		role, ok := arn.Parse(leg.Get("resource").String())
		if !ok {
			r.fail("request.resource: want the ARN of a role, found %s", found(leg.Get("resource")))
		}
		request := &authz.Request{Caller: caller, Action: leg.Get("action").String(), Resource: role, Owner: role.Account}
		request.Context = r.context(request, &authz.Knowledge{})
		listed := leg.Get("context")
		if !listed.Exists() {
			listed = r.root.Get("request.context")
		}
		addListed(&request.Context, listed)
		list = append(list, authz.Leg{Layers: l, Request: request})
	}
	return list
}
