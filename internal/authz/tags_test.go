package authz

import (
	"testing"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// TestSessionTags holds whom a trust policy lets pass session tags, also where IAM would
// refuse the policy.
func TestSessionTags(t *testing.T) {
	for _, row := range []struct {
		statements string
		want       condition.Truth
	}{
		{`{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}`, condition.False},
		{`{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:?agSession"}`, condition.True},
		{`{"Effect":"Allow","Principal":"*","Action":"sts:*"},{"Effect":"Deny","Principal":"*","Action":"sts:TagSession"}`, condition.False},
		{`{"Effect":"Allow","Principal":"*","Action":"sts:*"},{"Effect":"Deny","Action":"sts:TagSession"}`, condition.True},
	} {
		file := source.NewFile("trust.json", []byte(`{"Version":"2012-10-17","Statement":[`+row.statements+`]}`))
		if got := SessionTags(policy.Parse(source.Whole(file), policy.Trust)); got != row.want {
			t.Errorf("%s: %s, want %s", row.statements, got, row.want)
		}
	}
}
