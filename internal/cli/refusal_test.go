package cli

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

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

// TestRefusedCalls holds where a line without AWS's sentence leads, beside the
// role and the bucket that it leaves out.
func TestRefusedCalls(t *testing.T) {
	refusedWorld(t)
	const role = "arn:aws:iam::111122223333:role/team/app"
	const policyARN = "arn:aws:organizations::444455556666:policy/o-1/service_control_policy/p-1a2b3c4d"
	for _, row := range []struct {
		name string
		args []string
		code int
		want []string
	}{
		{"a call whose action has another name", []string{"--error", "An error occurred (403) when calling the HeadBucket operation: Forbidden", "--role", role, "--bucket", "logs"},
			1, []string{"HeadBucket needs s3:ListBucket on arn:aws:s3:::logs", "the files say:  implicit deny", "whose action is s3:GetObject, s3:PutObject*, wanted s3:ListBucket"}},
		{"the place in the line", []string{"--error", "upload failed: ./a to s3://logs/secret/a An error occurred (AccessDenied) when calling the PutObject operation: Access Denied", "--role", role},
			1, []string{"s3:PutObject on arn:aws:s3:::logs/secret/a", "explicit deny", "policy.json:3:2", "what check says of this role and bucket"}},
		{"any object", []string{"--error", "An error occurred (AccessDenied) when calling the DeleteObject operation: Access Denied", "--role", role, "--bucket", "logs"},
			1, []string{"DeleteObject no", "s3:DeleteObject is denied because no identity-based policy allows"}},
		{"an object that may not be there", []string{"--error", "download failed: s3://logs/a to a An error occurred (403) when calling the HeadObject operation: Forbidden", "--role", role},
			1, []string{"the files say:  allowed", "is the object there?", "s3:ListBucket is denied"}},
		{"a list where none is taken", []string{"--error", "An error occurred (AccessControlListNotSupported) when calling the PutObject operation: The bucket does not allow ACLs", "--role", role, "--bucket", "logs"},
			1, []string{"takes none but bucket-owner-full-control", "ownership-controls.json:1:", "send no --acl"}},
		{"a policy that was not read", []string{"--error", "User: arn:aws:sts::111122223333:assumed-role/app/i-0abc is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::logs/a\" with an explicit deny in a service control policy: " + policyARN},
			1, []string{"AWS names " + policyARN, "not in these files; export it: aws organizations describe-policy --policy-id p-1a2b3c4d"}},
		{"nobody is named", []string{"--error", "An error occurred (403) when calling the HeadObject operation: Forbidden", "--bucket", "logs"}, 2, []string{"does not say who called", "--role ARN"}},
		{"no bucket is named", []string{"--error", "An error occurred (403) when calling the HeadObject operation: Forbidden", "--role", role}, 2, []string{"does not say which bucket", "--bucket NAME"}},
		{"no call is named", []string{"--error", "<Code>AccessDenied</Code>", "--role", role, "--bucket", "logs"}, 2, []string{"name it: --operation"}},
		{"the call beside it", []string{"--error", "<Code>AccessDenied</Code>", "--role", role, "--bucket", "logs", "--operation", "HeadBucket"}, 1, []string{"HeadBucket needs s3:ListBucket"}},
		{"two calls", []string{"--error", "An error occurred (403) when calling the HeadObject operation: Forbidden", "--role", role, "--bucket", "logs", "--operation", "PutObject"}, 2, []string{"is about HeadObject, not PutObject"}},
		{"a user", []string{"--error", "User: arn:aws:iam::111122223333:user/eve is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::logs/a\" because no identity-based policy allows the s3:GetObject action"},
			2, []string{"arn:aws:iam::111122223333:user/eve (IAM user); only roles are judged"}},
	} {
		out, code := runHere(append(row.args, ".")...)
		for _, want := range row.want {
			if !strings.Contains(out, want) || code != row.code {
				t.Errorf("%s: exit code %d, want %d and %q in\n%s", row.name, code, row.code, want, out)
			}
		}
	}
}

// TestToldByEvent holds that what an event tells of its call decides conditions, and
// what a text leaves open is named with the statement and the key.
func TestToldByEvent(t *testing.T) {
	refusedWorld(t)
	const folder = `{"Version": "2012-10-17", "Statement": [
 {"Sid": "Folder", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/team/app"}, "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::logs",
  "Condition": {"StringLike": {"s3:prefix": "red/*"}}}]}`
	const own = `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::logs"}]}`
	for name, text := range map[string]string{"444455556666/buckets/logs/policy.json": folder, "111122223333/roles/app/inline/p.json": own} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	event := func(parameters string) string {
		return `{"eventSource":"s3.amazonaws.com","eventName":"ListObjects","errorCode":"AccessDenied","errorMessage":"Access Denied",` +
			`"userIdentity":{"arn":"arn:aws:sts::111122223333:assumed-role/app/i-0abc"},"requestParameters":{"bucketName":"logs"` + parameters + `}}`
	}
	const why = "nearest is policy of bucket logs, which asks for StringLike s3:prefix red/*, and the request has "
	for _, row := range []struct{ name, text, want string }{
		{"a prefix outside", event(`,"prefix":"red"`), why + "red\n"},
		{"no prefix", event(``), why + "none"},
		{"a prefix inside", event(`,"prefix":"red/2026/"`), "the files say:  allowed"},
		{"a text without it", "User: arn:aws:sts::111122223333:assumed-role/app/i-0abc is not authorized to perform: s3:ListBucket on resource: \"arn:aws:s3:::logs\" because no resource-based policy allows the s3:ListBucket action",
			"it hangs on: policy of bucket logs allows it under StringLike s3:prefix red/*; what the request has there is not known\n    444455556666/buckets/logs/policy.json:3:45"},
	} {
		if out, code := runHere("--error", row.text, "."); code != exitFindings || !strings.Contains(out, row.want) {
			t.Errorf("%s: exit code %d, want %q in\n%s", row.name, code, row.want, out)
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
		{"--operation CopyObject --copy-source logs/secret/a", 1, "needs s3:GetObject on arn:aws:s3:::logs/secret/a: explicit deny"},
		{"--operation CopyObject --copy-source logs/a", 1, "needs s3:GetObjectTagging on arn:aws:s3:::logs/a: implicit deny (if the object has tags"},
		{"--operation CopyObject --copy-source logs", 2, "--copy-source: want BUCKET/KEY"},
		{"--operation CopyObject --copy-source other/a", 2, "no input describes the bucket other"},
		{"--operation PutObject --copy-source logs/a", 2, "want --operation CopyObject or UploadPartCopy"},
		{"--operation ListBuckets", 1, "ListBuckets no"},
		{"", 0, "may be assumed by: ec2.amazonaws.com"}, // all but what a deny takes out on purpose
		{"--can read", 1, "read    partly"},
	} {
		out, code := runHere(append(append([]string{"--role", role, "--bucket", "logs"}, strings.Fields(row.args)...), ".")...)
		if code != row.code || !strings.Contains(out, row.want) {
			t.Errorf("%s: exit code %d, want %d and %q in\n%s", row.args, code, row.code, row.want, out)
		}
	}
}

// TestCopySourceOfSeveral holds that of several buckets of a name none is chosen for the
// source of a copy, but where one is made by the stack of the role.
func TestCopySourceOfSeveral(t *testing.T) {
	refusedWorld(t)
	const bucket = `resource "aws_s3_bucket" "b" { bucket = "raw" }
resource "aws_s3_bucket_policy" "p" {
  bucket = aws_s3_bucket.b.id
  policy = jsonencode({Version = "2012-10-17", Statement = [{Effect = "Allow", Principal = "*", Action = "s3:GetObject%s", Resource = "arn:aws:s3:::raw/*"}]})
}
`
	for dir, action := range map[string]string{"dev": "", "prod": "Tagging"} {
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(dir+"/main.tf", fmt.Appendf(nil, bucket, action), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	args := []string{"--role", "arn:aws:iam::111122223333:role/team/app", "--bucket", "logs", "--operation", "CopyObject", "--copy-source", "raw/a"}
	for _, row := range []struct {
		paths []string
		code  int
		want  string
	}{
		{[]string{"."}, 2, "--copy-source: several stacks make the bucket raw: raw (dev), raw (prod); name the files of one of them"},
		{[]string{"111122223333", "444455556666", "dev"}, 1, "needs s3:GetObject on arn:aws:s3:::raw/a"},
	} {
		if out, code := runHere(append(args, row.paths...)...); code != row.code || !strings.Contains(out, row.want) {
			t.Errorf("%v: exit code %d, want %d and %q in\n%s", row.paths, code, row.code, row.want, out)
		}
	}
}
