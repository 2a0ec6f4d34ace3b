package fix

import (
	"encoding/json"
	"testing"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// TestCombine holds that the fixes of several findings about one document make
// one document that is sound: a fix that does not go together with those before
// it is left out.
func TestCombine(t *testing.T) {
	except := func(role string) Edit {
		return Edit{Add, at("Statement", 0), map[string]any{"Condition": map[string]any{"ArnNotEquals": map[string]any{"aws:PrincipalArn": role}}}}
	}
	const deny = `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}`
	for _, row := range []struct {
		name  string
		edits []Edit
		want  string
	}{
		{"two roles are excepted", []Edit{except("arn:a"), except("arn:b")},
			`{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"ArnNotEquals":{"aws:PrincipalArn":["arn:a","arn:b"]}}}]}`},
		{"an edit of what another takes away", []Edit{{Replace, at("Statement", 0, "Effect"), "Allow"}, {Replace, at("Statement", 0), map[string]any{"Effect": "Deny"}}},
			`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}`},
		{"an edit that makes a problem beside another", []Edit{except("arn:a"), {Replace, at("Statement", 0, "Action"), 7.0}},
			`{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"ArnNotEquals":{"aws:PrincipalArn":"arn:a"}}}]}`},
	} {
		d := snapshot.NewDocument(snapshot.Names{ID: "d", Label: "policy d"}, parse(deny, policy.SCP))
		var made []*Made
		for _, e := range row.edits {
			made = append(made, &Made{Fix: &finding.Fix{}, Document: d, Edits: []Edit{e}})
		}
		patches, _, err := Combine(made)
		if err != nil || len(patches) != 1 {
			t.Fatalf("%s: %d patches, %v", row.name, len(patches), err)
		}
		if got := string(patches[0].After()); got != row.want || !json.Valid(patches[0].After()) {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
	}
}

// TestCombineProvesTheSum holds that two fixes which are safe each, and grant together
// what neither finding asks for, are not made together.
func TestCombineProvesTheSum(t *testing.T) {
	const before = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject"],"Resource":["arn:aws:s3:::b/a/*"]}]}`
	d := snapshot.NewDocument(snapshot.Names{ID: "d", Label: "policy d"}, parse(before, policy.Identity))
	fixOf := func(edit Edit, want access.Want) *Made {
		return &Made{Fix: &finding.Fix{Safety: finding.Safe}, Document: d, Edits: []Edit{edit}, again: func(before, after *policy.Document) finding.Safety {
			if g := (&Gains{Before: before, After: after, Owned: true, Wants: []access.Want{want}, Table: reference.Embedded()}); g.Find() != "" {
				return finding.Unsafe
			}
			return finding.Safe
		}}
	}
	put := fixOf(Edit{Add, at("Statement", 0, "Action"), "s3:PutObject"}, access.Want{Actions: []string{"s3:PutObject"}, Resources: []string{"arn:aws:s3:::b/a/*"}})
	more := fixOf(Edit{Add, at("Statement", 0, "Resource"), "arn:aws:s3:::b/c/*"}, access.Want{Actions: []string{"s3:GetObject"}, Resources: []string{"arn:aws:s3:::b/c/*"}})
	for _, m := range []*Made{put, more} {
		if safety := m.again(d.Policy, after(d, m.Edits)); safety != finding.Safe {
			t.Fatalf("a fix alone is %s", safety)
		}
	}
	patches, left, err := Combine([]*Made{put, more})
	const want = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":["arn:aws:s3:::b/a/*"]}]}`
	if err != nil || left != 1 || string(patches[0].After()) != want {
		t.Errorf("%d left out, %v\n%s, want\n%s", left, err, patches[0].After(), want)
	}
}
