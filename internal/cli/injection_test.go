package cli

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/crossgrant/crossgrant/internal/report"
)

// hostile are texts that would be more than text where they were printed as they
// are: a colour, a line of their own, a command to a runner, another direction.
var hostile = []string{
	"\x1b[31mred", "a\n::error::injected", "##[error]x", "::error::x ##vso[task.setvariable]x",
	"b\r::warning::injected\u202etxet\u2066iso\u2069zero\u200bwidth nel\u0085::error::x ls\u2028::error::x ps\u2029##[error]x",
	"vt\v::x ff\f::x del\x7f tag\U000e0041 bel\x07]]>&<x>\"'](1) [x](http:x) `x` | y",
}

// aCommand is a line that a runner would run (actions/runner, ActionCommand.cs).
var aCommand = regexp.MustCompile(`(?m)^\s*::|##[a-z]*\[`)

// ourCommand is a line that --format github is made of.
var ourCommand = regexp.MustCompile(`(?m)^::(error|warning|notice) [^\n]*$`)

// TestNothingIsMoreThanText plants such texts wherever an input holds names and
// values, and looks at what every format and stream prints of them.
func TestNothingIsMoreThanText(t *testing.T) {
	for i, h := range hostile {
		t.Run(strconv.Quote(h), func(t *testing.T) {
			folder := lay(t, hostileInputs(h))
			t.Chdir(folder)
			const role, bucket = "arn:aws:iam::111122223333:role/r", "b"
			commands := [][]string{{"check", "--patch", "--unsafe", "."}, {"check", "--quiet", "."}, {"input", "."}, {"decide", "cases.jsonl"}, {"decide", "--expect", "cases.jsonl"},
				{"access", "--role", role, "--bucket", bucket, "."}, {"access", "--role", role, "--bucket", bucket, "--format", "json", "."},
				{"access", "--role", h, "--bucket", h}, {"access", "--role", role, "--bucket", bucket + h, "."}, {"access", "--error", h, "."},
				{"access", "--error", "User: arn:aws:sts::111122223333:assumed-role/r/" + h + " is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::b/" + h +
					"\" because no identity-based policy allows the s3:GetObject action", "."},
				{"check", "--config", "bad.yaml", "."}, {"check", "--rules", "rules", "."}, {"check", h}, {"check", "--" + h}, {h}, {"explain", h}, {"rules", h}, {"new", "rule", h},
				{"check", "--type", h}, {"check", "--select", h}, {"check", "--bucket-account", h}, {"check", "--output", "no/" + h, "."}, {"schema", h}, {"check", "--fix-to", "out", "."}}
			for _, format := range report.Formats() {
				commands = append(commands, []string{"check", "--verbose", "--severity", "suggestion", "--format", format, "."})
			}
			for _, args := range commands {
				code, out, stderr := run(args...)
				if code == exitTool && args[len(args)-2] != "no/"+h {
					t.Errorf("%q: exit code %d, %s", args, code, stderr)
				}
				onlyText(t, args, out, stderr)
			}
			if i == 0 {
				if _, out, _ := run("check", "--verbose", "."); !strings.Contains(out, `\u001b[31mred`) {
					t.Errorf("it is not shown escaped:\n%s", out)
				}
			}
		})
	}
}

func onlyText(t *testing.T, args []string, out, stderr string) {
	format := ""
	for i, a := range args {
		if a == "--format" {
			format = args[i+1]
		}
	}
	switch format {
	case "github":
		out = ourCommand.ReplaceAllString(out, "")
		if strings.Contains(out, "##[") {
			t.Errorf("%q: a command in a command", args)
		}
	case "json", "sarif":
		if out != "" && !json.Valid([]byte(out)) {
			t.Errorf("%q is no JSON: %s", args, out)
		}
	case "junit":
		for d := xml.NewDecoder(strings.NewReader(out)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%q: %v", args, err)
			}
		}
	}
	for _, text := range []string{out, stderr} {
		for line := range strings.Lines(text) {
			if at := strings.IndexFunc(strings.TrimSuffix(line, "\n"), func(r rune) bool { return r != '\t' && !unicode.IsPrint(r) }); at >= 0 {
				t.Errorf("%q: %q", args, line)
			}
			if aCommand.MatchString(line) {
				t.Errorf("%q: a command: %q", args, line)
			}
		}
	}
}

// hostileInputs is a snapshot with the text in every place.
func hostileInputs(h string) map[string]string {
	quoted, _ := json.Marshal(h)
	q := strings.Trim(string(quoted), `"`)
	raw := strings.NewReplacer(`"`, `\"`, "\n", `\n`, "\r", `\r`, "\v", `\u000b`, "\f", `\f`, "\x1b", `\u001b`, "\x07", `\u0007`).Replace(h)
	policy := func(s string) string {
		return strings.ReplaceAll(`{"Version":"2012-10-17","Statement":[
{"Sid":"§","Effect":"Allow","Action":["s3:GetObject","s3:Put§"],"Resource":["arn:aws:s3:::b/§*","arn:aws:s3:::b§","arn:aws:s3:::b"],"Condition":{"StringEquals":{"aws:PrincipalTag/§":"§","§":"§"},"§":{"a":"b"}}},
{"Sid":"§2","Effect":"§","Action":"s3:ListBucket","Resource":"arn:aws:s3:::b"},
{"Effect":"Deny","Action":"s3:DeleteObject","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalTag/§":"§"}}},
{"§":"§","Effect":"allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}]}`, "§", s)
	}
	bucketPolicy := strings.NewReplacer(`"Effect"`, `"Principal":{"AWS":["arn:aws:iam::111122223333:role/x/r","`+q+`"]},"Effect"`).Replace(policy(q))
	inString, _ := json.Marshal(bucketPolicy)
	clean := strings.NewReplacer("\x00", "", "/", "-").Replace(h)
	return map[string]string{
		"111122223333/account.json": strings.ReplaceAll(`{"UserDetailList":[],"GroupDetailList":[],"Policies":[{"PolicyName":"§","Arn":"arn:aws:iam::111122223333:policy/§","Path":"/§/","PolicyVersionList":[]}],
"RoleDetailList":[{"RoleName":"r","RoleId":"§","Path":"/","Arn":"arn:aws:iam::111122223333:role/r","Tags":[{"Key":"§","Value":"§"}],
"AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*","§":"§"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"§"}}}]},
"PermissionsBoundary":{"PermissionsBoundaryType":"Policy","PermissionsBoundaryArn":"arn:aws:iam::111122223333:policy/§"},
"AttachedManagedPolicies":[{"PolicyName":"§","PolicyArn":"arn:aws:iam::111122223333:policy/§"}],
"RolePolicyList":[{"PolicyName":"§","PolicyDocument":`, "§", q) + policy(q) + strings.ReplaceAll(`}]},
{"RoleName":"§","RoleId":"AROA§","Path":"/§/","Arn":"arn:aws:iam::111122223333:role/§/§","Tags":[],"AssumeRolePolicyDocument":"§","AttachedManagedPolicies":[],"RolePolicyList":[]}]}`, "§", q),
		"444455556666/buckets/b/policy.json":              `{"Policy":` + string(inString) + `}`,
		"444455556666/buckets/b" + clean + "/policy.json": bucketPolicy,
		"444455556666/buckets/b/ownership-controls.json":  strings.ReplaceAll(`{"OwnershipControls":{"Rules":[{"ObjectOwnership":"§"}]}}`, "§", q),
		"444455556666/buckets/b/acl.json":                 strings.ReplaceAll(`{"Owner":{"DisplayName":"§","ID":"§"},"Grants":[{"Grantee":{"DisplayName":"§","ID":"§","Type":"CanonicalUser"},"Permission":"§"}]}`, "§", q),
		"444455556666/buckets/b/encryption.json.error":    "An error occurred (" + h + ") when calling the GetBucketEncryption operation: " + h,
		clean + "/" + clean + ".json":                     policy(raw),
		"broken" + clean + ".json":                        `{"Statement": "` + h + `", ` + h,
		"other.json":                                      `{"` + q + `": 1}`,
		"cases.jsonl":                                     strings.ReplaceAll(`{"id":"§","§":"§"}`, "§", q) + "\n" + h + "\n",
		"bad.yaml":                                        "accounts:\n  " + string(quoted) + ": " + string(quoted) + "\n" + string(quoted) + ": 1\nrules:\n  " + string(quoted) + ": off\n",
		"rules/own.rego":                                  ownRule("own", string(quoted)) + "\n# " + clean + "\nbroken { " + h + "\n",
	}
}
