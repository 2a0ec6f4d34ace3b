package lint

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/access"
)

const (
	ofApp   = "111122223333/roles/app/"
	trusts  = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}`
	appRole = `{"Role":{"RoleName":"app","Path":"/","Arn":"arn:aws:iam::111122223333:role/app","AssumeRolePolicyDocument":` + trusts + `}}`
	reads   = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::data1/*"}]}`
)

func lets(principal string) string {
	return `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"` + principal + `"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::data1/*"}]}`
}

// TestUnreadIsUnknown holds that what is there and cannot be read is never taken
// for absent: the verdict is unknown and names it, no rule has a finding about
// access, and what could not be read does not change that.
func TestUnreadIsUnknown(t *testing.T) {
	const named = "arn:aws:iam::111122223333:role/app"
	details := func(policies string) string {
		return `{"UserDetailList":[],"RoleDetailList":[{"RoleName":"app","Path":"/","Arn":"` + named + `","RolePolicyList":[` + policies + `],"AttachedManagedPolicies":[]}]}`
	}
	for name, row := range map[string]struct {
		files map[string]string
		names string // what the sentence about the verdict names
	}{
		"an inline policy with a comma too many": {map[string]string{ofApp + "inline/s3.json": strings.Replace(reads, `"}]`, `",}]`, 1)}, ofApp + "inline/s3.json"},
		"beside one that allows it": {map[string]string{ofApp + "inline/s3.json": `{"RoleName":"app","PolicyName":"s3","PolicyDocument":` + reads + `}`,
			ofApp + "inline/x.json": "{"}, ofApp + "inline/x.json"},
		"a role with a comma too many":   {map[string]string{ofApp + "role.json": appRole + ","}, ofApp + "role.json"},
		"a policy without its document":  {map[string]string{"111122223333/account.json": details(`{"PolicyName":"gone"}`)}, "inline policy gone of role app"},
		"a policy whose document is nul": {map[string]string{"111122223333/account.json": details(`{"PolicyName":"nul","PolicyDocument":null}`)}, "inline policy nul of role app"},
		"a redacted document":            {map[string]string{"111122223333/account.json": details(`{"PolicyName":"red","PolicyDocument":"REDACTED"}`)}, "inline policy red of role app"},
		"an answer without the document": {map[string]string{ofApp + "inline/s3.json": `{"RoleName":"app","PolicyName":"s3","PolicyDocument":null}`}, "inline policy s3 of role app"},
		"a listed policy in no file":     {map[string]string{ofApp + "policies.json": `{"PolicyNames":["far"]}`}, "inline policy far of role app"},
		"a list that nobody may see": {map[string]string{ofApp + "policies.json.error": "An error occurred (AccessDenied) when calling the ListRolePolicies operation: no"},
			"the list of inline policies of role app"},
		"a setting of the bucket": {map[string]string{"444455556666/buckets/data1/acl.json": "{",
			ofApp + "inline/s3.json": reads}, "444455556666/buckets/data1/acl.json"},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{ofApp + "role.json": appRole, ofApp + "attached.json": `{"AttachedPolicies":[]}`,
				"444455556666/buckets/data1/policy.json": lets(named)}
			for name, text := range row.files {
				files[name] = text
			}
			folder(t, files)
			r, err := Run(context.Background(), load(t, Options{}, "."), Settings{})
			if err != nil {
				t.Fatal(err)
			}
			if r.Pairs != 1 || r.Verdicts[access.Unknown] != 1 {
				t.Errorf("%d pairs, %v", r.Pairs, r.Verdicts)
			}
			if said := strings.Join(r.Open, "\n"); !strings.Contains(said, row.names) {
				t.Errorf("%q does not name %s", said, row.names)
			}
			for _, f := range r.Findings {
				if strings.HasPrefix(f.Rule.ID, "access/") {
					t.Errorf("%s: %s", f.Rule.ID, f.Message)
				}
			}
		})
	}
}

// TestPathNotKnown holds that a role of which no file says the path is not taken
// to have none: the one ARN that a bucket policy has for it is its own, and where
// there are more the answer is unknown.
func TestPathNotKnown(t *testing.T) {
	const start = "arn:aws:iam::111122223333:role/"
	for principals, want := range map[string]struct {
		role    string
		verdict access.Verdict
	}{
		start + "app":     {start + "app", access.Yes},
		start + "svc/app": {start + "svc/app", access.Yes},
		start + "svc/app" + `","` + start + "other/app":    {start + "app", access.Unknown},
		start + "svc/app" + `","` + start + "else":         {start + "svc/app", access.Yes},
		start + "svc/app" + `","` + start + "teams/*":      {start + "app", access.Unknown},
		"arn:aws:iam::999999999999:role/svc/app":           {start + "app", access.No},
		start + "svc/app" + `","arn:aws:iam::1:role/x/app`: {start + "svc/app", access.Yes},
	} {
		folder(t, map[string]string{ofApp + "inline/s3.json": reads, ofApp + "attached.json": `{"AttachedPolicies":[]}`,
			"444455556666/buckets/data1/policy.json": strings.Replace(lets(principals), `"AWS":"`+principals+`"`, `"AWS":["`+principals+`"]`, 1)})
		r, err := Run(context.Background(), load(t, Options{}, "."), Settings{})
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Roles) != 1 || r.Roles[0].ARN != want.role || r.Verdicts[want.verdict] != 1 {
			t.Errorf("%s: %s, %v", principals, r.Roles[0].ARN, r.Verdicts)
		}
	}
}

// TestFailedExportIsNotGreen holds that check names the account of which a failed
// call brought nothing, unless the user allows it.
func TestFailedExportIsNotGreen(t *testing.T) {
	const expired = "An error occurred (ExpiredToken) when calling the ListBuckets operation: The security token is expired"
	for _, row := range []struct {
		files map[string]string
		allow bool
		want  int
	}{
		{map[string]string{"444455556666/buckets.json.error": expired}, false, 1},
		{map[string]string{"444455556666/buckets.json.error": expired}, true, 0},
		{map[string]string{"444455556666/buckets.json.error": expired, "444455556666/buckets/data1/policy.json": lets("*")}, false, 0},
		{map[string]string{"444455556666/buckets.json": `{"Buckets":[]}`}, false, 0},
		{map[string]string{"444455556666/account.json.error": strings.Replace(expired, "ListBuckets", "GetAccountAuthorizationDetails", 1)}, false, 1},
	} {
		folder(t, row.files)
		w := load(t, Options{AllowEmpty: row.allow}, ".")
		if len(w.Errors) != row.want || row.want > 0 && !strings.Contains(w.Errors[0].Error(), "account 444455556666 was not exported") {
			t.Errorf("%v: errors %q", row.files, messages(w.Errors))
		}
	}
}

// TestNothingIsPassedOver holds that what a format does not consume is judged or
// named: policies in members that it does not know, a name twice, a bad line.
func TestNothingIsPassedOver(t *testing.T) {
	for name, row := range map[string]struct {
		text      string
		documents int
		said      string
	}{
		"a list that the format does not know": {`{"Role":{"RoleName":"r","AssumeRolePolicyDocument":` + trusts + `},"InlinePolicies":[{"PolicyDocument":` + reads + `}]}`, 2, ""},
		"inside a role":                        {`{"RoleDetailList":[{"RoleName":"r","Arn":"arn:aws:iam::111122223333:role/r","OwnPolicies":[{"Document":` + reads + `}]}]}`, 1, ""},
		"of users of another tool":             {`{"Users":[{"UserName":"u","Policies":[{"Policy":` + reads + `}]}],"Roles":[{"RoleName":"r","Trust":` + trusts + `}]}`, 2, ""},
		"in a string":                          {`{"Buckets":[{"Name":"b","Policy":` + fmt.Sprintf("%q", lets("*")) + `}]}`, 1, ""},
		"a list twice": {`{"RoleDetailList":[{"RoleName":"r","Arn":"arn:aws:iam::111122223333:role/r","AssumeRolePolicyDocument":` + trusts +
			`}],"RoleDetailList":[]}`, 1, "RoleDetailList twice"},
		"an old version": {`{"UserDetailList":[],"Policies":[{"PolicyName":"p","Arn":"arn:aws:iam::111122223333:policy/p","PolicyVersionList":[{"Document":` +
			trusts + `,"VersionId":"v1"},{"Document":` + reads + `,"VersionId":"v2","IsDefaultVersion":true}]}]}`, 1, ""},
		"a bad line": {`{"RoleName":"r","PolicyName":"p","PolicyDocument":` + reads + "}\n{\"RoleName\":\"r\",\n" + `{"RoleName":"r","PolicyName":"q","PolicyDocument":` + reads + `}`,
			2, "f.json:2:"},
	} {
		folder(t, map[string]string{"f.json": row.text})
		w := load(t, Options{}, ".")
		said := strings.Join(append(w.Notes, messages(w.Errors)...), "\n")
		if len(w.Snapshot.Documents) != row.documents || !strings.Contains(said, row.said) {
			t.Errorf("%s: %d documents, %q", name, len(w.Snapshot.Documents), said)
		}
	}
}
