package config

import (
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/source"
)

// TestOwner says whose the policies of files are.
func TestOwner(t *testing.T) {
	c, wrong := Load(source.NewFile("c.yaml", []byte(`roles:
  - files: "iam/*/policy.json"
    arn: "arn:aws:iam::111122223333:role/team/{1}"
  - files: "envs/*/**/app.json"
    arn: "arn:aws:iam::{1}:role/app"
buckets:
  - {files: "./s3/*-*.json", name: "{2}.{1}", account: "444455556666"}
complete: true
`)), nil)
	if len(wrong) > 0 || !c.Complete {
		t.Fatal(wrong, c.Complete)
	}
	for path, want := range map[string]Owner{
		"iam/app/policy.json":           {RoleARN: "arn:aws:iam::111122223333:role/team/app", At: "c.yaml:2"},
		"envs/111122223333/app.json":    {RoleARN: "arn:aws:iam::111122223333:role/app", At: "c.yaml:4"},
		"envs/111122223333/x/app.json":  {RoleARN: "arn:aws:iam::111122223333:role/app", At: "c.yaml:4"},
		"s3/eu-data.json":               {Bucket: "data.eu", Account: "444455556666", At: "c.yaml:7"},
		"iam/app/more/policy.json":      {},
		"other/iam/app/policy.json":     {},
		"iam/app/policyxjson":           {},
		"envs/111122223333/x/other.txt": {},
	} {
		if got, ok := c.Owner(path); got != want || ok != (want != Owner{}) {
			t.Errorf("%s: %+v, want %+v", path, got, want)
		}
	}
}

// TestWrongOwners are entries that name nobody.
func TestWrongOwners(t *testing.T) {
	for text, want := range map[string]string{
		`roles: [{files: "a/*.json", arn: "arn:aws:iam::111122223333:role/{2}"}]`: `wants wildcard 2 of files, found 1 in "a/*.json"`,
		`roles: [{files: "a.json", arn: "role/app"}]`:                             `wanted the ARN of a role`,
		`roles: [{files: "a.json"}]`:                                              `wanted "arn", found no such key`,
		`roles: [{arn: "arn:aws:iam::111122223333:role/app"}]`:                    `wanted "files", found no such key`,
		`roles: {a: b}`: `wanted a list, found a mapping`,
		`buckets: [{files: "a.json", name: "b", account: 12}]`:      `wanted the name of a bucket`,
		`buckets: [{files: "a.json", name: "data", account: "12"}]`: `wanted an account id of 12 digits, or {1}`,
		`buckets: [{files: "a.json", name: "data", acount: "{1}"}]`: `unknown key "acount"`,
		`complete: "yes"`: `wanted true or false, found "yes"`,
	} {
		c, wrong := Load(source.NewFile("c.yaml", []byte(text)), nil)
		if len(wrong) == 0 || !strings.Contains(wrong[0].Error(), want) {
			t.Errorf("%s: %v, want %s", text, wrong, want)
		}
		if len(c.Whose) > 0 {
			t.Errorf("%s: kept %+v", text, c.Whose)
		}
	}
}
