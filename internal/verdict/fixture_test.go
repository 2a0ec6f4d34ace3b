package verdict

import (
	"errors"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/crossgrant/crossgrant/internal/expect"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/report"
	"github.com/crossgrant/crossgrant/internal/source"
)

const roleARN = "arn:aws:iam::111122223333:role/cluster"

func document(name, text string, of policy.Type) *policy.Document {
	return policy.Parse(source.Whole(source.NewFile(name, []byte(text))), of)
}

// sample is a finding with a fix that makes a document.
func sample() finding.Finding {
	d := document("./111122223333/inline.json", `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::cluster-logs/*"}]}`, policy.Identity)
	inside, _ := d.Locate(nil)
	label := "inline policy logs of role cluster"
	return finding.Finding{
		Rule:        finding.Rule{ID: "access/no-grant", Severity: finding.SecurityWarning, Remedy: "mend it"},
		Subject:     finding.Subject{Kind: finding.SubjectAccess, ID: roleARN + " -> arn:aws:s3:::cluster-results"},
		Message:     "no bucket policy grants to the role",
		Fingerprint: "208f65f7e5a4be0f65962af3",
		At: finding.Location{File: d.Origin().File, Span: d.Origin().Locate(inside), Label: label,
			Document: source.NewFile(label, d.Text()), Inside: inside},
		Fix: &finding.Fix{Description: "create a bucket policy", Safety: finding.Safe,
			Patch: &finding.Patch{Label: "policy of bucket cluster-logs", New: []byte("{\n  \"Version\": \"2012-10-17\"\n}\n")}},
	}
}

// strict compiles the published schema of access, so that members it does not name are refused.
func strict(t *testing.T) *jsonschema.Schema {
	t.Helper()
	text, err := report.Schema("access")
	if err != nil {
		t.Fatal(err)
	}
	return expect.Strict(t, text)
}

// full is a disk without space.
type full struct{}

var errFull = errors.New("no space left")

func (full) Write([]byte) (int, error) { return 0, errFull }
