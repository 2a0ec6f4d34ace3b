package access

import (
	"testing"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/request"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Who gets nothing from a statement of a document is asked of the sets of requests, too:
// they read the whole document and share no line with Refuted.
func TestRefuted(t *testing.T) {
	const read = `{"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::b/*"`
	const public = `{"Effect": "Allow", "Principal": "*", "Action": "s3:Get*", "Resource": "arn:aws:s3:::b/*"}, `
	for _, c := range []struct {
		name       string
		of         policy.Type
		statements string
		want       bool
	}{
		{"alone", policy.Identity, read + `}`, false},
		{"a condition that some request meets", policy.Identity, read + `, "Condition": {"Bool": {"aws:SecureTransport": "true"}}}`, false},
		{"a key that is in every request has to be absent", policy.Identity, read + `, "Condition": {"Null": {"aws:SecureTransport": "true"}}}`, true},
		{"a key that some requests lack has to be absent", policy.Identity, read + `, "Condition": {"Null": {"aws:SourceVpce": "true"}}}`, false},
		{"no value is one of none", policy.Identity, read + `, "Condition": {"StringEquals": {"aws:SourceVpce": []}}}`, true},
		{"a deny of everything", policy.Identity, read + `}, {"Effect": "Deny", "Action": "*", "Resource": "*"}`, true},
		{"a deny of the same", policy.Identity, read + `}, {"Effect": "Deny", "Action": "S3:get*", "Resource": "arn:aws:s3:::b*"}`, true},
		{"a deny of some actions", policy.Identity, read + `}, {"Effect": "Deny", "Action": "s3:GetObject", "Resource": "*"}`, false},
		{"a deny of some objects", policy.Identity, read + `}, {"Effect": "Deny", "Action": "*", "Resource": "arn:aws:s3:::b/a/*"}`, false},
		{"a deny of a folder by a variable", policy.Identity, read + `}, {"Effect": "Deny", "Action": "*", "Resource": "arn:aws:s3:::b/${aws:username}*"}`, false},
		{"a deny under a condition", policy.Identity, read + `}, {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}`, false},
		{"a deny of all but what is allowed", policy.Identity, read + `}, {"Effect": "Deny", "NotAction": "s3:*", "Resource": "*"}`, false},
		{"a deny to everybody", policy.Bucket, public + `{"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "s3:*", "Resource": "arn:aws:s3:::b/*"}`, true},
		{"a deny to some", policy.Bucket, public + `{"Effect": "Deny", "Principal": {"AWS": "111122223333"}, "Action": "s3:*", "Resource": "*"}`, false},
		{"a deny to all but some", policy.Bucket, public + `{"Effect": "Deny", "NotPrincipal": {"AWS": "arn:aws:iam::111122223333:role/r"}, "Action": "s3:*", "Resource": "*"}`, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := []byte(`{"Version": "2012-10-17", "Statement": [` + c.statements + `]}`)
			d := policy.Parse(source.Whole(source.NewFile("policy.json", text)), c.of)
			if got := Refuted(d, &d.Statements()[0], reference.Embedded()); got != c.want {
				t.Errorf("Refuted: %v, want %v", got, c.want)
			}
			sets, ok := request.Of(d)
			if !ok {
				t.Fatal("not read")
			}
			found := request.Search{Budget: 100000}.Find(sets.Allowed(), request.Union())
			if !c.want && found.Answer != request.Found {
				t.Errorf("nobody gets anything: %+v", found)
			}
			// Sets let a request lack what every request has.
			if c.want && len(d.Statements()) > 1 && found.Answer != request.None {
				t.Errorf("somebody gets something: %+v", found)
			}
		})
	}
}
