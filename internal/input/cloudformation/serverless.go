package cloudformation

import (
	"bytes"
	"strings"

	"github.com/crossgrant/crossgrant/internal/unknown"
)

// serverlessLike reports whether a text can be a configuration of the Serverless
// Framework that grants something.
func serverlessLike(text []byte) bool {
	return bytes.Contains(text, []byte("provider:")) && bytes.Contains(text, []byte("service:")) &&
		(bytes.Contains(text, []byte("statements:")) || bytes.Contains(text, []byte("iamRoleStatements:")) ||
			bytes.Contains(text, []byte("Resources:")))
}

// ofServerless reports whether a template is one that a configuration of the Serverless
// Framework includes: its variables stand in it.
func ofServerless(text []byte) bool {
	return bytes.Contains(text, []byte("${self:")) || bytes.Contains(text, []byte("${opt:"))
}

// serverless turns a configuration of the Serverless Framework into the template
// that it stands for, as far as that is plain: the role of its functions with its
// statements, and the resources that it holds as CloudFormation (Serverless
// Framework, IAM Permissions For Functions). It is nil for anything else.
func serverless(root *node) *node {
	provider := root.get("provider")
	if root.get("service") == nil || provider.get("name") == nil && provider.get("runtime") == nil {
		return nil
	}
	statements := provider.path("iam", "role", "statements")
	if statements == nil {
		statements = provider.get("iamRoleStatements")
	}
	resources := &node{kind: mapping, at: root.at}
	for _, section := range sections(root.get("resources")) {
		if from := section.get("Resources"); from != nil {
			resources.members = append(resources.members, from.members...)
			resources.at = from.at
		}
	}
	if statements != nil {
		at := statements.at
		document := func(statement *node) *node {
			return mappingOf(at, member{"Version", at, scalarOf("2012-10-17", at)}, member{"Statement", at, statement})
		}
		trust := mappingOf(at, member{"Effect", at, scalarOf("Allow", at)}, member{"Action", at, scalarOf("sts:AssumeRole", at)},
			member{"Principal", at, mappingOf(at, member{"Service", at, scalarOf("lambda.amazonaws.com", at)})})
		inline := mappingOf(at, member{"PolicyName", at, scalarOf("lambda", at)}, member{"PolicyDocument", at, document(statements)})
		properties := mappingOf(at, member{"AssumeRolePolicyDocument", at, document(trust)},
			member{"Policies", at, &node{kind: list, at: at, items: []*node{inline}}})
		if name := provider.path("iam", "role", "name"); name != nil {
			properties.members = append(properties.members, member{"RoleName", name.at, name})
		}
		if managed := provider.path("iam", "role", "managedPolicies"); managed != nil {
			properties.members = append(properties.members, member{"ManagedPolicyArns", managed.at, managed})
		}
		resources.members = append(resources.members, member{"IamRoleLambdaExecution", at,
			mappingOf(at, member{"Type", at, scalarOf("AWS::IAM::Role", at)}, member{"Properties", at, properties})})
	}
	if len(resources.members) == 0 {
		return nil
	}
	return mappingOf(root.at, member{"Resources", resources.at, resources})
}

// sections are the parts of the section resources: one, or a list of them.
func sections(n *node) []*node {
	if n == nil {
		return nil
	}
	return append([]*node{n}, n.items...)
}

// variables makes unknown what the Serverless Framework writes as ${self:...}: the
// value is made before CloudFormation sees it.
func variables(scope string, n *node) {
	if n.kind == scalar {
		n.text = withVariables(scope, n.text)
	}
	for _, item := range n.items {
		variables(scope, item)
	}
	for _, m := range n.members {
		variables(scope, m.value)
	}
}

// withVariables replaces the variables of the Serverless Framework in a text, of
// which one can stand in another. References of Fn::Sub and policy variables stay.
func withVariables(scope, text string) string {
	var b strings.Builder
	for {
		start := strings.Index(text, "${")
		end := start + closing(text[max(start, 0):])
		if start < 0 || end <= start {
			b.WriteString(text)
			return b.String()
		}
		inner := text[start+len("${") : end-1]
		b.WriteString(text[:start])
		if from, _, ok := strings.Cut(inner, ":"); ok && from != "AWS" && from != "aws" && from != "s3" || strings.Contains(inner, "(") {
			b.WriteString(unknown.Given(scope, inner))
		} else {
			b.WriteString(text[start:end])
		}
		text = text[end:]
	}
}

// closing returns where the braces end that a text begins with, 0 if they do not.
func closing(text string) int {
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}
