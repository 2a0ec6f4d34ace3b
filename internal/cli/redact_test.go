package cli

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/report"
)

// secrets are one of every kind of thing that an input names.
var secrets = map[string]string{
	"account": "918273645546", "other account": "827364554637", "organization": "o-zqorg12345", "bucket": "zq-bucket-data", "role": "ZqRoleName", "role path": "zqrolepath",
	"role id": "AROAZQROLEID12345678", "user": "ZqUserName", "user id": "AIDAZQUSERID12345678", "group": "ZqGroupName", "inline policy": "ZqInlineName",
	"managed policy": "ZqManagedName", "boundary": "ZqBoundaryName", "Sid": "ZqSidName", "tag key": "ZqTagKey", "tag value": "ZqTagValue",
	"external id": "zq-external-id-4711", "address": "203.0.113.77", "address range": "198.51.100.192", "user agent": "ZqAgent", "display name": "zqdisplayname",
	"email": "zqmail", "mail domain": "zqmaildomain.example", "canonical id": "9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a39281706f5e4d3c2b1a0",
	"member name": "ZqMemberName", "unknown member": "zq_member_name", "key id": "1a2b3c4d-zqke-4711-8899-aabbccddeeff", "vpc": "vpc-0a9b8c7d6e5f4a3b2", "endpoint": "vpce-0a9b8c7d6e5f4a3b3",
	"session": "zqsessionname", "object key": "zqobjectkey", "prefix": "zqprefixname", "condition value": "ZqConditionValue", "condition key": "zqConditionKey",
	"folder": "zqfoldername", "file": "zqfilename", "access point": "zqaccesspoint", "description": "ZqDescription", "reason": "ZqReasonText", "host": "zqhost.example.org",
	"umlaut": "Zqüberraschung", "unit": "ZqUnitName", "alias": "zqaliasname", "service": "zqservice", "provider": "zqprovider", "number": "48293714",
}

// TestRedactLeavesNothing plants each and looks for it in every format and
// stream, in any case and however it is escaped.
func TestRedactLeavesNothing(t *testing.T) {
	folder := lay(t, secretInputs())
	t.Chdir(folder)
	s := secrets
	role := "arn:aws:iam::" + s["account"] + ":role/" + s["role path"] + "/" + s["role"]
	refused := "User: arn:aws:sts::" + s["account"] + ":assumed-role/" + s["role"] + "/" + s["session"] + " is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::" +
		s["bucket"] + "/" + s["object key"] + "\" because no resource-based policy allows the s3:GetObject action"
	commands := [][]string{{"check", "--patch", "--unsafe", "."}, {"check", "--quiet", "."}, {"check", s["folder"] + "/" + s["file"] + ".json"}, {"check", "nowhere/" + s["file"]},
		{"access", "--role", role, "--bucket", s["bucket"], "."}, {"access", "--role", role, "--bucket", s["bucket"], "--format", "json", "."},
		{"access", "--role", role, "--bucket", s["bucket"], "--operation", "CopyObject", "."}, {"access", "--role", role + "x", "--bucket", s["bucket"], "."}, {"access", "--role", s["role"], "--bucket", s["bucket"], "."},
		{"access", "--error", refused, "."}, {"access", "--error", s["reason"], "."}, {"decide", "cases.jsonl"}, {"decide", "--expect", "cases.jsonl"},
		{"check", "--config", s["file"] + ".yaml", "."}, {"check", "--" + s["role"], "."}, {"check", "--fix-to", "out-" + s["folder"], "."}, {"check", "--output", s["folder"], "."},
		{"check", "--bucket-account", s["bucket"] + "=1", "."}, {"input", "."}, {"input", "--subject", role, "."}}
	for _, format := range report.Formats() {
		commands = append(commands, []string{"check", "--verbose", "--severity", "suggestion", "--format", format, "."})
	}
	shown := map[string]bool{}
	for _, args := range commands {
		_, plain, plainErr := run(args...)
		code, out, stderr := run(slices.Insert(slices.Clone(args), 1, "--redact")...)
		if code == exitTool {
			t.Errorf("%q: exit code %d, %s", args, code, stderr)
		}
		for kind, secret := range s {
			shown[kind] = shown[kind] || strings.Contains(plain+plainErr, secret)
			for stream, text := range map[string]string{"standard output": out, "standard error": stderr} {
				if at := leak(text, secret); at != "" {
					t.Errorf("%q: %s on %s: %s", args, kind, stream, at)
				}
			}
		}
	}
	for kind := range s {
		if !shown[kind] && !unshown[kind] {
			t.Errorf("%s is shown by no command, redacted or not: nothing is tried on it", kind)
		}
	}
}

// unshown is what no command prints, whatever the input: records are read for other
// members than these.
var unshown = map[string]bool{"email": true, "mail domain": true, "display name": true, "unit": true, "group": true}

// leak returns the line that has a secret in it.
func leak(text, secret string) string {
	text, secret = strings.ToLower(text), strings.ToLower(secret)
	forms := []string{secret, url.QueryEscape(secret), escapedAs(`\u%04x`, secret), escapedAs("%%%02x", secret), escapedAs("&#x%x;", secret), escapedAs("&#%d;", secret)}
	for line := range strings.Lines(text) {
		for _, form := range forms {
			if at := strings.Index(line, form); at >= 0 {
				return line[max(at-80, 0):min(at+80, len(line))]
			}
		}
	}
	return ""
}

func escapedAs(format, text string) string {
	var b strings.Builder
	for _, r := range text {
		fmt.Fprintf(&b, format, r)
	}
	return b.String()
}

func secretInputs() map[string]string {
	var pairs []string
	for kind, secret := range secrets {
		pairs = append(pairs, "<"+kind+">", secret)
	}
	fill := strings.NewReplacer(pairs...)
	bucketPolicy := `{"Version":"2012-10-17","Id":"<description>","Statement":[
{"Sid":"<Sid>","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::<account>:role/<role>","arn:aws:iam::<other account>:user/<user>","<user id>","<role id>"],"Service":"<service>.amazonaws.com","CanonicalUser":"<canonical id>"},
"Action":["s3:GetObject","s3:PutObjet"],"Resource":["arn:aws:s3:::<bucket>/<prefix>/*"],"Condition":{"IpAddress":{"aws:SourceIp":["<address>","<address range>/28"]},"StringLike":{"aws:UserAgent":"<user agent>*","aws:PrincipalTag/<tag key>":"<tag value>"},
"StringEquals":{"aws:PrincipalOrgID":"<organization>","aws:SourceVpc":"<vpc>","aws:SourceVpce":"<endpoint>","<condition key>":"<condition value>","aws:Referer":"<host>"}}},
{"Sid":"<Sid>Deny","Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"arn:aws:s3:::<bucket>/*","Condition":{"StringNotEquals":{"s3:x-amz-server-side-encryption-aws-kms-key-id":"arn:aws:kms:eu-west-1:<other account>:key/<key id>","aws:userid":"<role id>:<session>"},"NumericLessThan":{"s3:TlsVersion":"<number>"}}},
{"<member name>":"<description>","Effect":"allow","Principal":{"AWS":"arn:aws:iam::<account>:role/<role path>/<role>"},"Action":"s3:*","Resource":"arn:aws:s3:::<bucket>/<object key>"}]}`
	account := `{"UserDetailList":[{"UserName":"<user>","UserId":"<user id>","Path":"/","Arn":"arn:aws:iam::<account>:user/<user>","GroupList":["<group>"],"UserPolicyList":[]}],
"GroupDetailList":[{"GroupName":"<group>","GroupId":"AGPA12345678901234","Path":"/","Arn":"arn:aws:iam::<account>:group/<group>","GroupPolicyList":[],"AttachedManagedPolicies":[]}],
"Policies":[{"PolicyName":"<managed policy>","PolicyId":"ANPAZQ45678901234567","Arn":"arn:aws:iam::<account>:policy/<managed policy>","Path":"/","Description":"<description>","DefaultVersionId":"v1","PolicyVersionList":[{"VersionId":"v1","IsDefaultVersion":true,"Document":
{"Version":"2012-10-17","Statement":[{"Sid":"<Sid>","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::<bucket>/<object key>"}]}}]},
{"PolicyName":"<boundary>","PolicyId":"ANPAZQ45678901234568","Arn":"arn:aws:iam::<account>:policy/<boundary>","Path":"/","DefaultVersionId":"v1","PolicyVersionList":[{"VersionId":"v1","IsDefaultVersion":true,"Document":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:G*","Resource":"*"}]}}]}],
"RoleDetailList":[{"RoleName":"<role>","RoleId":"<role id>","Path":"/<role path>/","Arn":"arn:aws:iam::<account>:role/<role path>/<role>","Description":"<description> <umlaut>","Tags":[{"Key":"<tag key>","Value":"<tag value>"}],
"AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Sid":"<umlaut>","Effect":"Allow","Principal":{"AWS":"*","Federated":"arn:aws:iam::<account>:saml-provider/<provider>"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"<external id>","<umlaut>":"<condition value>"}}}]},
"PermissionsBoundary":{"PermissionsBoundaryType":"Policy","PermissionsBoundaryArn":"arn:aws:iam::<account>:policy/<boundary>"},
"AttachedManagedPolicies":[{"PolicyName":"<managed policy>","PolicyArn":"arn:aws:iam::<account>:policy/<managed policy>"}],
"RolePolicyList":[{"PolicyName":"<inline policy>","PolicyDocument":{"Version":"2012-10-17","Statement":[{"Sid":"<Sid> <description>","Effect":"Allow","Action":["s3:PutObject","s3:ListBuket"],"Resource":["arn:aws:s3:::<bucket>/<prefix>/${aws:PrincipalTag/<tag key>}/*","arn:aws:s3:::<bucket>","arn:aws:s3:eu-west-1:<other account>:accesspoint/<access point>"]}]}}]}]}`
	quoted := strings.NewReplacer(`"`, `\"`, "\n", `\n`).Replace(bucketPolicy)
	spelt := strings.NewReplacer(secrets["Sid"], escapedAs(`\\u%04x`, secrets["Sid"]), secrets["prefix"], escapedAs(`\\u%04x`, secrets["prefix"])).Replace(fill.Replace(quoted))
	percent := url.QueryEscape(fill.Replace(strings.Replace(bucketPolicy, "<Sid>", "<Sid>Percent", 1)))
	names := map[string]string{
		"<account>/account.json":                                   account,
		"<other account>/buckets/<bucket>/policy.json":             `{"Policy":"` + spelt + `"}`,
		"<other account>/buckets/<bucket>/acl.json":                `{"Owner":{"DisplayName":"<display name>","ID":"<canonical id>"},"Grants":[{"Grantee":{"EmailAddress":"<email>@<mail domain>","DisplayName":"<display name>","ID":"<canonical id>","Type":"CanonicalUser"},"Permission":"FULL_CONTROL"}]}`,
		"<other account>/buckets/<bucket>/ownership-controls.json": `{"OwnershipControls":{"Rules":[{"ObjectOwnership":"ObjectWriter"}]}}`,
		"<other account>/buckets/<bucket>/encryption.json":         `{"ServerSideEncryptionConfiguration":{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:kms","KMSMasterKeyID":"arn:aws:kms:eu-west-1:<other account>:key/<key id>"}}]}}`,
		"<other account>/buckets/<bucket>/location.json.error":     `An error occurred (AccessDenied) when calling the GetBucketLocation operation: User: arn:aws:sts::<account>:assumed-role/<role>/<session> is not authorized: <reason>`,
		"<folder>/<file>.json":                                     bucketPolicy,
		"<folder>/percent.json":                                    `{"PolicyName":"<inline policy>","RoleName":"<alias>","PolicyDocument":"` + percent + `"}`,
		"<folder>/<unknown member>.json":                           `{"<unknown member>":1,"<member name>":2}`,
		"<folder>/broken-<file>.json":                              `{"Statement":"<description>" <reason>`,
		"organization/targets/r-zq12/<unit>.json":                  `{"OrganizationalUnits":[{"Id":"ou-zq12-zqunit123","Arn":"arn:aws:organizations::<account>:ou/<organization>/ou-zq12-zqunit123","Name":"<unit>"}]}`,
		"cases.jsonl": `{"id":"<description>","role":{"arn":"arn:aws:iam::<account>:role/<role>"},"<unknown member>":1,"request":{"action":"s3:GetObject","resource":"arn:aws:s3:::<bucket>/<object key>","context":{"<condition key>":"<condition value>"}}}` + "\n{ <reason>\n" +
			`{"id":"<Sid>","why":"<reason>","role":{"arn":"arn:aws:iam::<account>:role/<role>","policies":[]},"bucket":{"name":"<bucket>","account":"<other account>"},"request":{"action":"s3:GetObject","resource":"arn:aws:s3:::<bucket>/<object key>"},"expect":{"verdict":"allowed"}}` + "\n",
		"<file>.yaml":      "accounts:\n  \"<account>\":\n    name: <alias>\nrules:\n  <description>: off\n<reason>: 1\n",
		".crossgrant.yaml": "accounts:\n  \"<account>\":\n    name: <alias>\nexpect:\n  - role: arn:aws:iam::<account>:role/<role path>/<role>\n    bucket: <bucket>\n    can: [read, write]\nignore:\n  - rule: access/missing-action\n    subject: \"*<alias>*\"\n    reason: <reason>\n    until: 2020-01-01\n",
	}
	files := map[string]string{}
	for name, text := range names {
		files[fill.Replace(name)] = fill.Replace(text)
	}
	return files
}
