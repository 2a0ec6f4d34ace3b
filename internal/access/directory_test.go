package access

import (
	"testing"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// TestDirectoryBuckets holds what reaches the objects of a directory bucket:
// sessions, by their mode, and no action of S3 itself (S3 User Guide,
// Authenticating and authorizing requests to directory buckets).
func TestDirectoryBuckets(t *testing.T) {
	const name = "logs--euw1-az1--x-s3"
	const mine, others = "arn:aws:s3express:eu-west-1:" + ours + ":bucket/" + name, "arn:aws:s3express:eu-west-1:" + theirs + ":bucket/" + name
	session := func(on string) string { return allow("s3express:CreateSession", on) }
	mode := func(operator, mode string) string {
		return `,"Condition":{"` + operator + `":{"s3express:SessionMode":"` + mode + `"}}`
	}
	for _, row := range []struct{ name, account, identity, bucket, want string }{
		{"s3:* grants nothing", ours, allow("s3:*", "*"), "", "no no no no"},
		{"a session is enough for all", ours, session(mine), "", "yes yes yes yes"},
		{"s3express:* is that too", ours, allow("s3express:*", "*"), "", "yes yes yes yes"},
		{"the ARN of S3 names no directory bucket", ours, session("arn:aws:s3:::" + name), "", "no no no no"},
		{"a session that only reads", ours, `{"Effect":"Allow","Action":"s3express:CreateSession","Resource":"*"` + mode("StringEquals", "ReadOnly") + `}`, "", "yes yes no no"},
		{"a deny of sessions that write leaves the others", ours, session(mine) + `,{"Effect":"Deny","Action":"s3express:CreateSession","Resource":"*"` + mode("StringEquals", "ReadWrite") + `}`, "",
			"yes yes no no"},
		{"across accounts both sides allow", theirs, session(others), to(roleARN, "Allow", "s3express:CreateSession", others, ""), "yes yes yes yes"},
		{"across accounts the bucket is silent", theirs, session(others), "", "no no no no"},
		{"across accounts the bucket lets read", theirs, session(others), to(roleARN, "Allow", "s3express:CreateSession", others, mode("StringEquals", "ReadOnly")), "yes yes no no"},
	} {
		bucket := input.Bucket{Name: name, Account: row.account, PublicAccessBlock: off, Policy: input.Setting[*policy.Document]{State: input.Absent},
			Region: input.Setting[string]{State: input.Present, Value: "eu-west-1"}}
		if row.bucket != "" {
			bucket.Policy = input.Setting[*policy.Document]{State: input.Present, Value: parsed(t, "bucket.json", row.bucket, policy.Bucket)}
		}
		b := snapshot.NewBuilder(snapshot.Options{})
		b.Add(input.Records{Roles: []input.Role{{ARN: roleARN, ID: "AROAEXAMPLE", Inline: []input.Document{{Name: "p",
			Policy: parsed(t, "role.json", row.identity, policy.Identity)}}, Attached: input.Setting[[]input.PolicyRef]{State: input.Present}}},
			Buckets: []input.Bucket{bucket}})
		s := b.Build()
		p, got := NewJudge(s).Pair(s.Pair(s.Roles[0], s.Buckets[0])), ""
		for _, c := range p.Capabilities {
			got += " " + c.Verdict.String()
		}
		if got = got[1:]; got != row.want {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
	}
}

// TestKeysThatS3CannotUse holds that no policy helps where the key is disabled
// or lies in another Region than the bucket.
func TestKeysThatS3CannotUse(t *testing.T) {
	const id = "1234abcd-12ab-34cd-56ef-1234567890ab"
	for _, row := range []struct{ state, region, want string }{
		{"Enabled", "eu-west-1", "yes"},
		{"", "eu-west-1", "yes"},
		{"Disabled", "eu-west-1", "no"},
		{"PendingDeletion", "eu-west-1", "no"},
		{"PendingImport", "eu-west-1", "no"},
		{"Enabled", "us-east-1", "no"},
	} {
		name := "arn:aws:kms:" + row.region + ":" + ours + ":key/" + id
		b := snapshot.NewBuilder(snapshot.Options{})
		b.Add(input.Records{
			Roles: []input.Role{{ARN: roleARN, ID: "AROAEXAMPLE", Inline: []input.Document{{Name: "p",
				Policy: parsed(t, "role.json", allow("*", "*"), policy.Identity)}}, Attached: input.Setting[[]input.PolicyRef]{State: input.Present}}},
			Buckets: []input.Bucket{{Name: "bkt", Account: ours, PublicAccessBlock: off, Region: input.Setting[string]{State: input.Present, Value: "eu-west-1"},
				Policy:     input.Setting[*policy.Document]{State: input.Absent},
				Ownership:  input.Setting[string]{State: input.Present, Value: "BucketOwnerEnforced"},
				Encryption: input.Setting[input.Encryption]{State: input.Present, Value: input.Encryption{Algorithm: "aws:kms", KeyID: name}}}},
			Keys: []input.Key{{Account: ours, Region: row.region, ID: id, ARN: name, KeyState: row.state, Policy: input.Setting[*policy.Document]{State: input.Present,
				Value: parsed(t, "key.json", to("arn:aws:iam::"+ours+":root", "Allow", "kms:*", "*", ""), policy.Key)}}},
			Accounts: []input.Account{{ID: ours, PublicAccessBlock: input.Setting[input.PublicAccessBlock]{State: input.Absent}}},
		})
		s := b.Build()
		p := NewJudge(s).Pair(s.Pair(s.Roles[0], s.Buckets[0]))
		if got := p.Capability("read").Verdict.String(); got != row.want {
			t.Errorf("%+v: %s (%v)", row, got, p.Capability("read").Conditions)
		}
		if list := p.Capability("list").Verdict; list != Yes {
			t.Errorf("%+v: a listing needs no key: %s", row, list)
		}
	}
}
