package arn

import "testing"

// TestParts holds what names of roles, sessions, buckets and accounts tell.
func TestParts(t *testing.T) {
	for _, text := range []string{"arn:aws:s3", "urn:aws:s3:::b", ""} {
		if a, ok := Parse(text); ok {
			t.Errorf("%q is read as %s", text, a)
		}
	}
	if (ARN{}).String() != "*" {
		t.Error("no resource is not *")
	}
	parse := func(text string) ARN {
		a, ok := Parse(text)
		if !ok || a.String() != text {
			t.Fatalf("%s is read as %s", text, a)
		}
		return a
	}
	for _, row := range []struct {
		arn, path, name string
		ok              bool
	}{
		{"arn:aws:iam::111122223333:role/team/app", "/team/", "app", true},
		{"arn:aws:iam::111122223333:role/app", "/", "app", true},
		{"arn:aws:iam::111122223333:role/", "", "", false},
		{"arn:aws:iam::111122223333:user/app", "", "", false},
		{"arn:aws:s3:::role/app", "", "", false},
	} {
		if path, name, ok := parse(row.arn).RoleName(); path != row.path || name != row.name || ok != row.ok {
			t.Errorf("%s: %q, %q, %v", row.arn, path, name, ok)
		}
	}
	for _, row := range []struct {
		arn, role, session string
		ok                 bool
	}{
		{"arn:aws:sts::111122223333:assumed-role/app/s", "app", "s", true},
		{"arn:aws:sts::111122223333:assumed-role/app", "app", "", false},
		{"arn:aws:iam::111122223333:assumed-role/app/s", "", "", false},
		{"arn:aws:sts::111122223333:federated-user/app", "", "", false},
	} {
		if role, session, ok := parse(row.arn).Session(); role != row.role || session != row.session || ok != row.ok {
			t.Errorf("%s: %q, %q, %v", row.arn, role, session, ok)
		}
	}
	for _, row := range []struct {
		arn, bucket, key string
		object, ok       bool
	}{
		{"arn:aws:s3:::b", "b", "", false, true},
		{"arn:aws:s3:::b/", "b", "", true, true},
		{"arn:aws:s3:::b/k/l", "b", "k/l", true, true},
		{"arn:aws:s3:eu-west-1:111122223333:accesspoint/p", "", "", false, false},
		{"arn:aws:s3:::", "", "", false, false},
		{"arn:aws:sqs:::b", "", "", false, false},
	} {
		if bucket, key, object, ok := parse(row.arn).Bucket(); bucket != row.bucket || key != row.key || object != row.object || ok != row.ok {
			t.Errorf("%s: %q, %q, %v, %v", row.arn, bucket, key, object, ok)
		}
	}
	if !parse("arn:aws:iam::111122223333:root").IsAccountRoot() || parse("arn:aws:s3:::root").IsAccountRoot() {
		t.Error("the root of an account is not told from others")
	}
	if !IsAccountID("111122223333") || IsAccountID("11112222333") || IsAccountID("11112222333x") {
		t.Error("account ids are not told from others")
	}
}
