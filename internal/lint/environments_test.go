package lint

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/access"
)

// environment is what one of dev and prod has of a bucket of one name: the role app,
// which may do one action, and the bucket app-data, which grants it another one. %[1]s
// is what the role may do, %[2]s what the bucket grants and %[3]s the account.
var environments = map[string]string{
	"template.yaml": `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: app
      AssumeRolePolicyDocument: {Version: 2012-10-17, Statement: [{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: sts:AssumeRole}]}
      Policies: [{PolicyName: p, PolicyDocument: {Version: 2012-10-17, Statement: [{Effect: Allow, Action: "%[1]s", Resource: !Sub "${B.Arn}/*"}]}}]
  B: {Type: AWS::S3::Bucket, Properties: {BucketName: app-data}}
  P:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref B
      PolicyDocument: {Version: 2012-10-17, Statement: [{Effect: Allow, Principal: {AWS: !GetAtt Role.Arn}, Action: "%[2]s", Resource: !Sub "${B.Arn}/*"}]}
`,
	"main.tf": `resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = jsonencode({Version = "2012-10-17", Statement = [{Effect = "Allow", Principal = {Service = "ec2.amazonaws.com"}, Action = "sts:AssumeRole"}]})
}
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.app.name
  policy = jsonencode({Version = "2012-10-17", Statement = [{Effect = "Allow", Action = "%[1]s", Resource = "${aws_s3_bucket.b.arn}/*"}]})
}
resource "aws_s3_bucket" "b" { bucket = "app-data" }
resource "aws_s3_bucket_policy" "p" {
  bucket = aws_s3_bucket.b.id
  policy = jsonencode({Version = "2012-10-17", Statement = [{Effect = "Allow", Principal = {AWS = aws_iam_role.app.arn}, Action = "%[2]s", Resource = "${aws_s3_bucket.b.arn}/*"}]})
}
`,
	"plan.json": `{"format_version": "1.2", "terraform_version": "1.9.0", "planned_values": {"root_module": {"resources": [
  {"address": "aws_iam_role.app", "mode": "managed", "type": "aws_iam_role", "name": "app", "values": {"name": "app", "path": "/",
   "assume_role_policy": "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}"}},
  {"address": "aws_iam_role_policy.p", "mode": "managed", "type": "aws_iam_role_policy", "name": "p", "values": {"name": "p", "role": "app",
   "policy": "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"%[1]s\",\"Resource\":\"arn:aws:s3:::app-data/*\"}]}"}},
  {"address": "aws_s3_bucket.b", "mode": "managed", "type": "aws_s3_bucket", "name": "b", "values": {"bucket": "app-data"}},
  {"address": "aws_s3_bucket_policy.p", "mode": "managed", "type": "aws_s3_bucket_policy", "name": "p", "values": {"bucket": "app-data",
   "policy": "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::%[3]s:role/app\"},\"Action\":\"%[2]s\",\"Resource\":\"arn:aws:s3:::app-data/*\"}]}"}}]}}}
`,
}

// environmentAlone are the same documents as files of their own.
var environmentAlone = map[string]string{
	"roles/app/policy.json":  `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"%[1]s","Resource":"arn:aws:s3:::app-data/*"}]}`,
	"buckets/app-data.json":  `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::%[3]s:role/app"},"Action":"%[2]s","Resource":"arn:aws:s3:::app-data/*"}]}`,
	"buckets/unrelated.json": `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::unrelated/*"}]}`,
}

// TestTwoEnvironmentsAreTwo holds that what dev and prod say of a bucket of one name is
// no conflict: each role is judged with the bucket of its own stack.
func TestTwoEnvironmentsAreTwo(t *testing.T) {
	kinds := map[string]map[string]string{"bare": environmentAlone}
	for name, text := range environments {
		kinds[name] = map[string]string{name: text}
	}
	for kind, files := range kinds {
		t.Run(kind, func(t *testing.T) {
			dir := t.TempDir()
			put := func(env, role, bucket, account string) {
				for name, text := range files {
					path := filepath.Join(dir, env, name)
					if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
						t.Fatal(err)
					}
					if err := os.WriteFile(path, fmt.Appendf(nil, text, role, bucket, account), 0o600); err != nil {
						t.Fatal(err)
					}
				}
			}
			put("dev", "s3:GetObject", "s3:GetObject", "111122223333")
			put("prod", "s3:PutObject", "s3:PutObject", "444455556666")
			w := load(t, Options{}, dir)
			if len(w.Conflicts) > 0 {
				t.Errorf("conflict: %+v", w.Conflicts[0].What)
			}
			var got []string
			pairs, _ := w.Pairs()
			judge := access.NewJudge(w.Snapshot)
			for _, p := range pairs {
				if p.Bucket.Name != "app-data" {
					continue
				}
				verdict := judge.Pair(p)
				for i := range verdict.Capabilities {
					if c := &verdict.Capabilities[i]; c.Meant {
						env := regexp.MustCompile("dev|prod").FindString(strings.TrimPrefix(p.Bucket.Stack, dir))
						got = append(got, fmt.Sprintf("%s %s %s", env, c.Capability, c.Verdict))
					}
				}
			}
			slices.Sort(got)
			// Of a bare policy nobody knows what else the role has.
			want := []string{"dev read yes", "prod write yes"}
			if kind == "bare" {
				want = []string{"dev read unknown", "prod write unknown"}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%q, want %q", got, want)
			}
		})
	}
}
