package access

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

const (
	roleARN = "arn:aws:iam::111122223333:role/team/app"
	theirs  = "444455556666"
	ours    = "111122223333"
)

// build builds a snapshot of one role and the bucket b from the statements of
// an identity policy and of a bucket policy.
func build(t testing.TB, account, identity, bucket string) *snapshot.Snapshot {
	return buildWith(t, account, identity, bucket, input.Bucket{PublicAccessBlock: off}, input.Account{})
}

var off = input.Setting[input.PublicAccessBlock]{State: input.Present}

// buildWith builds it with settings of the bucket and of its account; without
// Object Ownership it is enforced.
func buildWith(t testing.TB, account, identity, bucket string, set input.Bucket, of input.Account) *snapshot.Snapshot {
	t.Helper()
	set.Name, set.Account = "bkt", account
	set.Policy = input.Setting[*policy.Document]{State: input.Present, Value: parsed(t, "bucket.json", bucket, policy.Bucket)}
	if set.Ownership.State == input.NotExported && set.Ownership.Value == "" {
		set.Ownership = input.Setting[string]{State: input.Present, Value: string(s3.OwnerEnforced)}
	}
	if of.ID = account; of.PublicAccessBlock.State == input.NotExported && set.PublicAccessBlock == off {
		of.PublicAccessBlock.State = input.Absent
	}
	b := snapshot.NewBuilder(snapshot.Options{Accounts: []snapshot.Account{{ID: ours, CanonicalID: "our-id"}}})
	b.Add(input.Records{
		Roles: []input.Role{{ARN: roleARN, ID: "AROAEXAMPLE",
			Inline:   []input.Document{{Name: "p", Policy: parsed(t, "role.json", identity, policy.Identity)}},
			Attached: input.Setting[[]input.PolicyRef]{State: input.Present}}},
		Buckets: []input.Bucket{set}, Accounts: []input.Account{of},
	})
	return b.Build()
}

func judge(t testing.TB, account, identity, bucket string) *Pair {
	s := build(t, account, identity, bucket)
	return NewJudge(s).Pair(s.Pair(s.Roles[0], s.Buckets[0]))
}

func allow(action, resource string) string {
	return fmt.Sprintf(`{"Effect":"Allow","Action":%q,"Resource":%q}`, action, resource)
}

func to(principal, effect, action, resource, rest string) string {
	return fmt.Sprintf(`{"Effect":%q,"Principal":{"AWS":%q},"Action":%q,"Resource":%q%s}`, effect, principal, action, resource, rest)
}

// TestVerdicts holds the verdict on reading over all object keys: what is
// written is "verdict objects | conditions".
func TestVerdicts(t *testing.T) {
	const all = "arn:aws:s3:::bkt/*"
	for _, row := range []struct{ name, account, identity, bucket, want string }{
		{"both sides allow", theirs, allow("s3:GetObject", all), to(roleARN, "Allow", "s3:GetObject", all, ""), "yes"},
		{"one side is silent", theirs, allow("s3:GetObject", all), to(roleARN, "Allow", "s3:PutObject", all, ""), "no"},
		{"inside the account one side is enough", ours, allow("s3:GetObject", all), to(roleARN, "Allow", "s3:PutObject", all, ""), "yes"},
		{"grants that overlap in a part", theirs, allow("s3:GetObject", "arn:aws:s3:::bkt/logs/*"),
			to(roleARN, "Allow", "s3:GetObject", "arn:aws:s3:::bkt/*2024*", ""), "partly *2024* and logs/*"},
		{"grants that do not overlap", theirs, allow("s3:GetObject", "arn:aws:s3:::bkt/a/*"),
			to(roleARN, "Allow", "s3:GetObject", "arn:aws:s3:::bkt/b/*", ""), "no"},
		{"a deny cuts a hole", theirs, allow("s3:GetObject", all), to(roleARN, "Allow", "s3:GetObject", all, "") + "," +
			to("*", "Deny", "s3:*", "arn:aws:s3:::bkt/secret/*", ""), "partly * without secret/*"},
		{"the bucket's ARN covers no object", theirs, allow("s3:GetObject", "arn:aws:s3:::bkt"),
			to(roleARN, "Allow", "s3:GetObject", all, ""), "no"},
		{"an unknown source address", theirs, allow("s3:GetObject", all),
			to(roleARN, "Allow", "s3:GetObject", all, `,"Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}`), "conditional | aws:SourceIp"},
		{"two conditions that cover every case", theirs, allow("s3:GetObject", all),
			to(roleARN, "Allow", "s3:GetObject", all, `,"Condition":{"Null":{"s3:ExistingObjectTag/a":"true"}}`) + "," +
				to(roleARN, "Allow", "s3:GetObject", all, `,"Condition":{"Null":{"s3:ExistingObjectTag/a":"false"}}`), "yes"},
		{"a condition on who asks is decided", theirs, allow("s3:GetObject", all),
			to("*", "Allow", "s3:GetObject", all, `,"Condition":{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}`), "yes"},
		{"one session of the role", theirs, allow("s3:GetObject", all),
			to("arn:aws:sts::111122223333:assumed-role/app/s1", "Allow", "s3:GetObject", all, ""), "conditional | role session name"},
		{"a variable that is known", theirs, allow("s3:GetObject", "arn:aws:s3:::bkt/${aws:PrincipalAccount}/*"),
			to(roleARN, "Allow", "s3:GetObject", all, ""), "partly 111122223333/*"},
		{"a variable that is not known", theirs, allow("s3:GetObject", "arn:aws:s3:::bkt/${aws:PrincipalTag/team}/*"),
			to(roleARN, "Allow", "s3:GetObject", all, ""), "conditional */* | aws:principaltag/team"},
		{"a key that S3 cannot have", theirs, allow("s3:GetObject", "arn:aws:s3:::bkt/"+strings.Repeat("k", 1025)+"*"),
			to(roleARN, "Allow", "s3:GetObject", all, ""), "no"},
		{"the longest key", theirs, allow("s3:GetObject", "arn:aws:s3:::bkt/"+strings.Repeat("k", 1024)+"*"),
			to(roleARN, "Allow", "s3:GetObject", all, ""), "partly " + strings.Repeat("k", 1024) + "*"},
		{"a deny of keys that S3 cannot have", theirs, allow("s3:GetObject", all), to(roleARN, "Allow", "s3:GetObject", all, "") + "," +
			to("*", "Deny", "s3:*", "arn:aws:s3:::bkt/"+strings.Repeat("?", 1025)+"*", ""), "yes"},
		{"a role name without its path", theirs, allow("s3:GetObject", all),
			to("arn:aws:iam::111122223333:role/app", "Allow", "s3:GetObject", all, ""), "no"},
	} {
		t.Run(row.name, func(t *testing.T) {
			c := judge(t, row.account, row.identity, row.bucket).Capability(s3.Read)
			got := c.Verdict.String()
			if len(c.Objects) > 0 {
				got += " " + strings.Join(c.Objects, "; ")
			}
			if len(c.Conditions) > 0 {
				got += " | " + strings.Join(c.Conditions, ", ")
			}
			if len(c.Missing) > 0 {
				got += " ! " + strings.Join(c.Missing, ", ")
			}
			if got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
}

// TestAgainstDecide holds the search against the decision: random policies over
// few keys, every key of a sample decided one by one.
func TestAgainstDecide(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	resource := func() string {
		return "arn:aws:s3:::" + pick("bkt", "bkt/*", "bkt/a*", "bkt/?", "bkt/*b", "b*", "bkt/a/*", "other/*", "bkt/ab")
	}
	statement := func(principal bool) string {
		s := `{"Effect":"` + pick("Allow", "Allow", "Allow", "Deny") + `","` + pick("Action", "Action", "NotAction") + `":"` +
			pick("s3:GetObject", "s3:*", "s3:Put*") + `","` + pick("Resource", "Resource", "NotResource") + `":["` + resource() + `","` + resource() + `"]`
		if principal {
			s += `,"Principal":{"AWS":"` + pick("*", roleARN, ours, theirs, "arn:aws:iam::111122223333:role/app") + `"}`
		}
		return s + pick("", "", `,"Condition":{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}`) + "}"
	}
	keys := []string{"a", "b", "ab", "ba", "a/b", "c", "ac", "cb", "a/c", "x/y"}
	for range 2000 {
		account := pick(ours, theirs)
		p := judge(t, account, statement(false)+","+statement(false), statement(true)+","+statement(true))
		c := p.Capability(s3.Read)
		if len(c.Missing) > 0 {
			t.Fatalf("missing %v", c.Missing)
		}
		role, _ := arn.Parse(roleARN)
		var allowed, denied int
		for _, key := range keys {
			object, _ := arn.Parse("arn:aws:s3:::bkt/" + key)
			caller := authz.Caller{Role: role, ID: "AROAEXAMPLE", Session: "s"}
			r := authz.Request{Caller: caller, Action: "s3:GetObject", Resource: object, Owner: account,
				Context: authz.Context{Keys: authz.Known(&caller, authz.Knowledge{Owner: account})}}
			if authz.Decide(&p.Layers, &r).Verdict == authz.Allowed {
				allowed++
			} else {
				denied++
			}
		}
		switch {
		case c.Verdict == Yes && denied > 0, c.Verdict == No && allowed > 0,
			c.Verdict == Partly && (c.Allowed == nil || c.Denied == nil), c.Verdict == Conditional, c.Verdict == Unknown:
			t.Fatalf("%s, but of %v %d are allowed and %d denied\n%s\n%s", c.Verdict, keys, allowed, denied,
				p.Role.Inline[0].Policy.Text(), p.Bucket.Policy.Policy.Text())
		case allowed > 0 && denied > 0 && c.Verdict != Partly:
			t.Fatalf("%s, but some are allowed and some denied", c.Verdict)
		}
	}
}

// TestWrite holds what an upload across accounts has to carry.
func TestWrite(t *testing.T) {
	const all = "arn:aws:s3:::bkt/*"
	both := `{"Effect":"Allow","Action":["s3:PutObject","s3:PutObjectAcl"],"Resource":"` + all + `"}`
	demand := `,"Condition":{"StringEquals":{"s3:x-amz-acl":"bucket-owner-full-control"}}`
	for _, row := range []struct{ name, identity, bucket, verdict, acl string }{
		{"no header is asked for", both, to(roleARN, "Allow", "s3:PutObject", all, ""), "yes", ""},
		{"the policy asks for the header", both, to(roleARN, "Allow", "s3:PutObject*", all, demand), "yes", s3.FullControl},
		{"a deny asks for the header", both, to(roleARN, "Allow", "s3:PutObject*", all, "") + "," +
			to("*", "Deny", "s3:PutObject", all, `,"Condition":{"StringNotEquals":{"s3:x-amz-acl":"bucket-owner-full-control"}}`), "yes", s3.FullControl},
		{"the header needs PutObjectAcl", allow("s3:PutObject", all), to(roleARN, "Allow", "s3:PutObject*", all, demand), "no", s3.FullControl},
		{"another ACL is asked for", both, to(roleARN, "Allow", "s3:PutObject*", all,
			`,"Condition":{"StringEquals":{"s3:x-amz-acl":"public-read"}}`), "no", s3.FullControl},
	} {
		c := judge(t, theirs, row.identity, row.bucket).Capability(s3.Write)
		if c.Verdict.String() != row.verdict || c.ACL != row.acl {
			t.Errorf("%s: %s with header %q, want %s with %q; %v %v", row.name, c.Verdict, c.ACL, row.verdict, row.acl, c.Conditions, c.Missing)
		}
	}
}

// TestList holds that prefixes are quantified over like object keys.
func TestList(t *testing.T) {
	prefix := func(value string) string { return `,"Condition":{"StringLike":{"s3:prefix":"` + value + `"}}` }
	for _, row := range []struct{ name, rest, verdict string }{
		{"any prefix", "", "yes"},
		{"one prefix", prefix("home/*"), "partly"},
	} {
		c := judge(t, theirs, allow("s3:ListBucket", "arn:aws:s3:::bkt"),
			to(roleARN, "Allow", "s3:ListBucket", "arn:aws:s3:::bkt", row.rest)).Capability(s3.List)
		if c.Verdict.String() != row.verdict {
			t.Errorf("%s: %s, want %s (%v %v %v)", row.name, c.Verdict, row.verdict, c.Objects, c.Conditions, c.Missing)
		}
	}
}

func BenchmarkPair(b *testing.B) {
	const all = "arn:aws:s3:::bkt/*"
	s := build(b, theirs, allow("s3:*", all)+","+allow("s3:ListBucket", "arn:aws:s3:::bkt"), to(roleARN, "Allow", "s3:*", all, ""))
	j := NewJudge(s)
	p := s.Pair(s.Roles[0], s.Buckets[0])
	b.ReportAllocs()
	for b.Loop() {
		j.Pair(p)
	}
}
