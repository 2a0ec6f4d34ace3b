package access

import "github.com/crossgrant/crossgrant/internal/authz"

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
