package lint

import (
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// aStack is a template with a role, a bucket and its policy: what fills the places
// of its functions.
type aStack struct{ name, resource, effect, principal, action, where, condition string }

func (s aStack) template(parameters string) string {
	return "Parameters:\n" + parameters + `Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties: {Tags: []` + s.name + `}
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Data
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: ` + s.effect + `
            Principal: {AWS: ` + s.principal + `}
            Action: ` + s.action + `
            Resource: ` + s.where + s.condition + `
  App:
    Type: AWS::IAM::Role
    Properties:
      RoleName: app
      AssumeRolePolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: "sts:AssumeRole"}]}
      Policies:
        - PolicyName: p
          PolicyDocument:
            Version: "2012-10-17"
            Statement: {Effect: Allow, Action: ["s3:PutObject", "s3:DeleteObject"], Resource: ` + s.resource + `}
`
}

// verdicts judges the one role and bucket of a template.
func (s aStack) verdicts(t *testing.T, folder, parameters string) map[string]access.Verdict {
	t.Helper()
	name := filepath.Join(t.TempDir(), folder, "t.yaml")
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(s.template(parameters)), 0o600); err != nil {
		t.Fatal(err)
	}
	w, err := Load([]string{name}, Options{})
	if err != nil || len(w.Errors) > 0 || len(w.Roles) != 1 || len(w.Buckets) != 1 {
		t.Fatalf("%v %v, %d roles, %d buckets\n%s", err, w.Errors, len(w.Roles), len(w.Buckets), s.template(parameters))
	}
	list := map[string]access.Verdict{}
	for _, c := range access.NewJudge(w.Snapshot).Pair(w.Pair(w.Roles[0], w.Buckets[0])).Capabilities {
		list[c.Name] = c.Verdict
	}
	return list
}

// TestUnknownsAreNoAnswer holds that what a template says for certain is so
// whatever its unknown values turn out to be: a verdict of yes, no or partly is
// the verdict for every value that is tried.
func TestUnknownsAreNoAnswer(t *testing.T) {
	const role = `"arn:aws:iam::111122223333:role/app"`
	pick := rand.New(rand.NewSource(1))
	of := func(list ...string) string { return list[pick.Intn(len(list))] }
	certain := 0
	for range 120 {
		s := aStack{
			name:      of(", BucketName: data1", ", BucketName: !Ref Bucket", ""),
			resource:  of(`!Sub "${Data.Arn}/*"`, `"arn:aws:s3:::data1/*"`, `!Sub "arn:aws:s3:::${Bucket}/*"`, `"arn:aws:s3:::da*"`, `!Sub "arn:aws:s3:::${Other}*/a"`, `!Ref Any`),
			effect:    of("Allow", "Deny", "!If [C, Allow, Deny]"),
			principal: of("!GetAtt App.Arn", role, `"*"`, "!Ref Whom", `!If [C, !GetAtt App.Arn, "999988887777"]`, "!Ref AWS::AccountId", `"111122223333"`),
			action:    of("s3:*", "!Ref Does", "[s3:DeleteObject, !Ref Does]"),
			where:     of(`!Sub "${Data.Arn}/*"`, `[!Sub "${Data.Arn}/*", !GetAtt Data.Arn]`, `!Sub "arn:aws:s3:::${Bucket}/a/*"`, `"*"`, "!Ref Any", `!If [D, "*", "arn:aws:s3:::x/*"]`),
			condition: of("", "\n            Condition: {StringEquals: {\"aws:PrincipalAccount\": !Ref Account}}",
				"\n            Condition: {ArnNotLike: {\"aws:PrincipalArn\": !Ref Whom}}", "\n            Condition: {StringNotEquals: {\"aws:SourceVpce\": !Ref Other}}"),
		}
		const open = "  Bucket: {Type: String}\n  Other: {Type: String}\n  Any: {Type: String}\n  Whom: {Type: String}\n  Does: {Type: String}\n  Account: {Type: String}\n" +
			"  Env: {Type: String}\nConditions: {C: !Equals [!Ref Env, x], D: !Not [Condition: C]}\n"
		folder := of("111122223333", "stack")
		said := s.verdicts(t, folder, open)
		for range 6 {
			given := map[string]string{"Bucket": of("data1", "data2"), "Other": of("data", "vpce-1"), "Any": of("*", "arn:aws:s3:::data1/*", "arn:aws:s3:::x"),
				"Whom": of("*", strings.Trim(role, `"`), "arn:aws:iam::111122223333:root", "arn:aws:iam::999988887777:role/x"), "Does": of("s3:PutObject", "sqs:SendMessage", "s3:*"),
				"Account": of("111122223333", "999988887777")}
			parameters := ""
			for _, name := range []string{"Bucket", "Other", "Any", "Whom", "Does", "Account"} {
				parameters += fmt.Sprintf("  %s: {Type: String, Default: %q}\n", name, given[name])
			}
			parameters += fmt.Sprintf("Conditions: {C: !Equals [%s, x], D: !Not [Condition: C]}\n", of("x", "y"))
			as := s
			if as.name == "" {
				as.name = ", BucketName: data-made-by-aws"
			}
			for capability, is := range as.verdicts(t, "111122223333", parameters) {
				switch was := said[capability]; was {
				case access.Yes, access.No, access.Partly:
					if certain++; was != is {
						t.Errorf("%s is %s whatever is unknown, and %s for %v\n%s", capability, was, is, given, unknown.Show(s.template(open)))
					}
				}
			}
		}
		if t.Failed() {
			return
		}
	}
	if certain < 500 {
		t.Errorf("%d verdicts are certain: too few to compare", certain)
	}
}
