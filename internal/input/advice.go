package input

import (
	"fmt"
	"regexp"

	"github.com/crossgrant/crossgrant/internal/lazy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// notations are texts that people take for JSON output, and what to do instead.
// The first that fits is told.
var notations = []struct {
	name, text func() *regexp.Regexp
	what       string
	instead    string
	common     bool // there is much of it that has nothing to do with AWS
}{
	{name: lazy.Regexp(`\.tf$`), text: lazy.Regexp(``),
		what: "Terraform source", instead: "terraform plan -out plan.out && terraform show -json plan.out > plan.json"},
	{text: lazy.Regexp(`(?m)^\s*(resource|data)\s+"aws_\w+"\s+"`),
		what: "Terraform source", instead: "terraform plan -out plan.out && terraform show -json plan.out > plan.json"},
	{text: lazy.Regexp(`(?m)^(AWSTemplateFormatVersion|Resources)\s*:`),
		what: "a CloudFormation template in YAML", instead: "aws cloudformation get-template --template-stage Processed --output json"},
	{text: lazy.Regexp(`\A\s*[A-Z]{3,}\t`),
		what: "text output of the AWS CLI", instead: "the same call with --output json"},
	{text: lazy.Regexp(`\A\s*(-{8,}|\+-{4,}|\|\s)`),
		what: "table output of the AWS CLI", instead: "the same call with --output json"},
	{text: lazy.Regexp(`\A(#.*\n|---\s*\n|\s)*(- )?[A-Z][A-Za-z]+:(\s|$)`),
		what: "YAML output of the AWS CLI", instead: "the same call with --output json"},
	{text: lazy.Regexp(`\A\s*\{\s*u?'`),
		what: "a dictionary as Python prints it", instead: "json.dumps on it"},
	{text: lazy.Regexp(`\A\s*<`),
		what: "XML", instead: "the AWS CLI with --output json", common: true},
}

// foreign is the error of a text in another notation.
type foreign struct {
	what, instead string
	common        bool
}

func (e *foreign) Error() string {
	return fmt.Sprintf("not JSON but %s; run instead: %s", e.what, e.instead)
}

// sniffed is how much of a text is looked at.
const sniffed = 64 << 10

// notation says that a text is written in another notation, if it is a known
// one.
func notation(file *source.File) error {
	text := file.Text[:min(len(file.Text), sniffed)]
	for _, n := range notations {
		if n.name != nil && !n.name().MatchString(file.Name) || !n.text().Match(text) {
			continue
		}
		return &foreign{n.what, n.instead, n.common}
	}
	return nil
}
