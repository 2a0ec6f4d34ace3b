package lint

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// broken lays out a role and a bucket whose statements are all broken in one
// way, so that each has a finding and a fix.
var broken = map[string]struct {
	// The statements of the role are one, or one for each of the bucket's.
	role, bucket string
	one          func(i int) string // of the bucket policy
}{
	"wrong principals": {`{"Effect":"Allow","Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"]}`, "", func(i int) string {
		return fmt.Sprintf(`{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/t%[1]d/app"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/p%[1]d/*"}`, i)
	}},
	"denies": {`{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/p%d/*"}`,
		`{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"},`, func(i int) string {
			return fmt.Sprintf(`{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/p%d/*"}`, i)
		}},
	"grammar": {`{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}`, "", func(i int) string {
		return fmt.Sprintf(`{"Effect":"allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/p%d/*"}`, i)
	}},
}

// BenchmarkFixes shows what it costs to make the fixes of a policy with twice as
// many broken statements.
func BenchmarkFixes(b *testing.B) {
	for _, name := range []string{"wrong principals", "denies", "grammar"} {
		for _, n := range []int{40, 80, 160} {
			of := broken[name]
			statements := make([]string, n)
			role := of.role
			if strings.Contains(role, "%d") {
				role = ""
			}
			for i := range statements {
				statements[i] = of.one(i)
				if strings.Contains(of.role, "%d") {
					role += strings.Repeat(",", min(i, 1)) + fmt.Sprintf(of.role, i)
				}
			}
			root := b.TempDir()
			for file, text := range map[string]string{
				"111122223333/roles/app/role.json":     `{"Role":{"RoleName":"app","Path":"/","Arn":"arn:aws:iam::111122223333:role/app","RoleId":"AROAEXAMPLE"}}`,
				"111122223333/roles/app/attached.json": `{"AttachedPolicies":[]}`,
				"111122223333/roles/app/inline/p.json": `{"Version":"2012-10-17","Statement":[` + role + `]}`,
				"444455556666/buckets/b/policy.json":   `{"Version":"2012-10-17","Statement":[` + of.bucket + strings.Join(statements, ",\n") + `]}`,
			} {
				path := filepath.Join(root, file)
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					b.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
					b.Fatal(err)
				}
			}
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				found := 0
				for b.Loop() {
					w, err := Load([]string{root}, Options{})
					if err != nil {
						b.Fatal(err)
					}
					r, err := Run(context.Background(), w, Settings{})
					if err != nil {
						b.Fatal(err)
					}
					if _, _, err := r.Patches(Choice{}); err != nil {
						b.Fatal(err)
					}
					found = len(r.Findings)
				}
				if found < n/2 {
					b.Fatalf("%d findings about %d statements", found, n)
				}
			})
		}
	}
}
