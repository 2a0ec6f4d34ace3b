package access

import (
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
)

// endpoint returns the policy of the VPC endpoint through which the user says
// that the requests come.
func (j *Judge) endpoint(assume func(string, ...any)) (l authz.Layer) {
	switch e := j.world.Endpoint(j.world.Through); {
	case j.world.Through == "":
	case e == nil || e.Policy == nil:
		assume("the policy of VPC endpoint %s allows it (not exported)", j.world.Through)
	default:
		l = authz.Of(j.compile(e.Policy))
	}
	return l
}

// throughEndpoint adds what a request through an endpoint carries (IAM User
// Guide, Global condition keys).
func (j *Judge) throughEndpoint(keys map[string]condition.Value) {
	if j.world.Through == "" {
		return
	}
	keys[endpointKey] = authz.One(j.world.Through)
	keys["aws:sourceip"] = absent
	for _, key := range []string{endpointVPCKey, "aws:vpcsourceip"} {
		keys[key] = condition.Value{State: condition.PresentUnknown}
	}
	e := j.world.Endpoint(j.world.Through)
	if e == nil {
		return
	}
	if e.VPC != "" {
		keys[endpointVPCKey] = authz.One(e.VPC)
	}
	if e.Account != "" {
		keys[endpointAccountKey] = authz.One(e.Account)
	}
}
