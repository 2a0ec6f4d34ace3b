package collect

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/input/authorization"
	"github.com/crossgrant/crossgrant/internal/source"
)

// details is an answer of get-account-authorization-details.
const details = `{"UserDetailList": [{"UserName": "Ann", "Path": "/", "UserId": "AIDAEXAMPLE", "Arn": "arn:aws:iam::111122223333:user/Ann", "GroupList": ["Team"],
  "UserPolicyList": [{"PolicyName": "own", "PolicyDocument": {"Statement": [{"Sid": "1"}]}}], "AttachedManagedPolicies": []}],
 "GroupDetailList": [{"GroupName": "Team", "Path": "/", "GroupId": "AGPAEXAMPLE", "Arn": "arn:aws:iam::111122223333:group/Team", "GroupPolicyList": [],
  "AttachedManagedPolicies": [{"PolicyName": "Read", "PolicyArn": "arn:aws:iam::111122223333:policy/Read"}]}],
 "RoleDetailList": [
  {"RoleName": "App", "Path": "/team/", "RoleId": "AROAEXAMPLE", "Arn": "arn:aws:iam::111122223333:role/team/App", "AssumeRolePolicyDocument": {"Statement": [{"Sid": "2"}]},
   "RolePolicyList": [{"PolicyName": "a", "PolicyDocument": {"Statement": [{"Sid": "3"}]}}, {"PolicyName": "b", "PolicyDocument": {"Statement": []}}],
   "AttachedManagedPolicies": [{"PolicyName": "Read", "PolicyArn": "arn:aws:iam::111122223333:policy/Read"}],
   "PermissionsBoundary": {"PermissionsBoundaryArn": "arn:aws:iam::111122223333:policy/Read"}, "Tags": [{"Key": "Team", "Value": "Red"}]},
  {"RoleName": "plain", "Path": "/", "RoleId": "AROAEXAMPLE2", "Arn": "arn:aws:iam::111122223333:role/plain", "AssumeRolePolicyDocument": {"Statement": []},
   "RolePolicyList": [], "AttachedManagedPolicies": [], "Tags": []}],
 "Policies": [{"PolicyName": "Read", "Arn": "arn:aws:iam::111122223333:policy/Read", "DefaultVersionId": "v2",
  "PolicyVersionList": [{"VersionId": "v2", "IsDefaultVersion": true, "Document": {"Statement": [{"Sid": "4"}]}}, {"VersionId": "v1", "IsDefaultVersion": false, "Document": {"Statement": []}}]}]}`

// written is what iam-collect writes of details: what is empty has no file, and names of
// folders and files are in lower case.
func written(t *testing.T) map[string]string {
	t.Helper()
	var d map[string][]map[string]any
	if err := json.Unmarshal([]byte(details), &d); err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	groups := map[string]string{}
	put := func(arn, file string, v any) {
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		kind, name, _ := strings.Cut(strings.SplitN(arn, ":", 6)[5], "/")
		if s := string(text); s != "null" && s != "[]" && s != "{}" {
			files[strings.ToLower("/x/aws/aws/accounts/111122223333/iam/"+kind+"/"+url.PathEscape(name)+"/"+file+".json")] = s
		}
	}
	arns := func(v any) (list []any) {
		for _, one := range v.([]any) {
			list = append(list, one.(map[string]any)["PolicyArn"])
		}
		return list
	}
	for _, kind := range []string{"Group", "User", "Role"} {
		for _, one := range d[kind+"DetailList"] {
			arn := one["Arn"].(string)
			metadata := map[string]any{"arn": arn, "name": one[kind+"Name"], "id": one[kind+"Id"], "path": one["Path"]}
			if b, ok := one["PermissionsBoundary"].(map[string]any); ok {
				metadata["permissionBoundary"] = b["PermissionsBoundaryArn"]
			}
			put(arn, "metadata", metadata)
			put(arn, "inline-policies", one[kind+"PolicyList"])
			put(arn, "managed-policies", arns(one["AttachedManagedPolicies"]))
			put(arn, "trust-policy", one["AssumeRolePolicyDocument"])
			tags := map[string]any{}
			for _, tag := range slices.Concat([]any{}, asList(one["Tags"])) {
				tags[tag.(map[string]any)["Key"].(string)] = tag.(map[string]any)["Value"]
			}
			put(arn, "tags", tags)
			groups[fmt.Sprint(one["GroupName"])] = arn
			var in []any
			for _, name := range asList(one["GroupList"]) {
				in = append(in, groups[name.(string)])
			}
			put(arn, "groups", in)
		}
	}
	for _, one := range d["Policies"] {
		arn := one["Arn"].(string)
		put(arn, "metadata", map[string]any{"arn": arn, "name": one["PolicyName"], "defaultVersionId": one["DefaultVersionId"]})
		put(arn, "current-policy", asList(one["PolicyVersionList"])[0].(map[string]any)["Document"])
	}
	return files
}

func asList(v any) []any {
	list, _ := v.([]any)
	return list
}

// read reads files by folders, as lint does.
func read(files map[string]string) (all input.Records) {
	folders := map[string][]string{}
	for name := range files {
		if folder, ok := Folder(name); ok {
			folders[folder] = append(folders[folder], strings.TrimPrefix(name, folder+"/"))
		}
	}
	for _, folder := range slices.Sorted(maps.Keys(folders)) {
		slices.Sort(folders[folder])
		r := Read(folder, folders[folder], func(name string, hints input.Hints) (input.Candidate, error) {
			text, ok := files[folder+"/"+name]
			if !ok {
				return input.Candidate{}, errors.New(name + ": no such file")
			}
			return input.Whole(source.NewFile(folder+"/"+name, []byte(text)), hints)
		})
		all.Roles, all.Users, all.Groups = append(all.Roles, r.Roles...), append(all.Users, r.Users...), append(all.Groups, r.Groups...)
		all.Policies, all.Buckets, all.Documents = append(all.Policies, r.Policies...), append(all.Buckets, r.Buckets...), append(all.Documents, r.Documents...)
		all.Targets, all.OrgPolicies, all.Organizations = append(all.Targets, r.Targets...), append(all.OrgPolicies, r.OrgPolicies...), append(all.Organizations, r.Organizations...)
		all.Keys, all.Endpoints, all.AccessPoints = append(all.Keys, r.Keys...), append(all.Endpoints, r.Endpoints...), append(all.AccessPoints, r.AccessPoints...)
		all.Accounts, all.Lost, all.Odd = append(all.Accounts, r.Accounts...), append(all.Lost, r.Lost...), append(all.Odd, r.Odd...)
	}
	return all
}

// seen writes records, in no order of files.
func seen(r input.Records) string {
	var lines []string
	say := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	inline := func(list []input.Document) (texts []string) {
		for _, d := range list {
			texts = append(texts, d.Name+" "+strings.Join(strings.Fields(string(d.Policy.Text())), ""))
		}
		return texts
	}
	arns := func(list []input.PolicyRef) (texts []string) {
		for _, ref := range list {
			texts = append(texts, ref.Name+" "+ref.ARN)
		}
		return texts
	}
	for _, one := range r.Roles {
		say("role %s %s %s %s %s: trust %s\n  inline %d %q %q\n  attached %d %q; boundary %d %s; tags %v", one.Account, one.ARN, one.Name, one.Path, one.ID,
			strings.Join(strings.Fields(string(one.Trust.Text())), ""), one.InlineNames.State, one.InlineNames.Value, inline(one.Inline), one.Attached.State, arns(one.Attached.Value), one.Boundary.State, one.Boundary.Value.ARN, one.Tags.Value)
	}
	for _, one := range slices.Concat(r.Groups, r.Users) {
		say("identity %s %s %s %s: %q %q %q", one.Account, one.ARN, one.Name, one.ID, inline(one.Inline), arns(one.Attached), one.Groups)
	}
	for _, one := range r.Policies {
		say("policy %s %s %s %s: %s", one.Account, one.ARN, one.Name, one.DefaultVersion, strings.Join(strings.Fields(string(one.Document.Text())), ""))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// TestRoles holds that the folders of iam-collect say what the call said that they are
// made of.
func TestRoles(t *testing.T) {
	want, err := input.Decode([]input.Format{authorization.Format{}}, source.NewFile("details.json", []byte(details)), input.Hints{})
	if err != nil {
		t.Fatal(err)
	}
	if got := seen(read(written(t))); got != seen(want) {
		t.Errorf("\n%s\nwant\n%s", got, seen(want))
	}
}

// TestRest holds what is read of buckets, keys, endpoints, accounts and organizations:
// what has no file is not known.
func TestRest(t *testing.T) {
	const a, o = "/x/aws/aws/accounts/111122223333/", "/x/aws/aws/organizations/o-example/"
	const full = `"arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess"`
	const text = `{"Statement": [{"Sid": "1"}]}`
	r := read(map[string]string{
		a + "s3/data/metadata.json": `{"name": "Data", "region": "eu-west-1", "abacEnabled": true}`, a + "s3/data/policy.json": text,
		a + "s3/data/bpa.json": `{"BlockPublicAcls": true}`, a + "s3/data/encryption.json": `[{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]`,
		a + "s3/data/tags.json": `{"Team": "Red"}`, a + "s3/other/metadata.json": `{"name": "other"}`,
		a + "s3/eu-west-1/accesspoint/p/metadata.json": `{"name": "p", "bucket": "data", "networkOrigin": "Internet"}`,
		a + "kms/eu-west-1/key/k/metadata.json":        `{"id": "K"}`, a + "kms/eu-west-1/key/k/policy.json": text,
		a + "ec2/eu-west-1/vpc-endpoint/vpce-1/metadata.json": `{"id": "vpce-1", "vpc": "vpc-1"}`, a + "ec2/eu-west-1/vpc-endpoint/vpce-1/policy.json": text,
		a + "sns/eu-west-1/t/policy.json": text, a + "sns/eu-west-1/t/metadata.json": "{}", a + "s3/nameless/policy.json": text,
		a + "s3-bpa.json": `{"BlockPublicPolicy": true}`, a + "organization.json": `{"organizationId": "o-example"}`, a + "kms/bad.json": "{",
		"/x/aws/aws/indexes/buckets.json": `{"data": 1}`, "/x/other/aws/accounts/1.json": "{",
		o + "metadata.json":          `{"id": "o-example", "rootOu": "r-1", "rootAccountId": "999999999999", "features": {"SERVICE_CONTROL_POLICY": true, "RESOURCE_CONTROL_POLICY": false}}`,
		o + "ous.json":               `{"r-1": {"scps": [` + full + `], "rcps": []}, "ou-1": {"parent": "r-1", "scps": [` + full + `]}}`,
		o + "accounts.json":          `{"111122223333": {"ou": "ou-1", "scps": ["arn:aws:organizations::999999999999:policy/o-example/service_control_policy/p-1"]}}`,
		o + "scps/p-1/metadata.json": `{"arn": "arn:aws:organizations::999999999999:policy/o-example/service_control_policy/p-1", "name": "limits", "awsManaged": false}`,
		o + "scps/p-1/policy.json":   text,
	})
	data, other := r.Buckets[0], r.Buckets[1]
	if data.Name != "Data" || data.Policy.State != input.Present || !data.PublicAccessBlock.Value.BlockPublicAcls || data.Encryption.Value.Algorithm != "AES256" ||
		data.Region.Value != "eu-west-1" || data.ABAC.Value != "Enabled" || len(data.Tags.Value) != 1 || data.ACL.State != input.NotExported {
		t.Errorf("%+v", data)
	}
	if other.Policy.State != input.NotExported || other.PublicAccessBlock.State != input.NotExported || other.Encryption.State != input.NotExported {
		t.Errorf("of a bucket without files: %+v", other)
	}
	if len(r.AccessPoints) != 1 || r.AccessPoints[0].ARN != "arn:aws:s3:eu-west-1:111122223333:accesspoint/p" || r.AccessPoints[0].Policy.State != input.NotExported {
		t.Errorf("%+v", r.AccessPoints)
	}
	if len(r.Keys) != 1 || r.Keys[0].ID != "K" || len(r.Endpoints) != 1 || r.Endpoints[0].ID != "vpce-1" || r.Endpoints[0].Policy.Value == nil {
		t.Errorf("%+v %+v", r.Keys, r.Endpoints)
	}
	if len(r.Documents) != 2 || len(r.Lost) != 1 || len(r.Accounts) != 1 || !r.Accounts[0].PublicAccessBlock.Value.BlockPublicPolicy {
		t.Errorf("%d documents, %v, %+v", len(r.Documents), r.Lost, r.Accounts)
	}
	if len(r.OrgPolicies) != 1 || r.OrgPolicies[0].ID != "p-1" || len(r.Organizations) != 1 || r.Organizations[0].ManagementAccount != "999999999999" {
		t.Errorf("%+v %+v", r.OrgPolicies, r.Organizations)
	}
	var targets []string
	for _, one := range r.Targets {
		targets = append(targets, fmt.Sprintf("%s<%s %d %v", one.ID, one.Parent, len(one.SCPs.Value), one.Enabled.Value))
	}
	if got, want := strings.Join(targets, ", "), "111122223333< 0 [], r-1< 0 [SERVICE_CONTROL_POLICY], r-1< 1 [], ou-1<r-1 1 [], 111122223333<ou-1 1 []"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func FuzzRead(f *testing.F) {
	const a = "/x/aws/aws/accounts/111122223333/"
	for _, folder := range []string{a + "iam/role/r", a + "iam/policy/p", a + "s3/b", a + "kms/r/key/k", "/x/aws/aws/organizations/o-1", a[:len(a)-1]} {
		f.Add(folder, `{"name": "x", "arn": "y", "features": {"A": true}, "ou": {"scps": ["a/b"]}}`, `[{"PolicyName": "p", "PolicyDocument": {"Statement": []}}, "x", {"Key": 1}]`)
	}
	f.Fuzz(func(_ *testing.T, folder, one, other string) {
		files := map[string]string{folder + "/metadata.json": one}
		for _, name := range []string{"policy", "inline-policies", "managed-policies", "trust-policy", "tags", "groups", "bpa", "encryption", "ous", "accounts", "scps/p/metadata", "scps/p/policy", "s3-bpa"} {
			files[folder+"/"+name+".json"] = other
		}
		read(files)
	})
}
