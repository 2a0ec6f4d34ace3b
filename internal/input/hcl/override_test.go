package hcl

import (
	"strings"
	"testing"
)

// TestOverrides holds what sources of certain names do to those beside them.
func TestOverrides(t *testing.T) {
	const main = `variable "name" { default = "data" }
locals {
  action = "s3:GetObject"
  other  = "x"
}
resource "aws_s3_bucket" "b" { bucket = var.name }
resource "aws_s3_bucket_policy" "p" {
  bucket = aws_s3_bucket.b.id
  policy = jsonencode({Statement = [{Effect = "Allow", Principal = "*", Action = local.action, Resource = "*"}]})
}
`
	const get, put = `{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}`, `{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:PutObject","Resource":"*"}]}`
	const document = `data "aws_iam_policy_document" "d" {
  statement { actions = ["s3:GetObject"] }
  statement { actions = ["s3:PutObject"] }
}
resource "aws_iam_policy" "p" {
  name   = "p"
  policy = data.aws_iam_policy_document.d.json
}
`
	for name, row := range map[string]struct {
		files map[string]string
		want  string
	}{
		"none": {map[string]string{"main.tf": main}, "bucket data of ${account}: present " + get + " at a/main.tf:9\n"},
		"a variable": {map[string]string{"main.tf": main, "override.tf": `variable "name" { default = "logs" }`},
			"bucket logs of ${account}: present " + get + " at a/main.tf:9\n"},
		"a local value": {map[string]string{"main.tf": main, "x_override.tf": "locals {\n  action = \"s3:PutObject\"\n}"},
			"bucket data of ${account}: present " + put + " at a/main.tf:9\n"},
		"the last one wins": {map[string]string{"main.tf": main, "a_override.tf": `locals { action = "s3:PutObject" }`, "b_override.tf": `locals { action = "s3:GetObject" }`},
			"bucket data of ${account}: present " + get + " at a/main.tf:9\n"},
		"an argument, at its own place": {map[string]string{"zz.tf": main, "override.tf": "\n\nresource \"aws_s3_bucket_policy\" \"p\" {\n  policy = jsonencode({Statement = [{Effect = \"Allow\", Principal = \"*\", Action = \"s3:PutObject\", Resource = \"*\"}]})\n}"},
			"bucket data of ${account}: present " + put + " at a/override.tf:4\n"},
		"in JSON": {map[string]string{"main.tf": main, "override.tf.json": `{"resource": {"aws_s3_bucket": {"b": {"bucket": "logs"}}}}`},
			"bucket logs of ${account}: present " + get + " at a/main.tf:9\n"},
		"all blocks of a kind": {map[string]string{"main.tf": document, "override.tf": `data "aws_iam_policy_document" "d" {
  statement { actions = ["s3:DeleteObject"] }
}`}, "policy arn:aws:iam::${account}:policy/p " + `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:DeleteObject"}]}` + " at a/main.tf:1\n"},
		"all blocks of a kind by a dynamic one": {map[string]string{"main.tf": document, "override.tf": `data "aws_iam_policy_document" "d" {
  dynamic "statement" {
    for_each = ["s3:DeleteObject"]
    content { actions = [statement.value] }
  }
}`}, "policy arn:aws:iam::${account}:policy/p " + `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:DeleteObject"}]}` + " at a/main.tf:1\n"},
		"how many there are": {map[string]string{"main.tf": `resource "aws_s3_bucket" "b" { bucket = "b" }`, "override.tf": `resource "aws_s3_bucket" "b" { count = 0 }`}, ""},
		"nothing that is there": {map[string]string{"main.tf": `resource "aws_s3_bucket" "b" { bucket = "b" }`, "override.tf": `resource "aws_s3_bucket" "c" { bucket = "c" }`},
			"bucket b of ${account}: absent nothing\nbucket c of ${account}: absent nothing\nodd resource.aws_s3_bucket.c in an override file\n"},
		"a module": {map[string]string{"main.tf": `module "m" {
  source = "../m"
  name   = "data"
}`, "override.tf": `module "m" { name = "logs" }`, "../m/main.tf": `variable "name" {}
resource "aws_s3_bucket" "b" { bucket = var.name }`}, "bucket logs of ${account}: absent nothing\n"},
		"OpenTofu's own": {map[string]string{"main.tf": main, "main.tofu": strings.Replace(main, "Get", "Put", 1), "more.tofu": `resource "aws_s3_bucket" "c" { bucket = "c" }`},
			"bucket data of ${account}: present " + put + " at a/main.tofu:9\nbucket c of ${account}: absent nothing\nnote beside OpenTofu's own file of that name main.tf is not read\n"},
		"OpenTofu's own overrides": {map[string]string{"main.tofu": main, "override.tofu": `variable "name" { default = "logs" }`, "main.tofu.json": `{"resource": {"aws_s3_bucket": {"c": {"bucket": "c"}}}}`},
			"bucket logs of ${account}: present " + get + " at a/main.tofu:9\nbucket c of ${account}: absent nothing\n"},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{}
			for name, text := range row.files {
				if in, ok := strings.CutPrefix(name, "../"); ok {
					files[in] = text
				} else {
					files["a/"+name] = text
				}
			}
			if got := seen(read(files)); got != row.want {
				t.Errorf("\n%s\nwant\n%s", got, row.want)
			}
		})
	}
}
