package written_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/written"
)

func parsed(of policy.Type, statements ...string) *policy.Document {
	text := []byte(`{"Version":"2012-10-17","Statement":[` + strings.Join(statements, ",") + `]}`)
	return policy.Parse(source.Whole(source.NewFile("p.json", text)), of)
}

// What random statements are made of. The universe below has a request in each patch that
// the borders of these leave, so that what holds in it holds everywhere.
var (
	someActions = []string{`"Action":"s3:GetObject"`, `"Action":"s3:Get*"`, `"Action":["s3:getobject","s3:PutObject"]`, `"Action":"s3:*"`, `"Action":"*"`,
		`"Action":"s3:*Object"`, `"NotAction":"s3:Get*"`, `"NotAction":["s3:PutObject","s3:Get*"]`, `"NotAction":"*"`}
	someResources = []string{`"Resource":"arn:aws:s3:::b/*"`, `"Resource":"arn:aws:s3:::b/a/*"`, `"Resource":["arn:aws:s3:::b/a/k"]`, `"Resource":"*"`,
		`"Resource":"arn:aws:s3:::*/k"`, `"Resource":["arn:aws:s3:::b/a/*","arn:aws:s3:::c/*"]`, `"NotResource":"arn:aws:s3:::b/*"`}
	someConditions = []string{``, ``, ``, `,"Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}`, `,"Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/25"}}`,
		`,"Condition":{"Bool":{"aws:SecureTransport":"true"}}`, `,"Condition":{"Bool":{"aws:SecureTransport":"true"},"IpAddress":{"aws:SourceIp":"203.0.113.0/25"}}`}
	somePrincipals = []string{`"Principal":"*",`, `"Principal":{"AWS":"111122223333"},`, `"Principal":{"AWS":"arn:aws:iam::111122223333:role/one"},`,
		`"Principal":{"AWS":["arn:aws:iam::111122223333:role/one","arn:aws:iam::111122223333:role/two"]},`, `"Principal":{"AWS":["111122223333","444455556666"]},`}

	universeActions = []string{"s3:GetObject", "s3:GetObjectAcl", "s3:PutObject", "s3:RestoreObject", "s3:AbortMultipartUpload", "sqs:SendMessage"}
	universeObjects = []string{"b/a/k", "b/a/x", "b/x", "b/k", "c/x", "c/k", "d/x", "d/k"}
	universeRoles   = []string{"111122223333:role/one", "111122223333:role/two", "111122223333:role/three", "444455556666:role/far", "777788889999:role/further"}
)

// decided is the decision on every request of the universe: by identity policies of a role
// in the bucket's account; by bucket policies of roles in other accounts whose own policies
// allow all, and of roles in the bucket's account whose own policies allow nothing.
func decided(d *policy.Document) (allowed []bool) {
	everything := authz.Compile("all", parsed(policy.Identity, `{"Effect":"Allow","Action":"*","Resource":"*"}`))
	nothing := authz.Compile("none", parsed(policy.Identity, `{"Effect":"Allow","Action":"s3:CreateJob","Resource":"*"}`))
	own := authz.Compile("p", d)
	type way struct {
		authz.Layers
		owner string
	}
	var ways []way
	roles := universeRoles
	if d.Type() == policy.Identity {
		ways, roles = []way{{authz.Layers{Identity: authz.Of(own)}, "111122223333"}}, roles[:1]
	} else {
		ways = []way{{authz.Layers{Identity: authz.Of(everything), BucketPolicy: authz.Of(own)}, "222233334444"},
			{authz.Layers{Identity: authz.Of(nothing), BucketPolicy: authz.Of(own)}, "111122223333"}}
	}
	for w := range ways {
		owner := ways[w].owner
		for _, role := range roles {
			name, _ := arn.Parse("arn:aws:iam::" + role)
			caller := authz.Caller{Role: name, Session: "s", ID: "AROAEXAMPLE"}
			for _, ip := range []string{"203.0.113.9", "203.0.113.200", "198.51.100.1"} {
				for _, secure := range []string{"true", "false"} {
					keys := authz.Known(&caller, authz.Knowledge{Owner: owner, Direct: true, SessionTags: condition.Unknown})
					keys["aws:sourceip"], keys["aws:securetransport"] = authz.One(ip), authz.One(secure)
					for _, action := range universeActions {
						for _, object := range universeObjects {
							on, _ := arn.Parse("arn:aws:s3:::" + object)
							r := authz.Request{Caller: caller, Action: action, Resource: on, Owner: owner, Context: authz.Context{Keys: keys}}
							r.Object = &authz.Object{Owner: owner, ACL: &s3.ACL{}}
							allowed = append(allowed, authz.Decide(&ways[w].Layers, &r).Verdict == authz.Allowed)
						}
					}
				}
			}
		}
	}
	return allowed
}

// TestCovered holds what is said of statements that add nothing against decisions on each
// request of a small universe: all of them may go without changing one; and a statement
// that speaks of nothing of which another one does not speak is named.
func TestCovered(t *testing.T) {
	said := map[string]int{}
	for seed := range uint64(240) {
		r := rand.New(rand.NewPCG(seed, 7))
		of := []policy.Type{policy.Identity, policy.Bucket}[seed%2]
		pick := func(list []string) string { return list[r.IntN(len(list))] }
		var statements, effects []string
		for range 2 + r.IntN(4) {
			effect, who := []string{"Allow", "Deny"}[r.IntN(2)], ""
			if of == policy.Bucket {
				who = pick(somePrincipals)
			}
			effects = append(effects, effect)
			statements = append(statements, fmt.Sprintf(`{"Effect":"%s",%s%s,%s%s}`, effect, who, pick(someActions), pick(someResources), pick(someConditions)))
		}
		document := func(list []string) *policy.Document { return parsed(of, list...) }
		facts, _ := written.NewReader(reference.Embedded(), nil).Statements(snapshot.NewDocument(snapshot.Names{ID: "p.json"}, document(statements)))
		// A statement alone, a Deny beside an Allow of everything.
		anybody := ""
		if of == policy.Bucket {
			anybody = `"Principal":"*",`
		}
		speaks := make([][]bool, len(statements))
		for i, s := range statements {
			if effects[i] == "Allow" {
				speaks[i] = decided(document([]string{s}))
				continue
			}
			for _, allowed := range decided(document([]string{`{"Effect":"Allow",` + anybody + `"Action":"*","Resource":"*"}`, s})) {
				speaks[i] = append(speaks[i], !allowed)
			}
		}
		within := func(i, j int) bool {
			return !slices.ContainsFunc(indexes(speaks[i]), func(at int) bool { return !speaks[j][at] })
		}
		var kept []string
		for i, s := range facts {
			switch empty := len(indexes(speaks[i])) == 0; {
			case s.SameAs != nil || s.CoveredBy != nil:
				said["covered"]++
				continue
			case s.Nothing:
				said["nothing"]++
				if !empty && effects[i] == "Allow" {
					t.Errorf("seed %d: it is said to speak of nothing: %s", seed, statements[i])
				}
				continue
			default:
				kept = append(kept, statements[i])
				for j := range facts {
					if i != j && effects[i] == effects[j] && !empty && within(i, j) && (j < i || !within(j, i)) {
						t.Errorf("seed %d: not said to add nothing:\n%s\nto\n%s", seed, statements[i], statements[j])
					}
				}
			}
		}
		if len(kept) == 0 || len(kept) == len(statements) {
			continue
		}
		if !slices.Equal(decided(document(kept)), decided(document(statements))) {
			t.Errorf("seed %d: without what is said to add nothing another decision falls:\n%s\nleft\n%s", seed, strings.Join(statements, "\n"), strings.Join(kept, "\n"))
		}
	}
	t.Log(said)
	if said["covered"] < 40 || said["nothing"] < 40 {
		t.Errorf("%v is too little to mean anything", said)
	}
}

func indexes(list []bool) (at []int) {
	for i, is := range list {
		if is {
			at = append(at, i)
		}
	}
	return at
}

// TestCoveredInLongDocuments holds that the index, which long documents have, finds what is
// found where statements are gone through one by one.
func TestCoveredInLongDocuments(t *testing.T) {
	var others []string // which cover none of the random statements
	for i := range 10 {
		others = append(others, fmt.Sprintf(`{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-1:111122223333:q%d"}`, i))
	}
	covered := func(statements []string) (by []string) {
		d := snapshot.NewDocument(snapshot.Names{ID: "p.json"}, parsed(policy.Identity, statements...))
		list, _ := written.NewReader(reference.Embedded(), nil).Statements(d)
		for _, s := range list {
			by = append(by, "")
			for _, said := range []*written.Said{s.SameAs, s.CoveredBy} {
				if said != nil {
					by[len(by)-1] += said.At.Path.String()
				}
			}
		}
		return by
	}
	found := 0
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 8))
		pick := func(list []string) string { return list[r.IntN(len(list))] }
		var statements []string
		for range 2 + r.IntN(6) {
			statements = append(statements, fmt.Sprintf(`{"Effect":"%s",%s,%s%s}`, pick([]string{"Allow", "Deny"}), pick(someActions), pick(someResources), pick(someConditions)))
		}
		few := covered(statements)
		many := covered(slices.Concat(statements, others))[:len(few)]
		if !slices.Equal(few, many) {
			t.Errorf("%q\none by one %q\nby index   %q", statements, few, many)
		}
		for _, by := range few {
			if by != "" {
				found++
			}
		}
	}
	if found < 100 {
		t.Errorf("%d statements are covered: the documents prove little", found)
	}
}
