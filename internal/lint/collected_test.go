package lint

import (
	"context"
	"testing"

	"github.com/crossgrant/crossgrant/internal/access"
)

// TestFoldersOfIAMCollect holds that a role and a bucket of two accounts are joined whose
// folders iam-collect wrote, whatever folder of its the user names.
func TestFoldersOfIAMCollect(t *testing.T) {
	const at = "data/aws/aws/accounts/"
	const role = "arn:aws:iam::111122223333:role/team/App"
	folder(t, map[string]string{
		at + "111122223333/iam/role/team%2fapp/metadata.json":        `{"arn": "` + role + `", "name": "App", "path": "/team/", "id": "AROAEXAMPLE"}`,
		at + "111122223333/iam/role/team%2fapp/trust-policy.json":    trusts,
		at + "111122223333/iam/role/team%2fapp/inline-policies.json": `[{"PolicyName": "s3", "PolicyDocument": ` + reads + `}]`,
		at + "444455556666/s3/data1/metadata.json":                   `{"name": "data1", "region": "eu-west-1"}`,
		at + "444455556666/s3/data1/policy.json":                     lets(role),
		"data/aws/aws/indexes/buckets-to-accounts.json":              `{"data1": "444455556666"}`,
	})
	for _, path := range []string{".", "data", "data/aws/aws/accounts"} {
		r, err := Run(context.Background(), load(t, Options{}, path), Settings{})
		if err != nil {
			t.Fatal(err)
		}
		if r.Pairs != 1 || r.Verdicts[access.Yes] != 1 || len(r.World.NotRecognised) > 0 || len(r.World.Errors) > 0 {
			t.Errorf("%s: %d pairs, %v, %v, %v", path, r.Pairs, r.Verdicts, r.World.NotRecognised, r.World.Errors)
		}
	}
}
