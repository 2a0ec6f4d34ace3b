package fix

import (
	"encoding/json"
	"testing"

	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/policy"
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
		d := &snapshot.Document{ID: "d", Label: "policy d", Policy: parse(deny, policy.SCP)}
		var made []*Made
		for _, e := range row.edits {
			made = append(made, &Made{Fix: &finding.Fix{}, Document: d, Edits: []Edit{e}})
		}
		patches, err := Combine(made)
		if err != nil || len(patches) != 1 {
			t.Fatalf("%s: %d patches, %v", row.name, len(patches), err)
		}
		if got := string(patches[0].New); got != row.want || !json.Valid(patches[0].New) {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
	}
}
