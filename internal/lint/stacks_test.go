package lint

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// reader is a role that reads what stands for %s.
const reader = `
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Version: 2012-10-17, Statement: [{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: sts:AssumeRole}]}
      Policies: [{PolicyName: p, PolicyDocument: {Version: 2012-10-17, Statement: [{Effect: Allow, Action: s3:GetObject, Resource: %s}]}}]
`

// TestTemplatesAreJoined holds that a template which takes what another one makes is
// judged with it. Each pair that comes out is written as its role, its bucket and what
// it says of reading.
func TestTemplatesAreJoined(t *testing.T) {
	storage := "Resources:\n  Data: {Type: AWS::S3::Bucket}\nOutputs:\n"
	for name, c := range map[string]struct {
		files string
		want  []string
	}{
		"an exported name": {"-- storage.yaml --\n" + storage + "  Name: {Value: !Ref Data, Export: {Name: data}}\n" +
			"-- app.yaml --\nResources:" + fmt.Sprintf(reader, `!Sub ["arn:aws:s3:::${Name}/*", {Name: !ImportValue data}]`),
			[]string{"Role -> Data: yes"}},
		"an exported ARN": {"-- storage.yaml --\n" + storage + "  Arn: {Value: !GetAtt Data.Arn, Export: {Name: data-arn}}\n" +
			"-- app.yaml --\nResources:" + fmt.Sprintf(reader, `!Join ["", [!ImportValue data-arn, "/*"]]`),
			[]string{"Role -> Data: yes"}},
		"a name that a parameter makes": {"-- storage.yaml --\nParameters: {Env: {Type: String, Default: test}}\n" + storage +
			"  Name: {Value: !Ref Data, Export: {Name: !Sub \"${Env}-data\"}}\n" +
			"-- app.yaml --\nParameters: {Env: {Type: String, Default: test}}\nResources:" +
			fmt.Sprintf(reader, `!Sub ["arn:aws:s3:::${Name}/*", {Name: {"Fn::ImportValue": !Sub "${Env}-data"}}]`),
			[]string{"Role -> Data: yes"}},
		"an export of each environment": {"-- dev/storage.yaml --\n" + storage + "  Name: {Value: !Ref Data, Export: {Name: data}}\n" +
			"-- dev/app.yaml --\nResources:" + fmt.Sprintf(reader, `!Sub ["arn:aws:s3:::${Name}/*", {Name: !ImportValue data}]`) +
			"-- prod/storage.yaml --\n" + strings.ReplaceAll(storage, "Data", "Other") + "  Name: {Value: !Ref Other, Export: {Name: data}}\n" +
			"-- prod/app.yaml --\nResources:" + strings.ReplaceAll(fmt.Sprintf(reader, `!Sub ["arn:aws:s3:::${Name}/*", {Name: !ImportValue data}]`), "Role:", "Prod:"),
			[]string{"Prod -> Other: yes", "Role -> Data: yes"}},
		"an export that several make": {"-- a.yaml --\n" + storage + "  Name: {Value: !Ref Data, Export: {Name: data}}\n" +
			"-- b.yaml --\n" + strings.ReplaceAll(storage, "Data", "Other") + "  Name: {Value: !Ref Other, Export: {Name: data}}\n" +
			"-- app.yaml --\nResources:" + fmt.Sprintf(reader, `!Sub ["arn:aws:s3:::${Name}/*", {Name: !ImportValue data}]`),
			nil},
		"a role that a bucket policy of another stack names": {"-- app.yaml --\nResources:" + fmt.Sprintf(reader, `"arn:aws:s3:::data-of-two-stacks/*"`) +
			"Outputs:\n  Arn: {Value: !GetAtt Role.Arn, Export: {Name: role}}\n" +
			"-- storage.yaml --\nResources:\n  Data: {Type: AWS::S3::Bucket, Properties: {BucketName: data-of-two-stacks}}\n" +
			"  P:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      Bucket: !Ref Data\n      PolicyDocument: {Version: 2012-10-17, Statement: [" +
			`{Effect: Deny, Principal: {AWS: !ImportValue role}, Action: "s3:GetObject", Resource: !Sub "${Data.Arn}/*"}]}` + "\n",
			[]string{"Role -> data-of-two-stacks: no"}},
		"a parameter of a nested stack": {"-- parent.yaml --\nResources:\n  Data: {Type: AWS::S3::Bucket}\n" +
			"  Child: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ./nested/child.yaml, Parameters: {Bucket: !Ref Data}}}\n" +
			"-- nested/child.yaml --\nParameters: {Bucket: {Type: String}}\nResources:" + fmt.Sprintf(reader, `!Sub "arn:aws:s3:::${Bucket}/*"`),
			[]string{"Role -> Data: yes"}},
		"an output of one nested stack that another one takes": {"-- parent.yaml --\nResources:\n" +
			"  A: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: app.yaml, Parameters: {Bucket: !GetAtt Storage.Outputs.Name}}}\n" +
			"  Storage: {Type: AWS::Serverless::Application, Properties: {Location: storage.yaml}}\n" +
			"-- storage.yaml --\n" + storage + "  Name: {Value: !Ref Data}\n" +
			"-- app.yaml --\nParameters: {Bucket: {Type: String}}\nResources:" + fmt.Sprintf(reader, `!Sub "arn:aws:s3:::${Bucket}/*"`),
			[]string{"Role -> Data: yes"}},
		"two stacks of one template": {"-- parent.yaml --\nResources:\n  X: {Type: AWS::S3::Bucket}\n  Y: {Type: AWS::S3::Bucket}\n" +
			"  One: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: child.yaml, Parameters: {Bucket: !Ref X}}}\n" +
			"  Two: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: child.yaml, Parameters: {Bucket: !Ref Y}}}\n" +
			"-- child.yaml --\nParameters: {Bucket: {Type: String}}\nResources:" + fmt.Sprintf(reader, `!Sub "arn:aws:s3:::${Bucket}/*"`),
			[]string{"Role -> X: yes", "Role -> Y: yes"}},
		"templates that go round": {"-- a.yaml --\nResources:\n  B: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: b.yaml}}\nOutputs:\n  X: {Value: !ImportValue b, Export: {Name: a}}\n" +
			"-- b.yaml --\nResources:\n  A: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: a.yaml}}\nOutputs:\n  X: {Value: !ImportValue a, Export: {Name: b}}\n" +
			"-- c.yaml --\nResources:\n  A: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: a.yaml}}\n  C: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: c.yaml}}\n",
			nil},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for _, f := range txtar.Parse([]byte(c.files)).Files {
				path := filepath.Join(dir, f.Name)
				if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, f.Data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			w := load(t, Options{}, dir)
			if len(w.Errors) > 0 {
				t.Error(w.Errors)
			}
			var got []string
			pairs, _ := w.Pairs()
			judge := access.NewJudge(w.Snapshot)
			for _, p := range pairs {
				verdict := judge.Pair(p)
				for i := range verdict.Capabilities {
					if one := &verdict.Capabilities[i]; one.Capability == "read" {
						shown := strings.NewReplacer("${", "", "}", "")
						got = append(got, fmt.Sprintf("%s -> %s: %s", shown.Replace(unknown.Show(p.Role.Name)), shown.Replace(unknown.Show(p.Bucket.Name)), one.Verdict))
					}
				}
			}
			slices.Sort(got)
			if !slices.Equal(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}
