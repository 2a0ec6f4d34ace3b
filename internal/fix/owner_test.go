package fix

import (
	"testing"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"

	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

func TestPermissionSet(t *testing.T) {
	const reserved = "/aws-reserved/sso.amazonaws.com/eu-central-1/"
	for _, test := range []struct {
		path, name, want string
		editable         bool
	}{
		{reserved, "AWSReservedSSO_Analyst_0123456789abcdef", "Analyst", true},
		{reserved, "AWSReservedSSO_Data_Analyst_0123456789abcdef", "Data_Analyst", true},
		{"/", "AWSReservedSSO_Analyst_0123456789abcdef", "", true}, // a role that somebody named so
		{"/", "cluster", "", true},
		{"/aws-service-role/config.amazonaws.com/", "AWSServiceRoleForConfig", "", false},
	} {
		r := &snapshot.Role{Path: test.path, RoleName: snapshot.RoleName{Name: test.name}}
		if got := permissionSet(r); got != test.want {
			t.Errorf("%s%s: permission set %q, want %q", test.path, test.name, got, test.want)
		}
		if err := notEditable(r); (err == nil) != test.editable {
			t.Errorf("%s%s: %v", test.path, test.name, err)
		}
	}
}

func TestCommandNamesTheFile(t *testing.T) {
	d := snapshot.NewDocument(snapshot.Names{Command: snapshot.PutBucketPolicy("bkt")}, policy.New(&policy.Body{}))
	for name, want := range map[string]string{
		"bucket.json":    "aws s3api put-bucket-policy --bucket bkt --policy file://bucket.json",
		"my bucket.json": "aws s3api put-bucket-policy --bucket bkt --policy 'file://my bucket.json'",
		"it's.json":      `aws s3api put-bucket-policy --bucket bkt --policy 'file://it'\''s.json'`,
	} {
		made := &finding.Patch{File: source.NewFile(name, nil)}
		if got := (&Prover{Table: reference.Embedded()}).command(d, made); got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
	}
	if got := (&Prover{Table: reference.Embedded()}).command(d, &finding.Patch{}); got != d.Puts() {
		t.Errorf("of an export: %s", got)
	}
}
