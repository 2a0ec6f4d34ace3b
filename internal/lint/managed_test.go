package lint

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/finding"
)

// TestManagedByAWS holds that nobody is told to change a policy that AWS alone can change,
// and that what is wrong in it is told all the same.
func TestManagedByAWS(t *testing.T) {
	const own, aws = "arn:aws:iam::111122223333:policy/long", "arn:aws:iam::aws:policy/SecurityAudit"
	var actions strings.Builder
	for i := range 400 {
		fmt.Fprintf(&actions, `"s3:GetObject%d",`, i)
	}
	text := `{"Version":"2012-10-17","Statement":[{"Sid":"","Effect":"Allow","Action":[` + actions.String() +
		`"nosuchservice:Get*","s3:ListBucket","s3:List*"],"Resource":"*"}]}`
	policy := func(arn string) string {
		return `{"PolicyName":"` + arn[strings.LastIndex(arn, "/")+1:] + `","Arn":"` + arn +
			`","DefaultVersionId":"v1","PolicyVersionList":[{"VersionId":"v1","IsDefaultVersion":true,"Document":` + text + `}]}`
	}
	folder(t, map[string]string{"account.json": `{"UserDetailList":[],"RoleDetailList":[],"Policies":[` + policy(own) + `,` + policy(aws) + `]}`})
	r, err := Run(context.Background(), load(t, Options{}, "."), Settings{})
	if err != nil {
		t.Fatal(err)
	}
	of := func(document string) map[string]finding.Finding {
		found := map[string]finding.Finding{}
		for _, f := range r.Findings {
			if f.Subject.ID == document {
				found[f.Rule.ID] = f
			}
		}
		return found
	}
	ours, theirs := of(own), of(aws)
	for _, row := range []struct {
		rule          string
		ours, managed bool
	}{
		{"syntax/size-identity", true, false},
		{"reference/service", true, false},
		{"reference/action", true, false},
		{"redundancy/action", true, true},
		{"syntax/empty-sid", true, true},
	} {
		f, found := ours[row.rule]
		if found != row.ours {
			t.Errorf("%s of one's own policy: %v", row.rule, found)
		}
		if strings.Contains(f.Rule.Remedy, "AWS manages it") {
			t.Errorf("%s of one's own policy: %s", row.rule, f.Rule.Remedy)
		}
		f, found = theirs[row.rule]
		if found != row.managed {
			t.Errorf("%s of AWS's policy: %v", row.rule, found)
		}
		if found && (f.Fix != nil || !strings.HasPrefix(f.Rule.Remedy, "AWS manages it; ")) {
			t.Errorf("%s of AWS's policy: fix %v, remedy %q", row.rule, f.Fix, f.Rule.Remedy)
		}
	}
}
