package input_test

import (
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// unknownForms are files of no known kind around a policy.
var unknownForms = []form{
	{"create-policy input", `{"PolicyName":"p","PolicyDocument": %s}`, quote},
	{"a policy deep inside", `{"a":[{"b":[1,{"c": %s}]}]}`, bare},
	{"percent-encoded", `{"a":[[ %s ]]}`, percent},
	{"escaped throughout but for its word", `{"a": %s}`, func(d string) string {
		return strings.Replace(hexadecimal(d), hexadecimal("Statement")[1:55], "Statement", 1)
	}},
	{"twice a string", `{"a": %s}`, twice},
	{"an item of AWS Config", `{"Results":[ %s ]}`, func(d string) string {
		return quote(`{"configuration":{"é":1},"supplementaryConfiguration":{"Policy":` + quote(d) + `}}`)
	}},
	{"a percent-encoded one inside an item", `{"Results":[ %s ]}`, func(d string) string {
		return quote(`{"configuration":` + quote(`{"assumeRolePolicyDocument":`+percent(d)+`}`) + `}`)
	}},
	{"behind other strings that mention a Statement", `{"a":"Statement","b":"{\"Statement\"","c":"%7BStatement%ZZ","d": %s}`, bare},
}

// TestSearchPlaces holds that a policy inside a file of no known kind reads as
// it stands there, each place of it at its bytes of the file.
func TestSearchPlaces(t *testing.T) {
	for _, form := range unknownForms {
		t.Run(form.name, func(t *testing.T) {
			file := source.NewFile("f.json", []byte(form.text(everyForm)))
			records, err := input.Decode(formats, file, input.Hints{})
			if err != nil || len(records.Documents) != 1 || len(documents(records)) != 1 {
				t.Fatalf("%d documents, %v", len(records.Documents), err)
			}
			doc := records.Documents[0].Policy
			if got := strings.TrimSpace(string(doc.Text())); got != everyForm {
				t.Fatalf("the document reads %s", got)
			}
			back := doc.Origin().Locator()
			for _, at := range spans(doc) {
				raw := source.Origin{File: file, Span: back(at), Encodings: doc.Origin().Encodings}
				got, err := raw.Decode()
				if want := string(doc.Text()[at.Start:at.End]); err != nil || string(got) != want {
					t.Errorf("%v leads to %q (%v), want %q", at, got, err, want)
				}
			}
		})
	}
}

// TestSearch holds what is taken for a policy, and of which type.
func TestSearch(t *testing.T) {
	const (
		statement = `{"Effect":"Allow","Action":"s3:*","Resource":"*"}`
		document  = `{"Version":"2012-10-17","Statement":[` + statement + `]}`
		trust     = `{"Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}`
	)
	for name, row := range map[string]struct{ text, want string }{
		"two policies":                     {`{"a":` + document + `,"b":[` + quote(document) + `]}`, "identity identity"},
		"a lone statement object":          {`{"a":{"Statement":` + statement + `}}`, "identity"},
		"no statements":                    {`{"a":{"Version":"2012-10-17","Statement":[]}}`, "identity"},
		"no statements, no version":        {`{"a":{"Statement":[]}}`, ""},
		"statements of something else":     {`{"a":{"Statement":[{"sql":"select"}]}}`, ""},
		"a schema of policies":             {`{"properties":{"Statement":{"type":"array"}}}`, ""},
		"a trust policy":                   {`{"a":{"assume_role_policy":` + quote(trust) + `}}`, "trust"},
		"a trust policy by its name":       {`{"a":{"AssumeRolePolicyDocument":{"Statement":{"Effect":"Allow"}}}}`, "trust"},
		"under the user's word":            {`{"a":` + document + `}`, "identity"},
		"a template":                       {`{"Resources":{"R":{"Properties":{"PolicyDocument":{"Statement":[{"Effect":"Allow","Resource":{"Fn::Sub":"x"}}]}}}}}`, "passed over 1"},
		"a template with a plain one":      {`{"a":{"Statement":{"Effect":"Allow","Resource":[{"Ref":"B"}]}},"b":` + document + `}`, "identity passed over 1"},
		"a member called Ref among others": {`{"a":{"Statement":{"Effect":"Allow","Ref":"B"}}}`, "identity"},
		"a string that is no JSON":         {`{"a":"{\"Statement\": x"}`, ""},
		"a Lambda permission":              {`{"Statement":` + quote(statement) + `}`, ""},
		"too many strings around it":       {`{"a":` + quote(quote(quote(quote(quote(document))))) + `}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := decode(row.text, input.Hints{})
			var got []string
			for _, d := range r.Documents {
				got = append(got, string(d.Policy.Type()))
			}
			for _, o := range r.Odd {
				got = append(got, "passed over "+o.Found[:1])
			}
			if joined := strings.Join(got, " "); err != nil || joined != row.want || (r.Format == "") != (row.want == "") {
				t.Errorf("got %q as %q, %v; want %q", joined, r.Format, err, row.want)
			}
		})
	}
	r, err := decode(`{"a":`+document+`}`, input.Hints{Type: policy.SCP})
	if err != nil || len(r.Documents) != 1 || r.Documents[0].Policy.Type() == policy.SCP {
		t.Errorf("--type is for bare documents: %v, %v", r.Documents, err)
	}
}

// FuzzSearch holds of any file that a policy found inside is what stands there.
func FuzzSearch(f *testing.F) {
	for _, form := range unknownForms {
		f.Add(form.text(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*"}]}`))
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := decode(text, input.Hints{})
		if err != nil {
			return
		}
		for _, d := range r.Documents {
			origin := d.Policy.Origin()
			at := origin.Span
			if at.Start < 0 || at.End < at.Start || at.End > len(text) {
				t.Fatalf("a document at %v of %d bytes", at, len(text))
			}
			back := origin.Locator()
			for i := range d.Policy.Statements() {
				inside := d.Policy.Statements()[i].Span
				raw := source.Origin{File: origin.File, Span: back(inside), Encodings: origin.Encodings}
				got, err := raw.Decode()
				if want := string(d.Policy.Text()[inside.Start:inside.End]); err != nil || string(got) != want {
					t.Fatalf("statement %d reads %q (%v), want %q", i, got, err, want)
				}
			}
		}
	})
}
