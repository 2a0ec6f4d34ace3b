package fix

import (
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// TestInString holds that a document in a text of JSON is edited there, behind its escapes,
// and what would begin an expression is not.
func TestInString(t *testing.T) {
	const before, behind = `{"resource": {"aws_iam_policy": {"p": {"policy": "`, `"}}}}`
	const text = `{\n  \"Statement\": [{\"Effect\": \"Allow\", \"Action\": [\"s3:GetObject\"], \"Resource\": \"\u002a\"}]\n}`
	for _, c := range []struct{ value, want string }{
		{"s3:PutObject", strings.Replace(text, `GetObject\"]`, `GetObject\", \"s3:PutObject\"]`, 1)},
		{`a\b`, strings.Replace(text, `GetObject\"]`, `GetObject\", \"a\\\\b\"]`, 1)},
		{"${x}", ""},
	} {
		file := source.NewFile("main.tf.json", []byte(before+text+behind))
		o := source.Origin{File: file, Span: source.Span{Start: len(before), End: len(before + text)}, Encodings: []source.Encoding{source.JSONString}, Source: true}
		d := policy.Parse(o, policy.Identity)
		edits, err := Apply(d, []Edit{{Op: Add, Path: source.Path{source.Member("Statement"), source.Element(0), source.Member("Action")}, Value: c.value}})
		if err != nil {
			t.Fatal(err)
		}
		wanted, err := source.Apply(d.Text(), edits)
		if err != nil {
			t.Fatal(err)
		}
		made := inString(o, edits, wanted)
		got, err := source.Apply(file.Text, made)
		if want := before + c.want + behind; err != nil || (made == nil) != (c.want == "") || made != nil && string(got) != want {
			t.Errorf("%s: %v\n%s\nwant\n%s", c.value, err, got, want)
		}
	}
}
