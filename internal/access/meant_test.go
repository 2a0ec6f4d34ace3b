package access

import (
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/s3"
)

// TestMeant holds what an Allow of either side means, and what of that is
// reached in no case.
func TestMeant(t *testing.T) {
	const all, logs = "arn:aws:s3:::bkt/*", "arn:aws:s3:::bkt/logs/*"
	both := func(statements ...string) string { return strings.Join(statements, ",") }
	for _, row := range []struct{ name, account, identity, bucket, want string }{
		{"what both sides list", theirs, allow("s3:GetObject", all), to(roleARN, "Allow", "s3:GetObject", all, ""), "read"},
		{"s3:* of the role says less than what the bucket lists", theirs, allow("s3:*", all), to(roleARN, "Allow", "s3:GetObject", all, ""), "read"},
		{"s3:* of both sides", theirs, allow("s3:*", all), to(roleARN, "Allow", "s3:*", all, ""), "list! read write delete"},
		{"s3:* alone", theirs, allow("s3:*", all), to("*", "Allow", "s3:GetObject", "arn:aws:s3:::bkt/public/*", ""), "list! read! write! delete!"},
		{"wildcards of one side beside what the other lists", theirs, allow("s3:GetObject", all),
			both(to(roleARN, "Allow", "s3:Get*", all, ""), to(roleARN, "Allow", "s3:List*", "arn:aws:s3:::bkt", "")), "read"},
		{"a listing by wildcard of both sides", theirs, both(allow("s3:Get*", all), allow("s3:List*", "arn:aws:s3:::bkt")),
			both(to(roleARN, "Allow", "s3:Get*", all, ""), to(roleARN, "Allow", "s3:List*", "arn:aws:s3:::bkt", "")), "list read"},
		{"s3:* of which a deny takes out what it names", ours, both(allow("s3:*", all), allow("s3:*", "arn:aws:s3:::bkt")),
			to("*", "Deny", "s3:DeleteObject*", all, ""), "list read write"},
		{"the bucket's ARN on both sides", theirs, allow("s3:GetObject", "arn:aws:s3:::bkt"), to(roleARN, "Allow", "s3:GetObject", "arn:aws:s3:::bkt", ""), "read!"},
		{"the objects' ARN for a listing, inside one account", ours, allow("s3:ListBucket", all), "", "list!"},
		{"a hole that the author cut", ours, both(allow("s3:GetObject", all), `{"Effect":"Deny","Action":"s3:*","Resource":"`+logs+`"}`), "", "read"},
		{"a deny of all that is allowed", ours, both(allow("s3:GetObject", all), `{"Effect":"Deny","Action":"s3:*","Resource":"`+all+`"}`), "", "read!"},
		{"a deny of the other side", theirs, allow("s3:GetObject", all),
			both(to(roleARN, "Allow", "s3:GetObject", all, ""), to("*", "Deny", "s3:*", logs, "")), "read!"},
	} {
		t.Run(row.name, func(t *testing.T) {
			p := judge(t, row.account, row.identity, row.bucket)
			var got []string
			for _, c := range s3.Capabilities {
				if k := p.Capability(c); k.Meant && len(k.Unreached) > 0 {
					got = append(got, string(c)+"!")
				} else if k.Meant {
					got = append(got, string(c))
				}
			}
			if strings.Join(got, " ") != row.want {
				t.Errorf("got %s, want %s", strings.Join(got, " "), row.want)
			}
		})
	}
}

// TestAnUploadThatHandsOverIsOwned holds that a separate grant of PutObjectAcl
// takes nothing away from a demand for the header.
func TestAnUploadThatHandsOverIsOwned(t *testing.T) {
	const all = "arn:aws:s3:::bkt/*"
	const demand = `,"Condition":{"StringEquals":{"s3:x-amz-acl":"bucket-owner-full-control"}}`
	c := judge(t, theirs, allow("s3:Put*", all), to(roleARN, "Allow", "s3:PutObject", all, demand)+","+
		to(roleARN, "Allow", "s3:PutObjectAcl", all, "")).Capability(s3.Write)
	if c.Unowned || c.ACL != s3.FullControl {
		t.Errorf("unowned %t with header %q", c.Unowned, c.ACL)
	}
}
