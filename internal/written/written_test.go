package written_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/crossgrant/crossgrant/internal/facts"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/written"
)

// rows are one fact of a statement each: where it is to be found below the first
// statement, and what it says. The statement is an identity policy's unless it says
// whom it is about.
var rows = []struct {
	statement string
	path      []any
	want      any // nil: the fact is not there
}{
	{`"Sid":"a b-c b"`, []any{"sid", "other_characters"}, " -"},
	{`"Sid":""`, []any{"sid", "empty"}, true},
	{`"Action":["s3:Get*","s3:GetObject"]`, []any{"action", "entries", 1, "covered_by", "value"}, "s3:Get*"},
	{`"Action":["s3:Get*","s3:*Object"]`, []any{"action", "entries", 1, "covered_by"}, nil},
	{`"Action":["s3:getobject","s3:GetObject"]`, []any{"action", "entries", 1, "covered_by", "value"}, "s3:getobject"},
	{`"Action":["s3:getobject","s3:GetObject"]`, []any{"action", "entries", 0, "covered_by"}, nil},
	{`"Action":["*","s3:*"]`, []any{"action", "entries", 1, "covered_by", "value"}, "*"},
	{`"Action":"s4:GetObject"`, []any{"action", "entries", 0, "unknown_service", "value"}, "s4"},
	{`"Action":"S3:GetObject"`, []any{"action", "entries", 0, "unknown_service"}, nil},
	{`"Action":[]`, []any{"action", "empty"}, true},
	{`"NotAction":"iam:*"`, []any{"action", "not"}, true},
	{`"Resource":"arn:aws:s3::b"`, []any{"resource", "entries", 0, "parts"}, 5.0},
	{`"Resource":"b/*"`, []any{"resource", "entries", 0, "no_arn"}, true},
	{`"Resource":"execute-api:/*"`, []any{"resource", "entries", 0, "no_arn"}, true},
	{`"Principal":"*","Action":"execute-api:Invoke","Resource":"execute-api:/*"`, []any{"resource", "entries", 0, "no_arn"}, nil},
	{`"Resource":"arn:aws:s3:::b/*"`, []any{"resource", "entries", 0, "objects"}, true},
	{`"Resource":"arn:aws:sqs:us-east-1:12:q"`, []any{"resource", "entries", 0, "arn", "no_account"}, true},
	{`"Resource":"arn:aws:sqs:us-east-1:*:q"`, []any{"resource", "entries", 0, "arn", "no_account"}, nil},
	{`"Principal":{"AWS":["arn:aws:iam::111122223333:role/x","arn:aws:sts::111122223333:assumed-role/x/s"]}`,
		[]any{"principal", "entries", 1, "session_of", "value"}, "arn:aws:iam::111122223333:role/x"},
	{`"Principal":{"AWS":"AROAEXAMPLEEXAMPLE123"}`, []any{"principal", "entries", 0, "is", "role_id"}, true},
	{`"Principal":{"Service":"S3.amazonaws.com"}`, []any{"principal", "entries", 0, "no_service"}, true},
	{`"Principal":{"AWS":[]}`, []any{"principal", "empty", 0, "value"}, "AWS"},
	{`"Principal":{}`, []any{"principal", "empty", 0, "value"}, "Principal"},
	{`"Condition":{}`, []any{"empty_conditions", 0, "value"}, "Condition"},
	{`"Condition":{"Bool":{}}`, []any{"empty_conditions", 0, "value"}, "Bool"},
	{`"Condition":{"IpAddress":{"aws:SourceIp":"10.1.0.0/8"}}`, []any{"tests", 0, "values", 0, "network"}, "10.0.0.0/8"},
	{`"Condition":{"IpAddress":{"aws:SourceIp":["10.0.0.0/8","1.1.1.1"]}}`, []any{"tests", 0, "some_private"}, true},
	{`"Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/7"}}`, []any{"tests", 0, "values", 0, "private"}, nil},
	{`"Condition":{"IpAddress":{"aws:SourceIp":"1.2.3.4/40"}}`, []any{"tests", 0, "values", 0, "malformed"}, true},
	{`"Condition":{"DateLessThan":{"aws:CurrentTime":"1.1.2030"}}`, []any{"tests", 0, "values", 0, "malformed"}, true},
	{`"Condition":{"DateLessThan":{"aws:CurrentTime":1700000000}}`, []any{"tests", 0, "values", 0, "epoch"}, true},
	{`"Condition":{"Bool":{"aws:SecureTransport":"yes"}}`, []any{"tests", 0, "values", 0, "malformed"}, true},
	{`"Condition":{"NumericLessThan":{"s3:max-keys":["10","20"]}}`, []any{"tests", 0, "decides"}, "20"},
	{`"Condition":{"NumericGreaterThan":{"s3:max-keys":["10","20"]}}`, []any{"tests", 0, "decides"}, "10"},
	{`"Condition":{"NumericEquals":{"s3:max-keys":["10","20"]}}`, []any{"tests", 0, "decides"}, nil},
	{`"Condition":{"StringLike":{"aws:PrincipalArn":"*"}}`, []any{"tests", 0, "only_present"}, true},
	{`"Condition":{"StringNotLike":{"aws:PrincipalArn":"*"}}`, []any{"tests", 0, "only_absent"}, true},
	{`"Condition":{"StringLikeIfExists":{"aws:PrincipalArn":"*"}}`, []any{"tests", 0, "always"}, true},
	{`"Condition":{"StringEquals":{"aws:PrincipalArn":"*"}}`, []any{"tests", 0, "only_present"}, nil},
	{`"Condition":{"StringEquals":{"aws:SourceVpc":"a","AWS:sourcevpc":"b"}}`, []any{"tests", 1, "same_key", "value"}, "aws:SourceVpc"},
	{`"Condition":{"StringEquals":{"s3:max-keys":["a",1]}}`, []any{"tests", 0, "mixed_types", "number"}, true},
	{`"Condition":{"NumericEquals":{"aws:SourceVpc":"1"}}`, []any{"tests", 0, "key", "mismatch"}, true},
	{`"Condition":{"StringEquals":{"nokey":"1"}}`, []any{"tests", 0, "key", "malformed"}, true},
	{`"Condition":{"StringEquals":{"aws:ResourceTag/":"1"}}`, []any{"tests", 0, "key", "no_tag"}, true},
	{`"Action":"s3:ListBucket","Condition":{"StringEquals":{"s3:x-amz-acl":"private"}}`,
		[]any{"tests", 0, "key", "never_with", 0, "value"}, "s3:ListBucket"},
	{`"Resource":"arn:aws:s3:::${aws:username}"`, []any{"variables"}, nil},
	{`"Resource":"arn:aws:s3:::${aws:username"`, []any{"variables", 0, "open"}, true},
	{`"Resource":"arn:aws:s3:::${}"`, []any{"variables", 0, "empty"}, true},
	{`"Resource":"arn:aws:iot:us-east-1:111122223333:thing/${iot:Connection.Thing.ThingName}"`, []any{"variables"}, nil},
	{`"Resource":"arn:aws:iot:us-east-1:111122223333:thing/${iot:Connect.Thing}"`, []any{"variables", 0, "unknown_key", "value"}, "iot:Connect.Thing"},
	{`"Resource":"arn:aws:s3:::${BUCKET}"`, []any{"variables", 0, "placeholder"}, true},
	{`"Resource":"arn:aws:s3:::${aws:PrincipalTag/a, b}"`, []any{"variables", 0, "unquoted"}, true},
	{`"Resource":"arn:aws:s3:::${ aws:username}"`, []any{"variables", 0, "blank"}, true},
	{`"Action":"s3:${aws:username}"`, []any{"variables", 0, "element"}, "Action"},
	{`"Condition":{"NumericEquals":{"s3:max-keys":"${aws:username}"}}`, []any{"variables", 0, "operator"}, "NumericEquals"},
}

func TestFacts(t *testing.T) {
	for _, row := range rows {
		text := fmt.Sprintf(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow",%s}]}`, row.statement)
		file := source.NewFile("p.json", []byte(text))
		d := snapshot.NewDocument(snapshot.Names{ID: "p.json"}, policy.Parse(source.Whole(file), ""))
		list, _ := written.NewReader(reference.Embedded(), nil).Statements(d)
		var got any
		if err := json.Unmarshal(facts.AppendJSON(nil, list[0].Object()), &got); err != nil {
			t.Fatal(err)
		}
		if found := lookup(got, row.path); found != row.want {
			t.Errorf("%s\n%v is %v, want %v", row.statement, row.path, found, row.want)
		}
	}
}

// lookup follows names and indexes; nil where they lead nowhere.
func lookup(v any, path []any) any {
	for _, step := range path {
		switch step := step.(type) {
		case string:
			o, _ := v.(map[string]any)
			v = o[step]
		case int:
			a, _ := v.([]any)
			if step >= len(a) {
				return nil
			}
			v = a[step]
		}
	}
	if list, ok := v.([]any); ok && len(list) == 0 {
		return nil
	}
	return v
}
