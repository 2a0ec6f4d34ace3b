package report

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/expect"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/source"
)

// secrets are the names and ids of the sample run, as somebody reading an
// issue must not see them.
var secrets = []string{"111122223333", "444455556666", "cluster-results", "cluster-logs", "role/cluster", "role cluster", "données-été"}

// TestRedactedOutputHoldsNoName looks for them in what each format writes.
func TestRedactedOutputHoldsNoName(t *testing.T) {
	for _, format := range Formats() {
		plain, redacted := string(write(t, format, sampleRun())), string(write(t, format, NewRedactor().Run(sampleRun())))
		for _, s := range secrets {
			if strings.Contains(redacted, s) {
				t.Errorf("%s: %s is there", format, s)
			}
		}
		if !strings.Contains(plain, "111122223333") {
			t.Errorf("%s: the sample holds nothing to redact", format)
		}
	}
	for _, f := range NewRedactor().Run(sampleRun()).Findings {
		for _, s := range secrets {
			if bytes.Contains(f.At.File.Text, []byte(s)) || f.At.Document != nil && bytes.Contains(f.At.Document.Text, []byte(s)) {
				t.Errorf("%s: %s is in the file", f.Rule.ID, s)
			}
		}
	}
}

// TestRedactOrganizations holds that what names the organization's own things
// goes too.
func TestRedactOrganizations(t *testing.T) {
	run := Run{Findings: []finding.Finding{{Rule: finding.Rule{ID: "access/scp-blocks"},
		Message: "SCP Deny StorageLimits, attached to ou-ab12-11111111 (Compute Prod), denies s3:PutObject",
		Subject: finding.Subject{ID: "arn:aws:iam::111122223333:role/cluster -> results-bucket through arn:aws:s3:eu-west-1:444455556666:accesspoint/door"},
		At:      finding.Location{Label: "SCP Deny StorageLimits", File: source.NewFile("organization/policies/p-noputs000.json", []byte("{}"))},
		Fix: &finding.Fix{Commands: []string{"aws organizations update-policy --policy-id p-noputs000 --content file://FILE",
			"aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-0123456789abcdef0"}}}},
		Summary: Summary{Assuming: []string{"the SCPs of r-ab12 allow it (not exported)"}}}
	out := NewRedactor().Run(run)
	f := out.Findings[0]
	all := strings.Join(append([]string{f.Message, f.Subject.ID, f.At.Label, f.At.File.Name, out.Summary.Assuming[0]}, f.Fix.Commands...), "\n")
	for _, secret := range []string{"StorageLimits", "ou-ab12", "11111111", "Compute", "Prod", "cluster", "results-bucket", "door", "noputs000", "vpce-0123", "r-ab12"} {
		if strings.Contains(all, secret) {
			t.Errorf("%s is there:\n%s", secret, all)
		}
	}
	if !strings.Contains(all, "denies s3:PutObject") || !strings.Contains(all, "SCP Deny ") {
		t.Errorf("too much is gone:\n%s", all)
	}
}

// TestRedactKeepsPlaces holds that a redacted run has the same findings at the
// same places, and that the run that was given stays as it is.
func TestRedactKeepsPlaces(t *testing.T) {
	run := sampleRun()
	before := write(t, "json", run)
	redacted := NewRedactor().Run(run)
	if after := write(t, "json", run); !bytes.Equal(before, after) {
		t.Errorf("the run was changed: %s", expect.Difference(before, after))
	}
	type key struct {
		rule       string
		start, end int
		inside     int
	}
	count := func(list []finding.Finding) map[key]int {
		m := map[key]int{}
		for i := range list {
			f := &list[i]
			m[key{f.Rule.ID, f.At.Span.Start, f.At.Span.End, len(f.At.Text())}]++
		}
		return m
	}
	if a, b := count(run.Findings), count(redacted.Findings); !reflect.DeepEqual(a, b) {
		t.Errorf("%v\nwant %v", b, a)
	}
	if again := NewRedactor().Run(sampleRun()); !bytes.Equal(write(t, "json", redacted), write(t, "json", again)) {
		t.Error("two runs differ")
	}
}

// TestRedactText holds what of a sentence stays, and that a stand-in takes the
// place of a name byte by byte, however that is written.
func TestRedactText(t *testing.T) {
	r := NewRedactor()
	for _, arn := range []string{"arn:aws:iam::111122223333:role/team/app", "arn:aws:s3:::my.bucket/logs/${aws:username}/*",
		"arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws-cn:sts::444455556666:assumed-role/app/i-0123"} {
		r.Learn(arn)
	}
	for _, row := range []struct{ text, want string }{
		{"role app, of team: arn:aws:iam::111122223333:role/team/app", "role n01, of n001: arn:aws:iam::000000000001:role/n001/n01"},
		{"my.bucket.", "name-0001."},
		{`\nlogs \u006cogs`, `\nn002 \u006e002`},
		{`\\nlogs \\u006cogs`, `\\nn002 \\u006e002`},
		{"%3A111122223333%3Arole%2Fapp", "%3A000000000001%3Arole%2Fn01"},
		{"%61pp%2F%C3%A9t%C3%A9%5C %5Cu0061pp", "%6E01%2F%C4%800%C4%82%5C %5Cu006e01"},
		{"ReadOnlyAccess and ${aws:username}", "ReadOnlyAccess and ${aws:username}"},
		{"50% of app", "50% of n01"},
		{"s3:Get*, s3:PutObjet and aws:SourceIp stay, aws:PrincipalTag/team does not", ""},
		{"logs.amazonaws.com in eu-west-1, Version 2012-10-17", "logs.amazonaws.com in eu-west-1, Version 2012-10-17"},
		{"données-été 漢字 \U0001f4e6 and no-such-word 10.1.2.3", ""},
	} {
		got := r.Text(row.text)
		if len(got) != len(row.text) {
			t.Errorf("%s: %d bytes become %d: %s", row.text, len(row.text), len(got), got)
		}
		if row.want != "" && got != row.want {
			t.Errorf("%s\ngot  %s\nwant %s", row.text, got, row.want)
		}
		if again := r.Text(got); again != got {
			t.Errorf("%s becomes %s", got, again)
		}
	}
}
