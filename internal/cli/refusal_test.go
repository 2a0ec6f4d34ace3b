package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReadRefusal holds what is read off AWS's forms of the message.
func TestReadRefusal(t *testing.T) {
	const user = "arn:aws:sts::111122223333:assumed-role/app/i-0abc"
	const object = "arn:aws:s3:::logs/2026/a b.csv"
	for _, row := range []struct{ name, text, want string }{
		{"no identity-based policy", `An error occurred (AccessDenied) when calling the GetObject operation: User: ` + user +
			` is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::logs/a.csv" because no identity-based policy allows the s3:GetObject action`,
			"app s3:GetObject logs a.csv, identity-based policy"},
		{"explicit deny", `User: ` + user + ` is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::logs/a.csv" with an explicit deny in a resource-based policy`,
			"app s3:PutObject logs a.csv, deny resource-based policy"},
		{"explicit deny with an article for vowels", `User: ` + user + ` is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::logs" with an explicit deny in an identity-based policy`,
			"app s3:ListBucket logs , deny identity-based policy"},
		{"the organization", `User: ` + user + ` is not authorized to perform: s3:ListBucket on resource: arn:aws:s3:::logs with an explicit deny in a service control policy`,
			"app s3:ListBucket logs , deny service control policy"},
		{"the organization's policy by its ARN", `User: ` + user + ` is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::logs" with an explicit deny in a service control policy: arn:aws:organizations::444455556666:policy/o-1/service_control_policy/p-1`,
			"app s3:ListBucket logs , deny service control policy"},
		{"a boundary", `User: ` + user + ` is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::logs/a" because no permissions boundary allows the s3:GetObject action`,
			"app s3:GetObject logs a, permissions boundary"},
		{"a session policy", `User: ` + user + ` is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::logs/a" because no session policy allows the s3:GetObject action`,
			"app s3:GetObject logs a, session policy"},
		{"an endpoint", `User: ` + user + ` is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::logs/a" because no VPC endpoint policy allows the s3:GetObject action`,
			"app s3:GetObject logs a, VPC endpoint policy"},
		{"a key", `User: ` + user + ` is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:eu-west-1:444455556666:key/1234 because no resource-based policy allows the kms:Decrypt action`,
			"app kms:Decrypt  , resource-based policy"},
		{"public lists", `User: ` + user + ` is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::logs/a" because public access control lists (ACLs) are prevented by the BlockPublicAcls setting in S3 Block Public Access`,
			"app s3:PutObject logs a, deny Block Public Access setting"},
		{"no cause", `User: ` + user + ` is not authorized to perform: s3:ListBucket`, "app s3:ListBucket  , "},
		{"CloudTrail", `{"eventSource":"s3.amazonaws.com","eventName":"GetObject","errorCode":"AccessDenied","errorMessage":"User: ` + user +
			` is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::logs/a\" because no resource-based policy allows the s3:GetObject action",` +
			`"userIdentity":{"type":"AssumedRole","sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::111122223333:role/team/app"}}},"requestParameters":{"bucketName":"logs","key":"a"}}`,
			"role/team/app s3:GetObject logs a, resource-based policy"},
		{"an access point", `User: ` + user + ` is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:eu-west-1:444455556666:accesspoint/door/object/a/b" because no resource-based policy allows the s3:GetObject action`,
			"app s3:GetObject arn:aws:s3:eu-west-1:444455556666:accesspoint/door a/b, resource-based policy"},
		{"a CloudTrail file", `{"Records":[{"eventName":"ListBuckets"},{"eventSource":"s3.amazonaws.com","eventName":"PutObject","errorCode":"AccessDenied","errorMessage":"Access Denied",` +
			`"userIdentity":{"arn":"` + user + `"},"requestParameters":{"bucketName":"logs","key":"a"}}]}`, "app s3:PutObject logs a, "},
		{"what lookup-events prints", `{"Events":[{"EventId":"1","CloudTrailEvent":"{\"eventSource\":\"s3.amazonaws.com\",\"eventName\":\"PutObject\",\"errorCode\":\"AccessDenied\",` +
			`\"userIdentity\":{\"arn\":\"` + user + `\"},\"requestParameters\":{\"bucketName\":\"logs\",\"key\":\"a\"}}"}]}`, "app s3:PutObject logs a, "},
		{"CloudTrail without a message", `{"eventSource":"s3.amazonaws.com","eventName":"PutObject","errorMessage":"Access Denied",` +
			`"userIdentity":{"arn":"` + user + `"},"requestParameters":{"bucketName":"logs","key":"a"}}`, "app s3:PutObject logs a, "},
	} {
		r, err := readRefusal(row.text)
		if err != nil {
			t.Errorf("%s: %v", row.name, err)
			continue
		}
		_, who, _ := strings.Cut(strings.TrimSuffix(r.User, "/i-0abc"), "assumed-role/")
		if who == "" {
			_, who, _ = strings.Cut(r.User, "333:")
		}
		got := who + " " + r.Action + " " + r.Bucket + " " + r.Key + ", "
		if r.Explicit {
			got += "deny "
		}
		if got += r.Layer; got != row.want {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
	}
	if r, err := readRefusal(`{"eventSource":"s3.amazonaws.com","eventName":"PutObject","vpcEndpointId":"vpce-1","userIdentity":{"arn":"` + user + `"}}`); err != nil || r.Endpoint != "vpce-1" {
		t.Errorf("an event through an endpoint: %+v %v", r, err)
	}
	for _, several := range []string{`{"Records":[]}`, `{"Records":[{"errorCode":"AccessDenied"},{"errorCode":"AccessDenied"}]}`} {
		if _, err := readRefusal(several); err == nil || !strings.Contains(err.Error(), "want one event that was denied") {
			t.Errorf("%s: %v", several, err)
		}
	}
	if _, err := readRefusal("Access Denied"); err == nil {
		t.Error("a text without a request is taken")
	}
	if r, _ := readRefusal(`User: ` + user + ` is not authorized to perform: s3:GetObject on resource: "` + object + `" because no`); r == nil || r.Bucket != "logs" {
		t.Errorf("a key with a blank: %+v", r)
	}
}

const (
	refusedRole = `{"Role": {"RoleName": "app", "Path": "/team/", "Arn": "arn:aws:iam::111122223333:role/team/app", "RoleId": "AROAEXAMPLE",
 "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}}}`
	refusedBucket = `{"Version": "2012-10-17", "Statement": [
 {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/team/app"}, "Action": ["s3:GetObject", "s3:PutObject*"], "Resource": "arn:aws:s3:::logs/*"},
 {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::logs/secret/*"}]}`
	refusedOwn = `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject*"], "Resource": "arn:aws:s3:::logs/*"}]}`
)

func refusedWorld(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{
		"111122223333/roles/app/role.json": refusedRole, "111122223333/roles/app/inline/p.json": refusedOwn,
		"111122223333/roles/app/attached.json":               `{"AttachedPolicies": []}`,
		"444455556666/buckets/logs/policy.json":              refusedBucket,
		"444455556666/buckets/logs/ownership-controls.json":  `{"OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}}`,
		"444455556666/buckets/logs/public-access-block.json": `{"PublicAccessBlockConfiguration": {}}`,
		"444455556666/buckets/logs/request-payment.json":     `{"Payer": "BucketOwner"}`,
		"444455556666/buckets/logs/encryption.json.error":    "An error occurred (ServerSideEncryptionConfigurationNotFoundError) when calling the GetBucketEncryption operation: none",
		"444455556666/public-access-block.json":              `{"PublicAccessBlockConfiguration": {}}`,
	} {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func runHere(args ...string) (string, int) {
	var out bytes.Buffer
	code := Main(context.Background(), Env{Args: append([]string{"crossgrant", "access"}, args...),
		Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out})
	return out.String(), code
}

// TestRefusals holds where a message leads, and what is said where it cannot be
// right for what was read.
func TestRefusals(t *testing.T) {
	refusedWorld(t)
	message := func(action, resource, cause string) string {
		return "User: arn:aws:sts::111122223333:assumed-role/app/i-0abc is not authorized to perform: " + action + ` on resource: "arn:aws:s3:::` + resource + `" ` + cause
	}
	for _, row := range []struct {
		name, message string
		want          []string
	}{
		{"a deny in the bucket policy", message("s3:GetObject", "logs/secret/a", "with an explicit deny in a resource-based policy"),
			[]string{"the files say:  explicit deny", "cause: s3:GetObject is denied with an explicit deny in a resource-based policy: policy of bucket logs", "policy.json:3:2"}},
		{"no allow of the role", message("s3:DeleteObject", "logs/a", "because no identity-based policy allows the s3:DeleteObject action"),
			[]string{"implicit deny", "nearest is inline policy p of role app, whose action is"}},
		{"a policy of the organization", message("s3:GetObject", "logs/a", "with an explicit deny in a service control policy"),
			[]string{"the files say:  allowed", "the cause is in a service control policy, and none was read"}},
		{"an older export", message("s3:GetObject", "logs/a", "because no identity-based policy allows the s3:GetObject action"),
			[]string{"no file that was read explains it"}},
		{"another layer", message("s3:GetObject", "logs/secret/a", "because no identity-based policy allows the s3:GetObject action"),
			[]string{"the files name another cause than AWS does", "an explicit deny in a resource-based policy: policy of bucket logs"}},
	} {
		out, code := runHere("--error", row.message, ".")
		for _, want := range row.want {
			if !strings.Contains(out, want) || code != exitFindings {
				t.Errorf("%s: exit code %d, want %q in\n%s", row.name, code, want, out)
			}
		}
	}
}

// TestOperation holds the answer about one operation.
func TestOperation(t *testing.T) {
	refusedWorld(t)
	const role = "arn:aws:iam::111122223333:role/team/app"
	for _, row := range []struct {
		args string
		code int
		want string
	}{
		{"--operation PutObject --acl bucket-owner-full-control", 1, "needs s3:PutObjectAcl on arn:aws:s3:::logs/"},
		{"--operation getobjecttagging", 1, "GetObjectTagging no"},
		{"--operation GetObjectt", 2, "did you mean GetObject?"},
		{"--operation GetObject --acl private", 2, "GetObject takes no ACL"},
		{"--operation PutObject --acl privat", 2, "--acl: want"},
		{"--operation ListBuckets", 1, "ListBuckets no"},
		{"", 1, "may be assumed by: ec2.amazonaws.com"},
	} {
		out, code := runHere(append(append([]string{"--role", role, "--bucket", "logs"}, strings.Fields(row.args)...), ".")...)
		if code != row.code || !strings.Contains(out, row.want) {
			t.Errorf("%s: exit code %d, want %d and %q in\n%s", row.args, code, row.code, row.want, out)
		}
	}
}

// FuzzReadRefusal holds that a text is refused with a reason, or names who did
// what.
func FuzzReadRefusal(f *testing.F) {
	f.Add(`User: arn:aws:sts::111122223333:assumed-role/a/s is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/k" because no session policy allows the s3:GetObject action`)
	f.Add(`User: arn:aws:iam::1:user/u is not authorized to perform: s3:PutObject on resource: arn:aws:s3:eu-west-1:1:accesspoint/a/object/k with an explicit deny in a VPC endpoint policy`)
	f.Add(`{"Records":[{"errorCode":"AccessDenied","eventSource":"s3.amazonaws.com","eventName":"GetObject","userIdentity":{"arn":"x"}}]}`)
	f.Add(`{"Events":[{"CloudTrailEvent":"{}"}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		r, err := readRefusal(text)
		switch {
		case err != nil && !strings.HasPrefix(err.Error(), "--error: "):
			t.Fatalf("refused with %q", err)
		case err == nil && (r.User == "" || r.Action == ""):
			t.Fatalf("taken as %+v", r)
		}
	})
}
