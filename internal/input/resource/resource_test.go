package resource

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

func decode(path, text string) (input.Records, error) {
	return input.Decode([]input.Format{Format{}}, source.NewFile(path, []byte(text)), input.PathHints(path))
}

func grant(action, resource string) string {
	return `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"` + action + `","Resource":"` + resource + `"}]}`
}

func quote(t *testing.T, s string) string {
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestWrappers holds what each wrapper holds: P stands for the policy.
func TestWrappers(t *testing.T) {
	const folder, ap = "111122223333/", "arn:aws:s3:eu-west-1:111122223333:accesspoint/"
	bucket := grant("s3:GetObject", "arn:aws:s3:::b/*")
	queue := grant("sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:q")
	noPrincipal := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"%s"}]}`
	for name, row := range map[string]struct{ path, wrapper, policy, want string }{
		"get-bucket-policy":                      {"f.json", `{"Policy":P}`, bucket, "bucket  b"},
		"get-bucket-policy in its folder":        {folder + "buckets/x/policy.json", `{"Policy":P}`, queue, "bucket 111122223333 x"},
		"get-key-policy":                         {"f.json", `{"Policy":P,"PolicyName":"default"}`, grant("kms:*", "*"), "key f.json"},
		"get-key-policy in its folder":           {folder + "keys/k/policy.json", `{"Policy":P}`, grant("*", "*"), "key 111122223333 k"},
		"get-access-point-policy":                {"f.json", `{"Policy":P}`, grant("s3:*", ap+"a"), "access-point 111122223333 eu-west-1 a"},
		"get-access-point-policy in its folder":  {folder + "access-points/p@eu-west-1/policy.json", `{"Policy":P}`, queue, "access-point 111122223333 eu-west-1 p"},
		"get-access-point-policy of any":         {"f.json", `{"Policy":P}`, grant("s3:*", ap+"*"), "access-point f.json"},
		"get-access-point-policy of any account": {"f.json", `{"Policy":P}`, grant("s3:*", "arn:aws:s3:eu-west-1:*:accesspoint/a"), "access-point f.json"},
		"get-access-point-policy of any Region":  {"f.json", `{"Policy":P}`, grant("s3:*", "arn:aws:s3:*:111122223333:accesspoint/a"), "access-point f.json"},
		"get-access-point-policy of two": {"f.json", `{"Policy":P}`,
			strings.Replace(grant("s3:*", ap+"a"), `"`+ap+`a"`, `["`+ap+`a","`+ap+`b/object/*"]`, 1), "access-point f.json"},
		"get-access-point-policy of objects": {"f.json", `{"Policy":P}`,
			grant("s3:*", ap+"a/object/*"), "access-point 111122223333 eu-west-1 a"},
		"lambda get-policy":                          {"f.json", `{"Policy":P,"RevisionId":"r"}`, grant("lambda:InvokeFunction", "arn:aws:lambda:x:1:f"), "resource f.json"},
		"get-queue-attributes":                       {"f.json", `{"Attributes":{"QueueArn":"arn:aws:sqs:x:1:q","Policy":P}}`, queue, "resource arn:aws:sqs:x:1:q"},
		"get-topic-attributes without a policy":      {"f.json", `{"Attributes":{"TopicArn":"arn:aws:sns:x:1:t"}}`, "", "not recognised"},
		"secretsmanager get-resource-policy":         {"f.json", `{"ARN":"arn:aws:secretsmanager:x:1:s","ResourcePolicy":P}`, queue, "resource arn:aws:secretsmanager:x:1:s"},
		"glue get-resource-policy":                   {"f.json", `{"PolicyInJson":P,"PolicyHash":"h"}`, queue, "resource f.json"},
		"ecr get-repository-policy":                  {"f.json", `{"registryId":"1","policyText":P}`, queue, "resource f.json"},
		"a policy of nobody is no identity policy":   {"f.json", `{"Policy":P}`, fmt.Sprintf(noPrincipal, "*"), "resource f.json no-principal"},
		"a bucket policy of nobody":                  {"f.json", `{"Policy":P}`, fmt.Sprintf(noPrincipal, "arn:aws:s3:::b"), "bucket  b no-principal"},
		"a policy that is not JSON":                  {"f.json", `{"Policy":P}`, `{`, "resource f.json not-json"},
		"a word under that name":                     {"f.json", `{"Policy":P}`, `Retain`, "not recognised"},
		"an object of another language":              {"f.json", `{"Policy":{"Statement":"text"}}`, ``, "not recognised"},
		"percent-encoded":                            {"f.json", `{"Policy":P}`, `%7`, "resource f.json not-json"},
		"an empty policy":                            {"f.json", `{"Policy":P}`, ``, "resource f.json not-json"},
		"a bucket policy that is not JSON":           {folder + "buckets/x/policy.json", `{"Policy":P}`, `x`, "bucket 111122223333 x not-json"},
		"no policy":                                  {"f.json", `{"Policy":null}`, "", "not recognised"},
		"a policy of IAM":                            {"f.json", `{"Policy":{"Arn":"a","DefaultVersionId":"v1"}}`, "", "not recognised"},
		"a multi-region access point":                {"f.json", `{"Policy":{"Established":{"Policy":P}}}`, bucket, "access-point f.json"},
		"a multi-region access point without policy": {"f.json", `{"Policy":{"Established":{},"Proposed":{"Policy":P}}}`, bucket, ""},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := decode(row.path, strings.Replace(row.wrapper, "P}", quote(t, row.policy)+"}", 1))
			if strings.Contains(row.wrapper, "P,") {
				r, err = decode(row.path, strings.Replace(row.wrapper, "P,", quote(t, row.policy)+",", 1))
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := render(r); got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
}

func render(r input.Records) string {
	if r.Format == "" {
		return "not recognised"
	}
	var lines []string
	line := func(p *policy.Document, name string) {
		text := string(p.Type()) + " " + name
		for _, problem := range p.Problems() {
			text += " " + string(problem.Kind)
		}
		lines = append(lines, text)
	}
	for _, d := range r.Documents {
		line(d.Policy, d.Name)
	}
	for _, k := range r.Keys {
		line(k.Policy.Value, k.Account+" "+k.ID)
	}
	for _, p := range r.AccessPoints {
		line(p.Policy.Value, p.Account+" "+p.Region+" "+p.Name)
	}
	for _, b := range r.Buckets {
		line(b.Policy.Value, b.Account+" "+b.Name)
	}
	return strings.Join(lines, "; ")
}

// TestMalformedEscape holds that a broken percent escape is told at its place
// in the file, behind escapes of the JSON string around it.
func TestMalformedEscape(t *testing.T) {
	const text = "{\"Policy\": \"\\n\\u0025%7B%ZZ\"}"
	r, err := decode("f.json", text)
	if err != nil || len(r.Documents) != 1 || len(r.Documents[0].Policy.Problems()) != 1 {
		t.Fatal(r, err)
	}
	if got, want := r.Documents[0].Policy.Problems()[0].Found, `f.json:1:15: malformed percent escape "%%7"`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(`{"Policy":"{\"Statement\":[{\"Resource\":\"arn:aws:s3:::b\"}]}"}`)
	f.Add(`{"Attributes":{"Policy":"%7B%22Statement%22%3A%7B%7D%7D","TopicArn":"arn:x"}}{"ResourcePolicy":"\"{}\""}`)
	f.Add(`{"Policy":{"Established":{"Policy":"\u0022\u0022"},"Proposed":7}}{"Policy":"{\"Statement\":{\"Principal\":1,\"Resource\":\"arn:aws:s3:r:111122223333:accesspoint/a/b\"}}"}`)
	f.Fuzz(func(t *testing.T, text string) {
		r, err := decode("f.json", text)
		if err != nil {
			return
		}
		for _, d := range r.Documents {
			at := d.Policy.Origin().Locate(source.Span{Start: 0, End: len(d.Policy.Text())})
			if at.Start < 0 || at.End > len(text) || at.Start > at.End {
				t.Fatalf("document at %v of %d bytes", at, len(text))
			}
		}
	})
}
