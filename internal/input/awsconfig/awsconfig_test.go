package awsconfig

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

const (
	trust = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}`
	reads = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::data/*"}]}`
	lets  = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::data/*"}]}`
)

// app is the configuration of a role as AWS Config has it, data the supplementary
// configuration of a bucket.
var (
	app = `{"path":"/","roleName":"app","roleId":"AROAEXAMPLEAPP","arn":"arn:aws:iam::111122223333:role/app",` +
		`"assumeRolePolicyDocument":"` + url.PathEscape(trust) + `","instanceProfileList":[],` +
		`"rolePolicyList":[{"policyName":"reads","policyDocument":"` + url.PathEscape(reads) + `"}],` +
		`"attachedManagedPolicies":[{"policyName":"more","policyArn":"arn:aws:iam::111122223333:policy/more"}],"permissionsBoundary":null,"tags":[{"key":"team","value":"a"}]}`
	data = `{"BucketPolicy":{"policyText":` + strconv.Quote(lets) + `},"AccessControlList":` +
		strconv.Quote(`{"grantList":[{"grantee":{"id":"me"},"permission":"FullControl"},{"grantee":"AllUsers","permission":"ReadAcp"}],"owner":{"id":"me"}}`) +
		`,"PublicAccessBlockConfiguration":{"blockPublicAcls":true,"ignorePublicAcls":false,"blockPublicPolicy":true,"restrictPublicBuckets":false}` +
		`,"ServerSideEncryptionConfiguration":{"rules":[{"applyServerSideEncryptionByDefault":{"sseAlgorithm":"AES256","kmsMasterKeyID":null},"bucketKeyEnabled":true}]}` +
		`,"BucketVersioningConfiguration":{"status":"Off"},"IsRequesterPaysEnabled":false}`
	owner = `{"name":"data","owner":{"id":"me"}}`
)

const (
	role1   = "role arn:aws:iam::111122223333:role/app of 111122223333: trust true, inline reads true, attached more, boundary absent, tags [{team a}]\n"
	bucket1 = "bucket data of 111122223333: policy present true, acl [{me  FULL_CONTROL} { http://acs.amazonaws.com/groups/global/AllUsers READ_ACP}], " +
		"block present {true false true false}, encryption AES256 true, versioning absent, payer BucketOwner\n"
)

func seen(r input.Records) string {
	var out strings.Builder
	good := func(d *policy.Document) bool { return d != nil && len(d.Problems()) == 0 && len(d.Statements()) == 1 }
	for _, role := range r.Roles {
		fmt.Fprintf(&out, "role %s of %s: trust %v", role.ARN, role.Account, good(role.Trust))
		for _, d := range role.Inline {
			fmt.Fprintf(&out, ", inline %s %v", d.Name, good(d.Policy))
		}
		for _, ref := range role.Attached.Value {
			fmt.Fprintf(&out, ", attached %s", ref.Name)
		}
		fmt.Fprintf(&out, ", boundary %s, tags %v\n", role.Boundary.State, role.Tags.Value)
	}
	for _, b := range r.Buckets {
		fmt.Fprintf(&out, "bucket %s of %s: policy %s %v, acl %v, block %s %v, encryption %s %v, versioning %s, payer %s\n", b.Name, b.Account,
			b.Policy.State, good(b.Policy.Value), b.ACL.Value.Grants, b.PublicAccessBlock.State, b.PublicAccessBlock.Value,
			b.Encryption.Value.Algorithm, b.Encryption.Value.BucketKey, b.Versioning.State, b.Payer.Value)
	}
	for _, p := range r.Policies {
		fmt.Fprintf(&out, "policy %s %s %v\n", p.ARN, p.DefaultVersion, good(p.Document))
	}
	for _, k := range r.Keys {
		fmt.Fprintf(&out, "key %s in %s: %s %v, aws %v, %s\n", k.ID, k.Region, k.Policy.State, good(k.Policy.Value), k.AWSManaged, k.KeyState)
	}
	for _, a := range r.Accounts {
		fmt.Fprintf(&out, "account %s blocks %v\n", a.ID, a.PublicAccessBlock.Value)
	}
	for _, i := range append(r.Users, r.Groups...) {
		fmt.Fprintf(&out, "identity %s, %d inline, groups %v\n", i.ARN, len(i.Inline), i.Groups)
	}
	for _, d := range r.Documents {
		fmt.Fprintf(&out, "document %v\n", good(d.Policy))
	}
	for _, n := range r.Notes {
		fmt.Fprintln(&out, n)
	}
	for _, o := range r.Odd {
		fmt.Fprintln(&out, "odd", o.Found)
	}
	return out.String()
}

// wrapped is an item of a resource in account 111122223333, at a time.
func wrapped(kind, id, at, status, configuration, more string) string {
	return fmt.Sprintf(`{"awsAccountId":"111122223333","resourceType":%q,"resourceId":%q,"resourceName":%q,"awsRegion":"us-east-1",`+
		`"configurationItemCaptureTime":%q,"configurationItemStatus":%q,"configuration":%s,"supplementaryConfiguration":%s}`,
		kind, id, id, at, status, configuration, more)
}

// TestForms holds that a role and a bucket are the same in each of the ways in
// which AWS Config tells of them.
func TestForms(t *testing.T) {
	const at = "2026-03-02T10:00:00.000Z"
	parts := func(more string) string { // as the history has the parts of a supplementary configuration
		return `{"BucketPolicy":` + strconv.Quote(`{"policyText":`+strconv.Quote(lets)+`}`) + strings.TrimPrefix(more, `{"BucketPolicy":{"policyText":`+strconv.Quote(lets)+`}`)
	}
	role, bucket := wrapped("AWS::IAM::Role", "app", at, "OK", app, "{}"), wrapped("AWS::S3::Bucket", "data", at, "OK", owner, data)
	queried := func(item string) string { return strconv.Quote(item) }
	for name, text := range map[string]string{
		"a snapshot": `{"fileVersion":"1.0","configSnapshotId":"x","configurationItems":[` + role + `,` + bucket + `]}`,
		"a history, with parts as strings": `{"configurationItems":[` + wrapped("AWS::IAM::Role", "app", at, "OK", strconv.Quote(app), "{}") + `,` +
			wrapped("AWS::S3::Bucket", "data", at, "OK", strconv.Quote(owner), parts(data)) + `]}`,
		"a batch": `{"baseConfigurationItems":[` + wrapped("AWS::IAM::Role", "app", at, "OK", strconv.Quote(app), "{}") + `,` +
			wrapped("AWS::S3::Bucket", "data", at, "OK", strconv.Quote(owner), parts(data)) + `],"unprocessedResourceKeys":[]}`,
		"a query":         `{"Results":[` + queried(role) + `,` + queried(bucket) + `],"QueryInfo":{"SelectFields":[]}}`,
		"items, by lines": role + "\n" + bucket + "\n",
		"an array":        `[` + role + `,` + bucket + `]`,
		"events":          `{"messageType":"ConfigurationItemChangeNotification","configurationItem":` + role + "}\n" + `{"configurationItem":` + bucket + `}`,
		"accounts without quotes": `{"configurationItems":[` + strings.Replace(role, `"111122223333"`, `111122223333`, 1) + `,` +
			strings.Replace(bucket, `"111122223333"`, `111122223333`, 1) + `]}`,
		"a query that selected no types": `{"Results":[` + queried(`{"configuration":`+app+`}`) + `,` +
			queried(`{"accountId":"111122223333","resourceName":"data","configuration":`+owner+`,"supplementaryConfiguration":`+data+`}`) + `],"QueryInfo":{}}`,
	} {
		if got := decoded(t, text); got != role1+bucket1 {
			t.Errorf("%s: got\n%swant\n%s", name, got, role1+bucket1)
		}
	}
}

// TestItems holds what other items say, and which of several states counts.
func TestItems(t *testing.T) {
	const early, late = "2026-03-02T10:00:00.000Z", "2026-03-03T10:00:00.000Z"
	version := func(id string, is bool) string {
		return fmt.Sprintf(`{"document":"%s","versionId":%q,"isDefaultVersion":%v}`, url.PathEscape(reads), id, is)
	}
	for name, row := range map[string]struct{ items, want string }{
		"a bucket without a policy, of which else nothing is told": {wrapped("AWS::S3::Bucket", "data", early, "OK", owner, `{"BucketPolicy":{"policyText":null}}`),
			"bucket data of 111122223333: policy absent false, acl [], block not exported {false false false false}, encryption  false, versioning not exported, payer \n"},
		"a policy": {wrapped("AWS::IAM::Policy", "ANPA1", early, "OK",
			`{"policyName":"more","arn":"arn:aws:iam::111122223333:policy/more","defaultVersionId":"v2","policyVersionList":[`+version("v1", false)+`,`+version("v2", true)+`]}`, "{}"),
			"policy arn:aws:iam::111122223333:policy/more v2 true\n"},
		"a key": {wrapped("AWS::KMS::Key", "k-1", early, "OK", `{"keyId":"k-1","keyManager":"CUSTOMER","keyState":"Enabled"}`, `{"Policy":`+strconv.Quote(strconv.Quote(lets))+`}`),
			"key k-1 in us-east-1: present true, aws false, Enabled\n"},
		"an account": {wrapped("AWS::S3::AccountPublicAccessBlock", "111122223333", early, "OK", `{"blockPublicAcls":true,"restrictPublicBuckets":true}`, "{}"),
			"account 111122223333 blocks {true false false true}\n"},
		"a user": {wrapped("AWS::IAM::User", "AIDA1", early, "OK", `{"userName":"u","arn":"arn:aws:iam::111122223333:user/u","groupList":["g"],"userPolicyList":[]}`, "{}"),
			"identity arn:aws:iam::111122223333:user/u, 0 inline, groups [g]\n"},
		"a topic": {wrapped("AWS::SNS::Topic", "t", early, "OK", `{"Policy":`+strconv.Quote(lets)+`}`, "{}"), "document true\n"},
		"two states": {wrapped("AWS::S3::Bucket", "data", early, "OK", owner, data) + "," +
			wrapped("AWS::S3::Bucket", "data", late, "OK", owner, `{"BucketPolicy":{"policyText":null}}`),
			"bucket data of 111122223333: policy absent false, acl [], block not exported {false false false false}, encryption  false, versioning not exported, payer \n" +
				"1 earlier states of resources are not judged\n"},
		"a role that was deleted": {wrapped("AWS::IAM::Role", "app", early, "OK", app, "{}") + "," + wrapped("AWS::IAM::Role", "app", late, "ResourceDeleted", "null", "{}"),
			"1 earlier states of resources are not judged\n1 deleted or unrecorded resources are not judged\n"},
		"a number as a policy": {wrapped("AWS::S3::Bucket", "data", early, "OK", owner, `{"BucketPolicy":{"policyText":1}}`),
			"bucket data of 111122223333: policy not exported false, acl [], block not exported {false false false false}, encryption  false, versioning not exported, payer \nodd no text of a policy\n"},
	} {
		if got := decoded(t, `{"configurationItems":[`+row.items+`]}`); got != row.want {
			t.Errorf("%s: got\n%swant\n%s", name, got, row.want)
		}
	}
}

// TestNotItems holds that JSON that merely looks alike is not taken.
func TestNotItems(t *testing.T) {
	for _, text := range []string{`{"Results":["{}"]}`, `{"configurationItems":[{"name":"x"}]}`, `{"resourceType":"AWS::IAM::Role"}`, `{"configuration":{}}`, `[]`} {
		r, err := input.Decode([]input.Format{Format{}}, source.NewFile("f.json", []byte(text)), input.Hints{})
		if err != nil || r.Format != "" {
			t.Errorf("%s: %q, %v", text, r.Format, err)
		}
	}
}

func decoded(t testing.TB, text string) string {
	t.Helper()
	r, err := input.Decode([]input.Format{Format{}}, source.NewFile("f.json", []byte(text)), input.Hints{})
	if err != nil || r.Format != "aws-config" {
		t.Fatalf("%q, %v: %s", r.Format, err, text)
	}
	return seen(r)
}

// FuzzDecode holds that no text makes the reader panic.
func FuzzDecode(f *testing.F) {
	f.Add(`{"configurationItems":[` + wrapped("AWS::IAM::Role", "app", "", "OK", app, "{}") + `]}`)
	f.Add(`{"Results":[` + strconv.Quote(wrapped("AWS::S3::Bucket", "data", "", "OK", owner, data)) + `],"QueryInfo":{}}`)
	f.Fuzz(func(_ *testing.T, text string) {
		if r, err := input.Decode([]input.Format{Format{}}, source.NewFile("f.json", []byte(text)), input.Hints{}); err == nil {
			seen(r)
		}
	})
}
