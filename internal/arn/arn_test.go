package arn

import (
	"testing"

	"github.com/crossgrant/crossgrant/internal/glob"
)

// TestMatch holds one row per way in which a resource pattern meets an ARN.
func TestMatch(t *testing.T) {
	const object = "arn:aws:s3:::data/logs/a:b"
	for _, row := range []struct {
		pattern, arn string
		want         bool
	}{
		{"*", object, true},
		{"arn:aws:s3:::data/*", object, true},
		{"arn:aws:s3:::data", object, false},
		{"arn:aws:s3:::data*", object, true},
		{"arn:aws:s3:::DATA/*", object, false},
		{"arn:aws:s3:::*/a:b", object, true},
		{"arn:aws:s3:*:*:data/*", object, true},
		{"arn:aws:s3::111122223333:data/*", object, false},
		{"arn:aws-cn:s3:::data/*", object, false},
		{"arn:aws*:s3:::data/*", object, true},
		{"arn:aws:s3:*", object, true},
		{"arn:aws:s3:*:data/*", object, true},
		{"arn:aws:s?:::data/*", object, false},
		{"data/*", object, false},
		{"arn:aws:s3:us-*", object, false},
		{"arn:aws:s3:us-*:data/*", object, false},
		{"arn:aws:s3::1*:data/*", object, false},
		{"arn:aws:s3::*:b", object, true},
		{"arn:aws:s3:::data/?ogs/*", object, true},
		{"arn:aws:s3:::data/logs/?", object, false},
		{"arn:aws:s3:::data/*", "*", false},
		{"*", "*", true},
	} {
		a, _ := Parse(row.arn)
		p := Compile(glob.Parse(row.pattern))
		if got := p.Match(a); got != row.want {
			t.Errorf("%s against %s is %v", row.pattern, row.arn, got)
		}
		forms, listed := p.Forms()
		for _, f := range forms {
			listed = listed || a != ARN{} && f[0].Match(a.Partition) && f[1].Match(a.Service) &&
				f[2].Match(a.Region) && f[3].Match(a.Account) && f[4].Match(a.Resource)
		}
		if listed != row.want {
			t.Errorf("%s in its forms against %s is %v", row.pattern, row.arn, listed)
		}
		if row.arn == "*" {
			continue
		}
		within := false
		for _, g := range p.Within(a) {
			within = within || g.Match(a.Resource)
		}
		if within != row.want {
			t.Errorf("%s within %s is %v", row.pattern, row.arn, within)
		}
	}
}

// TestLike holds that ArnLike compares part by part.
func TestLike(t *testing.T) {
	for _, row := range []struct {
		pattern, value string
		want           bool
	}{
		{"arn:aws:iam::111122223333:role/*", "arn:aws:iam::111122223333:role/team/app", true},
		{"arn:aws:iam::*:role/app", "arn:aws:iam::111122223333:role/app", true},
		{"arn:aws:iam:*:role/app", "arn:aws:iam::111122223333:role/app", false},
		{"*", "arn:aws:iam::111122223333:role/app", false},
		{"arn:aws:iam::111122223333:role/app", "app", false},
	} {
		if got := Like(glob.Parse(row.pattern), row.value); got != row.want {
			t.Errorf("%s like %s is %v", row.value, row.pattern, got)
		}
	}
}

// TestNames holds what the ARNs of roles, sessions, accounts and buckets name.
func TestNames(t *testing.T) {
	parse := func(s string) ARN {
		a, ok := Parse(s)
		if !ok || a.String() != s {
			t.Errorf("%s is parsed as %s", s, a)
		}
		return a
	}
	if path, name, ok := parse("arn:aws:iam::111122223333:role/team/app").RoleName(); path != "/team/" || name != "app" || !ok {
		t.Errorf("role: %q %q %v", path, name, ok)
	}
	if role, session, ok := parse("arn:aws:sts::111122223333:assumed-role/app/s1").Session(); role != "app" || session != "s1" || !ok {
		t.Errorf("session: %q %q %v", role, session, ok)
	}
	if !parse("arn:aws:iam::111122223333:root").IsAccountRoot() || parse("arn:aws:iam::111122223333:user/root").IsAccountRoot() {
		t.Error("account root")
	}
	if bucket, key, object, ok := parse("arn:aws:s3:::b/k/x").Bucket(); bucket != "b" || key != "k/x" || !object || !ok {
		t.Errorf("bucket: %q %q %v %v", bucket, key, object, ok)
	}
	if _, ok := Parse("arn:aws:s3:b"); ok {
		t.Error("a name of four parts is no ARN")
	}
	if !IsAccountID("111122223333") || IsAccountID("11112222333") || IsAccountID("11112222333x") {
		t.Error("account ids")
	}
}
