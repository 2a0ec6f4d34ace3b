package input_test

import (
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/source"
)

// TestOtherNotations holds what is said of a text that is no JSON.
func TestOtherNotations(t *testing.T) {
	const again = "the same call with --output json"
	for name, row := range map[string]struct{ file, text, what, instead string }{
		"Terraform":             {"f", "# x\nresource \"aws_s3_bucket\" \"b\" {\n", "Terraform source", "terraform show -json"},
		"Terraform by its name": {"f.tf", "locals {}\n", "Terraform source", "terraform show -json"},
		"a template":            {"f", "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n", "a CloudFormation template in YAML", "get-template"},
		"text output":           {"f", "ROLE\tarn:aws:iam::111122223333:role/r\n", "text output of the AWS CLI", again},
		"table output":          {"f", "-----------------\n|  GetRole  |\n", "table output of the AWS CLI", again},
		"YAML output":           {"f", "Role:\n  Arn: arn:aws:iam::111122223333:role/r\n", "YAML output of the AWS CLI", again},
		"YAML stream output":    {"f", "- Roles:\n  - Arn: x\n", "YAML output of the AWS CLI", again},
		"Python":                {"f", "{'Role': {'RoleName': 'r'}}", "a dictionary as Python prints it", "json.dumps"},
		"XML":                   {"f", "<?xml version=\"1.0\"?>\n", "XML", again[14:]},
		"JSON that is cut off":  {"f", "{\"Role\": {", "", "unexpected end"},
		"JSON with a comment":   {"f", "// x\n{}", "", "invalid character '/'"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := input.Decode(formats, source.NewFile(row.file, []byte(row.text)), input.Hints{})
			if err == nil || !strings.Contains(err.Error(), row.instead) || !strings.Contains(err.Error(), "not JSON but "+row.what) && row.what != "" {
				t.Errorf("%v", err)
			}
		})
	}
}
