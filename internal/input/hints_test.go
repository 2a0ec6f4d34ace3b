package input

import (
	"math/rand"
	"slices"
	"strings"
	"testing"
	"testing/quick"
)

// TestPathHints holds which path of a snapshot speaks of whom.
func TestPathHints(t *testing.T) {
	const a, b = "111122223333", "444455556666"
	for path, want := range map[string]Hints{
		"":                                       {},
		"policy.json":                            {},
		a + "/account.json":                      {Account: a, Slot: "account.json"},
		"x/" + a + "/account-2.json.gz":          {Account: a, Slot: "account-2.json"},
		"x/" + a + "/account-3.json.zst":         {Account: a, Slot: "account-3.json"},
		a + "/public-access-block.json":          {Account: a, Slot: "public-access-block.json"},
		a + "/buckets/b/policy.json":             {Account: a, Bucket: "b", Slot: "policy.json"},
		`C:\s\` + a + `\buckets\b\acl.json`:      {Account: a, Bucket: "b", Slot: "acl.json"},
		a + "/buckets/b/policy.json.error":       {Account: a, Bucket: "b", Slot: "policy.json", Failed: true},
		a + "/buckets/b/policy.json.error.gz":    {Account: a, Bucket: "b", Slot: "policy.json", Failed: true},
		a + "/buckets/" + b + "/policy.json":     {Account: a, Bucket: b, Slot: "policy.json"},
		b + "/" + a + "/roles/r/role.json":       {Account: a, Role: "r", Slot: "role.json"},
		a + "/roles/r/inline/p.v1.json":          {Account: a, Role: "r", Policy: "p.v1", Slot: "inline"},
		a + "/policies/p/version.json":           {Account: a, Policy: "p", Slot: "version.json"},
		a + "/keys/1234-ab/policy.json":          {Account: a, Key: "1234-ab", Slot: "policy.json"},
		a + "/users/u/attached.json":             {Account: a, User: "u", Slot: "attached.json"},
		"organization/targets/r-1/policies.json": {Target: "r-1", Slot: "policies.json"},
		"organization/policies/p-1.json":         {},
		"organization/roots.json":                {Slot: "roots.json"},
		a + "/access-points/p@r-1/policy.json":   {Account: a, AccessPoint: "p", Region: "r-1", Slot: "policy.json"},
		a + "/access-points/p/policy.json":       {Account: a, AccessPoint: "p", Slot: "policy.json"},
		a + "/vpc-endpoints/r-1.json":            {Account: a, Region: "r-1", Slot: "vpc-endpoints"},
		a + "/vpc-endpoints/r-1.json.error":      {Account: a, Region: "r-1", Slot: "vpc-endpoints", Failed: true},
		a + "/access-point-lists/r-1.json":       {Account: a, Region: "r-1", Slot: "access-point-lists"},
		a + "/aliases/r-1.json":                  {Account: a, Region: "r-1", Slot: "aliases"},
		a + "/buckets/policy.json":               {Account: a},
		a + "/elsewhere/b/policy.json":           {Account: a},
		"buckets/b/policy.json":                  {},
		"1111222233334/buckets/b/policy.json":    {},
	} {
		if got := PathHints(path); got != want {
			t.Errorf("%s: got %+v, want %+v", path, got, want)
		}
	}
}

// TestPartsOf holds the parts of a path to those between its separators.
func TestPartsOf(t *testing.T) {
	separator := func(r rune) bool { return r == '/' || r == '\\' }
	same := func(letters []uint8) bool {
		path := ""
		for _, n := range letters {
			path += string([]rune(`ab/\é`)[n%5])
		}
		return slices.Equal(partsOf(path), strings.FieldsFunc(path, separator))
	}
	if err := quick.Check(same, &quick.Config{MaxCount: 2000, Rand: rand.New(rand.NewSource(1))}); err != nil {
		t.Error(err)
	}
}
