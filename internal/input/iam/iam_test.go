package iam

import (
	"fmt"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/source"
)

func decode(path, text string) (input.Records, error) {
	return input.Decode([]input.Format{Format{}}, source.NewFile(path, []byte(text)), input.PathHints(path))
}

const (
	account  = "111122223333/"
	document = `{"Version":"2012-10-17","Statement":[]}`
)

// TestAnswers holds what each answer states, and of whom.
func TestAnswers(t *testing.T) {
	for name, row := range map[string]struct{ path, text, want string }{
		"get-role": {"f.json", `{"Role":{"RoleName":"r","Path":"/t/","Arn":"arn:aws:iam::111122223333:role/t/r","AssumeRolePolicyDocument":` + document + `}}`,
			"role 111122223333 r trust; inline not exported []; attached not exported []; boundary absent "},
		"get-role with a boundary": {"f.json", `{"Role":{"RoleName":"r","PermissionsBoundary":{"PermissionsBoundaryArn":"arn:b"}}}`,
			"role  r ; inline not exported []; attached not exported []; boundary present arn:b"},
		"get-role of an account with a bad id": {account + "roles/r/role.json", `{"Role":{"RoleName":"r","Arn":"arn:aws:iam::1234:role/r"}}`,
			"role 111122223333 r ; inline not exported []; attached not exported []; boundary absent "},
		"get-role --query Role": {"f.json", `{"RoleName":"r","Arn":"arn:aws:iam::111122223333:role/r","AssumeRolePolicyDocument":` + document + `}`,
			"role 111122223333 r trust; inline not exported []; attached not exported []; boundary not exported "},
		"a role of --query RoleDetailList": {"f.json", `[{"RoleName":"r","AssumeRolePolicyDocument":` + document + `,"RolePolicyList":[]}]`,
			"role  r trust; inline present []; attached not exported []; boundary absent "},
		"list-roles leaves the boundary out": {"f.json", `{"Roles":[{"RoleName":"r"}]}`,
			"role  r ; inline not exported []; attached not exported []; boundary not exported "},
		"list-roles of nobody": {"f.json", `{"Roles":[]}`, ""},
		"get-role-policy": {account + "roles/x/inline/x.json", `{"RoleName":"r","PolicyName":"p","PolicyDocument":` + document + `}`,
			"role 111122223333 r p; inline not exported []; attached not exported []; boundary not exported "},
		"list-role-policies": {account + "roles/r/policies.json", `{"PolicyNames":["a","b"]}`,
			"role 111122223333 r ; inline present [a b]; attached not exported []; boundary not exported "},
		"list-role-policies of a role without any": {account + "roles/r/policies.json", `{"PolicyNames":[]}`,
			"role 111122223333 r ; inline present []; attached not exported []; boundary not exported "},
		"list-attached-role-policies": {account + "roles/r/attached.json", `{"AttachedPolicies":[{"PolicyName":"P","PolicyArn":"arn:p"}]}`,
			"role 111122223333 r ; inline not exported []; attached present [arn:p]; boundary not exported "},
		"list-attached-role-policies with one that is no list": {account + "roles/r/attached.json", `{"AttachedPolicies":{"PolicyName":"P","PolicyArn":"arn:p"}}`,
			"role 111122223333 r ; inline not exported []; attached present [arn:p]; boundary not exported "},
		"list-attached-role-policies, role unknown": {"f.json", `{"AttachedPolicies":[]}`,
			"role   ; inline not exported []; attached present []; boundary not exported "},
		"list-attached-user-policies": {account + "users/u/attached.json", `{"AttachedPolicies":[{"PolicyArn":"arn:p"}]}`,
			"user 111122223333 u  1 attached"},
		"get-user-policy":  {"f.json", `{"UserName":"u","PolicyName":"p","PolicyDocument":` + document + `}`, "user  u p 0 attached"},
		"get-group-policy": {"f.json", `{"GroupName":"g","PolicyName":"p","PolicyDocument":` + document + `}`, "group  g p 0 attached"},
		"get-group": {"f.json", `{"Group":{"GroupName":"g"},"Users":[{"UserName":"u"}]}`,
			"user  u  0 attached\ngroup  g  0 attached"},
		"get-policy": {"f.json", `{"Policy":{"PolicyName":"P","Arn":"arn:aws:iam::111122223333:policy/P","DefaultVersionId":"v2"}}`,
			"policy 111122223333 P v2 without text"},
		"get-policy of AWS": {account + "policies/P/policy.json", `{"Policy":{"PolicyName":"P","Arn":"arn:aws:iam::aws:policy/P","DefaultVersionId":"v2"}}`,
			"policy  P v2 without text"},
		"list-policies": {"f.json", `{"Policies":[{"PolicyName":"P","Arn":"arn:aws:iam::111122223333:policy/P","DefaultVersionId":"v1"}]}`,
			"policy 111122223333 P v1 without text"},
		"get-policy-version": {account + "policies/P/version.json", `{"PolicyVersion":{"Document":` + document + `,"VersionId":"v2","IsDefaultVersion":true}}`,
			"policy 111122223333 P v2 with text"},
		"get-policy-version of nobody": {"f.json", `{"PolicyVersion":{"Document":` + document + `,"VersionId":"v2","IsDefaultVersion":true}}`,
			"document f.json"},
		"get-policy-version not in force": {account + "policies/P/version.json", `{"PolicyVersion":{"Document":` + document + `,"VersionId":"v1","IsDefaultVersion":false}}`,
			"document " + account + "policies/P/version.json"},
		"users of another service":    {"f.json", `{"Users":[{"Username":"x"}]}`, "not recognised"},
		"policies of an organization": {"f.json", `{"Policies":[{"Id":"p-1","Type":"SERVICE_CONTROL_POLICY"}]}`, "not recognised"},
		"a bucket policy":             {"f.json", `{"Policy":"{}"}`, "not recognised"},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := decode(row.path, row.text)
			if err != nil {
				t.Fatal(err)
			}
			if got := render(r); got != row.want {
				t.Errorf("got  %s\nwant %s", got, row.want)
			}
		})
	}
}

func render(r input.Records) string {
	if r.Format == "" {
		return "not recognised"
	}
	var lines []string
	line := func(format string, a ...any) { lines = append(lines, fmt.Sprintf(format, a...)) }
	for _, role := range r.Roles {
		arns := []string{}
		for _, p := range role.Attached.Value {
			arns = append(arns, p.ARN)
		}
		line("role %s %s %s; inline %s %v; attached %s %v; boundary %s %s", role.Account, role.Name, texts(role),
			role.InlineNames.State, role.InlineNames.Value, role.Attached.State, arns,
			role.Boundary.State, role.Boundary.Value.ARN)
	}
	identity := func(kind string, list []input.Identity) {
		for _, i := range list {
			line("%s %s %s %s %d attached", kind, i.Account, i.Name, names(i.Inline), len(i.Attached))
		}
	}
	identity("user", r.Users)
	identity("group", r.Groups)
	for _, p := range r.Policies {
		text := "without text"
		if p.Document != nil {
			text = "with text"
		}
		line("policy %s %s %s %s", p.Account, p.Name, p.DefaultVersion, text)
	}
	for _, d := range r.Documents {
		line("document %s", d.Name)
	}
	return strings.Join(lines, "\n")
}

func texts(role input.Role) string {
	if role.Trust != nil {
		return "trust"
	}
	return names(role.Inline)
}

func names(list []input.Document) (joined string) {
	for _, d := range list {
		joined += d.Name
	}
	return joined
}

func FuzzDecode(f *testing.F) {
	f.Add(`{"Role":{"RoleName":"r","AssumeRolePolicyDocument":"%7B%7D","PermissionsBoundary":{"PermissionsBoundaryArn":1}}}`)
	f.Add(`{"RoleName":3,"PolicyName":[],"PolicyDocument":"\"{\\\"Statement\\\":1}\""}{"PolicyNames":[1,null]}`)
	f.Add(`[{"Group":{"GroupName":"g"},"Users":[{"UserName":"u","Arn":"::::::"}]},{"PolicyVersion":{"Document":7}}]`)
	f.Fuzz(func(t *testing.T, text string) {
		r, err := decode(account+"roles/r/role.json", text)
		if err != nil {
			return
		}
		for _, role := range r.Roles {
			if role.At.Span.Start < 0 || role.At.Span.End > len(text) || role.At.Span.Start >= role.At.Span.End {
				t.Fatalf("role at %v of %d bytes", role.At.Span, len(text))
			}
		}
	})
}
