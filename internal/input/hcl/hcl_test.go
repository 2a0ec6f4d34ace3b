package hcl

import (
	"errors"
	"fmt"
	"path"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// read reads files, by their paths, as Terraform would be run in folder a.
func read(files map[string]string) input.Records {
	return Read("a", Reader{
		List: func(folder string) (names []string) {
			for name := range files {
				if path.Dir(name) == folder {
					names = append(names, path.Base(name))
				}
			}
			return names
		},
		File: func(name string) (*source.File, error) {
			text, ok := files[name]
			if !ok {
				return nil, errors.New(name + ": no such file")
			}
			return source.NewFile(name, []byte(text)), nil
		},
	}, input.Hints{})
}

// seen writes records in a line each, with their unknowns as people see them.
func seen(r input.Records) string {
	var b strings.Builder
	say := func(format string, args ...any) { b.WriteString(unknown.Show(fmt.Sprintf(format, args...)) + "\n") }
	text := func(d *policy.Document) string {
		if d == nil {
			return "nothing"
		}
		at := d.Origin().File.Position(d.Origin().Locate(source.Span{Start: len(d.Text()) / 2, End: len(d.Text()) / 2}).Start)
		return fmt.Sprintf("%s at %s:%d", strings.Join(strings.Fields(string(d.Text())), ""), d.Origin().File.Name, at.Line)
	}
	for _, one := range r.Roles {
		say("role %s trusts %s", one.ARN, text(one.Trust))
		for _, d := range one.Inline {
			say("role %s has %s %s", one.Name, d.Name, text(d.Policy))
		}
		for _, ref := range one.Attached.Value {
			say("role %s attached %s", one.Name, ref.ARN)
		}
	}
	for _, one := range r.Policies {
		say("policy %s %s", one.ARN, text(one.Document))
	}
	for _, one := range r.Buckets {
		say("bucket %s of %s: %s %s", one.Name, one.Account, one.Policy.State, text(one.Policy.Value))
	}
	for _, one := range r.OrgPolicies {
		say("organization policy %s %s", one.Name, text(one.Document))
	}
	for _, one := range r.Targets {
		say("target %s below %s: %v", one.ID, one.Parent, append(one.AmongSCPs, one.AmongRCPs...))
	}
	for _, d := range r.Documents {
		say("document %s %s", d.Name, text(d.Policy))
	}
	for _, n := range r.Notes {
		say("note %s", n)
	}
	for _, o := range r.Odd {
		say("odd %s", o.Found)
	}
	for _, err := range r.Lost {
		say("lost %v", err)
	}
	return b.String()
}

// policyOf is a managed policy with a document.
func policyOf(expression string) string {
	return "resource \"aws_iam_policy\" \"p\" {\n  name = \"p\"\n  policy = " + expression + "\n}\n"
}

const is = "policy arn:aws:iam::${account}:policy/p "

// written are sources with what they are read as, and at which line the middle of
// each document stands.
func written() map[string]struct {
	files map[string]string
	want  string
} {
	return map[string]struct {
		files map[string]string
		want  string
	}{
		"jsonencode keeps lines, numbers and words": {
			map[string]string{"a/main.tf": policyOf("jsonencode({\n    Version = \"2012-10-17\"\n    \"Statement\" : [{ Effect = \"Allow\", Action = [\"s3:*\"], Resource = var.r,\n      Condition = { Bool = { \"aws:SecureTransport\" = false } } }]\n  })") +
				"variable \"r\" { default = \"*\" }\n"},
			is + `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*"],"Resource":"*","Condition":{"Bool":{"aws:SecureTransport":false}}}]} at a/main.tf:5` + "\n"},
		"a heredoc is read where it stands": {
			map[string]string{"a/main.tf": policyOf("<<EOF\n{\"Statement\": [\n  {\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\",\n   \"Resource\": \"*\"}\n]}\nEOF\n")},
			is + `{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]} at a/main.tf:5` + "\n"},
		"a heredoc with parts keeps its lines": {
			map[string]string{"a/main.tf": policyOf("<<-EOF\n    {\"Statement\": [\n      {\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\",\n       \"Resource\": \"${aws_s3_bucket.b.arn}/*\"}\n    ]}\n    EOF\n") + "resource \"aws_s3_bucket\" \"b\" {}\n"},
			is + `{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::${aws_s3_bucket.b.bucket}/*"}]} at a/main.tf:6` + "\nbucket ${aws_s3_bucket.b.bucket} of ${account}: absent nothing\n"},
		"a document of a data source, with what overrides it": {
			map[string]string{"a/main.tf": policyOf("data.aws_iam_policy_document.d.json") + `data "aws_iam_policy_document" "d" {
  source_policy_documents   = [data.aws_iam_policy_document.s.json]
  override_policy_documents = [jsonencode({ Statement = { Sid = "b", Effect = "Deny", Action = "s3:*", Resource = "*" } })]
  statement {
    sid       = "b"
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::x/&{aws:username}/*"]
  }
}
data "aws_iam_policy_document" "s" {
  dynamic "statement" {
    for_each = toset(["1", "2"])
    content {
      sid       = "s${statement.value}"
      actions   = ["s3:Get${statement.key}"]
      resources = ["arn:aws:s3:::x/&{aws:username}/*"]
      condition {
        test     = "Bool"
        variable = "aws:SecureTransport"
        values   = ["true"]
      }
    }
  }
}
`},
			is + `{"Version":"2012-10-17","Statement":[{"Sid":"s1","Effect":"Allow","Action":"s3:Get1","Resource":"arn:aws:s3:::x/${aws:username}/*","Condition":{"Bool":{"aws:SecureTransport":"true"}}},{"Sid":"s2","Effect":"Allow","Action":"s3:Get2","Resource":"arn:aws:s3:::x/${aws:username}/*","Condition":{"Bool":{"aws:SecureTransport":"true"}}},{"Sid":"b","Effect":"Deny","Action":"s3:*","Resource":"*"}]} at a/main.tf:17` + "\n"},
		"copies by count and for_each, and references to them": {
			map[string]string{"a/main.tf": `resource "aws_iam_role" "r" {
  for_each = { x = "/", y = "/team/" }
  name     = "r-${each.key}"
  path     = each.value
}
resource "aws_iam_policy" "p" {
  count = length(local.names)
  name  = local.names[count.index]
}
resource "aws_iam_role_policy_attachment" "a" {
  for_each   = aws_iam_role.r
  role       = each.value.name
  policy_arn = aws_iam_policy.p[1].arn
}
locals { names = [for n in ["a", "b", "c"] : upper(n) if n != "a"] }
`},
			"role arn:aws:iam::${account}:role/r-x trusts nothing\nrole r-x attached arn:aws:iam::${account}:policy/C\n" +
				"role arn:aws:iam::${account}:role/team/r-y trusts nothing\nrole r-y attached arn:aws:iam::${account}:policy/C\n" +
				"policy arn:aws:iam::${account}:policy/B nothing\npolicy arn:aws:iam::${account}:policy/C nothing\n"},
		"local modules, their variables and outputs": {
			map[string]string{"a/main.tf": `module "b" {
  source = "./modules/bucket"
  name   = "data"
}
module "far" { source = "terraform-aws-modules/iam/aws" }
resource "aws_s3_bucket_policy" "p" {
  bucket = module.b.id
  policy = file("${path.module}/policy.json")
}
`, "a/modules/bucket/main.tf": "variable \"name\" {}\nresource \"aws_s3_bucket\" \"this\" { bucket = var.name }\noutput \"id\" { value = one(aws_s3_bucket.this[*].id) }\n",
				"a/policy.json": `{"Statement": []}`},
			"bucket data of ${account}: present {\"Statement\":[]} at a/policy.json:1\nodd module far from terraform-aws-modules/iam/aws\n"},
		"the account and Region of providers": {
			map[string]string{"a/main.tf": `provider "aws" { allowed_account_ids = ["111122223333"] }
provider "aws" {
  alias = "data"
  assume_role { role_arn = "arn:aws:iam::444455556666:role/deploy" }
}
data "aws_caller_identity" "me" {}
resource "aws_s3_bucket" "a" { bucket = "a-${data.aws_caller_identity.me.account_id}" }
resource "aws_s3_bucket" "b" {
  provider = aws.data
  bucket   = "b"
}
`},
			"bucket a-111122223333 of 111122223333: absent nothing\nbucket b of 444455556666: absent nothing\n"},
		"what cannot be evaluated is unknown, and equal to itself": {
			map[string]string{"a/main.tf": policyOf(`jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = [var.x, var.x, local.a] }] })`) +
				"variable \"x\" {}\nlocals {\n  a = local.b\n  b = local.a\n}\nresource \"aws_iam_policy\" \"q\" {\n  name = \"q\"\n  policy = var.q\n}\n"},
			is + "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":[\"${var.x}\",\"${var.x}\",\"${local.a}\"]}]} at a/main.tf:3\n" +
				"policy arn:aws:iam::${account}:policy/q nothing\nnote 1 policy is not known without a plan\n"},
		"a name that nobody knows is that name wherever it stands": {
			map[string]string{"a/main.tf": "variable \"b\" {}\nresource \"aws_s3_bucket\" \"b\" { bucket = var.b }\nresource \"aws_s3_bucket_policy\" \"b\" {\n  bucket = var.b\n" +
				"  policy = jsonencode({ Statement = { Effect = \"Allow\", Action = \"s3:*\", Principal = \"*\", Resource = \"arn:aws:s3:::${var.b}/*\" } })\n}\n"},
			"bucket ${var.b} of ${account}: present {\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Principal\":\"*\",\"Resource\":\"arn:aws:s3:::${var.b}/*\"}} at a/main.tf:5\n"},
		"a text that is JSON only once somebody knows a part of it is no policy yet": {
			map[string]string{"a/main.tf": "variable \"x\" {}\n" + policyOf(`"{\"Statement\": ${var.x}}"`)},
			is + "nothing\nnote 1 policy is not known without a plan\n"},
		"what does not parse is named, and the rest read": {
			map[string]string{"a/bad.tf": "resource \"aws_s3_bucket\" \"x\" {\n  bucket = \n}\n", "a/good.tf": "resource \"aws_s3_bucket\" \"b\" { bucket = \"b\" }\n"},
			"bucket ${what does not parse} of ${account}: absent nothing\nbucket b of ${account}: absent nothing\nlost a/bad.tf:2:12: invalid expression\n"},
		"of two policies of one bucket neither is passed over": {
			map[string]string{"a/main.tf": "resource \"aws_s3_bucket\" \"b\" { bucket = \"b\" }\nresource \"aws_s3_bucket_policy\" \"x\" {\n  bucket = \"b\"\n  policy = \"{\\\"Id\\\": \\\"x\\\"}\"\n}\n" +
				"resource \"aws_s3_bucket_policy\" \"y\" {\n  bucket = aws_s3_bucket.b.id\n  policy = \"{\\\"Id\\\": \\\"y\\\"}\"\n}\n"},
			"bucket b of ${account}: present {\"Id\":\"x\"} at a/main.tf:4\nbucket b of ${account}: present {\"Id\":\"y\"} at a/main.tf:8\n"},
		"modules that call each other end": {
			map[string]string{"a/main.tf": "module \"m\" { source = \"../b\" }\n", "b/main.tf": "module \"m\" { source = \"../b\" }\n"},
			"odd module m from ../b\n"},
	}
}

// TestSources holds what Terraform's sources are read as.
func TestSources(t *testing.T) {
	for name, c := range written() {
		if got := seen(read(c.files)); got != c.want {
			t.Errorf("%s:\n%swant\n%s", name, got, c.want)
		}
	}
}

// TestEditable holds that a text is edited where it stands if it is that of one
// resource alone.
func TestEditable(t *testing.T) {
	const text = "<<EOF\n{\"Statement\": []}\nEOF\n"
	module := func(call string) map[string]string {
		return map[string]string{"a/main.tf": call, "a/m/main.tf": policyOf(text)}
	}
	for name, c := range map[string]struct {
		files map[string]string
		want  bool
	}{
		"of one":            {map[string]string{"a/main.tf": policyOf(text)}, true},
		"of a module":       {module("module \"m\" { source = \"./m\" }\n"), true},
		"of a copy":         {map[string]string{"a/main.tf": policyOf(text + "  count = 2")}, false},
		"of a local":        {map[string]string{"a/main.tf": policyOf("local.p") + "locals {\n  p = " + text + "}\n"}, false},
		"of copied modules": {module("module \"m\" {\n  source = \"./m\"\n  for_each = toset([\"x\"])\n}\n"), false},
		"of a file":         {map[string]string{"a/main.tf": policyOf("file(\"p.json\")"), "a/p.json": "{}"}, false},
	} {
		d := read(c.files).Policies[0].Document
		if o := d.Origin(); o.Source != c.want || o.Embedded() == c.want {
			t.Errorf("%s: source %v, embedded %v", name, o.Source, o.Embedded())
		}
	}
	two := read(module("module \"m\" { source = \"./m\" }\nmodule \"n\" { source = \"./m\" }\n")).Policies
	if two[0].Document.Origin().Source || two[1].Document.Origin().Source {
		t.Error("two modules of the same sources")
	}
}

// TestGrowth holds that sources that grow without end, or stand in each other
// without end, are given up on.
func TestGrowth(t *testing.T) {
	var doubles strings.Builder
	doubles.WriteString("locals {\n  v0 = \"xxxxxxxxxxxxxxxx{\"\n")
	for i := range 60 {
		fmt.Fprintf(&doubles, "  v%d = \"${local.v%d}${local.v%d}\"\n  l%d = [for a in range(1000) : [for b in range(1000) : local.v1]]\n", i+1, i, i, i)
	}
	doubles.WriteString("}\n" + policyOf("local.v60") + strings.Replace(policyOf("jsonencode(local.l0)"), `"p"`, `"q"`, 1))
	for _, text := range []string{
		doubles.String(),
		policyOf(strings.Repeat("(", 100_000)),
		policyOf(strings.Repeat("[", 400) + strings.Repeat("]", 400)),
		policyOf(strings.Repeat("!", 100_000) + "true"),
		policyOf("\"" + strings.Repeat("${\"", 1000)),
		"resource \"aws_s3_bucket\" \"b\" {\n  count = 1000000000\n  bucket = \"${count.index}\"\n}\n",
	} {
		if r := read(map[string]string{"a/main.tf": text}); len(r.Buckets) > maxCopies {
			t.Errorf("%d buckets", len(r.Buckets))
		}
	}
}

func FuzzSources(f *testing.F) {
	f.Add(policyOf("jsonencode({ Statement = [for s in local.x : merge(s, { Effect = \"Allow\" })] })") + "locals { x = [{ Action = \"s3:*\" }] }")
	f.Add("data \"aws_iam_policy_document\" \"d\" {\n  dynamic \"statement\" {\n    for_each = aws_s3_bucket.b[*].arn\n    content { resources = [statement.value] }\n  }\n}\nresource \"aws_s3_bucket\" \"b\" { count = 2 }")
	f.Add("module \"m\" {\n  source = \"./\"\n  for_each = toset([\"a\"])\n  x = module.m[\"a\"].y\n}\noutput \"y\" { value = try(format(\"%s\", var.x), split(\",\", \"a,b\")[0]) }\nvariable \"x\" {}")
	f.Add(policyOf("<<-EOT\n  {\"Statement\": ${jsonencode(var.x ? [1] : {a = true})}}\n  EOT\n"))
	f.Add("module \"m\" {\n  source = \"./\"\n  for_each = f(")
	f.Add(`{"resource": {"aws_iam_policy": {"p": [{"name": "p", "policy": "${jsonencode({Statement = var.x})}"}]}}, "variable": {"x": {"default": [{"Effect": "Allow"}]}},
 "data": {"aws_iam_policy_document": {"d": {"dynamic": {"statement": {"for_each": "${aws_s3_bucket.b[*].arn}", "content": {"resources": ["${statement.value}"]}}}}}}}`)
	f.Fuzz(func(t *testing.T, text string) {
		name := "a/main.tf"
		if strings.HasPrefix(text, "{") {
			name += ".json"
		}
		r := read(map[string]string{name: text})
		for _, d := range r.Documents {
			if at := d.Policy.Origin().Span; at.Start < 0 || at.End > len(d.Policy.Origin().File.Text) || at.Start > at.End {
				t.Errorf("a document at %v of %d bytes", at, len(text))
			}
		}
	})
}
