package table

import (
	"fmt"
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
	role1 = `"arn":"arn:aws:iam::011122223333:role/team/app"`
)

func seen(r input.Records) string {
	var out strings.Builder
	good := func(d *policy.Document) bool { return d != nil && len(d.Problems()) == 0 && len(d.Statements()) == 1 }
	for _, role := range r.Roles {
		fmt.Fprintf(&out, "role %s %s of %s: trust %v, inline %s", role.Name, role.ARN, role.Account, good(role.Trust), role.InlineNames.State)
		for _, d := range role.Inline {
			fmt.Fprintf(&out, " %s %v", d.Name, good(d.Policy))
		}
		fmt.Fprintf(&out, ", attached %s", role.Attached.State)
		for _, ref := range role.Attached.Value {
			fmt.Fprintf(&out, " %s", ref.Name)
		}
		fmt.Fprintf(&out, ", boundary %s, tags %v\n", role.Boundary.State, role.Tags.Value)
	}
	for _, b := range r.Buckets {
		fmt.Fprintf(&out, "bucket %s of %s: policy %s %v, acl %v, block %s %v, ownership %s\n", b.Name, b.Account, b.Policy.State, good(b.Policy.Value),
			b.ACL.Value.Grants, b.PublicAccessBlock.State, b.PublicAccessBlock.Value, b.Ownership.Value)
	}
	for _, p := range r.Policies {
		fmt.Fprintf(&out, "policy %s of %q: %v\n", p.ARN, p.Account, good(p.Document))
	}
	if n := len(r.Documents); n > 0 {
		fmt.Fprintf(&out, "%d documents\n", n)
	}
	return out.String()
}

// TestRows holds what rows say, and what they leave open.
func TestRows(t *testing.T) {
	bucket := `"name":"data","account_id":"111122223333","region":"us-east-1"`
	for name, row := range map[string]struct{ text, want string }{
		"a role of steampipe, with its own spelling of the policies": {`[{` + role1 + `,"name":"app","account_id":"011122223333","assume_role_policy":` + trust + `,"assume_role_policy_std":` + trust +
			`,"inline_policies":[{"PolicyName":"reads","PolicyDocument":` + reads + `}],"inline_policies_std":[{"PolicyName":"reads","PolicyDocument":` + reads + `}],` +
			`"attached_policy_arns":["arn:aws:iam::aws:policy/ReadOnlyAccess"],"permissions_boundary_arn":null,"tags_src":[{"Key":"team","Value":"a"}]}]`,
			"role app arn:aws:iam::011122223333:role/team/app of 011122223333: trust true, inline present reads true, attached present ReadOnlyAccess, boundary absent, tags [{team a}]\n"},
		"a role without policies":          {`[{` + role1 + `,"inline_policies":null,"attached_policy_arns":null}]`, "role app arn:aws:iam::011122223333:role/team/app of 011122223333: trust false, inline present, attached present, boundary not exported, tags []\n"},
		"a role whose account is a number": {`[{` + role1 + `,"account_id":11122223333,"assume_role_policy":` + trust + `}]`, "role app arn:aws:iam::011122223333:role/team/app of 011122223333: trust true, inline not exported, attached not exported, boundary not exported, tags []\n"},
		"rows of a newer steampipe":        {`{"columns":[{"name":"arn"}],"rows":[{` + role1 + `,"assume_role_policy":` + trust + `}]}`, "role app arn:aws:iam::011122223333:role/team/app of 011122223333: trust true, inline not exported, attached not exported, boundary not exported, tags []\n"},
		"roles of CloudQuery, in lines": {`{"account_id":"011122223333",` + role1 + `,"role_name":"app","assume_role_policy_document":` + trust + `,"tags":{"team":"a"}}` + "\n" +
			`{"role_arn":"arn:aws:iam::011122223333:role/team/app","policy_name":"reads","policy_document":` + reads + `}` + "\n" +
			`{"role_arn":"arn:aws:iam::011122223333:role/team/app","policy_arn":"arn:aws:iam::aws:policy/ReadOnlyAccess"}` + "\n",
			"role app arn:aws:iam::011122223333:role/team/app of 011122223333: trust true, inline not exported, attached not exported, boundary not exported, tags [{team a}]\n" +
				"role app arn:aws:iam::011122223333:role/team/app of 011122223333: trust false, inline not exported reads true, attached not exported, boundary not exported, tags []\n" +
				"role app arn:aws:iam::011122223333:role/team/app of 011122223333: trust false, inline not exported, attached not exported ReadOnlyAccess, boundary not exported, tags []\n"},
		"a policy": {`[{"arn":"arn:aws:iam::011122223333:policy/p","name":"p","default_version_id":"v1","policy":` + reads + `,"policy_std":` + reads + `}]`,
			"policy arn:aws:iam::011122223333:policy/p of \"011122223333\": true\n"},
		"AWS's policy": {`[{"arn":"arn:aws:iam::aws:policy/ReadOnlyAccess","account_id":"011122223333","is_aws_managed":true,"policy":` + reads + `}]`, "policy arn:aws:iam::aws:policy/ReadOnlyAccess of \"\": true\n"},
		"a bucket": {`[{` + bucket + `,"policy":` + lets + `,"policy_std":` + lets + `,"block_public_acls":true,"ignore_public_acls":false,"block_public_policy":true,"restrict_public_buckets":false,` +
			`"object_ownership_controls":{"Rules":[{"ObjectOwnership":"ObjectWriter"}]},"acl":{"Owner":{"ID":"me"},"Grants":[{"Grantee":{"ID":"me"},"Permission":"READ"}]}}]`,
			"bucket data of 111122223333: policy present true, acl [{me  READ}], block present {true false true false}, ownership ObjectWriter\n"},
		"a bucket of which little is told": {`[{` + bucket + `,"block_public_acls":null,"policy":null}]`, "bucket data of 111122223333: policy not exported false, acl [], block not exported {false false false false}, ownership \n"},
		"a bucket policy of CloudQuery": {`{"account_id":"111122223333","bucket_arn":"arn:aws:s3:::data","policy_json":` + strconv.Quote(lets) + `}`,
			"bucket data of 111122223333: policy present true, acl [], block not exported {false false false false}, ownership \n"},
		"columns of another table": {`[{"arn":"x","policy":"y","default_version_id":"z"}]`, ""},
	} {
		r, err := input.Decode([]input.Format{Format{}}, source.NewFile("rows.json", []byte(row.text)), input.Hints{})
		if got := seen(r); err != nil || got != row.want {
			t.Errorf("%s: %v, got\n%swant\n%s", name, err, got, row.want)
		}
	}
}

// FuzzDecode holds that no text makes the reader panic.
func FuzzDecode(f *testing.F) {
	f.Add(`[{` + role1 + `,"inline_policies":[{"PolicyName":"reads","PolicyDocument":` + reads + `}]}]`)
	f.Add(`{"columns":[],"rows":[{"name":"data","account_id":1,"region":"x","block_public_acls":true,"acl":{"Grants":[{}]}}]}`)
	f.Fuzz(func(_ *testing.T, text string) {
		if r, err := input.Decode([]input.Format{Format{}}, source.NewFile("rows.json", []byte(text)), input.Hints{}); err == nil {
			seen(r)
		}
	})
}
