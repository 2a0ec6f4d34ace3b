package request_test

import (
	"cmp"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/request"
	"github.com/crossgrant/crossgrant/internal/source"
)

// entries are what Principal elements of the tests list, by key.
var entries = [][2]string{
	{"AWS", "*"}, {"AWS", "111122223333"}, {"AWS", "arn:aws:iam::444455556666:root"}, {"AWS", "arn:aws:iam::111122223333:role/a"},
	{"AWS", "arn:aws:iam::111122223333:role/p/a"}, {"AWS", "arn:aws:iam::111122223333:role/*"}, {"AWS", "arn:aws:sts::111122223333:assumed-role/a/s"},
	{"AWS", "arn:aws:iam::111122223333:user/u"}, {"AWS", "AROAX"}, {"AWS", "AIDAX"}, {"CanonicalUser", "c1"},
	{"Service", "ec2.amazonaws.com"}, {"Federated", "accounts.google.com"}, {"AWS", "nonsense"},
}

// callerTests are conditions that say who calls.
var callerTests = []string{
	`"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/a"}`, `"StringNotLike":{"aws:PrincipalArn":["*role/p/*","*user*"]}`,
	`"StringEqualsIfExists":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/a"}`, `"Null":{"aws:PrincipalArn":"true"}`,
	`"StringEquals":{"aws:PrincipalAccount":["111122223333","anonymous"]}`, `"StringNotLike":{"aws:PrincipalAccount":"1*"}`,
	`"StringEquals":{"aws:PrincipalType":["User","Anonymous"]}`, `"StringNotEquals":{"aws:PrincipalType":"Account"}`,
	`"StringLike":{"aws:userid":["AROAX:*","AIDAX"]}`, `"StringNotLike":{"aws:userid":["AROAX:*","444455556666"]}`,
	`"StringNotEquals":{"aws:userid":["AIDAX","anonymous"]}`, `"StringLikeIfExists":{"aws:userid":"AROAX:*"}`, `"Null":{"aws:userid":"false"}`,
	`"Bool":{"aws:PrincipalIsAWSService":"false"}`, `"ForAnyValue:StringLike":{"aws:PrincipalArn":"*a"}`,
}

// callers is a small universe of them.
func callers() (list []request.Caller) {
	for _, name := range []string{"111122223333:role/a", "111122223333:role/p/a", "444455556666:role/a", "111122223333:user/u", "111122223333:user/v", "444455556666:root"} {
		for _, session := range []string{"s", "t"} {
			for _, id := range []string{"AROAX", "AIDAX", "other"} {
				if strings.HasPrefix(id, "A") && (id == "AROAX") != strings.Contains(name, "role/") || id == "AIDAX" && strings.Contains(name, ":root") {
					continue // no such caller has such an id
				}
				for _, canonical := range []string{"c1", "c2"} {
					list = append(list, request.Caller{ARN: "arn:aws:iam::" + name, Session: session, ID: id, CanonicalID: canonical})
				}
			}
		}
	}
	return append(list, request.Caller{Service: "ec2.amazonaws.com"}, request.Caller{Service: "x.amazonaws.com"},
		request.Caller{Provider: "accounts.google.com"}, request.Caller{Nobody: true})
}

// asAuthz is a caller as authz knows callers; what an answer leaves open is anything.
func asAuthz(c request.Caller) authz.Caller {
	name, _ := arn.Parse(c.ARN)
	of := authz.Caller{Service: c.Service, Federated: c.Provider, Anonymous: c.Nobody,
		ID: cmp.Or(c.ID, "any"), CanonicalID: cmp.Or(c.CanonicalID, "any")}
	if name.IsAccountRoot() {
		of.ID = name.Account // which is the unique id of a root
	}
	if strings.HasPrefix(name.Resource, "role/") {
		of.Role, of.Session = name, cmp.Or(c.Session, "any")
	} else if c.ARN != "" {
		of.User = name
	}
	return of
}

func namesCallers(r *rand.Rand) string {
	var statements []any
	for range 1 + r.IntN(3) {
		listed := map[string][]string{}
		for range 1 + r.IntN(2) {
			e := entries[r.IntN(len(entries))]
			listed[e[0]] = append(listed[e[0]], e[1])
		}
		principal := "Principal"
		if r.IntN(4) == 0 {
			principal = "NotPrincipal"
		}
		var tests map[string]any
		if r.IntN(2) == 0 {
			_ = json.Unmarshal([]byte("{"+callerTests[r.IntN(len(callerTests))]+"}"), &tests)
		}
		statements = append(statements, map[string]any{"Effect": []string{"Allow", "Allow", "Deny"}[r.IntN(3)], principal: listed,
			"Action": "s3:*", "Resource": "arn:aws:s3:::b/*", "Condition": tests})
	}
	text, _ := json.Marshal(map[string]any{"Version": "2012-10-17", "Statement": statements})
	return string(text)
}

func bucketPolicy(text string) *policy.Document {
	return policy.Parse(source.Whole(source.NewFile("p.json", []byte(text))), policy.Bucket)
}

var allOfS3 = authz.Compile("all", parse(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}`))
var noneOfS3 = authz.Compile("none", parse(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ec2:*","Resource":"*"}}`))

// decided is what Decide answers of a bucket policy that has to name the caller as
// closely as a class: of another account's bucket any class is enough, of his own
// account's one closer than the account, and with a boundary that allows nothing
// himself alone.
func decided(doc *policy.Document, as policy.As, q request.Request) authz.Verdict {
	if q.Caller == (request.Caller{}) {
		q.Caller.ARN = "arn:aws:iam::999999999999:role/anybody"
	}
	caller := asAuthz(q.Caller)
	l := &authz.Layers{BucketPolicy: authz.Of(authz.Compile("p", doc))}
	owner := caller.Account()
	if as == policy.AsAccount {
		owner = "999988887777"
		if q.Caller.ARN != "" {
			l.Identity = authz.Of(allOfS3)
		}
	}
	switch {
	case as == policy.AsItself && q.Caller.ARN != "":
		l.Boundary = authz.Of(noneOfS3)
	case slices.Contains(q.Facts, request.Boundary):
		l.Boundary = authz.Of(allOfS3)
	}
	keys := authz.Known(&caller, authz.Knowledge{})
	resource, _ := arn.Parse(q.Resource)
	return authz.Decide(l, &authz.Request{Caller: caller, Action: q.Action, Resource: resource, Owner: owner,
		Context: authz.Context{Keys: keys}}).Verdict
}

// TestFindCallers holds Find against enumeration over callers, for each class by
// which policies name them. What AWS does not document is a fact of the request.
func TestFindCallers(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	all := callers()
	var seen [3]int
	for range *pairs {
		in, out := namesCallers(r), namesCallers(r)
		as := policy.AsAccount + policy.As(r.IntN(3))
		if as == policy.AsItself && strings.Contains(in+out, "NotPrincipal") {
			as = policy.AsRole // the boundary has a say of its own there
		}
		before, after := bucketPolicy(out), bucketPolicy(in)
		a, read := request.Of(after)
		b, both := request.Of(before)
		if !read || !both {
			t.Fatalf("%s\n%s\nnot read", in, out)
		}
		result := request.Search{Budget: 1 << 14, Actions: actions}.Find(
			a.Named[as].And(a.Denies.Not()).And(request.Asking([]string{"s3:GetObject"}, []string{"arn:aws:s3:::b/?*"})), b.Named[as].And(b.Denies.Not()))
		seen[result.Answer]++
		switch q := result.Request; result.Answer {
		case request.Found:
			is, was := decided(after, as, q), decided(before, as, q)
			documented := !slices.ContainsFunc(q.Facts, func(f string) bool { return f != request.Boundary }) &&
				is != authz.Conditional && was != authz.Conditional
			if is.Denied() || was == authz.Allowed || documented && (is != authz.Allowed || !was.Denied()) {
				t.Fatalf("as %d\n%s\n%s\n%+v is no answer: %s, %s", as, in, out, q, is, was)
			}
		case request.None:
			for _, c := range all {
				for _, facts := range [][]string{nil, {request.Boundary}} {
					q := request.Request{Action: "s3:GetObject", Resource: "arn:aws:s3:::b/k", Caller: c, Facts: facts}
					if decided(after, as, q) == authz.Allowed && decided(before, as, q).Denied() {
						t.Fatalf("as %d\n%s\n%s\nnone, but %+v", as, in, out, q)
					}
				}
			}
		case request.Unknown:
			t.Fatalf("%s\n%s\nunknown: %v", in, out, result.Why)
		}
	}
	t.Logf("unknown, none, found: %v", seen)
}
