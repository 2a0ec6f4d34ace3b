package fix

import (
	"testing"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

const (
	theApp     = "arn:aws:iam::111122223333:role/team/app"
	theBounded = "arn:aws:iam::111122223333:role/bounded"
)

// TestLosses holds changes of bucket policies against what they take from
// somebody.
func TestLosses(t *testing.T) {
	builder := snapshot.NewBuilder(snapshot.Options{})
	builder.Add(input.Records{Roles: []input.Role{
		{Account: "111122223333", Name: "app", Path: "/team/", ARN: theApp, ID: "AROAAPP"},
		{Account: "111122223333", Name: "bounded", Path: "/", ARN: theBounded, ID: "AROABOUNDED",
			Boundary: input.Setting[input.PolicyRef]{State: input.Present, Value: input.PolicyRef{ARN: "arn:aws:iam::111122223333:policy/cap"}}},
	}, Users: []input.Identity{{Account: "111122223333", Name: "ann", ARN: "arn:aws:iam::111122223333:user/ann"}}})
	world := builder.Build()
	allow := func(principal, action, more string) string {
		return `{"Effect": "Allow", "Principal": {"AWS": ["` + principal + `"]}, "Action": "` + action + `", "Resource": "arn:aws:s3:::b/*"` + more + `}`
	}
	deny := func(more string) string {
		return `{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::b/*"` + more + `}`
	}
	when := func(test string) string { return `, "Condition": {` + test + `}` }
	get := func(principal string) string { return allow(principal, "s3:GetObject", "") }
	for _, row := range []struct {
		name, before, after, want string
	}{
		{"nothing changes", get(theApp), get(theApp), ""},
		{"an action more", get(theApp), allow(theApp, "s3:Get*", ""), ""},
		{"another role instead", get(theBounded), get(theApp), "s3:GetObject on arn:aws:s3:::b/* by " + theBounded},
		{"a user gives way to a role", get("arn:aws:iam::111122223333:user/ann"), get(theApp),
			"s3:GetObject on arn:aws:s3:::b/* by arn:aws:iam::111122223333:user/ann"},
		{"everybody gives way to a role", get("*"), get(theApp), "s3:GetObject on arn:aws:s3:::b/* by *"},
		{"the role under a path that it does not have", get("arn:aws:iam::111122223333:role/app"), get(theApp), ""},
		{"a role of an account that no input knows", get("arn:aws:iam::999988887777:role/x"), get(theApp),
			"s3:GetObject on arn:aws:s3:::b/* by arn:aws:iam::999988887777:role/x"},
		{"an account with one digit wrong", get("arn:aws:iam::111122223332:role/team/app"), get(theApp), ""},
		{"the unique id of a deleted role", get("AROAGONE"), get(theApp), ""},
		{"the unique id of a role that is there", get("AROABOUNDED"), get(theApp), "s3:GetObject on arn:aws:s3:::b/* by AROABOUNDED"},
		{"a wildcard, which names nobody", get("arn:aws:iam::111122223333:role/team/*"), get(theApp), ""},
		{"a session of the role", get("arn:aws:sts::111122223333:assumed-role/app/s"), get(theApp), ""},
		{"a session of a role that a boundary caps", get("arn:aws:sts::111122223333:assumed-role/bounded/s"), get(theBounded),
			"s3:GetObject on arn:aws:s3:::b/* by arn:aws:sts::111122223333:assumed-role/bounded/s"},
		{"the session of a federated user", get("arn:aws:sts::111122223333:federated-user/n"), get(theApp),
			"s3:GetObject on arn:aws:s3:::b/* by arn:aws:sts::111122223333:federated-user/n"},
		{"an action that S3 does not have", allow(theApp, "s3:GetObjcet", ""), get(theApp), ""},
		{"an action that S3 has", allow(theApp, "s3:GetObjectTagging", ""), get(theApp), "s3:GetObjectTagging on arn:aws:s3:::b/* by " + theApp},
		{"a condition more", get(theApp), allow(theApp, "s3:GetObject", when(`"StringEquals": {"aws:SourceVpce": "v"}`)),
			"s3:GetObject on arn:aws:s3:::b/* by " + theApp},
		{"a value more", allow(theApp, "s3:GetObject", when(`"StringEquals": {"aws:SourceVpce": "v"}`)),
			allow(theApp, "s3:GetObject", when(`"StringEquals": {"aws:SourceVpce": ["v", "w"]}`)), ""},
		{"a value of a denial less", deny(when(`"StringNotEquals": {"aws:SourceVpce": ["v", "w"]}`)), deny(when(`"StringNotEquals": {"aws:SourceVpce": ["v"]}`)),
			"s3:* on arn:aws:s3:::b/* by *, which is denied then"},
		{"a value of a denial more", deny(when(`"StringNotEquals": {"aws:SourceVpce": ["v"]}`)), deny(when(`"StringNotEquals": {"aws:SourceVpce": ["v", "w"]}`)), ""},
		{"a denial more", get(theApp), get(theApp) + "," + deny(""), "s3:* on arn:aws:s3:::b/* by *, which is denied then"},
		{"a denial less", get(theApp) + "," + deny(""), get(theApp), ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			parse := func(statements string) *policy.Document {
				text := `{"Version": "2012-10-17", "Statement": [` + statements + `]}`
				return policy.Parse(source.Whole(source.NewFile("policy", []byte(text))), policy.Bucket)
			}
			l := Losses{Before: parse(row.before), After: parse(row.after), World: world, Table: reference.Embedded()}
			if got := l.Find(); got != row.want {
				t.Errorf("found %q, want %q", got, row.want)
			}
		})
	}
}
