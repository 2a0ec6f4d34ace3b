package hcl

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/crossgrant/crossgrant/internal/source"
)

// transcribed writes sources in Terraform's other notation: blocks as objects in lists,
// expressions as templates.
func transcribed(t *testing.T, text string) string {
	t.Helper()
	parsed, diagnostics := hclsyntax.ParseConfig([]byte(text), "main.tf", hcl.InitialPos)
	if diagnostics.HasErrors() {
		return ""
	}
	var body func(b *hclsyntax.Body, kind string) map[string]any
	body = func(b *hclsyntax.Body, kind string) map[string]any {
		out := map[string]any{"//": "transcribed"}
		for name, a := range b.Attributes {
			expression := strings.TrimSpace(string(a.Expr.Range().SliceBytes([]byte(text))))
			if strings.HasPrefix(expression, "<<") {
				expression += "\n"
			}
			constant, diagnostics := a.Expr.Value(nil)
			switch plain := !diagnostics.HasErrors() && !strings.HasPrefix(expression, "{") && !strings.HasPrefix(expression, "["); {
			case name == "provider":
				out[name] = expression
			case plain && constant.Type().FriendlyName() == "string":
				out[name] = strings.NewReplacer("${", "$${", "%{", "%%{").Replace(constant.AsString())
				if kind == "variable" {
					out[name] = constant.AsString()
				}
			default:
				out[name] = "${" + expression + "}"
			}
		}
		for _, inner := range b.Blocks {
			value := any(body(inner.Body, inner.Type))
			for i := len(inner.Labels) - 1; i >= 0; i-- {
				value = map[string]any{inner.Labels[i]: value}
			}
			list, _ := out[inner.Type].([]any)
			out[inner.Type] = append(list, value)
		}
		return out
	}
	out, err := json.MarshalIndent(body(parsed.Body.(*hclsyntax.Body), ""), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

var lines = regexp.MustCompile(`( at )?a/[a-z/]+\.(tf|json)(\.json)?:\d+`)

// TestNotations holds that sources say the same in both notations.
func TestNotations(t *testing.T) {
	both := func(name string, files map[string]string) {
		other := map[string]string{}
		for file, text := range files {
			if other[file] = text; !strings.HasSuffix(file, ".tf") {
				continue
			}
			delete(other, file)
			if other[file+".json"] = transcribed(t, text); other[file+".json"] == "" {
				return // it does not parse
			}
		}
		want, got := lines.ReplaceAllString(seen(read(files)), ""), lines.ReplaceAllString(seen(read(other)), "")
		if got != want {
			t.Errorf("%s:\n%swant\n%s%s", name, got, want, other["a/main.tf.json"])
		}
	}
	for name, c := range written() {
		both(name, c.files)
	}
	for name, holder := range holders {
		text := strings.NewReplacer("{ ", "{\n", ", ", "\n", " }", "\n}\n").Replace(holder)
		for _, spelling := range []string{`jsonencode({ Statement = [{ Sid = "Mine", Effect = "Deny", Action = ["s3:GetObject"], Resource = ["*"] }] })`,
			"\"{\\\"Statement\\\": [{\\\"Sid\\\": \\\"Mine\\\", \\\"Effect\\\": \\\"Deny\\\"}]}\""} {
			both(name, map[string]string{"a/main.tf": strings.Replace(text, "P\n", spelling+"\n", 1)})
		}
	}
}

// TestJSONValues holds which files give variables their values, and which of them
// counts.
func TestJSONValues(t *testing.T) {
	files := map[string]string{
		"a/main.tf.json":          `{"variable": {"n": {"default": "${x}"}}, "resource": {"aws_s3_bucket": {"b": [{"bucket": "${var.n}"}]}}}`,
		"a/terraform.tfvars.json": `{"n": "second"}`,
	}
	for _, step := range []struct{ file, text, want string }{
		{"", "", "second"},
		{"a/terraform.tfvars", "n = \"first\"\n", "second"},
		{"a/b.auto.tfvars", "n = \"fourth\"\n", "fourth"},
		{"a/a.auto.tfvars.json", `{"n": "third"}`, "fourth"},
		{"a/c.auto.tfvars.json", `{"n": "${fifth}"}`, "${fifth}"},
		{"a/other.tfvars.json", `{"n": "none"}`, "${fifth}"},
	} {
		files[step.file] = step.text
		if got := read(files).Buckets[0].Name; got != step.want {
			t.Errorf("with %s: %s, want %s", step.file, got, step.want)
		}
	}
}

// TestJSONPlaces holds that a value in JSON stands where it is written, behind the
// escapes of a string, too, and that a document in one is the string's.
func TestJSONPlaces(t *testing.T) {
	const text = `{"resource": {"aws_iam_policy": {
  "p": {"name": "p", "policy": "{\"Statement\": [\n{\"Effect\": \"Allow\"}]}"},
  "q": {"name": "q", "policy": "${jsonencode({\n  Statement = [{ Effect = \"Deny\" }]})}"}}}}`
	r := read(map[string]string{"a/main.tf.json": text})
	for i, want := range []string{`\"Allow\"`, `\"Deny\"`} {
		d := r.Policies[i].Document
		at, _ := d.Locate(source.Path{source.Member("Statement"), source.Element(0), source.Member("Effect")})
		if span := d.Origin().Locate(at); text[span.Start:span.End] != want {
			t.Errorf("%q stands at %q, want %q", d.Text()[at.Start:at.End], text[span.Start:span.End], want)
		}
	}
	if o := r.Policies[0].Document.Origin(); o.Rendered != nil || len(o.Encodings) != 1 {
		t.Errorf("%+v", o)
	}
}

// TestJSONGrowth holds that what is no JSON, or no configuration, is no end.
func TestJSONGrowth(t *testing.T) {
	for _, text := range []string{
		"", "[", "null", "[]", `{"resource": 1}`, `{"resource": {"aws_iam_role": "x"}}`, `{"resource": {"aws_iam_role": {"r": null}}}`,
		`{"resource": ` + strings.Repeat("[", 400) + strings.Repeat("]", 400) + "}",
		`{"resource": {"aws_s3_bucket": {"b": {"count": 1000000000, "provider": "1 + ", "dynamic": {"x": {"content": 1}}, "bucket": "${"}}}}`,
	} {
		read(map[string]string{"a/main.tf.json": text})
	}
}
