package cases

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/authz"
)

// FuzzRead holds that a line is read or refused with a reason, and that a case
// which was read has one answer, however often it is asked.
func FuzzRead(f *testing.F) {
	// The published cases stand beside a checkout, not in it.
	if lines, err := os.ReadFile("../../../shared/vectors/dev.jsonl"); err == nil {
		for i, line := range strings.Split(string(lines), "\n") {
			if i%12 == 0 && line != "" {
				f.Add(line)
			}
		}
	}
	f.Add(`{"id":"1","role":{"arn":"arn:aws:iam::111122223333:role/r","policies":[{"name":"p","document":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}}]},` +
		`"bucket":{"name":"b","account":"111122223333","policy":null},"request":{"action":"s3:GetObject","resource":"arn:aws:s3:::b/k","mode":"open","context":{"aws:SourceIp":null}}}`)
	f.Add(`{"request":{"kind":"trust","caller":{"arn":"x"}},"role":{"arn":7,"trust":[]}}`)
	verdicts := []authz.Verdict{authz.Allowed, authz.ExplicitDeny, authz.ImplicitDeny, authz.Conditional, authz.Unknown, authz.NotModelled}
	f.Fuzz(func(t *testing.T, line string) {
		c, err := Read("case", []byte(line))
		if err != nil {
			if err.Error() == "" {
				t.Fatal("a refusal without a reason")
			}
			return
		}
		first, again := c.Answer(), c.Answer()
		if !slices.ContainsFunc(verdicts, func(v authz.Verdict) bool { return v.String() == first.Verdict }) {
			t.Fatalf("verdict %q", first.Verdict)
		}
		if first.Verdict != again.Verdict || !slices.Equal(first.DependsOn, again.DependsOn) || len(first.Reasons) != len(again.Reasons) {
			t.Fatalf("%+v, and again %+v", first, again)
		}
	})
}
