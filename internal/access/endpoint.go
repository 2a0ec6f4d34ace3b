package access

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// endpointTypeFact: what an account stands for in an endpoint's policy hangs on
// the endpoint's type.
const endpointTypeFact = "the type of the VPC endpoint"

// isInterface tells whether an endpoint is an interface endpoint.
func isInterface(e *snapshot.Endpoint) condition.Truth {
	switch {
	case e == nil || e.Kind == "":
		return condition.Unknown
	case strings.EqualFold(e.Kind, "Interface"):
		return condition.True
	}
	return condition.False
}

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

// throughEndpoint states the endpoint through which requests come.
func (j *Judge) throughEndpoint(k *authz.Knowledge) {
	k.Endpoint = j.world.Through
	if e := j.world.Endpoint(j.world.Through); e != nil && k.Endpoint != "" {
		k.EndpointVPC, k.EndpointAccount = e.VPC, e.Account
	}
}
