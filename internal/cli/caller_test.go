package cli

import (
	"strings"
	"testing"
)

// TestCallers asks about callers that are no role: what the first line of the answer
// about reading says, and the exit code.
func TestCallers(t *testing.T) {
	const (
		user    = "arn:aws:iam::111122223333:user/ann"
		bucket  = `{"Version":"2012-10-17","Statement":[%s]}`
		service = `{"Effect":"Allow","Principal":{"Service":"cloudfront.amazonaws.com"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::logs/*","Condition":{"StringEquals":{"aws:SourceArn":"arn:aws:cloudfront::111122223333:distribution/E1"}}}`
		athena  = `{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::logs/*","Condition":{"ForAnyValue:StringEquals":{"aws:CalledVia":"athena.amazonaws.com"}}}`
		network = `{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::logs/*","Condition":{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}}`
		toUser  = `{"Effect":"Allow","Principal":{"AWS":"` + user + `"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::logs/*"}`
		public  = `{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::logs/*"}`
		toAWS   = `{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::logs/*","Condition":{"StringEquals":{"aws:PrincipalType":"AssumedRole"}}}`
		account = `{"UserDetailList":[{"UserName":"ann","UserId":"AIDAEXAMPLEEXAMPLE12","Path":"/","Arn":"` + user + `","GroupList":["readers"],"UserPolicyList":[],"AttachedManagedPolicies":[]}],
"GroupDetailList":[{"GroupName":"readers","Path":"/","Arn":"arn:aws:iam::111122223333:group/readers","GroupId":"AGPAEXAMPLEEXAMPLE12","AttachedManagedPolicies":[],
"GroupPolicyList":[{"PolicyName":"read","PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::logs/*"}]}}]}],
"RoleDetailList":[{"RoleName":"app","RoleId":"AROAEXAMPLEEXAMPLE12","Path":"/","Arn":"arn:aws:iam::111122223333:role/app","AttachedManagedPolicies":[],"RolePolicyList":[{"PolicyName":"read","PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::logs/*"}]}}],
"AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}}],"Policies":[]}`
	)
	off := `{"PublicAccessBlockConfiguration":{"BlockPublicAcls":false,"IgnorePublicAcls":false,"BlockPublicPolicy":false,"RestrictPublicBuckets":false}}`
	role := []string{"--role", "arn:aws:iam::111122223333:role/app"}
	who := func(name string, more ...string) []string { return append([]string{"--principal", name}, more...) }
	for _, row := range []struct {
		name, policy string
		args         []string
		want         string
		code         int
	}{
		{"a service for its resource", service, who("cloudfront.amazonaws.com", "--source-arn", "arn:aws:cloudfront::111122223333:distribution/E1"), "read    yes", 0},
		{"a service for another", service, who("cloudfront.amazonaws.com", "--source-arn", "arn:aws:cloudfront::111122223333:distribution/E2"), "read    no", 1},
		{"a service for nobody knows what", service, who("cloudfront.amazonaws.com"), "read    conditional, depends on aws:SourceArn", 1},
		{"another service", service, who("config.amazonaws.com"), "read    no", 1},
		{"a user by a policy of its group", toUser, who(user), "read    yes", 0},
		{"a user of another account by its group alone", service, who(user), "read    no", 1},
		{"a user who is not there", toUser, who("arn:aws:iam::111122223333:user/bob"), "no input describes arn:aws:iam::111122223333:user/bob", 2},
		{"nobody in a public bucket", public, who("anonymous"), "read    yes", 0},
		{"nobody where sessions are let in", toAWS, who("anonymous"), "read    no", 1},
		{"nobody where a user is let in", toUser, who("anonymous"), "read    no", 1},
		{"a role as a principal", toUser, who("arn:aws:iam::111122223333:role/app"), "read    no", 1},
		{"a role by a service", athena, append(role, "--via", "athena"), "read    yes", 0},
		{"a role by itself", athena, role, "read    no", 1},
		{"a role by another service", athena, append(role, "--via", "glue"), "read    no", 1},
		{"a service's network is not the caller's", athena + "," + network, append(role, "--via", "athena"), "read    no", 1},
		{"a service that there is not", athena, append(role, "--via", "atena"), "did you mean athena?", 2},
		{"a principal that no service has", athena, append(role, "--via", "athnea.amazonaws.com"), "did you mean athena?", 2},
		{"a service by its principal", athena, append(role, "--via", "athena.amazonaws.com"), "read    yes", 0},
		{"a service that people seldom name, by its principal", athena, append(role, "--via", "textract.amazonaws.com"), "read    no", 1},
		{"a service with a name near another's", athena, append(role, "--via", "mgh.amazonaws.com"), "read    no", 1},
		{"a principal that is like none", athena, append(role, "--via", "nothing-that-is-known.amazonaws.com"), "read    no", 1},
		{"a role and a principal", athena, append(role, "--principal", "anonymous"), "want it or --role, found both", 2},
		{"nonsense", athena, who("me"), `found "me"`, 2},
		{"a source without a service", athena, append(role, "--source-account", "111122223333"), "want a service as --principal", 2},
	} {
		t.Run(row.name, func(t *testing.T) {
			folder := lay(t, map[string]string{
				"111122223333/account.json":                          account,
				"444455556666/public-access-block.json":              off,
				"444455556666/buckets/logs/policy.json":              strings.Replace(bucket, "%s", row.policy, 1),
				"444455556666/buckets/logs/public-access-block.json": off,
				"444455556666/buckets/logs/ownership-controls.json":  `{"OwnershipControls":{"Rules":[{"ObjectOwnership":"BucketOwnerEnforced"}]}}`,
			})
			args := append(append([]string{"access"}, row.args...), "--bucket", "logs", "--can", "read", folder)
			code, out, stderr := run(args...)
			if code != row.code || !strings.Contains(out+stderr, row.want) {
				t.Errorf("%q: exit code %d, want %d and %q in\n%s%s", args, code, row.code, row.want, out, stderr)
			}
		})
	}
}
