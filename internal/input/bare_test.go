package input

import (
	"strings"
	"testing"
)

// TestBareHints reads off paths whose a bare document is.
func TestBareHints(t *testing.T) {
	for name, want := range map[string]Bare{
		"111122223333/roles/app/policy.json":                 {Home: "111122223333/", Account: "111122223333", Role: "app", Policy: "policy"},
		"x/111122223333/roles/app/attached/read.json":        {Home: "x/111122223333/", Account: "111122223333", Role: "app", Policy: "read", Managed: true},
		"111122223333/policies/read.json":                    {Home: "111122223333/", Account: "111122223333", Policy: "read", Managed: true},
		"111122223333/policies/read/policy.json":             {},
		"policies/read.json":                                 {},
		"x/111122223333/roles/app/policies/read.json":        {Home: "x/111122223333/", Account: "111122223333", Role: "app", Policy: "read"},
		"iam/roles/app/trust.json":                           {Home: "iam/", Role: "app", Policy: "trust"},
		"iam/roles/app.json":                                 {Home: "iam/", Role: "app", Policy: "app"},
		`iam\roles\app.json`:                                 {Home: "iam/", Role: "app", Policy: "app"},
		"buckets/data.json":                                  {Bucket: "data"},
		"111122223333/buckets/data/bucket-policy.json":       {Home: "111122223333/", Account: "111122223333", Bucket: "data"},
		"roles/a/roles/b.json":                               {Home: "roles/a/", Role: "b", Policy: "b"},
		"roles/app.json.gz":                                  {Role: "app", Policy: "app"},
		"roles/app.json.zst":                                 {Role: "app", Policy: "app"},
		"buckets/" + strings.Repeat("d", 200) + "~/ata.json": {Bucket: strings.Repeat("d", 200) + "ata"},
		"roles.json":                                         {},
		"roles/app.txt":                                      {},
		"roles/common/files/policy.json":                     {},
		"roles/app/attached/old/read.json":                   {},
		"":                                                   {},
	} {
		if got := BareHints(name); got != want {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
	}
}
