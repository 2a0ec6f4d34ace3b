package input_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// A form is a way in which one policy document lies in a file.
type form struct {
	name   string
	file   string // with %s where the document is
	encode func(document string) string
}

func (f form) text(document string) string {
	return strings.Replace(f.file, "%s", f.encode(document), 1)
}

func bare(document string) string { return document }

func quote(document string) string {
	text, err := json.Marshal(document)
	if err != nil {
		panic("input_test: " + err.Error())
	}
	return string(text)
}

func percent(document string) string { return `"` + url.PathEscape(document) + `"` }

// hexadecimal escapes every character, as no one does but everyone may.
func hexadecimal(document string) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(document)) {
		fmt.Fprintf(&b, `\u%04x`, unit)
	}
	return `"` + b.String() + `"`
}

func twice(document string) string { return quote(quote(document)) }

var forms = []form{
	{"bare", "\n %s \n", bare},
	{"bare behind a byte order mark", "\ufeff%s", bare},
	{"bare as the second of two", "{\"x\":1}\n%s", bare},
	{"in an array", `[{"x":1}, %s]`, bare},
	{"get-bucket-policy", `{"Policy": %s}`, quote},
	{"get-bucket-policy --query Policy", "%s\n", quote},
	{"get-bucket-policy, escaped throughout", `{"Policy": %s}`, hexadecimal},
	{"get-bucket-policy, twice a string", `{"Policy": %s}`, twice},
	{"get-queue-attributes", `{"Attributes": {"QueueArn": "arn:aws:sqs:eu-west-1:111122223333:q", "Policy": %s}}`, quote},
	{"get-resource-policy", `{"ARN": "arn:aws:s", "ResourcePolicy": %s}`, quote},
	{"multi-region access point", `{"Policy":{"Established":{"Policy": %s},"Proposed":{"Policy":"{}"}}}`, quote},
	{"describe-policy", `{"Policy":{"PolicySummary":{"Type":"SERVICE_CONTROL_POLICY"},"Content": %s}}`, quote},
	{"describe-policy with an id", `{"Policy":{"PolicySummary":{"Id":"p-1","Type":"RESOURCE_CONTROL_POLICY"},"Content": %s}}`, quote},
	{"describe-vpc-endpoints", `{"VpcEndpoints":[{"VpcEndpointId":"vpce-1","ServiceName":"com.amazonaws.eu-west-1.s3","PolicyDocument": %s}]}`, quote},
	{"get-role", `{"Role":{"RoleName":"r","AssumeRolePolicyDocument": %s}}`, bare},
	{"get-role, percent-encoded", `{"Role":{"RoleName":"r","AssumeRolePolicyDocument": %s}}`, percent},
	{"get-role-policy", `{"RoleName":"r","PolicyName":"p","PolicyDocument": %s}`, percent},
	{"get-user-policy", `{"UserName":"u","PolicyName":"p","PolicyDocument": %s}`, quote},
	{"get-policy-version", `{"PolicyVersion":{"Document": %s,"VersionId":"v1","IsDefaultVersion":true}}`, bare},
	{"a role's trust policy", `{"RoleDetailList":[{"RoleName":"r","AssumeRolePolicyDocument": %s}]}`, percent},
	{"a role's inline policy", `{"RoleDetailList":[{"RolePolicyList":[{"PolicyName":"p","PolicyDocument": %s}]}]}`, bare},
	{"a group's inline policy", `{"GroupDetailList":[{"GroupPolicyList":[{"PolicyDocument": %s}]}]}`, quote},
	{"a policy version", `{"UserDetailList":[],"Policies":[{"PolicyVersionList":[{"IsDefaultVersion":false,"Document":{}},` +
		`{"IsDefaultVersion":true,"Document": %s}]}]}`, percent},
}

// everyForm has a document in which every element stands in both of its forms
// and characters that each encoding writes in its own way.
const everyForm = `{"Version": "2012-10-17", "Id": "ü \" + %41 😀",
	"Statement": [
	  {"Sid": "a", "Effect": "Allow", "Principal": {"AWS": ["111122223333", "444455556666"], "Service": "s"},
	   "Action": "s3:*", "NotResource": ["r1\\", "r2/é"],
	   "Condition": {"StringEquals": {"aws:k": ["v1", 2], "k2": true}}},
	  {"Effect": "Deny", "NotPrincipal": "*", "NotAction": ["x\u0041:y"], "Resource": []}]}`

// TestPlaces holds that each place of a document, however it lies in its file,
// leads to the bytes of the file that decode to what stands there.
func TestPlaces(t *testing.T) {
	for _, form := range forms {
		t.Run(form.name, func(t *testing.T) {
			file := source.NewFile("f.json", []byte(form.text(everyForm)))
			records, err := input.Decode(formats, file, input.Hints{})
			if err != nil {
				t.Fatal(err)
			}
			all := documents(records)
			if len(all) != 1 {
				t.Fatalf("%d documents", len(all))
			}
			doc := all[0]
			if got := strings.TrimSpace(string(doc.Text())); got != everyForm {
				t.Fatalf("the document reads %s", got)
			}
			places := spans(doc)
			if len(places) < 25 {
				t.Fatalf("only %d places", len(places))
			}
			back := doc.Origin().Locator()
			for _, at := range places {
				raw := source.Origin{File: file, Span: back(at), Encodings: doc.Origin().Encodings}
				got, err := raw.Decode()
				if want := string(doc.Text()[at.Start:at.End]); err != nil || string(got) != want {
					t.Errorf("%v leads to %q (%v), want %q", at, got, err, want)
				}
			}
		})
	}
}

// spans returns the places of all elements of a document.
func spans(doc *policy.Document) []source.Span {
	list := []source.Span{doc.Version().Span, doc.Body().ID.Span}
	for _, s := range doc.All() {
		list = append(list, s.Span, s.EffectSpan, s.Action.Span, s.Resource.Span, s.Principal.Span)
		if s.Sid != nil {
			list = append(list, s.Sid.Span)
		}
		for _, e := range [][]source.Text{s.Action.Patterns, s.Resource.Patterns} {
			for _, p := range e {
				list = append(list, p.Span)
			}
		}
		for _, p := range s.Principal.Entries {
			list = append(list, p.Value.Span)
		}
		for _, c := range s.Conditions {
			list = append(list, c.Span, c.Operator.Span, c.Key.Span)
			for _, v := range c.Values {
				list = append(list, v.Span)
			}
		}
	}
	return list
}
