package organizations

import (
	"encoding/json"
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
	folder = "organization/"
	root   = folder + "targets/r-ab12/"
	child  = folder + "targets/111122223333/"
	arn    = "arn:aws:organizations::444455556666:"
)

// TestStructure holds what each answer states of an organization and of what is
// in it, and of whom.
func TestStructure(t *testing.T) {
	for name, row := range map[string]struct{ path, text, want string }{
		"describe-organization": {folder + "organization.json", `{"Organization":{"Id":"o-1","MasterAccountId":"444455556666","FeatureSet":"ALL"}}`,
			"organization o-1 444455556666"},
		"an organization without an id": {"f.json", `{"Organization":{"Id":null}}`, ""},
		"list-roots": {folder + "roots.json", `{"Roots":[{"Id":"r-ab12","Arn":"` + arn + `root/o-1/r-ab12","Name":"Root","PolicyTypes":[` +
			`{"Type":"SERVICE_CONTROL_POLICY","Status":"ENABLED"},{"Type":"TAG_POLICY","Status":"PENDING_ENABLE"},{"Type":"RESOURCE_CONTROL_POLICY","Status":"ENABLED"}]}]}`,
			"organization o-1 444455556666\nr-ab12 Root of o-1 below , enabled [SERVICE_CONTROL_POLICY RESOURCE_CONTROL_POLICY]"},
		"list-roots without policy types": {"f.json", `{"Roots":[{"Id":"r-ab12","PolicyTypes":[]}]}`, "r-ab12  of  below , enabled []"},
		"list-accounts": {folder + "accounts.json", `{"Accounts":[{"Id":"111122223333","Arn":"` + arn + `account/o-1/111122223333","Name":"dev","Status":"ACTIVE","JoinedMethod":"CREATED"},` +
			`{"Id":"444455556666","Arn":"` + arn + `account/o-1/444455556666","Name":"main","Status":"SUSPENDED","JoinedMethod":"INVITED"}]}`,
			"organization o-1 444455556666\n111122223333 dev of o-1 below \n444455556666 main of o-1 below "},
		"list-accounts with paths": {folder + "accounts.json", `{"Accounts":[{"Paths":["o-1/r-ab12/ou-ab12-one/111122223333/"],"Id":"111122223333","JoinedMethod":"CREATED"}]}`,
			"111122223333  of  below ou-ab12-one"},
		"paths that lead elsewhere": {root + "accounts.json", `{"Accounts":[{"Id":"111122223333","JoinedMethod":"CREATED","Paths":["","111122223333/x","o-1/111122223333"]}]}`,
			"111122223333  of  below r-ab12"},
		"list-accounts-for-parent": {root + "accounts.json", `{"Accounts":[{"Id":"111122223333","JoinedMethod":"CREATED"}]}`,
			"111122223333  of  below r-ab12"},
		"list-accounts-for-parent of one without any": {root + "accounts.json", `{"Accounts":[]}`, ""},
		"list-organizational-units-for-parent": {root + "units.json", `{"OrganizationalUnits":[{"Id":"ou-ab12-one","Arn":"` + arn + `ou/o-1/ou-ab12-one","Name":"One"}]}`,
			"organization o-1 444455556666\nou-ab12-one One of o-1 below r-ab12"},
		"describe-organizational-unit": {folder + "targets/ou-ab12-one/unit.json", `{"OrganizationalUnit":{"Id":"ou-ab12-one","Arn":"` + arn + `ou/o-1/ou-ab12-one","Name":"One"}}`,
			"organization o-1 444455556666\nou-ab12-one One of o-1 below "},
		"describe-account": {child + "account.json", `{"Account":{"Id":"111122223333","Arn":"arn:aws:iam::1:x","Name":"dev","JoinedMethod":"CREATED"}}`,
			"111122223333 dev of  below "},
		"list-parents":             {child + "parents.json", `{"Parents":[{"Id":"ou-ab12-one","Type":"ORGANIZATIONAL_UNIT"}]}`, "111122223333  of  below ou-ab12-one"},
		"list-parents of nobody":   {"f.json", `{"Parents":[{"Id":"ou-ab12-one","Type":"ORGANIZATIONAL_UNIT"}]}`, ""},
		"list-parents without one": {child + "parents.json", `{"Parents":[]}`, ""},
		"two parents": {child + "parents.json", `{"Parents":[{"Id":"ou-ab12-one","Type":"ORGANIZATIONAL_UNIT"},{"Id":"r-ab12","Type":"ROOT"}]}`,
			"111122223333  of  below ou-ab12-one\nodd 1"},
		"list-children": {root + "children.json", `{"Children":[{"Id":"ou-ab12-one","Type":"ORGANIZATIONAL_UNIT"}]}`,
			"ou-ab12-one  of  below r-ab12"},
		"a page of several": {folder + "accounts.json", `{"Accounts":[{"Id":"111122223333","JoinedMethod":"CREATED"}],"NextToken":"x"}`,
			"111122223333  of  below \ntruncated"},
		"pages in one file": {folder + "accounts.json", `{"Accounts":[{"Id":"111122223333","JoinedMethod":"CREATED"}],"NextToken":"x"}` +
			`{"Accounts":[{"Id":"444455556666","JoinedMethod":"CREATED"}]}{"Organization":{"Id":"o-1"}}`,
			"organization o-1 \n111122223333  of  below \n444455556666  of  below "},
		"a member without an id":      {"f.json", `{"Accounts":[{"Name":"dev","JoinedMethod":"CREATED"}]}`, "odd 1"},
		"describe-effective-policy":   {"f.json", `{"EffectivePolicy":{"PolicyContent":"{}","PolicyType":"TAG_POLICY"}}`, ""},
		"accounts of another service": {"f.json", `{"Accounts":[{"Id":"111122223333"}]}`, "not recognised"},
		"a policy of IAM":             {"f.json", `{"Policy":{"PolicyName":"p","DefaultVersionId":"v1"}}`, "not recognised"},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := decode(row.path, row.text)
			if got := stated(r); err != nil || got != row.want {
				t.Errorf("got %q, want %q; %v", got, row.want, err)
			}
		})
	}
}

// TestAttached holds what a list of policies says of a target, by the policies
// and, of an empty list, by the file's name.
func TestAttached(t *testing.T) {
	const (
		scp = `{"Id":"p-1","Arn":"arn:p","Name":"n","Type":"SERVICE_CONTROL_POLICY","AwsManaged":true}`
		rcp = `{"Id":"p-2","Type":"RESOURCE_CONTROL_POLICY","AwsManaged":false}`
		tag = `{"Id":"p-3","Type":"TAG_POLICY","AwsManaged":false}`
	)
	for name, row := range map[string]struct{ path, text, want string }{
		"SCPs":                           {root + "policies.json", scp, "r-ab12  of  below , SCPs [p-1 n arn:p managed]"},
		"RCPs":                           {root + "policies-rcp.json", rcp, "r-ab12  of  below , RCPs [p-2  ]"},
		"no SCPs":                        {root + "policies.json", "", "r-ab12  of  below , SCPs []"},
		"no RCPs":                        {child + "policies-rcp.json", "", "111122223333  of  below , RCPs []"},
		"none of another type":           {root + "policies-s3.json", "", ""},
		"policies of another type":       {root + "policies.json", tag, ""},
		"RCPs in a file of another name": {root + "policies.json", rcp, "r-ab12  of  below , RCPs [p-2  ]"},
		"two types together":             {root + "all.json", scp + "," + tag + "," + rcp, "r-ab12  of  below , SCPs [p-1 n arn:p managed], RCPs [p-2  ]"},
		"policies without their type":    {root + "policies.json", `{"Id":"p-1","AwsManaged":false}`, "r-ab12  of  below , SCPs [p-1  ]"},
		"policies of no target":          {folder + "policies.json", scp, ""},
		"an empty list of anything":      {folder + "policies.json", "", "not recognised"},
		"policies of IAM":                {"f.json", `{"PolicyName":"p","DefaultVersionId":"v1"}`, "not recognised"},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := decode(row.path, `{"Policies": [`+row.text+` ] }`)
			if got := stated(r); err != nil || got != row.want {
				t.Errorf("got %q, want %q; %v", got, row.want, err)
			}
		})
	}
	const details = `{"RoleDetailList":[],"Policies":[` + scp + `]}`
	if r, err := decode(root+"policies.json", details); err != nil || r.Format != "" {
		t.Errorf("the policies of an account are those of %s, %v", r.Format, err)
	}
}

// TestEffective holds what an S3 policy of the organization makes of an account's
// Block Public Access.
func TestEffective(t *testing.T) {
	for name, row := range map[string]struct{ policyType, content, want string }{
		"all":             {"S3_POLICY", `{"s3_attributes":{"public_access_block_configuration":"all"}}`, "111122223333 present {true true true true}"},
		"none":            {"S3_POLICY", `{"s3_attributes":{"public_access_block_configuration":"none"}}`, "111122223333 present {false false false false}"},
		"as it is set":    {"S3_POLICY", `{"s3_attributes":{"public_access_block_configuration":{"@@assign":"all"}}}`, "111122223333 present {true true true true}"},
		"another value":   {"S3_POLICY", `{"s3_attributes":{"public_access_block_configuration":"some"}}`, "odd"},
		"no JSON":         {"S3_POLICY", `{"s3_attributes`, "odd"},
		"another feature": {"TAG_POLICY", `{}`, ""},
	} {
		content, _ := json.Marshal(row.content)
		r, err := decode("f.json", `{"EffectivePolicy":{"PolicyContent":`+string(content)+`,"TargetId":"111122223333","PolicyType":"`+row.policyType+`"}}`)
		got := strings.Repeat("odd", len(r.Odd))
		for _, a := range r.Accounts {
			got += fmt.Sprint(a.ID, " ", a.PublicAccessBlock.State, " ", a.PublicAccessBlock.Value)
		}
		if err != nil || got != row.want {
			t.Errorf("%s: %q, want %q; %v", name, got, row.want, err)
		}
	}
}

// TestDescribed holds what describe-policy states.
func TestDescribed(t *testing.T) {
	const document = `{"Version":"2012-10-17","Statement":[]}`
	content, err := json.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	for name, row := range map[string]struct{ text, want string }{
		"an SCP": {`{"PolicySummary":{"Id":"p-1","Arn":"arn:p","Name":"n","Type":"SERVICE_CONTROL_POLICY","AwsManaged":true},"Content":C}`,
			"policy p-1 n arn:p managed scp"},
		"an RCP":                        {`{"Content":C,"PolicySummary":{"Id":"p-1","Type":"RESOURCE_CONTROL_POLICY"}}`, "policy p-1   rcp"},
		"a policy of another language":  {`{"PolicySummary":{"Id":"p-1","Type":"S3_POLICY"},"Content":C}`, ""},
		"a policy without its summary":  {`{"Content":C}`, ""},
		"a policy without its id":       {`{"PolicySummary":{"Arn":"arn:p","Type":"SERVICE_CONTROL_POLICY"},"Content":C}`, "document arn:p scp"},
		"an SCP whose text is no JSON":  {`{"PolicySummary":{"Id":"p-1","Type":"SERVICE_CONTROL_POLICY"},"Content":"{"}`, "policy p-1   scp not-json"},
		"an SCP whose name is a number": {`{"PolicySummary":{"Id":"p-1","Name":5,"Type":"SERVICE_CONTROL_POLICY"},"Content":C}`, "policy p-1   scp\nodd 1"},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := decode(folder+"policies/p-1.json", `{"Policy":`+strings.Replace(row.text, "C}", string(content)+"}", 1)+"}")
			if strings.Contains(row.text, "C,") {
				r, err = decode(folder+"policies/p-1.json", `{"Policy":`+strings.Replace(row.text, "C,", string(content)+",", 1)+"}")
			}
			if got := stated(r); err != nil || got != row.want {
				t.Errorf("got %q, want %q; %v", got, row.want, err)
			}
		})
	}
}

func stated(r input.Records) string {
	if r.Format == "" {
		return "not recognised"
	}
	var lines []string
	for _, o := range r.Organizations {
		lines = append(lines, "organization "+o.ID+" "+o.ManagementAccount)
	}
	for _, t := range r.Targets {
		line := t.ID + " " + t.Name + " of " + t.Organization + " below " + t.Parent
		if t.Enabled.State == input.Present {
			line += fmt.Sprint(", enabled ", t.Enabled.Value)
		}
		lines = append(lines, line+refs(", SCPs ", t.SCPs)+refs(", RCPs ", t.RCPs))
	}
	for _, p := range r.OrgPolicies {
		line := fmt.Sprint("policy ", p.ID, " ", p.Name, " ", p.ARN, managed(p.AWSManaged), " ", p.Document.Type())
		for _, problem := range p.Document.Problems() {
			line += " " + string(problem.Kind)
		}
		lines = append(lines, line)
	}
	for _, d := range r.Documents {
		lines = append(lines, "document "+d.Name+" "+string(d.Policy.Type()))
	}
	if r.Truncated {
		lines = append(lines, "truncated")
	}
	if len(r.Odd) > 0 {
		lines = append(lines, fmt.Sprint("odd ", len(r.Odd)))
	}
	return strings.Join(lines, "\n")
}

func refs(name string, list input.Setting[[]input.OrganizationPolicyRef]) string {
	if list.State != input.Present {
		return ""
	}
	var names []string
	for _, p := range list.Value {
		names = append(names, p.ID+" "+p.Name+" "+p.ARN+managed(p.AWSManaged))
	}
	return name + fmt.Sprint(names)
}

func managed(is bool) string {
	if is {
		return " managed"
	}
	return ""
}

// TestPlace holds that every record stands where it was read.
func TestPlace(t *testing.T) {
	const (
		account = `{"Id":"111122223333","JoinedMethod":"CREATED"}`
		ref     = `{"Id":"p-1","Type":"SERVICE_CONTROL_POLICY","AwsManaged":false}`
		policy  = `{"PolicySummary":{"Id":"p-1","Type":"SERVICE_CONTROL_POLICY"},"Content":"{}"}`
		text    = "\ufeff" + `{"Accounts": [` + account + `], "Policies": [` + ref + `], "Policy": ` + policy + `, "Organization": {"Id":"o"}}`
	)
	r, err := decode(root+"policies.json", text)
	if err != nil || len(r.Targets) != 2 || len(r.OrgPolicies) != 1 || len(r.Organizations) != 1 {
		t.Fatal(r, err)
	}
	for want, at := range map[string]source.Span{
		account: r.Targets[0].At.Span, "[" + ref + "]": r.Targets[1].SCPs.At.Span, ref: r.Targets[1].SCPs.Value[0].At.Span,
		policy: r.OrgPolicies[0].At.Span, `{"Id":"o"}`: r.Organizations[0].At.Span,
	} {
		if got := text[at.Start:at.End]; got != want {
			t.Errorf("it stands at %s, want %s", got, want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(`{"Roots":[{"Id":"r-1","Arn":"arn:aws:organizations::1:root/o/r-1","PolicyTypes":[{"Type":1},{"Status":"ENABLED"},[]]}]}`)
	f.Add(`{"Policies":[{"AwsManaged":7,"Type":"RESOURCE_CONTROL_POLICY"},null]}{"Policy":{"PolicySummary":{"Type":"SERVICE_CONTROL_POLICY","Id":"p"},"Content":"\"{}\""}}`)
	f.Add(`{"Accounts":[{"JoinedMethod":"x","Id":"a","Paths":["r-1/a","/a",7]}],"Parents":{"Type":"ROOT"},"Children":[{"Type":"x"}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		r, err := decode(root+"policies.json", text)
		if err != nil {
			return
		}
		in := func(what string, at source.Span) {
			if at.Start < 0 || at.End > len(text) || at.Start >= at.End {
				t.Fatalf("%s at %v of %d bytes", what, at, len(text))
			}
		}
		for _, target := range r.Targets {
			in("target", target.At.Span)
			if target.ID == "" {
				t.Fatal("a target without an id")
			}
		}
		for _, p := range r.OrgPolicies {
			in("policy", p.At.Span)
			if p.ID == "" || p.Document == nil {
				t.Fatalf("policy %q has the document %v", p.ID, p.Document)
			}
		}
		for _, o := range r.Organizations {
			in("organization", o.At.Span)
		}
	})
}
