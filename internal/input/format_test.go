package input_test

import (
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

const (
	identityDocument = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}`
	roleAnswer       = `{"Role":{"RoleName":"r","Arn":"arn:aws:iam::111122223333:role/r"}}`
	bom              = "\ufeff"
)

func decode(text string, hints input.Hints) (input.Records, error) {
	return input.Decode(formats, source.NewFile("f.json", []byte(text)), hints)
}

// TestBrokenFile holds what is said of a file that cannot be read, and where.
func TestBrokenFile(t *testing.T) {
	for name, row := range map[string]struct{ text, want string }{
		"nothing":                     {"", "f.json:1:1: the text is empty"},
		"white space":                 {" \n", "f.json:1:1: the text is empty"},
		"a byte order mark only":      {bom, "f.json:1:1: the text is empty"},
		"cut off":                     {"{\n  \"Role\": {", "f.json:2:11: not JSON: unexpected end of JSON input"},
		"cut off behind a mark":       {bom + "{\n  \"Role\": {", "f.json:2:11: not JSON: unexpected end of JSON input"},
		"no JSON":                     {"resources\n", "f.json:1:1: not JSON: invalid character 'r' looking for beginning of value"},
		"a bracket too many":          {`{}}`, "f.json:1:3: not JSON: invalid character '}' after top-level value"},
		"invalid UTF-8":               {"{\"a\":\n\"\xff\"}", "f.json:2:2: the text is not valid UTF-8"},
		"deep nesting":                {strings.Repeat("[", 5_000_000), "f.json:1:201: arrays and objects nest more than 200 deep"},
		"the second value is broken":  {"{}\n{\"a\" 1}", "f.json:2:6: not JSON: invalid character '1' after object key"},
		"the second value is cut off": {"{}\n{\"a\":", "f.json:2:5: not JSON: unexpected end of JSON input"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := decode(row.text, input.Hints{}); err == nil || err.Error() != row.want {
				t.Errorf("got  %v\nwant %s", err, row.want)
			}
			records, err := decode(row.text, input.Hints{Type: policy.SCP})
			if err != nil || len(records.Documents) != 1 {
				t.Fatalf("under --type there are %d documents and the error %v", len(records.Documents), err)
			}
			doc := records.Documents[0].Policy
			if doc.Type() != policy.SCP || len(doc.Problems()) != 1 || doc.Problems()[0].Kind != policy.NotJSON {
				t.Errorf("under --type it is a %s with %v, want one problem: not JSON", doc.Type(), doc.Problems())
			}
		})
	}
}

// TestRecognition holds which format takes what.
func TestRecognition(t *testing.T) {
	for name, row := range map[string]struct {
		text, format string
		roles, docs  int
		odd          int
	}{
		"one value":                     {roleAnswer, "iam", 1, 0, 0},
		"behind a byte order mark":      {bom + roleAnswer, "iam", 1, 0, 0},
		"pages one behind the other":    {roleAnswer + "\n" + roleAnswer, "iam", 2, 0, 0},
		"JSON Lines without a break":    {identityDocument + identityDocument, "document", 0, 2, 0},
		"an array of answers":           {"[" + roleAnswer + "," + roleAnswer + "]", "iam", 2, 0, 0},
		"answers of two kinds":          {roleAnswer + identityDocument, "iam, document", 1, 1, 0},
		"an unknown value among others": {roleAnswer + `{"x":1} {"y":1}`, "iam", 1, 0, 1},
		"a null where an object may be": {`{"Role":null}`, "", 0, 0, 0},
		"an unknown object":             {`{"Resources":{},"Description":"x"}`, "", 0, 0, 0},
		"an array of strings":           {`["a"]`, "", 0, 0, 0},
		"a lambda permission":           {`{"Statement":"{\"Effect\":\"Allow\"}"}`, "", 0, 0, 0},
		"a string":                      {`"a"`, "", 0, 0, 0},
		"no members":                    {`{}`, "", 0, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := decode(row.text, input.Hints{})
			if err != nil {
				t.Fatal(err)
			}
			if r.Format != row.format || len(r.Roles) != row.roles || len(r.Documents) != row.docs || len(r.Odd) != row.odd {
				t.Errorf("format %q, %d roles, %d documents, odd %v; want %q, %d, %d, %d", r.Format, len(r.Roles),
					len(r.Documents), r.Odd, row.format, row.roles, row.docs, row.odd)
			}
		})
	}
}

// TestNotRecognised holds that the reader is told what was there instead.
func TestNotRecognised(t *testing.T) {
	r, err := decode(`{"Resources":{},"Description":"x"}`, input.Hints{})
	if got := strings.Join(r.TopLevel, " "); err != nil || got != "Resources Description" {
		t.Errorf("got %q, %v", got, err)
	}
}

// TestExclusive holds that no two formats claim the same answer, so that the
// order of the list decides nothing.
func TestExclusive(t *testing.T) {
	for _, form := range forms {
		file := source.NewFile("f.json", []byte(form.text(identityDocument)))
		claimed := 0
		for _, f := range formats {
			if r, err := input.Decode([]input.Format{f}, file, input.Hints{}); err == nil && r.Format == f.Name() {
				claimed++
			}
		}
		if claimed != 1 {
			t.Errorf("%s: %d formats claim it", form.name, claimed)
		}
	}
}

// TestTruncated holds that the last page of a file says whether one is missing.
func TestTruncated(t *testing.T) {
	const more, last = `{"RoleDetailList":[],"IsTruncated":true,"Marker":"m"}`, `{"RoleDetailList":[],"IsTruncated":false}`
	for text, want := range map[string]bool{more: true, more + last: false, last: false,
		`{"Roles":[],"NextToken":"t"}`: true, `{"Buckets":[],"ContinuationToken":"t"}`: true,
		`{"Grants":[],"Truncated":true}`: true, `{"Grants":[],"Truncated":false}`: false} {
		if r, err := decode(text, input.Hints{}); err != nil || r.Truncated != want {
			t.Errorf("%s: truncated %v, %v", text, r.Truncated, err)
		}
	}
}

// TestOddIsBounded holds that a file of a million wrong values does not become
// a million records of what is wrong.
func TestOddIsBounded(t *testing.T) {
	r, err := decode(`{"RoleDetailList":[{"RoleName":"r","AttachedManagedPolicies":[`+
		strings.Repeat("1,", 100_000)+`1]}]}`, input.Hints{})
	if err != nil || len(r.Roles) != 1 || len(r.Odd) > 200 || len(r.Odd) == 0 {
		t.Errorf("%d roles, %d odd values, %v", len(r.Roles), len(r.Odd), err)
	}
}

// TestManyMembers holds that an object of very many members is looked at only
// so far.
func TestManyMembers(t *testing.T) {
	r, err := decode("{"+strings.Repeat(`"a":1,`, 200_000)+`"Statement":[]}`, input.Hints{})
	if err != nil || r.Format != "" || len(r.TopLevel) != 100 {
		t.Errorf("format %q, %d names, %v", r.Format, len(r.TopLevel), err)
	}
}
