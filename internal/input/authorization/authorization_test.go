package authorization

import (
	"fmt"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

func decode(text string) (input.Records, error) {
	return input.Decode([]input.Format{Format{}}, source.NewFile("account.json", []byte(text)), input.Hints{})
}

const page = `{
"RoleDetailList": [{
	"Path": "/team/", "RoleName": "reader", "RoleId": "AROAEXAMPLE", "Arn": "arn:aws:iam::111122223333:role/team/reader",
	"AssumeRolePolicyDocument": {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]},
	"InstanceProfileList": [{"Roles": [{"RoleName": "reader", "AssumeRolePolicyDocument": {"Statement": []}}]}],
	"RolePolicyList": [{"PolicyName": "read", "PolicyDocument": {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}}],
	"AttachedManagedPolicies": [{"PolicyName": "P", "PolicyArn": "arn:aws:iam::111122223333:policy/P"}],
	"PermissionsBoundary": {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": "arn:aws:iam::111122223333:policy/B"},
	"Tags": [{"Key": "k", "Value": "v"}]
}, {"RoleName": "bare", "Arn": "arn:aws:iam::111122223333:role/bare", "Tags": null}],
"UserDetailList": [{"UserName": "u", "UserId": "AIDAEXAMPLE", "Arn": "arn:aws:iam::111122223333:user/u", "GroupList": ["g"],
	"UserPolicyList": [{"PolicyName": "own", "PolicyDocument": {"Statement": []}}]}],
"GroupDetailList": [{"GroupName": "g", "GroupPolicyList": [], "AttachedManagedPolicies": [{"PolicyName": "P", "PolicyArn": "arn:aws:iam::111122223333:policy/P"}]}],
"Policies": [{"PolicyName": "P", "Arn": "arn:aws:iam::111122223333:policy/P", "DefaultVersionId": "v1", "PolicyVersionList": [
	{"Document": {"Id": "first"}, "VersionId": "v1", "IsDefaultVersion": false},
	{"Document": {"Id": "second"}, "VersionId": "v2", "IsDefaultVersion": true}]},
	{"PolicyName": "AWSP", "Arn": "arn:aws:iam::aws:policy/AWSP", "DefaultVersionId": "v3", "PolicyVersionList": []}],
"IsTruncated": false}`

// TestPage holds what a page with every kind of detail states.
func TestPage(t *testing.T) {
	r, err := decode(page)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Roles) != 2 || len(r.Users) != 1 || len(r.Groups) != 1 || len(r.Policies) != 2 {
		t.Fatalf("%d roles, %d users, %d groups, %d policies", len(r.Roles), len(r.Users), len(r.Groups), len(r.Policies))
	}
	full, bare, user, managed := r.Roles[0], r.Roles[1], r.Users[0], r.Policies[0]
	for _, row := range []struct {
		what      string
		got, want any
	}{
		{"names", []string{full.Account, full.Name, full.Path, full.ID, full.ARN},
			[]string{"111122223333", "reader", "/team/", "AROAEXAMPLE", "arn:aws:iam::111122223333:role/team/reader"}},
		{"trust", full.Trust.Type(), policy.Trust},
		{"inline", full.Inline[0].Policy.Statements()[0].Action.Patterns[0].Value, "s3:Get*"},
		{"names of inline policies", full.InlineNames.Value, []string{"read"}},
		{"attached", full.Attached.Value[0].ARN, "arn:aws:iam::111122223333:policy/P"},
		{"boundary", full.Boundary.Value.ARN, "arn:aws:iam::111122223333:policy/B"},
		{"tags", full.Tags.Value, []input.Tag{{Key: "k", Value: "v"}}},
		{"what a role lacks altogether", []input.State{bare.Boundary.State, bare.Tags.State}, []input.State{input.Absent, input.Absent}},
		{"what the file does not speak of", []input.State{bare.Attached.State, bare.InlineNames.State},
			[]input.State{input.NotExported, input.NotExported}},
		{"a user's groups", user.Groups, []string{"g"}},
		{"a user's policy", user.Inline[0].Name, "own"},
		{"the version in force", []string{managed.DefaultVersion, managed.Document.Body().ID.Value}, []string{"v2", "second"}},
		{"a policy of AWS", []string{r.Policies[1].Account, r.Policies[1].DefaultVersion}, []string{"", "v3"}},
		{"a policy without its text", r.Policies[1].Document == nil, true},
		{"what is odd", len(r.Odd), 1},
	} {
		if !reflect.DeepEqual(row.got, row.want) {
			t.Errorf("%s: got %v, want %v", row.what, row.got, row.want)
		}
	}
}

// TestDefaultVersion holds which version of a policy is in force.
func TestDefaultVersion(t *testing.T) {
	const v1, v2 = `{"Document":{"Id":"1"},"VersionId":"v1"`, `{"Document":{"Id":"2"},"VersionId":"v2"`
	for versions, want := range map[string]string{
		v1 + `,"IsDefaultVersion":true},` + v2 + `}`:                          "1",
		v1 + `},` + v2 + `,"IsDefaultVersion":true}`:                          "2",
		v1 + `},` + v2 + `}`:                                                  "2",
		v1 + `,"IsDefaultVersion":true},` + v2 + `,"IsDefaultVersion":false}`: "1",
		v1 + `}`: "",
	} {
		r, err := decode(`{"RoleDetailList":[],"Policies":[{"PolicyVersionList":[` + versions + `],"DefaultVersionId":"v2"}]}`)
		if err != nil || len(r.Policies) != 1 {
			t.Fatalf("%s: %v, %v", versions, r.Policies, err)
		}
		got := ""
		if d := r.Policies[0].Document; d != nil {
			got = d.Body().ID.Value
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", versions, got, want)
		}
	}
}

// TestOdd holds what is told of content that should not be there.
func TestOdd(t *testing.T) {
	for text, want := range map[string]string{
		`{"RoleDetailList":[{"RoleName":7}]}`:                      "7: number, not string",
		`{"RoleDetailList":[3]}`:                                   "3: number, not object",
		`{"RoleDetailList":[{"Tags":{}}]}`:                         "{}: object, not array",
		`{"RoleDetailList":[{"RoleName":"a","RoleName":"b"}]}`:     `"RoleName": RoleName twice, not each name once`,
		`{"RoleDetailList":[],"Policies":"x"}`:                     `"x": string, not array`,
		`{"RoleDetailList":[{"RoleName":"a","Unheard":{"Of":1}}]}`: "",
	} {
		r, err := decode(text)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, o := range r.Odd {
			got += fmt.Sprintf("%s: %s, not %s", text[o.At.Span.Start:o.At.Span.End], o.Found, o.Wanted)
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(page)
	f.Add(`{"RoleDetailList":[{"AssumeRolePolicyDocument":"%7B%22Statement%22%3A%5B%5D%7D","RolePolicyList":[{"PolicyDocument":"\"{}\""}]}]}`)
	f.Add(`{"GroupDetailList":[{"GroupPolicyList":[null,{}]}],"Policies":[{"PolicyVersionList":[{"Document":"%7","IsDefaultVersion":true}]}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		r, err := decode(text)
		if err != nil {
			return
		}
		for _, role := range r.Roles {
			for _, d := range append(role.Inline, input.Document{Policy: role.Trust}) {
				inside(t, text, d.Policy)
			}
		}
		for _, p := range r.Policies {
			inside(t, text, p.Document)
		}
	})
}

func inside(t *testing.T, text string, d *policy.Document) {
	if d == nil {
		return
	}
	if at := d.Origin().Locate(source.Span{Start: 0, End: len(d.Text())}); at.Start < 0 || at.End > len(text) || at.Start > at.End {
		t.Fatalf("document at %v of %d bytes", at, len(text))
	}
}

// account writes an export of so many roles, as the AWS CLI prints it.
func account(roles int) []byte {
	var b strings.Builder
	b.WriteString("{\n    \"RoleDetailList\": [\n")
	for i := range roles {
		if i > 0 {
			b.WriteString(",\n")
		}
		fmt.Fprintf(&b, `        {
            "Path": "/", "RoleName": "role-%[1]d", "RoleId": "AROA%016[1]d",
            "Arn": "arn:aws:iam::111122223333:role/role-%[1]d", "CreateDate": "2024-01-01T00:00:00+00:00",
            "AssumeRolePolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]
            },
            "InstanceProfileList": [],
            "RolePolicyList": [{"PolicyName": "inline", "PolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [
                    {"Sid": "Read", "Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket", "s3:GetBucketLocation"],
                     "Resource": ["arn:aws:s3:::bucket-%[1]d", "arn:aws:s3:::bucket-%[1]d/*"]},
                    {"Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*",
                     "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
                ]}}],
            "AttachedManagedPolicies": [{"PolicyName": "ReadOnlyAccess", "PolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}],
            "Tags": [{"Key": "team", "Value": "team-%[1]d"}]
        }`, i)
	}
	b.WriteString("\n    ],\n    \"UserDetailList\": [], \"GroupDetailList\": [], \"Policies\": []\n}\n")
	return []byte(b.String())
}

func BenchmarkDecode(b *testing.B) {
	const roles = 2000
	text := account(roles)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		r, err := input.Decode([]input.Format{Format{}}, source.NewFile("account.json", text), input.Hints{})
		if err != nil || len(r.Roles) != roles {
			b.Fatal(len(r.Roles), err)
		}
	}
}

// TestLongList holds that a list which several processors read is the same as
// one that is read alone, with what is odd in order and bounded.
func TestLongList(t *testing.T) {
	whole, err := decode(string(account(2000)))
	if err != nil || len(whole.Roles) != 2000 {
		t.Fatal(len(whole.Roles), err)
	}
	for i := range whole.Roles {
		if r := &whole.Roles[i]; r.Name != fmt.Sprintf("role-%d", i) || len(r.Inline) != 1 || r.Inline[0].Policy.Statements()[0].Resource.Patterns[0].Value != fmt.Sprintf("arn:aws:s3:::bucket-%d", i) {
			t.Fatalf("role %d is %s", i, r.Name)
		}
	}
	text := `{"RoleDetailList":[` + strings.Repeat(`{"RoleName":1,"Path":"`+strings.Repeat("x", 500)+`"},`, 3000) + `{}]}`
	odd, err := decode(text)
	if err != nil || len(odd.Roles) != 3001 || len(odd.Odd) != 101 {
		t.Fatal(len(odd.Roles), len(odd.Odd), err)
	}
	for i, o := range odd.Odd[1:] {
		if o.At.Span.Start <= odd.Odd[i].At.Span.Start {
			t.Fatalf("odd value %d is out of order", i+1)
		}
	}
}

// BenchmarkWalk is what gjson alone takes to check the same text and visit all
// its values: the measure for BenchmarkDecode.
func BenchmarkWalk(b *testing.B) {
	text := account(2000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		values := 0
		var walk func(gjson.Result)
		walk = func(v gjson.Result) {
			values++
			if v.IsObject() || v.IsArray() {
				v.ForEach(func(_, inner gjson.Result) bool {
					walk(inner)
					return true
				})
			}
		}
		if !gjson.ValidBytes(text) {
			b.Fatal("it is not JSON")
		}
		if walk(gjson.ParseBytes(text)); values < 2000 {
			b.Fatal(values)
		}
	}
}

// TestEncodedDocuments holds that a dump of the raw API, whose documents are
// percent-encoded, says the same as what the AWS CLI prints.
func TestEncodedDocuments(t *testing.T) {
	const document = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::a+b/ü %"}]}`
	r, err := decode(`{"RoleDetailList":[{"RolePolicyList":[{"PolicyDocument":` + document + `},{"PolicyDocument":"` +
		strings.ReplaceAll(url.QueryEscape(document), "+", "%20") + `"}]}]}`)
	if err != nil || len(r.Roles) != 1 || len(r.Roles[0].Inline) != 2 {
		t.Fatal(r, err)
	}
	for _, d := range r.Roles[0].Inline {
		if string(d.Policy.Text()) != document || len(d.Policy.Problems()) > 0 {
			t.Errorf("got %s %v", d.Policy.Text(), d.Policy.Problems())
		}
	}
}
