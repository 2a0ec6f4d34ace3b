package cloudformation

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// partition is that of all ARNs of a template: most write it as
// ${AWS::Partition}, and names in one partition say nothing about another.
const partition = "aws"

// refTo evaluates Ref: a pseudo parameter, a parameter, or a resource.
func (s *stack) refTo(argument *node, at source.Span, w ways) *node {
	if argument.kind != scalar {
		return nil
	}
	name := argument.text
	switch name {
	case "AWS::NoValue":
		return &node{kind: absent, at: at}
	case "AWS::AccountId":
		return scalarOf(s.account, at)
	case "AWS::Region":
		return scalarOf(s.region, at)
	case "AWS::Partition":
		return scalarOf(partition, at)
	case "AWS::URLSuffix":
		return scalarOf("amazonaws.com", at)
	}
	if p := s.parameters.get(name); p != nil {
		return s.parameter(name, p, at)
	}
	if r := s.resources.get(name); r != nil {
		return scalarOf(s.ref(name, r, w), at)
	}
	if !strings.HasPrefix(name, "AWS::") {
		s.odd(at, "a reference to "+name, "a parameter or a resource of the template")
	}
	return s.given(at, s.scope, name)
}

// parameter is what a parameter is where nobody gives it: its default. One that
// is read from Parameter Store has the name of a value there.
func (s *stack) parameter(name string, p *node, at source.Span) *node {
	v := p.get("Default")
	if text, ok := s.linked.Parameters[name]; ok {
		v = scalarOf(text, at)
	}
	of := ""
	if t := p.get("Type"); t != nil {
		of = t.text
	}
	if v == nil || v.kind != scalar || v.text == "" || s.deciding || strings.HasPrefix(of, "AWS::SSM::") {
		return s.given(at, s.scope, name)
	}
	if of != "CommaDelimitedList" && !strings.HasPrefix(of, "List<") {
		return scalarOf(v.text, at)
	}
	out := &node{kind: list, at: at}
	for _, part := range strings.Split(v.text, ",") {
		out.items = append(out.items, scalarOf(strings.TrimSpace(part), at))
	}
	return out
}

// nameOf are the properties that give a resource its name.
var nameOf = map[string]string{
	"AWS::IAM::Role": "RoleName", "AWS::IAM::User": "UserName", "AWS::IAM::Group": "GroupName",
	"AWS::IAM::ManagedPolicy": "ManagedPolicyName", "AWS::IAM::InstanceProfile": "InstanceProfileName",
	"AWS::S3::Bucket": "BucketName", "AWS::S3::AccessPoint": "Name", "AWS::Lambda::Function": "FunctionName",
	"AWS::Serverless::Function": "FunctionName", "AWS::SNS::Topic": "TopicName", "AWS::SQS::Queue": "QueueName",
	"AWS::DynamoDB::Table": "TableName", "AWS::Serverless::SimpleTable": "TableName",
	"AWS::Logs::LogGroup": "LogGroupName", "AWS::KMS::Alias": "AliasName",
}

// name returns the name of a resource: the one that its template gives, or else
// the one that AWS makes.
func (s *stack) name(id string, r *node, w ways) string {
	of := ""
	if t := r.get("Type"); t != nil {
		of = t.text
	}
	if property := nameOf[of]; property != "" && !s.visiting[id] {
		s.visiting[id] = true
		defer delete(s.visiting, id)
		if text, ok := s.text(r.path("Properties", property), w); ok && text != "" {
			return text
		}
	}
	return unknown.Made(s.scope, id)
}

// ref returns what Ref of a resource is.
func (s *stack) ref(id string, r *node, w ways) string {
	switch typeOf(r) {
	case "AWS::IAM::ManagedPolicy", "AWS::SNS::Topic":
		return s.arn(id, r, w)
	case "AWS::SQS::Queue":
		return unknown.Made(s.scope, id+" URL")
	}
	return s.name(id, r, w)
}

func typeOf(r *node) string {
	if t := r.get("Type"); t != nil {
		return t.text
	}
	return ""
}

// arnOf says how the ARNs of resources are made: the service, whether they hold
// Region and account, and what stands before the name.
var arnOf = map[string]struct {
	service         string
	region, account bool
	before          string
}{
	"AWS::IAM::Role": {"iam", false, true, "role"}, "AWS::IAM::User": {"iam", false, true, "user"},
	"AWS::IAM::Group": {"iam", false, true, "group"}, "AWS::IAM::ManagedPolicy": {"iam", false, true, "policy"},
	"AWS::IAM::InstanceProfile": {"iam", false, true, "instance-profile"},
	"AWS::S3::Bucket":           {"s3", false, false, ""}, "AWS::S3::AccessPoint": {"s3", true, true, "accesspoint/"},
	"AWS::KMS::Key": {"kms", true, true, "key/"}, "AWS::KMS::ReplicaKey": {"kms", true, true, "key/"},
	"AWS::Lambda::Function": {"lambda", true, true, "function:"}, "AWS::Serverless::Function": {"lambda", true, true, "function:"},
	"AWS::SNS::Topic": {"sns", true, true, ""}, "AWS::SQS::Queue": {"sqs", true, true, ""},
	"AWS::DynamoDB::Table": {"dynamodb", true, true, "table/"}, "AWS::Serverless::SimpleTable": {"dynamodb", true, true, "table/"},
}

// arn returns the ARN of a resource.
func (s *stack) arn(id string, r *node, w ways) string {
	form, ok := arnOf[typeOf(r)]
	if !ok {
		return unknown.Made(s.scope, id+".Arn")
	}
	region, account, before := "", "", form.before
	if form.region {
		region = s.region
	}
	if form.account {
		account = s.account
	}
	if form.service == "iam" {
		path, ok := s.text(r.path("Properties", "Path"), w)
		if !ok || path == "" {
			path = "/"
		}
		before += path
	}
	return strings.Join([]string{"arn", partition, form.service, region, account, before + s.name(id, r, w)}, ":")
}

// getAtt evaluates Fn::GetAtt.
func (s *stack) getAtt(argument *node, at source.Span, w ways) *node {
	var id, attribute string
	switch {
	case argument.kind == scalar:
		id, attribute, _ = strings.Cut(argument.text, ".")
	case argument.kind == list && len(argument.items) == 2 && argument.items[0].kind == scalar:
		id = argument.items[0].text
		text, ok := s.text(argument.items[1], w)
		if !ok || unknown.In(text) {
			return nil
		}
		attribute = text
	default:
		return nil
	}
	r := s.resources.get(id)
	if r == nil {
		if made := s.samRole(id); made != nil {
			r = made
		} else {
			s.odd(at, "an attribute of "+id, "a resource of the template")
			return s.given(at, s.scope, id+"."+attribute)
		}
	}
	of := typeOf(r)
	switch {
	case attribute == "Arn", of == "AWS::SNS::Topic" && attribute == "TopicArn", of == "AWS::IAM::ManagedPolicy" && attribute == "PolicyArn":
		if _, ok := arnOf[of]; ok {
			return scalarOf(s.arn(id, r, w), at)
		}
	case of == "AWS::KMS::Key" && attribute == "KeyId", attribute == nameOf[of] && attribute != "":
		return scalarOf(s.name(id, r, w), at)
	}
	if v := s.output(id, attribute, at); v != nil {
		return v
	}
	name := id + "." + attribute
	// What a stack or code of somebody's own returns may be any text.
	if of == "AWS::CloudFormation::Stack" || of == "AWS::CloudFormation::CustomResource" || !strings.HasPrefix(of, "AWS::") {
		return s.given(at, s.scope, name)
	}
	return scalarOf(unknown.Made(s.scope, name), at)
}
