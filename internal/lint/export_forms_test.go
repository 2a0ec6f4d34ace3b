package lint

import (
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/access"
)

// TestFormsOfAnExport holds that an export is judged in whatever its answer is
// wrapped, and that what is not judged as an export is named.
func TestFormsOfAnExport(t *testing.T) {
	const (
		arn  = "arn:aws:iam::111122223333:role/app"
		rest = `"Path":"/","AssumeRolePolicyDocument":` + trusts
		role = `{"RoleName":"app","Arn":"` + arn + `",` + rest + `,"RolePolicyList":[{"PolicyName":"s3","PolicyDocument":` + reads + `}],"AttachedManagedPolicies":[]}`
	)
	const none = access.Verdict(99) // there is no pair
	version := func(id, text string, marked string) string {
		return `{"VersionId":"` + id + `","IsDefaultVersion":` + marked + `,"Document":` + text + `}`
	}
	attached := func(versions string) string {
		return `{"UserDetailList":[],"RoleDetailList":[{"RoleName":"app","Arn":"` + arn + `",` + rest + `,"RolePolicyList":[],"AttachedManagedPolicies":[` +
			`{"PolicyName":"p","PolicyArn":"arn:aws:iam::111122223333:policy/p"}]}],"Policies":[{"PolicyName":"p","Arn":"arn:aws:iam::111122223333:policy/p","PolicyVersionList":[` + versions + `]}]}`
	}
	other := strings.Replace(reads, "GetObject", "PutObject", 1)
	whole := `{"UserDetailList":[],"RoleDetailList":[` + role + `]}`
	snake := strings.NewReplacer("RoleDetailList", "role_detail_list", "UserDetailList", "user_detail_list", "RoleName", "role_name", "Arn\"", "arn\"",
		"RolePolicyList", "role_policy_list", "PolicyDocument", "policy_document", "PolicyName", "policy_name").Replace(whole)
	camel := strings.NewReplacer("RoleDetailList", "roleDetailList", "UserDetailList", "userDetailList", "RolePolicyList", "rolePolicyList").Replace(whole)
	for name, row := range map[string]struct {
		export string
		want   access.Verdict // of the pair
		said   string         // in a note or an error
	}{
		"as it comes":                 {whole, access.Yes, ""},
		"wrapped":                     {`{"result":` + whole + `,"ok":true}`, access.Yes, ""},
		"wrapped twice":               {`{"status_code":200,"data":{"body":` + whole + `}}`, access.Yes, ""},
		"in an array":                 {`[` + whole + `]`, access.Yes, ""},
		"in a wrapped array":          {`{"results":[` + whole + `]}`, access.Yes, ""},
		"beside something else":       {`{"s3":{"x":[1]},"iam":` + whole + `}`, access.Yes, ""},
		"an object where the list is": {`{"UserDetailList":[],"RoleDetailList":` + role + `}`, access.Yes, "found object, wanted array"},
		"an object is the only list":  {`{"RoleDetailList":` + role + `}`, access.Yes, "found object, wanted array"},
		"in snake_case":               {snake, none, "found user_detail_list, wanted UserDetailList"},
		"in camelCase":                {camel, none, "found userDetailList, wanted UserDetailList"},
		"wrapped in camelCase":        {`{"result":[` + camel + `]}`, none, "found userDetailList, wanted UserDetailList"},
		"one default version":         {attached(version("v1", other, "false") + "," + version("v2", reads, "true")), access.Yes, ""},
		"two default versions":        {attached(version("v1", reads, "true") + "," + version("v2", other, "true")), access.Unknown, "2 default versions"},
		"the other way round":         {attached(version("v2", other, "true") + "," + version("v1", reads, "true")), access.Unknown, "2 default versions"},
		"two that say the same":       {attached(version("v1", reads, "true") + "," + version("v2", reads, "true")), access.Yes, "2 default versions"},
		"a list twice": {`{"UserDetailList":[],"RoleDetailList":[{"RoleName":"app","Arn":"` + arn + `",` + rest +
			`,"AttachedManagedPolicies":[],"RolePolicyList":[],"RolePolicyList":[{"PolicyName":"s3","PolicyDocument":` + reads + `}]}]}`, access.Yes, "RolePolicyList twice"},
	} {
		t.Run(name, func(t *testing.T) {
			folder(t, map[string]string{"111122223333/account.json": row.export, "111122223333/buckets/data1/policy.json": lets(arn)})
			r := settled(t, ".", Settings{})
			pairs := 0
			if row.want != none {
				pairs = 1
			}
			said := strings.Join(append(r.Notes, messages(r.Errors)...), "\n")
			if r.Pairs != pairs || r.Verdicts[row.want] != pairs || !strings.Contains(said, row.said) {
				t.Errorf("%d pairs, verdicts %v; want %d of verdict %d\nsaid %s\nwant %s", r.Pairs, r.Verdicts, pairs, row.want, said, row.said)
			}
		})
	}
}
