package silent

import (
	"testing"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/source"
)

// TestAnswers holds which answers are understood to say nothing.
func TestAnswers(t *testing.T) {
	for name, row := range map[string]struct {
		text string
		want bool
	}{
		"get-multi-region-access-point-policy-status": {`{"Established":{"IsPublic":false}}`, true},
		"get-access-point-scope":                      {`{"Scope":{"Prefixes":[],"Permissions":["GetObject"]}}`, true},
		"list-access-grants":                          {`{"AccessGrantsList":[]}`, true},
		"get-object-attributes":                       {`{"StorageClass":"STANDARD","ObjectSize":1}`, true},
		"get-caller-identity":                         {`{"UserId":"AIDA","Account":"111122223333","Arn":"arn:aws:iam::111122223333:user/u"}`, true},
		"list-policy-versions":                        {`{"Versions":[{"VersionId":"v1","IsDefaultVersion":true}]}`, true},
		"simulate-principal-policy":                   {`{"EvaluationResults":[{"EvalActionName":"s3:GetObject","EvalDecision":"allowed"}],"IsTruncated":false}`, true},
		"validate-policy":                             {`{"findings":[{"findingType":"ERROR","issueCode":"X"}]}`, true},
		"list-findings":                               {`{"findings":[{"id":"x","resourceType":"AWS::S3::Bucket","status":"ACTIVE"}]}`, true},
		"a file of CloudTrail":                        {`{"Records":[{"eventVersion":"1.08","eventSource":"s3.amazonaws.com"}]}`, true},
		"an event of CloudTrail":                      {`{"eventVersion":"1.08","eventSource":"s3.amazonaws.com","eventName":"PutObject","eventTime":"2026-01-01T00:00:00Z"}`, true},
		"findings of another tool":                    {`{"findings":[{"check":"x"}]}`, false},
		"no findings of some tool":                    {`{"findings":[]}`, false},
		"records of something else":                   {`{"Records":[{"name":"x"}]}`, false},
		"get-bucket-acl":                              {`{"Owner":{"ID":"me"},"Grants":[]}`, false},
		"list-policies of IAM":                        {`{"Policies":[{"PolicyName":"p","DefaultVersionId":"v1"}]}`, false},
		"the first page of an account":                {`{"RoleDetailList":[],"Policies":[]}`, false},
		"list-object-versions":                        {`{"Versions":[{"ETag":"x","IsLatest":true}]}`, false},
		"something with tags":                         {`{"Tags":[{"Key":"k","Value":"v"}]}`, false},
		"something with an account":                   {`{"Account":"111122223333"}`, false},
	} {
		r, err := input.Decode([]input.Format{Format{}}, source.NewFile("f.json", []byte(row.text)), input.Hints{})
		if got := r.Format != ""; err != nil || got != row.want {
			t.Errorf("%s: understood %v, %v", name, got, err)
		}
	}
}
