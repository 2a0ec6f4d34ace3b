package policy

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/crossgrant/crossgrant/internal/source"
)

func parse(text string, of Type) *Document {
	return Parse(source.Whole(source.NewFile("test.json", []byte(text))), of)
}

// TestProblems holds one row per way of leaving the grammar; a problem is
// written as kind, path, the text at its place, what was wanted.
func TestProblems(t *testing.T) {
	const rest = `"Version":"2012-10-17"`
	allow := func(members string) string { return `{` + rest + `,"Statement":[{` + members + `}]}` }
	rows := []struct {
		name string
		of   Type
		text string
		want string
	}{
		{"a sound statement has none", "", allow(`"Effect":"Allow","Action":"s3:GetObject","Resource":"*"`), ``},
		{"a name twice in a statement", "", allow(`"Effect":"Allow","Effect":"Deny","Action":"a:b","Resource":"*"`),
			`repeated-key Statement[0].Effect "Effect" each name once`},
		{"a name twice under an operator", "", allow(`"Effect":"Deny","Action":"a:b","Resource":"*","Condition":{"Bool":{"a:k":"x","a:k":"y"}}`),
			`repeated-key Statement[0].Condition.Bool["a:k"] "a:k" each name once`},
		{"a name twice inside an unknown element", "", `{` + rest + `,"Statement":[],"Extra":[{"a":1,"a":2}]}`,
			`unknown-element Extra "Extra" ;repeated-key Extra[0].a "a" each name once`},
		{"an element in the wrong case", "", `{` + rest + `,"statement":[]}`,
			`unknown-element statement "statement" Statement;no-statement  {"Version":"2012-10-17","statement":[]} Statement`},
		{"a statement of nothing", "", `{"Version":"2012-10-17","Statement":[{},7]}`,
			`wrong-type Statement[1] 7 object;no-effect Statement[0] {} Effect;no-action Statement[0] {} Action;no-resource Statement[0] {} Resource`},
		{"an element in the plural", "", allow(`"Effect":"Allow","Actions":["s3:*"],"Resource":"*"`),
			`unknown-element Statement[0].Actions "Actions" Action;no-action Statement[0] {"Effect":"Allow","Actions":["s3:*"],"Resource":"*"} Action`},
		{"an action that is a number", "", allow(`"Effect":"Allow","Action":["a:b",5],"Resource":"*"`),
			`wrong-type Statement[0].Action[1] 5 string`},
		{"an effect in lower case", "", allow(`"Effect":"allow","Action":"a:b","Resource":"*"`),
			`effect-value Statement[0].Effect "allow" Allow or Deny`},
		{"an unknown version", "", `{"Version":"2012-10-18","Statement":[]}`,
			`version-value Version "2012-10-18" 2012-10-17 or 2008-10-17`},
		{"no version", "", `{"Statement":[]}`, `no-version  {"Statement":[]} 2012-10-17`},
		{"action beside not-action", "", allow(`"Effect":"Allow","Action":"a:b","NotAction":"a:c","Resource":"*"`),
			`exclusive-elements Statement[0].NotAction "NotAction" Action`},
		{"a bucket policy without principal", Bucket, allow(`"Effect":"Allow","Action":"a:b","Resource":"*"`),
			`no-principal Statement[0] {"Effect":"Allow","Action":"a:b","Resource":"*"} Principal`},
		{"a trust policy needs no resource", Trust, allow(`"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ec2.amazonaws.com"}`), ``},
		{"an identity policy has no principal", Identity, allow(`"Effect":"Allow","Action":"a:b","Resource":"*","Principal":"*"`),
			`misplaced-principal Statement[0].Principal "Principal" `},
		{"a principal under an unknown key", Bucket, allow(`"Effect":"Allow","Action":"a:b","Resource":"*","Principal":{"Role":"x"}`),
			`principal-key Statement[0].Principal.Role "Role" AWS, Service, Federated or CanonicalUser`},
		{"a principal that is an ARN string", Bucket, allow(`"Effect":"Allow","Action":"a:b","Resource":"*","Principal":"arn:aws:iam::1:root"`),
			`principal-form Statement[0].Principal "arn:aws:iam::1:root" object or "*"`},
		{"a document that is an array", "", `[]`, `wrong-type  [] object`},
		{"no JSON", "", `{"Version"}`, `not-json  } a JSON object`},
		{"nothing", "", ``, `not-json   a JSON object`},
		{"deep nesting", "", strings.Repeat("[", 20_000_000), `not-json  [ a JSON object`},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			doc := parse(row.text, row.of)
			var got []string
			for _, p := range doc.Problems() {
				got = append(got, fmt.Sprintf("%s %s %s %s", p.Kind, p.Path, row.text[p.Span.Start:p.Span.End], p.Wanted))
				if p.Kind == NotJSON {
					continue
				}
				if at, ok := doc.Locate(p.Path); !ok && p.Kind != NoStatement {
					t.Errorf("path %s of %s leads nowhere, only to %v", p.Path, p.Kind, at)
				}
			}
			if joined := strings.Join(got, ";"); joined != row.want {
				t.Errorf("got  %s\nwant %s", joined, row.want)
			}
		})
	}
}

// TestLocate holds that every element's path leads to the span that Parse gave
// it, in a document that uses every form.
func TestLocate(t *testing.T) {
	text := `
	{"Version":"2012-10-17","Id":"x","Statement":[
	  {"Sid":"a","Effect":"Allow","Principal":{"AWS":["1","2"],"Service":"s"},"Action":"s3:*","NotResource":["r1","r2"],
	   "Condition":{"StringEquals":{"aws:k":["v1",2],"k2":true}}},
	  {"Effect":"Deny","NotPrincipal":"*","NotAction":["x\u0041:y"],"Resource":[]}]}
	`
	doc := parse(text, Bucket)
	check := func(path source.Path, want source.Span) {
		t.Helper()
		if got, ok := doc.Locate(path); !ok || got != want {
			t.Errorf("%s is at %v (%v), want %v %s", path, got, ok, want, text[want.Start:want.End])
		}
	}
	for i, s := range doc.All() {
		at := doc.StatementPath(i)
		check(at, s.Span)
		for _, e := range []*Elements{&s.Action, &s.Resource} {
			check(e.Path(at, -1), e.Span)
			for j, p := range e.Patterns {
				check(e.Path(at, j), p.Span)
			}
		}
		check(s.Principal.Path(at, -1), s.Principal.Span)
		for j, p := range s.Principal.Entries {
			check(s.Principal.Path(at, j), p.Value.Span)
		}
		for _, c := range s.Conditions {
			check(c.ValuePath(at, -1), c.Span)
			for j, v := range c.Values {
				check(c.ValuePath(at, j), v.Span)
			}
		}
	}
	if got := doc.Statements()[1].Action.Patterns[0].Value; got != "xA:y" {
		t.Errorf("escaped action is %q", got)
	}
	if values := doc.Statements()[0].Conditions; values[0].Values[1].Value != "2" || values[1].Values[0].Value != "true" {
		t.Errorf("numbers and booleans became %v", values)
	}
}

// TestManyPlaces holds that ten thousand places of a document are found as fast
// as they are told, also where names repeat.
func TestManyPlaces(t *testing.T) {
	const many = 10_000
	for name, text := range map[string]string{
		"statements": `{"Version":"2012-10-17","Statement":[` + strings.Repeat(`{"Effect":"allow","Action":"a:b","Resource":"*"},`, many) + `{}]}`,
		"names": `{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"a:b","Resource":"*","Condition":{"Null":{` +
			strings.Repeat(`"a:k":true,`, many) + `"a:k":true}}}}`,
	} {
		start := time.Now()
		doc := parse(text, Identity)
		for _, p := range doc.Problems() {
			if _, ok := doc.Locate(p.Path); !ok {
				t.Fatalf("%s leads nowhere", p.Path)
			}
		}
		if took := time.Since(start); len(doc.Problems()) < many || took > 5*time.Second {
			t.Errorf("%d %s take %s", len(doc.Problems()), name, took)
		}
	}
}

// TestRepeatedProblems holds that a problem inside the first of two members of
// one name is told at that one.
func TestRepeatedProblems(t *testing.T) {
	text := `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"a:b","Resource":"*","Condition":{"Null":{"a:k":{}},"Null":{"a:k":"x"}},"Action":"c:d"}]}`
	doc := parse(text, Identity)
	var got []string
	for _, p := range doc.Problems() {
		at, ok := doc.Locate(p.Path)
		if !ok || at != p.Span {
			t.Errorf("%s is at %v, located at %v", p.Path, p.Span, at)
		}
		got = append(got, fmt.Sprintf("%s %d", p.Kind, p.Span.Start))
	}
	if want := "[wrong-type 111 repeated-key 115 repeated-key 135]"; fmt.Sprint(got) != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

// TestHalfPairs holds that what follows half a surrogate pair is not swallowed.
func TestHalfPairs(t *testing.T) {
	doc := parse(`{"Id":"\ud800\u0041","Statement":[]}`, Identity)
	if got := doc.Body().ID.Value; got != "\ufffdA" {
		t.Errorf("it reads %q", got)
	}
}

// TestGuess holds how a bare document tells its type.
func TestGuess(t *testing.T) {
	statement := func(principal, action, resource string) string {
		s := `"Effect":"Allow","Action":"` + action + `"`
		if principal != "" {
			s += `,"Principal":` + principal
		}
		if resource != "" {
			s += `,"Resource":"` + resource + `"`
		}
		return `{"Statement":{` + s + `}}`
	}
	for text, want := range map[string]Type{
		statement("", "s3:*", "*"):                                                                      Identity,
		statement(`"*"`, "sts:AssumeRole", ""):                                                          Trust,
		statement(`"*"`, "s3:*", "arn:aws:s3:::b"):                                                      Bucket,
		statement(`"*"`, "s3:*", "arn:aws:s3:eu-west-1:111122223333:accesspoint/ap"):                    AccessPoint,
		statement(`"*"`, "s3:GetDataAccess", "arn:aws:s3:eu-west-1:111122223333:access-grants/default"): AccessGrants,
		statement(`"*"`, "kms:Decrypt", "*"):                                                            Key,
		statement(`"*"`, "sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:q"):                     Resource,
		`{"Statement":[]}`: Identity,
	} {
		if got := parse(text, "").Type(); got != want {
			t.Errorf("%s is guessed %s, want %s", text, got, want)
		}
	}
}
