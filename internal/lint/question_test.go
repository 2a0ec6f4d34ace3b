package lint

import (
	"context"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// TestQuestion holds what a question finds in the files, what it says of what no
// file describes, and when there are findings beside the verdict.
func TestQuestion(t *testing.T) {
	const cluster = "arn:aws:iam::111122223333:role/compute/cluster"
	get, _ := s3.FindOperation("GetObject")
	for name, row := range map[string]struct {
		ask      Question
		err      string // what it begins with
		findings bool
	}{
		"a role and a bucket":        {Question{Caller: cluster, Bucket: "results-bucket"}, "", true},
		"one operation":              {Question{Caller: cluster, Bucket: "results-bucket", Operation: get}, "", false},
		"what a service passes on":   {Question{Caller: cluster, Bucket: "results-bucket", Forwarded: "athena.amazonaws.com"}, "", false},
		"nobody":                     {Question{Kind: snapshot.IsNobody, Caller: snapshot.Anonymous, Bucket: "results-bucket"}, "", false},
		"a role of no file":          {Question{Caller: cluster + "x", Bucket: "results-bucket"}, "no input describes " + cluster + "x; read were ", false},
		"a user of no file":          {Question{Kind: snapshot.IsUser, Caller: "arn:aws:iam::111122223333:user/bo", Bucket: "results-bucket"}, "no input describes arn:", false},
		"a bucket of no file":        {Question{Caller: cluster, Bucket: "else"}, "no input describes the bucket else; read were ", false},
		"a bucket with its account":  {Question{Caller: cluster, Bucket: "else", Accounts: map[string]string{"else": "444455556666"}}, "", true},
		"an access point of no file": {Question{Caller: cluster, Bucket: "x-s3alias", Point: true}, "no input describes the access point x-s3alias; read were ", false},
	} {
		t.Run(name, func(t *testing.T) {
			w := load(t, Options{}, "../../testdata/snapshots/cluster")
			pair, err := row.ask.Pair(w)
			if err != nil || row.err != "" {
				if err == nil || row.err == "" || !strings.HasPrefix(err.Error(), row.err) {
					t.Errorf("got the error %v, want %q", err, row.err)
				}
				return
			}
			answer, err := row.ask.Answer(context.Background(), w, pair, Settings{})
			if err != nil || answer.Verdict == nil || (answer.Findings != nil) != row.findings {
				t.Errorf("got %v, %v, want findings: %v", answer, err, row.findings)
			}
		})
	}
}
