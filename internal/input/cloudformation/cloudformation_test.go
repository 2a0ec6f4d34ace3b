package cloudformation

import (
	"fmt"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

func decode(t testing.TB, name, text string) input.Records {
	t.Helper()
	r, err := input.Decode([]input.Format{Format{}}, source.NewFile(name, []byte(text)), input.Hints{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// inResources is a template of these resources.
func inResources(text string) string { return "Resources:\n" + text }

// policies prints the statements of every document of the records, unknowns by
// their names, with the line and column of each.
func policies(r *input.Records) string {
	var b strings.Builder
	print := func(what string, d *policy.Document) {
		if d == nil {
			return
		}
		for _, p := range d.Problems() {
			fmt.Fprintf(&b, "%s: %s %s\n", what, p.Kind, p.Found)
		}
		for _, s := range d.Statements() {
			at := d.Origin().File.Position(d.Origin().Locate(s.Span).Start)
			fmt.Fprintf(&b, "%s %d:%d", what, at.Line, at.Column)
			for _, e := range []policy.Elements{s.Action, s.Resource} {
				for _, p := range e.Patterns {
					at := d.Origin().File.Position(d.Origin().Locate(p.Span).Start)
					fmt.Fprintf(&b, " %s@%d:%d", p.Value, at.Line, at.Column)
				}
			}
			if s.Principal != nil {
				for _, e := range s.Principal.Entries {
					fmt.Fprintf(&b, " %s", e.Value.Value)
				}
			}
			for _, c := range s.Conditions {
				fmt.Fprintf(&b, " %s(%s)", c.Operator.Value, c.Key.Value)
			}
			b.WriteString("\n")
		}
	}
	for _, x := range r.Roles {
		print("trust", x.Trust)
		for _, d := range x.Inline {
			print("inline", d.Policy)
		}
	}
	for _, x := range r.Buckets {
		print("bucket", x.Policy.Value)
	}
	for _, x := range r.Keys {
		print("key", x.Policy.Value)
	}
	for _, x := range r.Policies {
		print("managed", x.Document)
	}
	for _, x := range r.Documents {
		print("document", x.Policy)
	}
	return unknown.Show(b.String())
}

const bucketOf = `  Data:
    Type: AWS::S3::Bucket
  Reads:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Data
      PolicyDocument:
        Version: 2012-10-17
        Statement:
`

// TestFunctions holds what each function stands for, at the place of the user's
// own line and column.
func TestFunctions(t *testing.T) {
	for name, row := range map[string]struct{ template, want string }{
		"attributes and references": {inResources(bucketOf + `        - Effect: Allow
          Principal: {AWS: !GetAtt App.Arn}
          Action: s3:GetObject
          Resource: !Sub "${Data.Arn}/*"
  App:
    Type: AWS::IAM::Role
    Properties: {Path: /team/}
`), "bucket 11:11 s3:GetObject@13:19 arn:aws:s3:::${Data}/*@14:21 arn:aws:iam::${AWS::AccountId}:role/team/${App}\n"},
		"join, select, split and a map": {`Mappings:
  Of: {a: {name: logs}}
` + inResources(bucketOf+`        - Effect: Allow
          Principal: {AWS: "*"}
          Action: [s3:ListBucket]
          Resource: !Join [":", ["arn", !Ref AWS::Partition, "s3::", !FindInMap [Of, a, name]]]
        - Effect: Deny
          Principal: "*"
          Action: s3:*
          Resource: !Join ["", ["arn:aws:s3:::", !Select [5, !Split [":", !GetAtt Data.Arn]]]]
`), "bucket 13:11 s3:ListBucket@15:20 arn:aws:s3:::logs@16:21 *\nbucket 17:11 s3:*@19:19 arn:aws:s3:::${Data}@20:21 *\n"},
		"a parameter with a default and one without": {`Parameters:
  Name: {Type: String, Default: data}
  Other: {Type: String}
` + inResources(bucketOf+`        - {Effect: Allow, Principal: {AWS: !Ref Other}, Action: s3:GetObject, Resource: !Sub "arn:aws:s3:::${Name}/${!aws:username}/*"}
`), "bucket 14:11 s3:GetObject@14:65 arn:aws:s3:::data/${aws:username}/*@14:89 ${Other}\n"},
		"both ways of a condition": {`Parameters:
  Env: {Type: String, Default: dev}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
` + inResources(bucketOf+`        - Effect: Allow
          Principal: {AWS: !If [IsProd, "111122223333", "*"]}
          Action: s3:GetObject
          Resource: "*"
        - !If
          - IsProd
          - {Effect: Deny, Principal: "*", Action: s3:*, Resource: "*"}
          - !Ref AWS::NoValue
`), `bucket 15:11 s3:GetObject@17:19 *@18:21 111122223333 StringEquals(${IsProd})
bucket 15:11 s3:GetObject@17:19 *@18:21 * StringNotEquals(${IsProd})
bucket 21:13 s3:*@21:52 *@21:68 * StringEquals(${IsProd})
`},
		"what is unknown keeps its name": {inResources(bucketOf + `        - Effect: Allow
          Principal: {Service: s3.amazonaws.com}
          Action: s3:GetObject
          Resource: [!ImportValue data-arn, !GetAtt Custom.Arn, "Fn::New": x]
  Custom: {Type: "Custom::Thing"}
`), "bucket 11:11 s3:GetObject@13:19 ${Fn::ImportValue data-arn}@14:22 ${Custom.Arn}@14:45 ${Fn::New x}@14:65 s3.amazonaws.com\n"},
		"names with colons in brackets": {inResources(bucketOf + `        - {Effect: Deny, Principal: '*', Action: "s3:*", Resource: !Sub "arn:aws:s3:::${Data}/*", Condition: {Bool: {aws:SecureTransport: false}, StringEquals: {aws:PrincipalOrgID: [o-a, o-b], s3:x-amz-acl: "private"}}}
`), "bucket 11:11 s3:*@11:50 arn:aws:s3:::${Data}/*@11:68 * Bool(aws:SecureTransport) StringEquals(aws:PrincipalOrgID) StringEquals(s3:x-amz-acl)\n"},
		"a key without a policy": {inResources("  Key: {Type: AWS::KMS::Key}\n"),
			"key 2:8 kms:*@2:8 *@2:8 arn:aws:iam::${AWS::AccountId}:root\n"},
		"a policy template of SAM": {"Transform: AWS::Serverless-2016-10-31\n" + inResources(`  F:
    Type: AWS::Serverless::Function
    Properties:
      Policies: [S3WritePolicy: {BucketName: !Ref B}]
  B: {Type: AWS::S3::Bucket, Properties: {BucketName: data}}
`), "trust 4:5 sts:AssumeRole@4:5 lambda.amazonaws.com\ninline 6:18 s3:PutObject@6:18 s3:PutObjectAcl@6:18 s3:PutLifecycleConfiguration@6:18 arn:aws:s3:::data@6:18 arn:aws:s3:::data/*@6:18\n"},
		"a trust policy for all functions of SAM": {"Globals:\n  Function:\n    AssumeRolePolicyDocument: {Version: 2012-10-17, Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:TagSession}]}\n" +
			"Transform: AWS::Serverless-2016-10-31\n" + inResources(`  F:
    Type: AWS::Serverless::Function
  G:
    Type: AWS::Serverless::Function
    Properties: {AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: scheduler.amazonaws.com}, Action: sts:AssumeRole}]}}
  S: {Type: AWS::Serverless::StateMachine}
`), "trust 3:65 sts:TagSession@3:133 lambda.amazonaws.com\ntrust 3:65 sts:TagSession@3:133 lambda.amazonaws.com\n" +
			"trust 10:57 sts:AssumeRole@10:128 scheduler.amazonaws.com\ntrust 11:6 sts:AssumeRole@11:6 states.amazonaws.com\n"},
		"a stack set with its template": {inResources(`  Set:
    Type: AWS::CloudFormation::StackSet
    Properties:
      TemplateBody: |
        Resources:
          T:
            Type: AWS::SNS::TopicPolicy
            Properties:
              PolicyDocument:
                Version: "2012-10-17"
                Statement: {Effect: Allow, Principal: "*", Action: sns:Publish, Resource: !Ref T}
  U: {Type: AWS::SNS::Topic}
`), "document 12:28 sns:Publish@12:68 ${T}@12:91 *\n"},
		"the Serverless Framework": {`service: app
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: [s3:GetObject]
          Resource: arn:aws:s3:::${self:custom.name}-${opt:stage, 'dev'}/*
resources:
  Resources:
    Data:
      Type: AWS::S3::Bucket
      Properties: {BucketName: "${self:custom.name}-${opt:stage, 'dev'}"}
`, "trust 7:9 sts:AssumeRole@7:9 lambda.amazonaws.com\ninline 7:11 s3:GetObject@8:20 arn:aws:s3:::${self:custom.name}-${opt:stage_ _dev_}/*@9:21\n"},
		"a type that is not known": {inResources(`  X:
    Type: Custom::Thing
    Properties: {Deep: [{AssumeRolePolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Allow, Principal: {AWS: !Ref AWS::AccountId}, Action: sts:AssumeRole}]}}]}
`), "document 4:88 sts:AssumeRole@4:151 ${AWS::AccountId}\n"},
		"anchors and merge keys": {inResources(`  P: {Type: AWS::SNS::TopicPolicy, Properties: {PolicyDocument: {Version: "2012-10-17", Statement: [&s {Effect: Allow, Principal: "*", Action: sns:Publish, Resource: "*"}, {<<: *s, Effect: Deny}]}}}
`), "document 2:104 sns:Publish@2:144 *@2:167 *\ndocument 2:173 sns:Publish@2:144 *@2:167 *\n"},
		"a template that the Serverless Framework includes": {inResources(bucketOf + `        - {Effect: Allow, Principal: {AWS: "arn:aws:iam::${self:custom.account}:root"}, Action: s3:GetObject, Resource: "arn:aws:s3:::b/${aws:username}/*"}
`), "bucket 11:11 s3:GetObject@11:97 arn:aws:s3:::b/${aws:username}/*@11:121 arn:aws:iam::${self:custom.account}:root\n"},
	} {
		r := decode(t, "t.yaml", row.template)
		if got := policies(&r); got != row.want || len(r.Lost) > 0 {
			t.Errorf("%s: %v\n%s\nwant\n%s", name, r.Lost, got, row.want)
		}
	}
}

// TestBadTemplates holds that what is wrong is told with its place and that it
// costs no time.
func TestBadTemplates(t *testing.T) {
	bomb := "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
	for i := range 12 {
		bomb += fmt.Sprintf("a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n", i+1, i+1, i, i, i, i, i, i, i, i)
	}
	resource := inResources("  R: {Type: AWS::S3::Bucket}\n")
	for name, row := range map[string]struct{ template, want string }{
		"a bomb of aliases":         {bomb + resource, "t.yaml:6:45: aliases make more than"},
		"a tab":                     {"Resources:\n\tR:\n\t\tType: AWS::S3::Bucket\n", "t.yaml:2:"},
		"an alias of nothing":       {inResources("  R: {Type: AWS::S3::Bucket, Properties: *p}\n"), "t.yaml:2:42: the alias *p stands for nothing"},
		"an alias of itself":        {inResources("  R: &r {Type: AWS::S3::Bucket, Properties: *r}\n"), "stands for nothing"},
		"brackets in brackets":      {resource + "X: " + strings.Repeat("[", 100_000) + "\n", "levels of brackets"},
		"keys without end":          {resource + strings.Repeat("k: v\n", 100_000), "keys of one mapping"},
		"a control character":       {resource + "x: \x01\n", "t.yaml:3:4: not YAML"},
		"conditions in a circle":    {"Conditions: {A: !Not [Condition: B], B: !Not [Condition: A]}\n" + inResources("  R: {Type: AWS::S3::Bucket, Condition: A}\n"), ""},
		"names in a circle":         {inResources("  R: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref R}}\n"), ""},
		"texts that grow forever":   {"Mappings: {M: {a: {b: x}}}\n" + inResources("  R: {Type: AWS::S3::Bucket, Properties: {BucketName: "+strings.Repeat("!Sub ['${a}${a}${a}${a}', {a: ", 8)+"xxxxxxxx"+strings.Repeat("}]", 8)+"}}\n"), ""},
		"a resource without a type": {inResources("  R: {Type: AWS::S3::Bucket}\n  S: 7\n  T: {Properties: []}\n"), ""},
	} {
		r := decode(t, "t.yaml", row.template)
		got := fmt.Sprint(r.Lost)
		if row.want == "" && len(r.Lost) > 0 || !strings.Contains(got, row.want) {
			t.Errorf("%s: %s, want %s", name, got, row.want)
		}
		if row.want == "" && len(r.Buckets) != 1 {
			t.Errorf("%s: %d buckets", name, len(r.Buckets))
		}
	}
}

// TestOdd holds what is named as unread or twice there.
func TestOdd(t *testing.T) {
	r := decode(t, "t.yaml", "Transform: [AWS::Serverless-2016-10-31, Mine]\n"+inResources(`  R:
    Type: AWS::S3::Bucket
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Ref Nowhere
      Tags: {"Fn::Transform": {Name: AWS::Include}}
      AccessControl: !Join [a]
      VersioningConfiguration: {Status: {"Fn::Sub": ["${A}"]}}
`))
	var got []string
	for _, o := range r.Odd {
		at := o.At.File.Position(o.At.Span.Start)
		got = append(got, fmt.Sprintf("%d:%d %s", at.Line, at.Column, o.Found))
	}
	const want = "1:41 the macro Mine; 7:19 a reference to Nowhere; 9:22 Fn::Join a; 10:41 Fn::Sub ${A}; 8:13 Fn::Transform; 5:5 Type twice"
	if s := strings.Join(got, "; "); s != want {
		t.Errorf("%s, want %s", s, want)
	}
}

// TestDefaults holds the settings of a bucket of which a template says nothing,
// and of one of which it says all.
func TestDefaults(t *testing.T) {
	r := decode(t, "t.json", `{"Resources": {"A": {"Type": "AWS::S3::Bucket"}, "B": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "b",
"AccessControl": "PublicRead", "OwnershipControls": {"Rules": [{"ObjectOwnership": "ObjectWriter"}]},
"PublicAccessBlockConfiguration": {"BlockPublicAcls": true}, "VersioningConfiguration": {"Status": "Enabled"},
"BucketEncryption": {"ServerSideEncryptionConfiguration": [{"BucketKeyEnabled": true, "ServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": {"Fn::GetAtt": ["K", "Arn"]}}}]}}},
"K": {"Type": "AWS::KMS::Key"}}}`)
	var got []string
	for _, b := range r.Buckets {
		got = append(got, unknown.Show(fmt.Sprintln(b.Name, b.Policy.State, b.Ownership.Value, b.PublicAccessBlock.Value, b.Encryption.Value,
			len(b.ACL.Value.Grants), b.Versioning.Value)))
	}
	const want = "${A} absent BucketOwnerEnforced {true true true true} {AES256 false []} 1 | " +
		"b absent ObjectWriter {true false false false} {aws:kms arn:aws:kms:${AWS::Region}:${AWS::AccountId}:key/${K} true []} 2 Enabled"
	if s := strings.Join(strings.Fields(strings.Join(got, " | ")), " "); s != want {
		t.Errorf("%s\nwant %s", s, want)
	}
}

// TestNoTemplates holds that other YAML and JSON is none.
func TestNoTemplates(t *testing.T) {
	for _, text := range []string{"a: 1\n", "Resources: {}\n# ::\n", "kind: List\nspec:\n  Resources: [a::b]\n", `{"Resources": [1, "AWS::S3::Bucket"]}`, `{"Resources": {"A": 1}}`} {
		file := source.NewFile("f", []byte(text))
		if r, err := input.Decode([]input.Format{Format{}}, file, input.Hints{}); err == nil && r.Format != "" {
			t.Errorf("%q is a %s", text, r.Format)
		}
	}
}

// TestAssembly holds that what the CDK writes beside its templates is known, and
// its copies of policies are not judged again.
func TestAssembly(t *testing.T) {
	const copied = `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}`
	for _, text := range []string{
		`{"version": "36.0.0", "artifacts": {"App": {"type": "aws:cloudformation:stack"}}}`,
		`{"version": "tree-0.1", "tree": {"id": "App", "path": "", "children": {"P": {"attributes": ` + copied + `}}}}`,
		`{"version": "36.0.0", "files": {}, "dockerImages": {}}`,
	} {
		if r := decode(t, "f.json", text); r.Format != "cloudformation" || len(r.Documents) != 0 {
			t.Errorf("%s: %s with %d documents", text, r.Format, len(r.Documents))
		}
	}
}

func FuzzTemplate(f *testing.F) {
	f.Add(inResources(bucketOf + "        - !If [A, {Effect: Allow, Principal: !Ref X, Action: !Split [',', !Ref Y], Resource: !Sub '${Data.Arn}/*'}, !Ref AWS::NoValue]\n"))
	f.Add(`{"Conditions": {"A": {"Fn::Equals": [{"Ref": "P"}, "x"]}}, "Resources": {"R": {"Type": "AWS::IAM::Role", "Condition": "A", "Properties": {"Policies": {"Fn::If": ["A", [{"PolicyName": "p", "PolicyDocument": {"Statement": []}}], {"Ref": "AWS::NoValue"}]}}}}}`)
	f.Add("Transform: x\n" + inResources("  F: {Type: AWS::Serverless::Function, Properties: {Policies: [S3ReadPolicy: {BucketName: !Ref B}, x]}}\n  B: &b {Type: AWS::S3::Bucket}\n  C: *b\n"))
	f.Fuzz(func(t *testing.T, text string) {
		r, err := input.Decode([]input.Format{Format{}}, source.NewFile("f.yaml", []byte(text)), input.Hints{})
		if err == nil {
			policies(&r)
		}
	})
}
