package snapshot

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

func document(of policy.Type, statements string) *policy.Document {
	text := `{"Version":"2012-10-17","Statement":[` + statements + `]}`
	return policy.Parse(source.Whole(source.NewFile("policy.json", []byte(text))), of)
}

func role(arn string, inline ...string) input.Role {
	r := input.Role{ARN: arn, Attached: input.Setting[[]input.PolicyRef]{State: input.Present}}
	for i, s := range inline {
		r.Inline = append(r.Inline, input.Document{Name: fmt.Sprint("p", i), Policy: document(policy.Identity, s)})
	}
	return r
}

func bucket(name, statements string) input.Bucket {
	return input.Bucket{Name: name, Account: "444455556666",
		Policy: input.Setting[*policy.Document]{State: input.Present, Value: document(policy.Bucket, statements)}}
}

func build(records input.Records, options Options) *Snapshot {
	b := NewBuilder(options)
	b.Add(records)
	return b.Build()
}

// TestPairsOfDirectoryBuckets holds which ARNs of S3 Express name a directory bucket.
func TestPairsOfDirectoryBuckets(t *testing.T) {
	const app, name = "arn:aws:iam::111122223333:role/app", "logs--euw1-az1--x-s3"
	for resource, pairs := range map[string]int{
		"arn:aws:s3express:eu-west-1:444455556666:bucket/" + name:                   1,
		"arn:aws:s3express:*:444455556666:bucket/" + name:                           1,
		"arn:aws:s3express:*:*:bucket/logs--*":                                      1,
		"arn:aws:s3express:eu-west-1:444455556666:bucket/log?" + "--euw1-az1--x-s3": 1,
		"arn:aws:s3express:*:*:bucket/lo*":                                          0,
		"arn:aws:s3express:*:*:bucket/*":                                            0,
		"arn:aws:s3express:*:*:*":                                                   0,
		"arn:aws:s3express:*:*:bucket/data--euw1-az1--x-s3":                         0,
		"arn:aws:s3express:eu-west-1:444455556666:accesspoint/log":                  0,
	} {
		s := build(input.Records{Roles: []input.Role{role(app, `{"Effect":"Allow","Action":"s3express:CreateSession","Resource":"`+resource+`"}`)},
			Buckets: []input.Bucket{bucket(name, `{"Effect":"Allow","Principal":"*","Action":"s3express:CreateSession","Resource":"*"}`)}}, Options{})
		if got, _ := s.Pairs(); len(got) != pairs {
			t.Errorf("%s: %d pairs, want %d", resource, len(got), pairs)
		}
	}
}

// TestPairs holds which roles and buckets are judged together: those of which
// a policy or an expectation speaks.
func TestPairs(t *testing.T) {
	const app, api = "arn:aws:iam::111122223333:role/team/app", "arn:aws:iam::111122223333:role/api"
	grant := func(principal string) string {
		return `{"Effect":"Allow","Principal":{"AWS":"` + principal + `"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::logs/*"}`
	}
	own := func(resource string) string {
		return `{"Effect":"Allow","Action":"s3:GetObject","Resource":"` + resource + `"}`
	}
	for _, row := range []struct{ name, own, bucket, want string }{
		{"nobody speaks of the other", own("*"), grant("*"), ""},
		{"the bucket names the role", own("*"), grant(app), app},
		{"without its path", own("*"), grant("arn:aws:iam::111122223333:role/app"), app},
		{"in another account", own("*"), grant("arn:aws:iam::999999999999:role/team/app"), app},
		{"one of its sessions", own("*"), grant("arn:aws:sts::111122223333:assumed-role/app/s"), app},
		{"by a wildcard that spells out its name's beginning", own("*"), grant("arn:aws:iam::111122223333:role/team/a*"), app},
		{"another role", own("*"), grant(api), api},
		{"the account alone", own("*"), grant("arn:aws:iam::111122223333:root"), ""},
		{"a condition on who asks", own("*"),
			`{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"ArnNotEquals":{"aws:PrincipalArn":"` + app + `"}}}`, app},
		{"the role names the bucket", own("arn:aws:s3:::logs/*"), grant("*"), app},
		{"by three letters and a wildcard", own("arn:aws:s3:::log*"), grant("*"), app},
		{"by two letters", own("arn:aws:s3:::lo*"), grant("*"), ""},
		{"another bucket", own("arn:aws:s3:::logs-2/*"), grant("*"), ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := build(input.Records{Roles: []input.Role{role(app, row.own), role(api)},
				Buckets: []input.Bucket{bucket("logs", row.bucket)}}, Options{})
			pairs, _ := s.Pairs()
			var got []string
			for _, p := range pairs {
				got = append(got, p.Role.ARN)
			}
			if strings.Join(got, " ") != row.want {
				t.Errorf("pairs of %v, want %s", got, row.want)
			}
		})
	}
}

func TestPairsOfExpectations(t *testing.T) {
	const app = "arn:aws:iam::111122223333:role/app"
	s := build(input.Records{Roles: []input.Role{role(app)}, Buckets: []input.Bucket{bucket("logs", "")}},
		Options{Expect: []Expectation{{Role: app, Bucket: "logs", Can: []string{"read"}}, {Role: app, Bucket: "gone"}}})
	pairs, _ := s.Pairs()
	if len(pairs) != 1 || len(pairs[0].Expect) != 1 {
		t.Errorf("%d pairs", len(pairs))
	}
}

func TestBucketsThatNothingDescribesAreCounted(t *testing.T) {
	s := build(input.Records{Roles: []input.Role{role("arn:aws:iam::111122223333:role/app",
		`{"Effect":"Allow","Action":"s3:*","Resource":["arn:aws:s3:::one/*","arn:aws:s3:::one","arn:aws:s3:::two*"]}`)}}, Options{})
	if _, unknown := s.Pairs(); len(unknown) != 2 {
		t.Errorf("%v buckets, want 2", unknown)
	}
}

// TestAccountOfABucket holds the sources of a bucket's account, the first of
// which counts.
func TestAccountOfABucket(t *testing.T) {
	const canonical = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"
	for _, row := range []struct {
		name    string
		bucket  input.Bucket
		options Options
		want    string
	}{
		{"what the user says", input.Bucket{Name: "b", Account: "111122223333"}, Options{BucketAccounts: map[string]string{"b": "444455556666"}}, "444455556666"},
		{"the folder", input.Bucket{Name: "b", Account: "111122223333"}, Options{}, "111122223333"},
		{"the name", input.Bucket{Name: "logs-111122223333-eu-west-1-an"}, Options{}, "111122223333"},
		{"the owner's canonical id", input.Bucket{Name: "b", Owner: canonical},
			Options{Accounts: []Account{{ID: "111122223333", CanonicalID: canonical}}}, "111122223333"},
		{"nothing", input.Bucket{Name: "b", Owner: canonical}, Options{}, ""},
	} {
		s := build(input.Records{Buckets: []input.Bucket{row.bucket}}, row.options)
		if got := s.Buckets[0].Account; got != row.want {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
	}
}

// TestFilesOfOneRoleJoin holds that what several files state of a role comes
// together, and that two texts of one policy are a conflict only if they say
// different things.
func TestFilesOfOneRoleJoin(t *testing.T) {
	const app = "arn:aws:iam::111122223333:role/team/app"
	b := NewBuilder(Options{})
	b.Add(input.Records{Roles: []input.Role{role(app, `{"Effect":"Allow","Action":"s3:*","Resource":"*"}`)}})
	b.Add(input.Records{Roles: []input.Role{{Account: "111122223333", Name: "app",
		Attached: input.Setting[[]input.PolicyRef]{State: input.Present, Value: []input.PolicyRef{{ARN: "arn:aws:iam::aws:policy/AmazonS3FullAccess"}}}}}})
	b.Add(input.Records{Roles: []input.Role{role(app, `{"Action":"s3:*","Effect":"Allow",  "Resource":"*"}`)}})
	b.Add(input.Records{Roles: []input.Role{role(app, `{"Effect":"Deny","Action":"s3:*","Resource":"*"}`)}})
	s := b.Build()
	if len(s.Roles) != 1 || len(s.Roles[0].Documents()) != 2 || s.Roles[0].Documents()[1].Label() != "AWS-managed policy AmazonS3FullAccess" {
		t.Fatalf("%d roles with %v", len(s.Roles), s.Roles[0].Documents())
	}
	if len(s.Conflicts) != 1 || s.Conflicts[0].What != "inline policy p0 of role app" {
		t.Errorf("conflicts %v", s.Conflicts)
	}
}

// TestOrderOfFilesDoesNotMatter holds that the world is the same whatever the
// order in which files that agree are added.
func TestOrderOfFilesDoesNotMatter(t *testing.T) {
	records := []input.Records{
		{Roles: []input.Role{role("arn:aws:iam::111122223333:role/a", `{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::logs"}`)}},
		{Roles: []input.Role{{Account: "111122223333", Name: "a", ID: "AROAEXAMPLE"}}},
		{Buckets: []input.Bucket{bucket("logs", "")}},
		{Buckets: []input.Bucket{{Name: "logs", Ownership: input.Setting[string]{State: input.Present, Value: "ObjectWriter"}}}},
		{Users: []input.Identity{{ARN: "arn:aws:iam::111122223333:user/u", Name: "u"}}},
	}
	state := func(order []int) string {
		b := NewBuilder(Options{})
		for _, i := range order {
			b.Add(records[i])
		}
		s := b.Build()
		var out []string
		for _, d := range s.Documents {
			out = append(out, d.ID())
		}
		for _, r := range s.Roles {
			out = append(out, r.ARN, r.ID)
		}
		pairs, _ := s.Pairs()
		return fmt.Sprint(out, s.Buckets[0].Ownership.Value, len(pairs), len(s.Users))
	}
	want := state([]int{0, 1, 2, 3, 4})
	for _, order := range [][]int{{4, 3, 2, 1, 0}, {1, 0, 3, 2, 4}, {2, 0, 4, 1, 3}} {
		if got := state(order); got != want {
			t.Errorf("in the order %v\n%s\nwant\n%s", order, got, want)
		}
	}
}

func TestElsewhereAndNamed(t *testing.T) {
	s := build(input.Records{Roles: []input.Role{role("arn:aws:iam::111122223333:role/app")}}, Options{})
	if r := s.Role("arn:aws:iam::111122223333:role/app"); r == nil || slices.Index(s.Roles, r) != 0 {
		t.Error("the role is not found by its ARN")
	}
	if s.Uses("arn:aws:iam::aws:policy/AmazonS3FullAccess") != 0 {
		t.Error("a policy that nothing uses is used")
	}
}
