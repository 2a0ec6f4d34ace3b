package way

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// Interface tells whether an endpoint is an interface endpoint.
func Interface(e *snapshot.Endpoint) condition.Truth {
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
func (g *Guide) endpoint(assume func(string, ...any)) (l authz.Layer) {
	switch e := g.World.Endpoint(g.World.Through); {
	case g.World.Through == "":
	case e == nil || e.Policy == nil:
		assume("the policy of VPC endpoint %s allows it (not exported)", g.World.Through)
	default:
		l = authz.Of(g.Compile(e.Policy))
	}
	return l
}

// throughEndpoint states the endpoint through which requests come.
func (g *Guide) throughEndpoint(k *authz.Knowledge) {
	k.Endpoint = g.World.Through
	if e := g.World.Endpoint(g.World.Through); e != nil && k.Endpoint != "" {
		k.EndpointVPC, k.EndpointAccount = e.VPC, e.Account
	}
}
