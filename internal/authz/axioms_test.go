package authz

import "testing"

// TestAxioms holds that what cannot occur in one request does not count: a
// request has an address or comes through an endpoint, has one time. Classes of
// values which tests cannot tell apart must not hide one of the two.
func TestAxioms(t *testing.T) {
	deny := func(condition string) string {
		return yes + `,{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{` + condition + `}}`
	}
	for _, row := range []struct{ name, identity, want string }{
		{"neither the network nor the endpoint", deny(`"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"},"StringNotEquals":{"aws:SourceVpce":"vpce-1"}`),
			"conditional aws:SourceIp aws:SourceVpce"},
		{"an address and an endpoint at once", deny(`"IpAddress":{"aws:SourceIp":"203.0.113.0/24"},"StringEquals":{"aws:SourceVpce":"vpce-1"}`), "allowed"},
		{"no address and no endpoint", deny(`"Null":{"aws:SourceIp":"true","aws:SourceVpce":"true","aws:SourceVpc":"true"}`), "allowed"},
		{"age without presence of MFA", deny(`"Null":{"aws:MultiFactorAuthAge":"false","aws:MultiFactorAuthPresent":"true"}`), "allowed"},
		{"two times at once", deny(`"DateLessThan":{"aws:CurrentTime":"2026-01-01"},"DateGreaterThan":{"aws:EpochTime":"1780315200"}`), "allowed"},
		{"one time by two names", deny(`"DateLessThan":{"aws:CurrentTime":"2026-12-01"},"DateGreaterThan":{"aws:EpochTime":"2026-01-01"}`), "conditional aws:CurrentTime"},
		{"one time as a number", deny(`"NumericGreaterThan":{"aws:EpochTime":"1780315200"},"DateGreaterThan":{"aws:CurrentTime":"2026-01-01"}`),
			"conditional aws:CurrentTime"},
		{"two times at once, one as a number", deny(`"DateLessThan":{"aws:CurrentTime":"2026-01-01"},"NumericGreaterThan":{"aws:EpochTime":"1780315200"}`), "allowed"},
		{"a place in another organization", deny(`"StringEquals":{"aws:PrincipalOrgID":"o-a"},"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-b/*"}`), "allowed"},
		{"a place in the organization", deny(`"StringEquals":{"aws:PrincipalOrgID":"o-a"},"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-a/r-b/*"}`), "conditional aws:PrincipalOrgPaths"},
		{"another organization than both", deny(`"StringNotEquals":{"aws:PrincipalOrgID":"o-a"},"ForAllValues:StringNotLike":{"aws:PrincipalOrgPaths":"o-a/*"}`), "conditional aws:PrincipalOrgID"},
		{"called through a service and not by it", deny(`"Bool":{"aws:ViaAWSService":"false"},"Null":{"aws:CalledVia":"false"}`), "allowed"},
		{"a canned ACL and a grant at once", deny(`"Null":{"s3:x-amz-acl":"false","s3:x-amz-grant-read":"false"}`), "allowed"},
	} {
		open(t, row.name, row.identity, row.want)
	}
}
