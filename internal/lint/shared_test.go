package lint

import (
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/policy"
)

// TestStatementsTellTheirDocumentAmongThoseOfARole holds that equal documents of several
// roles are kept once, and that of those by which one role is judged each has statements
// of its own: a statement says which of them allows.
func TestStatementsTellTheirDocumentAmongThoseOfARole(t *testing.T) {
	const same = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::data/*"}]}`
	role := func(name string) string {
		return strings.ReplaceAll(`{"RoleName":"NAME","RoleId":"AROANAME","Path":"/","Arn":"arn:aws:iam::111122223333:role/NAME",
"AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[]},
"RolePolicyList":[{"PolicyName":"x","PolicyDocument":SAME},{"PolicyName":"y","PolicyDocument":SAME}],
"AttachedManagedPolicies":[{"PolicyName":"p","PolicyArn":"arn:aws:iam::111122223333:policy/p"}],
"PermissionsBoundary":{"PermissionsBoundaryType":"Policy","PermissionsBoundaryArn":"arn:aws:iam::111122223333:policy/p"}}`, "NAME", name)
	}
	folder(t, map[string]string{"111122223333/account.json": strings.ReplaceAll(`{"UserDetailList":[],"GroupDetailList":[],"RoleDetailList":[`+role("a")+`,`+role("b")+`],
"Policies":[{"PolicyName":"p","Arn":"arn:aws:iam::111122223333:policy/p","DefaultVersionId":"v1","PolicyVersionList":[{"VersionId":"v1","IsDefaultVersion":true,"Document":SAME}]}]}`, "SAME", same)})
	w := load(t, Options{}, ".")
	if len(w.Roles) != 2 {
		t.Fatalf("%d roles, %v", len(w.Roles), w.Errors)
	}
	first := func(d *policy.Document) *policy.Statement { return &d.Statements()[0] }
	a, b := w.Roles[0].Documents(), w.Roles[1].Documents()
	if len(a) != 3 || first(a[0].Policy) != first(b[0].Policy) {
		t.Errorf("%d documents, and those of two roles are kept twice", len(a))
	}
	for _, list := range [][]*policy.Statement{{first(a[0].Policy), first(a[1].Policy), first(a[2].Policy)}, {first(b[0].Policy), first(b[1].Policy), first(b[2].Policy)}} {
		if list[0] == list[1] || list[0] == list[2] || list[1] == list[2] {
			t.Error("a role has a statement that is of two documents")
		}
	}
}
