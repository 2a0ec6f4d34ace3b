package cloudformation

import (
	"fmt"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/unknown"
)

// TestConnectors holds which policies connectors of SAM attach, and which connectors are
// named as not read.
func TestConnectors(t *testing.T) {
	const function = "  F: {Type: AWS::Serverless::Function}\n"
	const data = "  Data: {Type: AWS::S3::Bucket, Properties: {BucketName: data}}\n"
	const more = "  More: {Type: AWS::S3::Bucket, Properties: {BucketName: more}}\n"
	connector := func(properties string) string {
		return "  C: {Type: AWS::Serverless::Connector, Properties: {" + properties + "}}\n"
	}
	const read, write = "13 from s3:GetObject", "7 from s3:AbortMultipartUpload"
	for name, row := range map[string]struct{ resources, want string }{
		"a resource": {function + data + connector("Source: {Id: F}, Destination: {Id: Data}, Permissions: [Read]"),
			"${FRole}: " + read + " on arn:aws:s3:::data arn:aws:s3:::data/*\n"},
		"embedded": {"  F: {Type: AWS::Serverless::Function, Connectors: {C: {Properties: {Destination: {Id: Data}, Permissions: [Write]}}}}\n" + data,
			"${FRole}: " + write + " on arn:aws:s3:::data arn:aws:s3:::data/*\n"},
		"two destinations": {function + data + more + connector("Source: {Id: F}, Destination: [{Id: Data}, {Id: More}], Permissions: [Read, Write]"),
			"${FRole}: 20 from s3:GetObject on arn:aws:s3:::data arn:aws:s3:::data/*\n${FRole}: 20 from s3:GetObject on arn:aws:s3:::more arn:aws:s3:::more/*\n"},
		"a bucket of another stack": {function + connector("Source: {Id: F}, Destination: {Type: AWS::S3::Bucket, Arn: 'arn:aws:s3:::far'}, Permissions: [Read]"),
			"${FRole}: " + read + " on arn:aws:s3:::far arn:aws:s3:::far/*\n"},
		"a function with a role of the template": {"  R: {Type: AWS::IAM::Role, Properties: {RoleName: app}}\n  L: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt R.Arn}}\n" + data +
			connector("Source: {Id: L}, Destination: {Id: Data}, Permissions: [Read]"), "app: " + read + " on arn:aws:s3:::data arn:aws:s3:::data/*\n"},
		"a role of another stack": {data + connector("Source: {Type: AWS::Lambda::Function, RoleName: app}, Destination: {Id: Data}, Permissions: [Read]"),
			"app: " + read + " on arn:aws:s3:::data arn:aws:s3:::data/*\n"},
		"a state machine that has a role": {"  M: {Type: AWS::Serverless::StateMachine, Properties: {Role: 'arn:aws:iam::111122223333:role/team/steps'}}\n" + data +
			connector("Source: {Id: M}, Destination: {Id: Data}, Permissions: [Read]"), "steps: " + read + " on arn:aws:s3:::data arn:aws:s3:::data/*\n"},
		"to a queue":                  {function + "  Q: {Type: AWS::SQS::Queue}\n" + connector("Source: {Id: F}, Destination: {Id: Q}, Permissions: [Write]"), ""},
		"from a bucket to a function": {function + data + connector("Source: {Id: Data}, Destination: {Id: F}, Permissions: [Write]"), ""},
		"to nobody knows what":        {function + connector("Source: {Id: F}, Destination: {Id: Gone}, Permissions: [Write]"), "odd the connector C\n"},
		"from nobody knows whom":      {data + connector("Source: {Id: Gone}, Destination: {Id: Data}, Permissions: [Write]"), "odd the connector C\n"},
		"from what has no role":       {data + "  T: {Type: AWS::SNS::Topic}\n" + connector("Source: {Id: T}, Destination: {Id: Data}, Permissions: [Write]"), "odd the connector C\n"},
		"of permissions nobody knows": {function + data + connector("Source: {Id: F}, Destination: {Id: Data}, Permissions: [Admin]"), "unread the policy of the connector C of role ${FRole}, which is not read\nodd Admin\n"},
		"under a condition": {function + data + "  C: {Type: AWS::Serverless::Connector, Condition: X, Properties: {Source: {Id: F}, Destination: {Id: Data}, Permissions: [Read]}}\nConditions: {X: !Equals [!Ref P, a]}\nParameters: {P: {Type: String}}\n",
			"${FRole}: " + read + " on arn:aws:s3:::data arn:aws:s3:::data/* if ${X}\n"},
	} {
		r := decode(t, "t.yaml", inResources(row.resources))
		texts := map[string]string{}
		for _, p := range r.Policies {
			s := p.Document.Statements()[0]
			texts[p.ARN] = fmt.Sprintf("%d from %s on", len(s.Action.Patterns), s.Action.Patterns[0].Value)
			for _, on := range s.Resource.Patterns {
				texts[p.ARN] += " " + on.Value
			}
			for _, c := range s.Conditions {
				texts[p.ARN] += " if " + c.Key.Value
			}
		}
		var b strings.Builder
		for _, role := range r.Roles {
			for _, ref := range role.Attached.Value {
				if text := texts[ref.ARN]; text != "" {
					fmt.Fprintf(&b, "%s: %s\n", role.Name, text)
				}
			}
			for _, what := range role.Unread {
				fmt.Fprintf(&b, "unread %s\n", what)
			}
		}
		for _, o := range r.Odd {
			fmt.Fprintf(&b, "odd %s\n", o.Found)
		}
		if got := unknown.Show(b.String()); got != row.want {
			t.Errorf("%s:\n%swant\n%s", name, got, row.want)
		}
	}
}
