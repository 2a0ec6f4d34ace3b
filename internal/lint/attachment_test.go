package lint

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/access"
)

// TestSourcesAttachSCPs holds that an SCP that sources attach to an account, or to a unit
// above it, takes away there, and that what else is attached is taken to allow.
func TestSourcesAttachSCPs(t *testing.T) {
	const unit = "ou-ab12-11111111"
	scp := func(effect, target string) string {
		return `resource "aws_organizations_policy" "p" {
  name    = "limits"
  content = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "` + effect + `", Action = "s3:GetObject", Resource = "*" }] })
}
resource "aws_organizations_policy_attachment" "a" {
  policy_id = aws_organizations_policy.p.id
  target_id = ` + target + "\n}\n"
	}
	stack := func(target, more string) string {
		return `Resources:
  Limits:
    Type: AWS::Organizations::Policy
    Properties:
      Name: limits
      Type: SERVICE_CONTROL_POLICY
      TargetIds: [` + target + `]
      Content: {Version: "2012-10-17", Statement: {Effect: Deny, Action: "s3:GetObject", Resource: "*"}}
` + more
	}
	const account = `{"UserDetailList":[],"RoleDetailList":[{"RoleName":"app","Path":"/","Arn":"arn:aws:iam::111122223333:role/app","AssumeRolePolicyDocument":` +
		trusts + `,"RolePolicyList":[{"PolicyName":"s3","PolicyDocument":` + reads + `}],"AttachedManagedPolicies":[]}]}`
	above := map[string]string{"organization/targets/111122223333/parents.json": `{"Parents":[{"Id":"` + unit + `","Type":"ORGANIZATIONAL_UNIT"}]}`}
	for name, row := range map[string]struct {
		file, text string
		more       map[string]string
		want       access.Verdict
	}{
		"nothing":                        {want: access.Yes},
		"to the account":                 {file: "main.tf", text: scp("Deny", `"111122223333"`), want: access.No},
		"to another account":             {file: "main.tf", text: scp("Deny", `"555566667777"`), want: access.Yes},
		"to nobody knows what":           {file: "main.tf", text: scp("Deny", `var.target`), want: access.Yes},
		"an allow beside AWS's own":      {file: "main.tf", text: strings.Replace(scp("Allow", `"111122223333"`), "s3:GetObject", "ec2:*", 1), want: access.Yes},
		"to the unit above":              {"main.tf", scp("Deny", `"`+unit+`"`), above, access.No},
		"to a unit of the same sources":  {file: "main.tf", text: scp("Deny", "aws_organizations_organizational_unit.u.id") + "resource \"aws_organizations_organizational_unit\" \"u\" {\n  name = \"u\"\n  parent_id = \"r-ab12\"\n}\nresource \"aws_organizations_account\" \"a\" {\n  id = \"111122223333\"\n  name = \"a\"\n  parent_id = aws_organizations_organizational_unit.u.id\n}\n", want: access.No},
		"by a template":                  {file: "t.yaml", text: stack(`"111122223333"`, ""), want: access.No},
		"by a template, to a unit of it": {file: "t.yaml", text: stack("!Ref Unit", "  Unit: {Type: AWS::Organizations::OrganizationalUnit, Properties: {Name: u, ParentId: r-ab12}}\n"), want: access.Yes},
	} {
		files := map[string]string{"111122223333/account.json": account, "444455556666/buckets/data1/policy.json": lets("arn:aws:iam::111122223333:role/app"), row.file: row.text}
		delete(files, "")
		for file, text := range row.more {
			files[file] = text
		}
		folder(t, files)
		r, err := Run(context.Background(), load(t, Options{}, "."), Settings{})
		if err != nil {
			t.Fatal(err)
		}
		if r.Verdicts[row.want] != 1 || len(r.Verdicts) != 1 {
			t.Errorf("%s: %s, want %s", name, fmt.Sprint(r.Verdicts), row.want)
		}
	}
}
