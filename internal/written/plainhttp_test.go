package written_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/crossgrant/crossgrant/internal/facts"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/written"
)

// TestPlainHTTP holds what statements that deny requests without TLS leave out.
func TestPlainHTTP(t *testing.T) {
	const (
		whole   = `"Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"]`
		reading = `"Principal":"*","Action":"s3:GetObject","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"]`
		noTLS   = `"Condition":{"Bool":{"aws:SecureTransport":"false"}}`
	)
	deny := func(what, when string) string { return `{"Effect":"Deny",` + what + `,` + when + `}` }
	for _, row := range []struct {
		statements string
		want       []string // what is left out
		refused    int
	}{
		{deny(whole, noTLS), nil, 0},
		{deny(reading, noTLS), []string{"every_action"}, 1},
		{deny(`"Principal":{"AWS":"111122223333"},"Action":"*","Resource":"arn:aws:s3:::b/*"`, noTLS), []string{"bucket", "everybody"}, 1},
		{deny(`"Principal":{"AWS":"*"},"Action":"s3:*","Resource":"arn:aws:s3:::b"`, noTLS), []string{"objects"}, 1},
		{deny(`"Principal":"*","Action":"s3:*","Resource":"*"`, noTLS), nil, 0},
		{deny(whole, noTLS) + "," + deny(reading, noTLS), nil, 0},
		{deny(reading, noTLS) + "," + deny(`"Principal":"*","Action":"s3:*","Resource":"*"`, noTLS), []string{"every_action"}, 2},
		{deny(reading, `"Condition":{"Bool":{"aws:SecureTransport":"true"}}`), nil, 0},
		{deny(reading, `"Condition":{"Bool":{"aws:SecureTransport":"false"},"StringEquals":{"aws:PrincipalOrgID":"o-1"}}`), nil, 0},
		{`{"Effect":"Allow",` + reading + `,` + noTLS + `}`, nil, 0},
	} {
		file := source.NewFile("p.json", fmt.Appendf(nil, `{"Version":"2012-10-17","Statement":[%s]}`, row.statements))
		d := snapshot.NewDocument(snapshot.Names{ID: "p.json"}, policy.Parse(source.Whole(file), policy.Bucket))
		var got struct {
			HTTP struct {
				Refused []any
				LeftOut map[string]bool `json:"left_out"`
			} `json:"plain_http"`
		}
		if err := json.Unmarshal(facts.AppendJSON(nil, written.NewReader(reference.Embedded(), nil).Document(d)), &got); err != nil {
			t.Fatal(err)
		}
		var left []string
		for what := range got.HTTP.LeftOut {
			left = append(left, what)
		}
		if slices.Sort(left); !slices.Equal(left, row.want) || len(got.HTTP.Refused) != row.refused {
			t.Errorf("%s\nleaves out %q in %d statements, want %q in %d", row.statements, left, len(got.HTTP.Refused), row.want, row.refused)
		}
	}
}
