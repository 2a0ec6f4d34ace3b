package fix

import (
	"testing"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

func TestRemovalTakesWhatSaysNothingAlong(t *testing.T) {
	statement := source.Path{source.Member("Statement")}
	principal := statement.With(source.Member("Principal"), source.Member("AWS"))
	acl := statement.With(source.Member("Condition"), source.Member("StringEquals"), source.Member("s3:x-amz-acl"))
	for _, test := range []struct {
		name, text string
		edit       Edit
		want       string
	}{
		{"a lone value becomes a list", `{"Statement": {"Action": "s3:GetObject"}}`,
			Edit{Add, statement.With(source.Member("Action")), "s3:PutObject"},
			`{"Statement": {"Action": ["s3:GetObject", "s3:PutObject"]}}`},
		{"a value beside an element", `{"Statement": {"Principal": {"AWS": ["a", "b"]}}}`,
			Edit{Add, principal.With(source.Element(0)), "c"},
			`{"Statement": {"Principal": {"AWS": ["a", "b", "c"]}}}`},
		{"the last key takes the condition along",
			`{"Statement": {"Effect": "Allow", "Condition": {"StringEquals": {"s3:x-amz-acl": "private"}}}}`,
			Edit{Remove, acl, nil}, `{"Statement": {"Effect": "Allow"}}`},
		{"other operators stay",
			`{"Statement": {"Condition": {"StringEquals": {"s3:x-amz-acl": "private"}, "Bool": {"aws:SecureTransport": "true"}}}}`,
			Edit{Remove, acl, nil}, `{"Statement": {"Condition": {"Bool": {"aws:SecureTransport": "true"}}}}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := policy.Parse(source.Whole(source.NewFile("policy.json", []byte(test.text))), policy.Bucket)
			edits, err := Apply(d, []Edit{test.edit})
			if err != nil {
				t.Fatal(err)
			}
			if got, err := source.Apply(d.Text(), edits); err != nil || string(got) != test.want {
				t.Errorf("%s %v, want %s", got, err, test.want)
			}
		})
	}
}
