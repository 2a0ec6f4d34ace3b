package authz

import "testing"

// TestEndpointOrAddress holds that a request has a source address or comes
// through an endpoint, not both, and that classes of values which tests cannot
// tell apart do not hide one of the two.
func TestEndpointOrAddress(t *testing.T) {
	deny := func(condition string) string {
		return yes + `,{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{` + condition + `}}`
	}
	for _, row := range []struct{ name, identity, want string }{
		{"neither the network nor the endpoint", deny(`"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"},"StringNotEquals":{"aws:SourceVpce":"vpce-1"}`),
			"conditional aws:SourceIp aws:SourceVpce"},
		{"an address and an endpoint at once", deny(`"IpAddress":{"aws:SourceIp":"203.0.113.0/24"},"StringEquals":{"aws:SourceVpce":"vpce-1"}`), "allowed"},
		{"no address and no endpoint", deny(`"Null":{"aws:SourceIp":"true","aws:SourceVpce":"true","aws:SourceVpc":"true"}`), "allowed"},
		{"age without presence of MFA", deny(`"Null":{"aws:MultiFactorAuthAge":"false","aws:MultiFactorAuthPresent":"true"}`), "allowed"},
		{"a canned ACL and a grant at once", deny(`"Null":{"s3:x-amz-acl":"false","s3:x-amz-grant-read":"false"}`), "allowed"},
	} {
		open(t, row.name, row.identity, row.want)
	}
}
