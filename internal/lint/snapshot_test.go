package lint

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/policy"
)

// TestSnapshotFolder holds that every file of a snapshot folder is read, each
// as the answer of its call, and what the whole then says.
func TestSnapshotFolder(t *testing.T) {
	const (
		own     = "111122223333/"
		other   = "444455556666/"
		bucket  = other + "buckets/results/"
		ofKey   = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:root"},"Action":"kms:*","Resource":"*"}]}`
		trust   = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}`
		scp     = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`
		refused = "\nAn error occurred (%s) when calling the %s operation: x\n"
	)
	quoted := func(document string) string { return `"` + strings.ReplaceAll(document, `"`, `\"`) + `"` }
	folder(t, map[string]string{
		own + "roles/compute/role.json":                        `{"Role":{"Path":"/team/","RoleName":"compute","RoleId":"AROAEXAMPLE","Arn":"arn:aws:iam::111122223333:role/team/compute","AssumeRolePolicyDocument":` + trust + `}}`,
		own + "roles/compute/attached.json":                    `{"AttachedPolicies":[{"PolicyName":"P","PolicyArn":"arn:aws:iam::111122223333:policy/P"}]}`,
		own + "roles/compute/policies.json":                    `{"PolicyNames":["upload"]}`,
		own + "roles/compute/inline/upload.json":               `{"RoleName":"compute","PolicyName":"upload","PolicyDocument":` + sound + `}`,
		own + "policies/P/policy.json":                         `{"Policy":{"PolicyName":"P","Arn":"arn:aws:iam::111122223333:policy/P","DefaultVersionId":"v2"}}`,
		own + "policies/P/version.json":                        `{"PolicyVersion":{"Document":` + sound + `,"VersionId":"v2","IsDefaultVersion":true}}`,
		own + "public-access-block.json":                       `{"PublicAccessBlockConfiguration":{"BlockPublicAcls":true}}`,
		own + "buckets.json":                                   `{"Buckets":[],"Owner":{"ID":"ca11er"}}`,
		bucket + "policy.json":                                 `{"Policy":` + quoted(strings.Replace(ofKey, "kms:*", "s3:*", 1)) + `}`,
		bucket + "policy-status.json":                          `{"PolicyStatus":{"IsPublic":false}}`,
		bucket + "acl.json":                                    `{"Owner":{"ID":"0wner"},"Grants":[]}`,
		bucket + "ownership-controls.json":                     "",
		bucket + "ownership-controls.json.error":               fmt.Sprintf(refused, "OwnershipControlsNotFoundError", "GetBucketOwnershipControls"),
		bucket + "public-access-block.json":                    `{"PublicAccessBlockConfiguration":{"BlockPublicPolicy":true}}`,
		bucket + "encryption.json":                             `{"ServerSideEncryptionConfiguration":{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:kms","KMSMasterKeyID":"k"}}]}}`,
		bucket + "location.json":                               `{"LocationConstraint":"eu-west-1"}`,
		bucket + "tagging.json":                                "",
		bucket + "tagging.json.error":                          fmt.Sprintf(refused, "NoSuchTagSet", "GetBucketTagging"),
		bucket + "versioning.json":                             "",
		bucket + "versioning.json.error":                       "",
		bucket + "request-payment.json":                        `{"Payer":"BucketOwner"}`,
		bucket + "abac.json":                                   `{"AbacStatus":{"Status":"Disabled"}}`,
		other + "public-access-block.json":                     "",
		other + "public-access-block.json.error":               fmt.Sprintf(refused, "NoSuchPublicAccessBlockConfiguration", "GetPublicAccessBlock"),
		own + "vpc-endpoints/eu-west-1.json":                   `{"VpcEndpoints":[{"VpcEndpointId":"vpce-1","ServiceName":"com.amazonaws.eu-west-1.s3","PolicyDocument":` + quoted(strings.Replace(ofKey, "kms:*", "s3:*", 1)) + `}]}`,
		other + "access-points/ap@eu-west-1/policy.json":       `{"Policy":` + quoted(strings.Replace(ofKey, "kms:*", "s3:*", 1)) + `}`,
		other + "access-points/ap@eu-west-1/access-point.json": `{"Name":"ap","Bucket":"results","NetworkOrigin":"Internet"}`,
		other + "access-points/no@eu-west-1/policy.json.error": fmt.Sprintf(refused, "NoSuchAccessPointPolicy", "GetAccessPointPolicy"),
		other + "access-point-lists/eu-west-1.json":            `{"AccessPointList":[{"Name":"no","Bucket":"results"}]}`,
		other + "access-points.json":                           `{"AccessPointList":[{"Name":"ap","Bucket":"results","BucketAccountId":"444455556666"}]}`,
		other + "keys/k/policy.json":                           `{"Policy":` + quoted(ofKey) + `,"PolicyName":"default"}`,
		other + "keys/k/key.json":                              `{"KeyMetadata":{"AWSAccountId":"444455556666","KeyId":"k","Arn":"arn:aws:kms:eu-west-1:444455556666:key/k"}}`,
		other + "keys/k/grants.json":                           `{"Grants":[]}`,
		other + "aliases.json":                                 `{"Aliases":[{"AliasName":"alias/a","AliasArn":"arn:a"}]}`,
		"organization/organization.json":                       `{"Organization":{"Id":"o-1","MasterAccountId":"111122223333"}}`,
		"organization/roots.json":                              `{"Roots":[{"Id":"r-1","PolicyTypes":[{"Type":"SERVICE_CONTROL_POLICY","Status":"ENABLED"}]}]}`,
		"organization/targets/r-1/policies.json":               `{"Policies":[{"Id":"p-1","Arn":"arn:p","Name":"n","Type":"SERVICE_CONTROL_POLICY","AwsManaged":false}]}`,
		"organization/targets/444455556666/parents.json":       `{"Parents":[{"Id":"r-1","Type":"ROOT"}]}`,
		"organization/accounts.json":                           `{"Accounts":[{"Id":"444455556666","Arn":"arn:aws:organizations::111122223333:account/o-1/444455556666","JoinedMethod":"CREATED"}]}`,
		"organization/targets/444455556666/policies-rcp.json":  `{"Policies":[]}`,
		"organization/targets/444455556666/policies.json":      `{"Policies":[]}`,
		"organization/policies/p-1.json":                       `{"Policy":{"PolicySummary":{"Id":"p-1","Arn":"arn:p","Type":"SERVICE_CONTROL_POLICY"},"Content":` + quoted(scp) + `}}`,
	})
	w := load(t, Options{}, ".")
	if len(w.Errors)+len(w.Notes)+len(w.NotRecognised) > 0 || w.Files != 42 {
		t.Errorf("%d files; errors %v, notes %q, not recognised %v", w.Files, w.Errors, w.Notes, w.NotRecognised)
	}
	role, b := w.Role("arn:aws:iam::111122223333:role/team/compute"), w.Bucket("results")
	if role == nil || role.Trust == nil || len(role.Documents()) != 2 || !role.AttachedKnown || !role.InlineKnown || role.Boundary.State.String() != "absent" {
		t.Errorf("the role is %+v", role)
	}
	if b == nil || len(w.Buckets) != 1 {
		t.Fatalf("%d buckets", len(w.Buckets))
	}
	got := fmt.Sprint(b.Account, " ", b.Owner, " ", b.Bucket.Policy.State, ", ", b.ACL.State, ", ", b.Ownership.State, ", ",
		b.PublicAccessBlock.Value.BlockPublicPolicy, ", ", b.Encryption.Value.KeyID, ", ", b.Region.Value)
	if want := "444455556666 0wner present, present, absent, true, k, eu-west-1"; got != want {
		t.Errorf("the bucket is %s, want %s", got, want)
	}
	if a := w.Accounts["444455556666"]; a == nil || a.PublicAccessBlock.State.String() != "absent" || w.Accounts["111122223333"].CanonicalID != "ca11er" {
		t.Errorf("the accounts are %v", w.Accounts)
	}
	// The root has a policy; the account's own list is empty.
	m := w.Membership("444455556666")
	if m == nil || m.Organization != "o-1" || m.Management || !m.Whole || len(m.Levels) != 2 || len(m.Levels[0].SCPs.Policies) != 1 ||
		m.Levels[0].SCPs.Policies[0].Document == nil || m.Levels[1].SCPs.State.String() != "absent" {
		t.Errorf("the account is a member as %+v", m)
	}
	if e := w.Endpoint("vpce-1"); e == nil || e.Account != "111122223333" || e.Policy == nil {
		t.Errorf("the endpoint is %+v", e)
	}
	p, none := w.AccessPoint("arn:aws:s3:eu-west-1:444455556666:accesspoint/ap"), w.AccessPoint("arn:aws:s3:eu-west-1:444455556666:accesspoint/no")
	if p == nil || p.Bucket != "results" || p.Policy == nil || none == nil || none.AccessPoint.Policy.State.String() != "absent" {
		t.Errorf("the access points are %+v and %+v", p, none)
	}
	var types []string
	for _, d := range w.Snapshot.Documents {
		types = append(types, string(d.Policy.Type()))
	}
	slices.Sort(types)
	want := []policy.Type{policy.AccessPoint, policy.Bucket, policy.Endpoint, policy.Identity, policy.Identity, policy.Key, policy.SCP, policy.Trust}
	if fmt.Sprint(types) != fmt.Sprint(want) {
		t.Errorf("documents of types %v, want %v", types, want)
	}
}
