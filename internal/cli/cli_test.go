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

// run runs a command line and returns its exit code and what it printed.
func run(args ...string) (code int, out, errors string) {
	var stdout, stderr bytes.Buffer
	code = Main(context.Background(), Env{Args: append([]string{"crossgrant"}, args...),
		Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stderr})
	return code, stdout.String(), stderr.String()
}

const cluster = "../../testdata/snapshots/cluster"

// TestExitCodes holds the exit code of each kind of run, and a word of what it
// prints.
func TestExitCodes(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	role := write("role.json", `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"]}}`)
	bucket := write("bucket.json", `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/r"},"Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"]}}`)
	broken := write("broken.json", `{"Version": "2012-10-17",}`)
	bad := write("bad.jsonl", "{}\n{\n")
	// folder writes files into a folder.
	folder := func(name string, files map[string]string) string {
		for file, text := range files {
			if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name, file)), 0o700); err != nil {
				t.Fatal(err)
			}
			write(filepath.Join(name, file), text)
		}
		if err := os.MkdirAll(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
		return filepath.Join(dir, name)
	}
	const sound = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}]}`
	const everybody = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::data1/*"}]}`
	refused := folder("refused", map[string]string{"111122223333/buckets/b/policy.json.error": "An error occurred (AccessDenied) when calling the GetBucketPolicy operation: Access Denied"})
	// pair is a folder with a role that may read the resource, and a bucket that
	// grants reading to it behind some other statements.
	pairs := 0
	pair := func(resource, others string) string {
		pairs++
		name := fmt.Sprintf("pair%d", pairs)
		if err := os.Mkdir(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
		write(name+"/role.json", `{"RoleDetailList":[{"Path":"/","RoleName":"r","RoleId":"AROAEXAMPLE","Arn":"arn:aws:iam::111122223333:role/r",`+
			`"AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[]},"AttachedManagedPolicies":[],"RolePolicyList":[{"PolicyName":"p",`+
			`"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"`+resource+`"}]}}]}],"Policies":[]}`)
		write(name+"/bucket.json", `{"Version":"2012-10-17","Statement":[`+others+
			`{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/r"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::bkt/*"}]}`)
		return filepath.Join(dir, name)
	}
	alone := pair("arn:aws:s3:::bkt/*", "")
	if err := os.Remove(filepath.Join(alone, "bucket.json")); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(alone, "444455556666/buckets/bkt"), 0o700); err != nil {
		t.Fatal(err)
	}
	write("pair1/444455556666/buckets/bkt/policy.json.error",
		"An error occurred (NoSuchBucketPolicy) when calling the GetBucketPolicy operation: The bucket policy does not exist")
	asks := []string{"--role", "arn:aws:iam::111122223333:role/r", "--bucket", "b"}
	access := func(rest ...string) []string { return append(append([]string{"access"}, asks...), rest...) }
	passRole := write("own/pass-role.rego", `# METADATA
# title: Any role can be passed on
# description: The statement lets its bearer pass on every role.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
# schemas:
#   - input: schema.document
# custom:
#   severity: warning
#   subject: document
#   remedy: name the roles that may be passed on
#   since: 0.1.0
package rules.privilege["pass-role"]

findings contains {"message": "iam:PassRole is allowed on every role", "at": statement.resource.at} if {
	some statement in input.statements
	statement.allows["iam:PassRole"]
	statement.resource.everything
}
`)
	passes := write("passes.json", `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["IAM:pass*"],"Resource":"*"}}`)
	for _, row := range []struct {
		name string
		args []string
		code int
		says string
	}{
		{"nothing prints help", nil, 0, "COMMANDS"},
		{"an unknown command", []string{"chek"}, 2, "did you mean check?"},
		{"a command like none", []string{"kubernetes"}, 2, "no command \"kubernetes\"; see crossgrant --help"},
		{"a flag like none", []string{"check", "--kubernetes"}, 2, "see crossgrant check --help"},
		{"an unknown flag", []string{"check", "--formt", "json"}, 2, "crossgrant: check: flag provided but not defined: -formt; did you mean --format?\n"},
		{"an unknown format", []string{"check", "--format", "yaml", cluster}, 2, "--format: want one of text"},
		{"an unknown severity", []string{"check", "--severity", "high", cluster}, 2, "--severity"},
		{"an unknown category", []string{"check", "--select", "acces/*", cluster}, 2, "did you mean access/*?"},
		{"never to fail", []string{"check", "--fail-on", "never", cluster}, 0, "4 findings"},
		{"what is too slight is counted", []string{"check", "--select", "syntax/*", cluster}, 0, "0 findings"},
		{"the patches alone", []string{"check", "--patch", cluster}, 1, "--- inline policy results of role cluster\n"},
		{"check as JSON", []string{"check", "--format", "json", cluster}, 1, `"rule": "access/missing-action"`},
		{"access as JSON", []string{"access", "--format", "json", "--role", "arn:aws:iam::111122223333:role/compute/cluster", "--bucket", "results-bucket", cluster}, 1, `"fixes": [`},
		{"an account that is none", []string{"check", "--bucket-account", "b=1", cluster}, 2, "want NAME=12 digits, found b=1"},
		{"two pasted files that agree", access("--bucket-account", "444455556666", role, bucket), 0, "write   yes"},
		{"flags behind paths", []string{"access", role, bucket, "--role", "arn:aws:iam::111122223333:role/r", "--bucket", "b", "--bucket-account", "444455556666"}, 0, "list    yes"},
		{"an account that is not known", access(role, bucket), 0, "read    yes"},
		{"one side only, account unknown", access("--can", "read", role, bucket, "--role", "arn:aws:iam::111122223333:role/x"), 1, "unknown"},
		{"a broken file is named, the others are judged", access("--bucket-account", "444455556666", role, bucket, broken), 2, "broken.json:1:26"},
		{"a path that is not there", access("nowhere"), 2, "nowhere"},
		{"a role that is no ARN", []string{"access", "--role", "r", "--bucket", "b", role}, 2, "want the ARN of a role"},
		{"a bucket that nothing describes", []string{"access", "--role", "arn:aws:iam::111122223333:role/compute/cluster", "--bucket", "nope", cluster}, 2, "no input describes the bucket"},
		{"the seed story", []string{"access", "--role", "arn:aws:iam::111122223333:role/compute/cluster", "--bucket", "results-bucket", cluster}, 1, "Object Ownership is ObjectWriter"},
		{"check names what is missing", []string{"check", cluster}, 1, "error[access/missing-action]: inline policy results of role cluster lacks s3:PutObject and s3:PutObjectAcl\n"},
		{"check names the wrong principal", []string{"check", cluster}, 1, "error[access/wrong-principal]"},
		{"check names who owns what is written", []string{"check", cluster}, 1, "error[access/missing-bucket-owner-full-control]"},
		{"check holds documents against the grammar", []string{"check", write("policy.json",
			`{"Version":"2012-10-17","Statement":{"Effect":"allow","Action":"s3:GetObject","Resource":"*","Action":"x"}}`)}, 1, "error[syntax/duplicate-key]: Action occurs twice in one object"},
		{"check names the wrong form of an ARN", []string{"check", pair("arn:aws:s3:::bkt", ""), "--bucket-account", "bkt=444455556666"}, 1,
			"error[access/wrong-resource-form]: s3:GetObject is granted on the bucket, not on its objects"},
		{"check names a deny", []string{"check", pair("arn:aws:s3:::bkt/*", `{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::bkt/*"},`),
			"--bucket-account", "bkt=444455556666"}, 1, "error[access/explicit-deny]: policy of bucket bkt denies s3:GetObject explicitly"},
		{"check names a bucket without policy", []string{"check", alone}, 1, "has no policy that grants to the role"},
		{"check of a sound pair", []string{"check", pair("arn:aws:s3:::bkt/*", ""), "--bucket-account", "bkt=444455556666"}, 0, "1 pair: 1 yes; 1 finding: 1 suggestion (1 not shown)"},
		{"check of what is sound", []string{"check", role, bucket, "--bucket-account", "b=444455556666"}, 0, "0 findings"},
		{"check of a file of no known kind", []string{"check", write("package.json", `{"name":"x","version":"1"}`)}, 2,
			"package.json (name, version): not recognised; known are policy documents, alone or inside other JSON, CloudFormation templates, Terraform sources, plans and states, items of AWS Config, rows of steampipe and CloudQuery, SQLite databases of them and of iam-collect, and JSON output of the AWS CLI"},
		{"check of such a file for a hook", []string{"check", "--policies-only", filepath.Join(dir, "package.json")}, 0, "1 file, 0 documents"},
		{"check of YAML that is no template for a hook", []string{"check", "--policies-only", write("deploy.yml", "kind: Config\nStatement: none\n")}, 0, "1 file, 0 documents"},
		{"check of a repository with nothing to judge", []string{"check", folder("code", map[string]string{".git/HEAD": "x", "package.json": `{"name":"x"}`,
			"ci.yml": "on: push\n", "b.yaml": "a: 1\n", "data.bin": "SQLite format 3\x00", "t.csv": "a,b\n", "main.go": "package main\n"})}, 0,
			"note: passed over by kind: 2 YAML that is no template, 1 SQLite, 1 CSV\nnote: 1 file not recognised"},
		{"check of a repository of prose", []string{"check", folder("prose", map[string]string{".git/HEAD": "x", "README.md": "text"})}, 0, "the repository holds nothing that is read"},
		{"check of such a file, listed", []string{"check", "--policies-only", "--verbose", filepath.Join(dir, "package.json")}, 0, "not recognised: " + filepath.Join(dir, "package.json") + " (name, version)\n"},
		{"check of such a file in a folder", []string{"check", folder("mixed", map[string]string{"a.json": `{"name":"x"}`, "p.json": sound})}, 0, "note: 1 file not recognised (--verbose lists them)"},
		{"check of a folder with nothing known", []string{"check", folder("unknown", map[string]string{"a.json": `{"name":"x"}`, "b.json": `[1]`})}, 2, "as all 2 files"},
		{"check of a folder with nothing known, for a hook", []string{"check", "--policies-only", filepath.Join(dir, "unknown")}, 0, "2 files, 0 documents"},
		{"check of more text than is read", []string{"check", "--max-size", "10B", role}, 2, "role.json: the text is larger than 10 bytes (--max-size)"},
		{"check of a size that is none", []string{"check", "--max-size", "10 X", role}, 2, `--max-size: want a size such as 500MB or 2GiB, found "10 X"`},
		{"check of an empty folder", []string{"check", folder("hollow", nil)}, 2, "hollow: the folder holds no JSON"},
		{"check of a comment file for a hook", []string{"check", "--policies-only", write("tsconfig.json", "{ // no JSON\n}")}, 0, "0 findings"},
		{"check of grants that form no pair", []string{"check", "--verbose", folder("wide", map[string]string{
			"111122223333/roles/app/inline/all.json": sound, "444455556666/buckets/data1/policy.json": everybody})}, 0,
			"that allows everybody forms no pair: Statement[0] of policy of bucket data1 ("},
		{"check of ordinary JSON for a hook", []string{"check", "--policies-only",
			write("stack.json", `{"Policy":"Retain"}`), write("bank.json", `{"Statement":"Balance due","rows":[1]}`), write("game.json", `[{"Action":"jump","Effect":"dust cloud"}]`),
			write("prose.json", `{"PolicyDocument":"Every Statement of ours","AssumeRolePolicyDocument":"none"}`)}, 0, "4 files, 0 documents"},
		{"check of a broken policy for a hook", []string{"check", "--policies-only", write("half.json", "{\"Statement\": [")}, 2, "half.json:1:"},
		{"check of policies inside another file", []string{"check", write("create.json",
			`{"PolicyName":"p","PolicyDocument":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}"}`)}, 1, "create.json:1:"},
		{"check of text output", []string{"check", write("role.txt", "ROLE\tarn:aws:iam::111122223333:role/r\n")}, 2, "run instead: the same call with --output json"},
		{"check of Terraform source", []string{"check", write("main.tf", "resource \"aws_iam_role\" \"r\" {}\n")}, 0, "1 file, 0 documents, 1 role"},
		{"check of Terraform source that does not parse", []string{"check", folder("broken", map[string]string{"a.tf": "resource \"aws_iam_role\" \"r\" {}\n", "b.tf": "resource \"aws_iam_role\" {\n  name = = 1\n}\n"})}, 2,
			filepath.Join(dir, "broken", "b.tf") + ":2:10: invalid expression"},
		{"check of a file that git ignores", []string{"check", "--verbose", folder("ignoring", map[string]string{".gitignore": "x.json\n", "x.json": "{", "p.json": sound})}, 0,
			"ignored by git: " + filepath.Join(dir, "ignoring", "x.json")},
		{"check of standard input", []string{"check", "-"}, 2, "<stdin>:1:1: the text is empty"},
		{"check of an export that was refused", []string{"check", refused}, 0, "GetBucketPolicy of bucket b was not permitted to the export (AccessDenied)"},
		{"check of an empty file", []string{"check", write("empty.json", "")}, 2, "the text is empty"},
		{"check of deep nesting", []string{"check", write("deep.json", strings.Repeat("[", 1_000_000))}, 2, "nest more than"},
		{"cases that cannot be read", []string{"decide", bad}, 2, `"error"`},
		{"cases as expected", []string{"decide", "--expect", "../../testdata/cases/cluster.jsonl"}, 0, "2 agree, 0 differ"},
		{"a rule of one's own asks what is allowed, however it is spelt", []string{"check", "--rules", filepath.Dir(passRole), passes}, 1,
			"warning[privilege/pass-role]: iam:PassRole is allowed on every role"},
		{"what rules ask for is listed", []string{"input", "--asks", "--rules", filepath.Dir(passRole), passes}, 0, "iam:PassRole\n"},
		{"an action that is asked for", []string{"input", "--ask", "iam:passrole", passes}, 0, `"allows":{"iam:PassRole":{`},
		{"an action that there is not", []string{"input", "--ask", "iam:PasRole", passes}, 2, "did you mean iam:PassRole?"},
		{"version", []string{"version"}, 0, "service reference of 20"},
	} {
		t.Run(row.name, func(t *testing.T) {
			code, out, errors := run(row.args...)
			if code != row.code || !strings.Contains(out+errors, row.says) {
				t.Errorf("exit code %d, want %d and %q in\n%s%s", code, row.code, row.says, out, errors)
			}
		})
	}
}
