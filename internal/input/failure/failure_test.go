package failure

import (
	"fmt"
	"testing"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/source"
)

func decode(path, text string) (input.Records, error) {
	return input.Decode([]input.Format{Format{}}, source.NewFile(path, []byte(text)), input.PathHints(path))
}

func says(code, operation string) string {
	return fmt.Sprintf("\nAn error occurred (%s) when calling the %s operation: See elsewhere\n", code, operation)
}

const (
	account      = "111122223333/"
	bucketFolder = account + "buckets/b/"
	roleFolder   = account + "roles/r/"
	targetFolder = "organization/targets/r-ab12/"
)

// TestStates holds what an error says of the setting that it stands for.
func TestStates(t *testing.T) {
	ofBucket := func(state func(input.Bucket) input.State) func(input.Records) input.State {
		return func(r input.Records) input.State {
			if len(r.Buckets) != 1 || r.Buckets[0].Name != "b" || r.Buckets[0].Account != "111122223333" {
				return input.NotExported
			}
			return state(r.Buckets[0])
		}
	}
	policy := ofBucket(func(b input.Bucket) input.State { return b.Policy.State })
	ofTarget := func(state func(input.Target) input.State) func(input.Records) input.State {
		return func(r input.Records) input.State {
			if len(r.Targets) != 1 || r.Targets[0].ID != "r-ab12" {
				return input.NotExported
			}
			return state(r.Targets[0])
		}
	}
	ofPoint := func(r input.Records) input.State {
		if len(r.AccessPoints) != 1 || r.AccessPoints[0].Account+r.AccessPoints[0].Region+r.AccessPoints[0].Name != "111122223333eu-west-1ap" {
			return input.NotExported
		}
		return r.AccessPoints[0].Policy.State
	}
	for _, row := range []struct {
		path, code, operation string
		get                   func(input.Records) input.State
		want                  input.State
	}{
		{bucketFolder + "policy.json.error", "NoSuchBucketPolicy", "GetBucketPolicy", policy, input.Absent},
		{bucketFolder + "policy.json.error", "AccessDenied", "GetBucketPolicy", policy, input.NotPermitted},
		{bucketFolder + "policy.json.error", "NoSuchBucket", "GetBucketPolicy", policy, input.NotExported},
		{bucketFolder + "policy.json.error", "NoSuchTagSet", "GetBucketPolicy", policy, input.NotExported},
		{bucketFolder + "policy-status.json.error", "NoSuchBucketPolicy", "GetBucketPolicyStatus",
			ofBucket(func(b input.Bucket) input.State { return b.PolicyPublic.State }), input.Absent},
		{bucketFolder + "acl.json.error", "AccessDenied", "GetBucketAcl",
			ofBucket(func(b input.Bucket) input.State { return b.ACL.State }), input.NotPermitted},
		{bucketFolder + "ownership-controls.json.error", "OwnershipControlsNotFoundError", "GetBucketOwnershipControls",
			ofBucket(func(b input.Bucket) input.State { return b.Ownership.State }), input.Absent},
		{bucketFolder + "public-access-block.json.error", "NoSuchPublicAccessBlockConfiguration", "GetPublicAccessBlock",
			ofBucket(func(b input.Bucket) input.State { return b.PublicAccessBlock.State }), input.Absent},
		{bucketFolder + "encryption.json.error", "ServerSideEncryptionConfigurationNotFoundError", "GetBucketEncryption",
			ofBucket(func(b input.Bucket) input.State { return b.Encryption.State }), input.Absent},
		{bucketFolder + "tagging.json.error", "NoSuchTagSet", "GetBucketTagging",
			ofBucket(func(b input.Bucket) input.State { return b.Tags.State }), input.Absent},
		{bucketFolder + "location.json.error", "AccessDenied", "GetBucketLocation",
			ofBucket(func(b input.Bucket) input.State { return b.Region.State }), input.NotPermitted},
		{account + "public-access-block.json.error", "NoSuchPublicAccessBlockConfiguration", "GetPublicAccessBlock",
			func(r input.Records) input.State { return r.Accounts[0].PublicAccessBlock.State }, input.Absent},
		{roleFolder + "attached.json.error", "AccessDenied", "ListAttachedRolePolicies",
			func(r input.Records) input.State { return r.Roles[0].Attached.State }, input.NotPermitted},
		{roleFolder + "policies.json.error", "AccessDenied", "ListRolePolicies",
			func(r input.Records) input.State { return r.Roles[0].InlineNames.State }, input.NotPermitted},
		{account + "access-points/ap@eu-west-1/policy.json.error", "NoSuchAccessPointPolicy", "GetAccessPointPolicy", ofPoint, input.Absent},
		{account + "access-points/ap@eu-west-1/policy.json.error", "AccessDenied", "GetAccessPointPolicy", ofPoint, input.NotPermitted},
		{targetFolder + "policies.json.error", "AccessDeniedException", "ListPoliciesForTarget",
			ofTarget(func(t input.Target) input.State { return t.SCPs.State }), input.NotPermitted},
		{targetFolder + "policies-rcp.json.error", "AccessDeniedException", "ListPoliciesForTarget",
			ofTarget(func(t input.Target) input.State { return t.RCPs.State }), input.NotPermitted},
		{targetFolder + "policies.json.error", "TargetNotFoundException", "ListPoliciesForTarget",
			ofTarget(func(t input.Target) input.State { return t.SCPs.State }), input.NotExported},
	} {
		r, err := decode(row.path, says(row.code, row.operation))
		if err != nil || len(r.Failures) != 1 {
			t.Fatalf("%s: %d failures, %v", row.code, len(r.Failures), err)
		}
		if got := row.get(r); got != row.want || r.Failures[0].State != row.want {
			t.Errorf("%s of %s: got %s, listed as %s, want %s", row.code, row.operation, got, r.Failures[0].State, row.want)
		}
	}
}

// TestListed holds that a failure of any call is listed with its subject.
func TestListed(t *testing.T) {
	for _, row := range []struct {
		code, operation string
		want            input.State
	}{
		{"NoSuchEntity", "GetRolePolicy", input.Absent},
		{"NoSuchEntity", "GetPolicyVersion", input.Absent},
		{"AccessDenied", "GetAccountAuthorizationDetails", input.NotPermitted},
		{"AccessDeniedException", "GetKeyPolicy", input.NotPermitted},
		{"403", "HeadBucket", input.NotPermitted},
		{"AWSOrganizationsNotInUseException", "DescribeOrganization", input.Absent},
		{"NoSuchAccessPointPolicy", "GetAccessPointPolicy", input.Absent},
		{"NoSuchAccessPointPolicy", "GetAccessPointPolicyStatus", input.Absent},
		{"AccessDeniedException", "ListPoliciesForTarget", input.NotPermitted},
		{"UnauthorizedOperation", "DescribeVpcEndpoints", input.NotPermitted},
		{"ExpiredToken", "ListRolePolicies", input.NotExported},
	} {
		r, err := decode(roleFolder+"inline/p.json.error", says(row.code, row.operation))
		if err != nil || len(r.Failures) != 1 {
			t.Fatal(row, r, err)
		}
		f := r.Failures[0]
		if f.State != row.want || f.Code != row.code || f.Operation != row.operation || f.Of.Role != "r" || f.Of.Policy != "p" {
			t.Errorf("%+v, want %s", f, row.want)
		}
		if len(r.Roles)+len(r.AccessPoints)+len(r.Targets) > 0 {
			t.Errorf("%s became a record", row.code)
		}
	}
}

// TestText holds which texts are error texts.
func TestText(t *testing.T) {
	const noise = "Warning: no region\n"
	for _, row := range []struct {
		name, path, text string
		failures, odd    int
		recognised       bool
	}{
		{"inside longer output", "log.txt", noise + says("AccessDenied", "GetBucketAcl") + noise, 1, 0, true},
		{"with the program's name before it", "x", "aws: [ERROR]: " + says("AccessDenied", "GetBucketAcl")[1:], 1, 0, true},
		{"broken into lines", "x", "aws : An error occurred (AccessDenied) when calling the \r\nGetBucketAcl operation: Access Denied\r\n", 1, 0, true},
		{"two sentences", "x", says("A", "B") + says("C", "D"), 2, 0, true},
		{"with a count of retries", "x", "An error occurred (Throttling) when calling the GetRole operation (reached max retries: 4): x", 1, 0, true},
		{"nothing, and named an error text", bucketFolder + "policy.json.error", "", 0, 0, true},
		{"no such sentence, but named an error text", bucketFolder + "policy.json.error", "Unable to locate credentials\n", 0, 1, true},
		{"no such sentence", "x", "Unable to locate credentials\n", 0, 0, false},
		{"a JSON string that quotes one", "x", `"An error occurred (A) when calling the B operation"`, 0, 0, false},
	} {
		r, err := decode(row.path, row.text)
		if got := r.Format != ""; got != row.recognised || len(r.Failures) != row.failures || len(r.Odd) != row.odd {
			t.Errorf("%s: recognised %v, %d failures, odd %v, %v", row.name, got, len(r.Failures), r.Odd, err)
		}
	}
}

// TestPlace holds that a state points at the sentence that says it.
func TestPlace(t *testing.T) {
	text := "\ufeffnoise" + says("NoSuchBucketPolicy", "GetBucketPolicy")
	r, err := decode(bucketFolder+"policy.json.error", text)
	if err != nil || len(r.Buckets) != 1 {
		t.Fatal(r, err)
	}
	at := r.Buckets[0].Policy.At.Span
	const want = "An error occurred (NoSuchBucketPolicy) when calling the GetBucketPolicy operation"
	if got := text[at.Start:at.End]; got != want {
		t.Errorf("it points at %q", got)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(says("NoSuchBucketPolicy", "GetBucketPolicy"))
	f.Add("\ufeff" + says("AccessDenied", "GetPublicAccessBlock") + "\xff" + says("x", "ListRolePolicies"))
	f.Add("An error occurred () when calling the  operation")
	f.Fuzz(func(t *testing.T, text string) {
		r, err := decode(bucketFolder+"policy.json.error", text)
		if err != nil {
			t.Fatalf("an error text is refused: %v", err)
		}
		for _, failure := range r.Failures {
			if at := failure.At.Span; at.Start < 0 || at.End > len(text) || at.Start >= at.End {
				t.Fatalf("failure at %v of %d bytes", at, len(text))
			}
		}
	})
}
