package cloudformation

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// samRole returns the role that SAM makes for a function of the template, whose
// logical id is that of the function and Role (SAM Developer Guide, Generated
// AWS CloudFormation resources for AWS::Serverless::Function).
func (s *stack) samRole(id string) *node {
	name, ok := strings.CutSuffix(id, "Role")
	if !ok {
		return nil
	}
	f := s.resources.get(name)
	if t := typeOf(f); t != "AWS::Serverless::Function" && t != "AWS::Serverless::StateMachine" || f.path("Properties", "Role") != nil {
		return nil
	}
	return roleNode(f)
}

// roleNode is the role of a function or a state machine as a template would have it.
func roleNode(f *node) *node {
	at := f.at
	role := mappingOf(at, member{"Type", at, scalarOf("AWS::IAM::Role", at)})
	if path := f.path("Properties", "RolePath"); path != nil {
		role.members = append(role.members, member{"Properties", at, mappingOf(at, member{"Path", path.at, path})})
	}
	return role
}

// function reads the role that SAM makes for a function or a state machine.
func (t *template) function(r *resource) {
	p := r.properties
	if p.get("Role") != nil {
		return
	}
	role := t.newRole(r.id+"Role", roleNode(r.node))
	role.Boundary = t.boundary(p, role.At)
	role.Tags = setting(input.NotExported, []input.Tag(nil), role.At)
	service := "lambda.amazonaws.com"
	role.Attached = setting(input.Present, []input.PolicyRef{}, role.At)
	if typeOf(r.node) == "AWS::Serverless::StateMachine" {
		service = "states.amazonaws.com"
	} else {
		basic := "arn:" + partition + ":iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
		role.Attached.Value = append(role.Attached.Value, input.PolicyRef{Name: last(basic), ARN: basic, At: role.At})
	}
	if v := p.get("AssumeRolePolicyDocument"); v != nil {
		role.Trust, _ = t.document(v, policy.Trust)
	} else {
		role.Trust = t.trusts(service, r.node.at)
	}
	names := []string{}
	t.each(p.get("Policies"), nil, func(item *node, guards []guard) {
		name := r.id + "RolePolicy" + string(rune('0'+len(names)%10))
		m, single := item.only()
		switch {
		case item.kind == scalar && len(guards) > 0:
			role.Unread = append(role.Unread, "managed policy "+shown(item.text)+", which hangs on the condition "+guards[0].name)
		case item.kind == scalar:
			arn := item.text
			if !strings.Contains(arn, ":") && !item.unknown {
				arn = "arn:" + partition + ":iam::aws:policy/" + arn
			}
			role.Attached.Value = append(role.Attached.Value, input.PolicyRef{Name: last(arn), ARN: arn, At: t.place(item.at)})
		case item.get("Statement") != nil:
			doc, lost := t.document(item, policy.Identity, guards...)
			names = append(names, name)
			addInline(&role, input.Document{Name: name, Policy: doc}, lost)
		case single:
			if v := t.policyTemplate(m, item.at); v != nil {
				doc, lost := t.document(v, policy.Identity, guards...)
				names = append(names, name)
				addInline(&role, input.Document{Name: name, Policy: doc}, lost)
			} else if !elsewhere(m.name) {
				role.Unread = append(role.Unread, "policy template "+m.name+" of role "+shown(role.Name)+", which is not read")
			}
		}
	})
	role.InlineNames = setting(input.Present, names, role.At)
	t.roles[r.id+"Role"] = len(t.records.Roles)
	t.records.Roles = append(t.records.Roles, role)
}

// trusts is the trust policy of a role that SAM makes.
func (t *template) trusts(service string, at source.Span) *policy.Document {
	out := &source.Rendered{}
	statement := mappingOf(at, member{"Effect", at, scalarOf("Allow", at)}, member{"Action", at, scalarOf("sts:AssumeRole", at)},
		member{"Principal", at, mappingOf(at, member{"Service", at, scalarOf(service, at)})})
	render(out, mappingOf(at, member{"Version", at, scalarOf(policy.CurrentVersion, at)},
		member{"Statement", at, &node{kind: list, at: at, items: []*node{statement}}}))
	return policy.Parse(t.origin(at, out), policy.Trust)
}

// onBuckets are the policy templates of SAM that speak of a bucket, with their
// actions (SAM Developer Guide, AWS SAM policy templates).
var onBuckets = map[string]string{
	"S3ReadPolicy":  "s3:GetObject s3:ListBucket s3:GetBucketLocation s3:GetObjectVersion s3:GetLifecycleConfiguration",
	"S3WritePolicy": "s3:PutObject s3:PutObjectAcl s3:PutLifecycleConfiguration",
	"S3CrudPolicy": "s3:GetObject s3:ListBucket s3:GetBucketLocation s3:GetObjectVersion s3:PutObject s3:PutObjectAcl " +
		"s3:GetLifecycleConfiguration s3:PutLifecycleConfiguration s3:DeleteObject",
	"S3FullAccessPolicy": "s3:GetObject s3:GetObjectAcl s3:GetObjectVersion s3:PutObject s3:PutObjectAcl s3:DeleteObject " +
		"s3:DeleteObjectTagging s3:DeleteObjectVersionTagging s3:GetObjectTagging s3:GetObjectVersionTagging s3:PutObjectTagging " +
		"s3:PutObjectVersionTagging s3:ListBucket s3:GetBucketLocation s3:GetLifecycleConfiguration s3:PutLifecycleConfiguration",
}

// policyTemplate returns the policy that a template of SAM about a bucket makes.
func (t *template) policyTemplate(m member, at source.Span) *node {
	actions, ok := onBuckets[m.name]
	if !ok {
		return nil
	}
	bucket := t.string(m.value, "BucketName")
	action, resource := &node{kind: list, at: m.at}, &node{kind: list, at: at}
	for _, a := range strings.Fields(actions) {
		action.items = append(action.items, scalarOf(a, m.at))
	}
	for _, end := range []string{"", "/*"} {
		resource.items = append(resource.items, scalarOf("arn:"+partition+":s3:::"+bucket+end, at))
	}
	return mappingOf(at, member{"Version", at, scalarOf(policy.CurrentVersion, at)}, member{"Statement", at,
		mappingOf(at, member{"Effect", at, scalarOf("Allow", at)}, member{"Action", at, action}, member{"Resource", at, resource})})
}

// elsewhere reports whether a policy template speaks of services alone that have
// nothing to do with buckets and their keys.
func elsewhere(name string) bool {
	for _, service := range []string{"SQS", "SNS", "Lambda", "CloudWatch", "DynamoDB", "SES", "Elasticsearch", "AMI", "CloudFormation",
		"Rekognition", "VPC", "Kinesis", "Firehose", "Polly", "StepFunctions", "CodeCommit", "EventBridge", "SSM", "Pinpoint",
		"MobileAnalytics", "FilterLogEvents", "Comprehend", "Organizations", "CostExplorer", "AWSSecretsManagerGet", "EKS", "Route53", "ACM"} {
		if strings.HasPrefix(name, service) && strings.HasSuffix(name, "Policy") {
			return true
		}
	}
	return false
}
