package document

import (
	"testing"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

func decode(text string, hints input.Hints) (input.Records, error) {
	return input.Decode([]input.Format{Format{}}, source.NewFile("f.json", []byte(text)), hints)
}

func statement(principal, action, resource string) string {
	s := `{"Effect":"Allow","Action":"` + action + `"`
	if principal != "" {
		s += `,"Principal":"` + principal + `"`
	}
	if resource != "" {
		s += `,"Resource":` + resource
	}
	return `{"Version":"2012-10-17","Statement":[` + s + `}]}`
}

// TestOwner holds to whom a bare document is given: by its place, by the
// bucket that it names, or to nobody.
func TestOwner(t *testing.T) {
	const account = "111122223333/"
	identity := statement("", "s3:Get*", `"arn:aws:s3:::b/*"`)
	trust := statement("*", "sts:AssumeRole", "")
	bucket := func(resources string) string { return statement("*", "s3:Get*", resources) }
	for name, row := range map[string]struct {
		path, text string
		of         policy.Type
		want       string
		guessed    policy.Type
	}{
		"an identity policy":                  {"f.json", identity, "", "document f.json", policy.Identity},
		"a trust policy":                      {"f.json", trust, "", "document f.json", policy.Trust},
		"the user's word against a guess":     {"f.json", identity, policy.SCP, "document f.json", ""},
		"a trust policy in a role's folder":   {account + "roles/r/trust.json", trust, "", "role 111122223333 r trust", policy.Trust},
		"an inline policy in a role's folder": {account + "roles/r/inline/p.json", identity, "", "role 111122223333 r inline p", ""},
		"a managed policy in its folder":      {account + "policies/p/policy.json", identity, "", "policy 111122223333 p", policy.Identity},
		"a bucket policy in its folder":       {account + "buckets/x/policy.json", bucket(`"arn:aws:s3:::b/*"`), "", "bucket 111122223333 x", ""},
		"a key policy in its folder":          {account + "keys/k/policy.json", statement("*", "*", `"*"`), "", "key 111122223333 k", ""},
		"a bucket and its objects":            {"f.json", bucket(`["arn:aws:s3:::b","arn:aws:s3:::b/*"]`), "", "bucket  b", policy.Bucket},
		"a bucket of another partition":       {"f.json", bucket(`"arn:aws-cn:s3:::b/*"`), "", "bucket  b", policy.Bucket},
		"two buckets":                         {"f.json", bucket(`["arn:aws:s3:::b","arn:aws:s3:::c"]`), "", "document f.json", policy.Bucket},
		"a bucket and a pattern":              {"f.json", bucket(`["arn:aws:s3:::b","arn:aws:s3:::b*/x"]`), "", "bucket  b", policy.Bucket},
		"a pattern":                           {"f.json", bucket(`"arn:aws:s3:::b*"`), "", "document f.json", policy.Bucket},
		"a placeholder":                       {"f.json", bucket(`"arn:aws:s3:::<bucket>/*"`), "", "document f.json", policy.Bucket},
		"an access point": {"f.json", bucket(`"arn:aws:s3:eu-west-1:111122223333:accesspoint/a"`), "",
			"access point 111122223333 eu-west-1 a", policy.AccessPoint},
		"an access point and what is behind it": {"f.json",
			bucket(`["arn:aws:s3:eu-west-1:111122223333:accesspoint/a","arn:aws:s3:eu-west-1:111122223333:accesspoint/a/object/*"]`), "",
			"access point 111122223333 eu-west-1 a", policy.AccessPoint},
		"access points of any name": {"f.json", bucket(`"arn:aws:s3:eu-west-1:111122223333:accesspoint/*"`), "",
			"document f.json", policy.AccessPoint},
		"a Multi-Region Access Point": {"f.json", bucket(`"arn:aws:s3::111122223333:accesspoint/a.mrap"`), "",
			"document f.json", policy.AccessPoint},
		"an access point's policy in its folder": {account + "access-points/p@eu-west-1/policy.json", bucket(`"*"`), "",
			"access point 111122223333 eu-west-1 p", ""},
	} {
		t.Run(name, func(t *testing.T) {
			hints := input.PathHints(row.path)
			hints.Type = row.of
			r, err := input.Decode([]input.Format{Format{}}, source.NewFile(row.path, []byte(row.text)), hints)
			if err != nil {
				t.Fatal(err)
			}
			if got := owner(r); got != row.want || r.Guessed != row.guessed {
				t.Errorf("got %q, guessed %q; want %q, %q", got, r.Guessed, row.want, row.guessed)
			}
		})
	}
}

func owner(r input.Records) string {
	switch {
	case len(r.Documents) == 1:
		return "document " + r.Documents[0].Name
	case len(r.Keys) == 1 && r.Keys[0].Policy.State == input.Present:
		return "key " + r.Keys[0].Account + " " + r.Keys[0].ID
	case len(r.Buckets) == 1 && r.Buckets[0].Policy.State == input.Present:
		return "bucket " + r.Buckets[0].Account + " " + r.Buckets[0].Name
	case len(r.AccessPoints) == 1 && r.AccessPoints[0].Policy.State == input.Present:
		p := r.AccessPoints[0]
		return "access point " + p.Account + " " + p.Region + " " + p.Name
	case len(r.Policies) == 1 && r.Policies[0].Document != nil:
		return "policy " + r.Policies[0].Account + " " + r.Policies[0].Name
	case len(r.Roles) == 1 && r.Roles[0].Trust != nil:
		return "role " + r.Roles[0].Account + " " + r.Roles[0].Name + " trust"
	case len(r.Roles) == 1 && len(r.Roles[0].Inline) == 1:
		return "role " + r.Roles[0].Account + " " + r.Roles[0].Name + " inline " + r.Roles[0].Inline[0].Name
	}
	return "nothing"
}

// TestResemblance holds what is near enough to a document to be told so.
func TestResemblance(t *testing.T) {
	for text, want := range map[string]bool{
		`{"Statement":[]}`:                                  true,
		`{"Statement":{"Sid":"x"}}`:                         true,
		`{"Statement":"x"}`:                                 false,
		`{"Version":"2012-10-17","Statement":"x"}`:          true,
		`{"Version":"1.0","Statement":"Balance due"}`:       false,
		`[{"Statement":"The sky is blue","Answer":true}]`:   false,
		`{"Statement":[{"Text":"x"}],"Page":1}`:             false,
		`{"Statement":[{"Effect":"dust","Frames":1}]}`:      false,
		`{"Action":"jump","Effect":"dust cloud"}`:           false,
		`{"Action":"jump","Effect":"Alow"}`:                 true,
		`{"Action":"s3:GetObject","Effect":"Permit"}`:       true,
		`{"Version":"2012-10-71","Statement":"x"}`:          true,
		`{"Version":"1.0","Statement":[{"Effect":"alow"}]}`: true,
		`{"Statement":[{"Effect":["Allow"]}]}`:              true,
		`{"Statement":[{"Sid":"x"},{"Effect":"DENY"}]}`:     true,
		`{"Version":"2012-10-17"}`:                          true,
		`{"version":"2008-10-17"}`:                          true,
		`{"statement":[{"effect":"Allow"}]}`:                true,
		`{"Statements":{"Effect":"Allow"}}`:                 true,
		`{"Effect":"Allow","Action":"s3:*","Resource":"*"}`: true,
		`{"Effect":"Deny","NotAction":"s3:*"}`:              true,
		`{"Effect":"Allow"}`:                                false,
		`{"Action":"x"}`:                                    false,
		`{"Version":"2010-09-09"}`:                          false,
		`{"version":3,"services":{}}`:                       false,
		`{"statements":[{"sql":"select"}]}`:                 false,
		`{"statements":[["effect"]]}`:                       false,
		`{"statements":[]}`:                                 false,
		`{"AWSTemplateFormatVersion":"x","Resources":{}}`:   false,
		`"Statement"`:        false,
		`[{"a":1}]`:          false,
		`[{"Statement":[]}]`: true,
		`{"Statement":[],"Resources":{"a":{"Type":"AWS::"}}}`: true,
	} {
		r, err := decode(text, input.Hints{})
		if got := r.Format != ""; err != nil || got != want {
			t.Errorf("%s: recognised %v, %v", text, got, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(statement("*", "s3:Get*", `["arn:aws:s3:::b","arn:aws:s3:::b/*"]`)))
	f.Add([]byte("\ufeff{\"statement\":{\"effect\":1}}{\"Version\":\"2012-10-17\"}"))
	f.Add([]byte(`[{"Effect":"Allow","Action":[]},{"Statement":[{}]}]`))
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, of := range []policy.Type{"", policy.Trust} {
			r, err := decode(string(text), input.Hints{Type: of})
			if of != "" && (err != nil || r.Format == "") {
				t.Fatalf("under a type: format %q, %v", r.Format, err)
			}
			for _, d := range r.Documents {
				at := d.Policy.Origin().Locate(source.Span{Start: 0, End: len(d.Policy.Text())})
				if at.Start < 0 || at.End > len(text) || string(text[at.Start:at.End]) != string(d.Policy.Text()) {
					t.Fatalf("document of %v is not what stands there", at)
				}
			}
		}
	})
}
