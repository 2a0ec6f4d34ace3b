package access

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

const pointARN = "arn:aws:s3:eu-west-1:" // the account and the name follow

// buildVia builds the snapshot of build, with an access point of the account.
func buildVia(t testing.TB, account, identity, bucket string, p input.AccessPoint, statements string) (*snapshot.Snapshot, *snapshot.Pair) {
	t.Helper()
	p.Name, p.Region, p.Bucket, p.BucketAccount = "door", "eu-west-1", "bkt", account
	p.ARN = pointARN + p.Account + ":accesspoint/door"
	if statements != "" {
		p.Policy = input.Setting[*policy.Document]{State: input.Present, Value: parsed(t, "door.json", statements, policy.AccessPoint)}
	}
	b := snapshot.NewBuilder(snapshot.Options{})
	b.Add(input.Records{
		Roles: []input.Role{{ARN: roleARN, ID: "AROAEXAMPLE",
			Inline:   []input.Document{{Name: "p", Policy: parsed(t, "role.json", identity, policy.Identity)}},
			Attached: input.Setting[[]input.PolicyRef]{State: input.Present}}},
		Buckets: []input.Bucket{{Name: "bkt", Account: account, PublicAccessBlock: off,
			Ownership: input.Setting[string]{State: input.Present, Value: string(s3.OwnerEnforced)},
			Policy:    input.Setting[*policy.Document]{State: input.Present, Value: parsed(t, "bucket.json", bucket, policy.Bucket)}}},
		Accounts:     []input.Account{{ID: account, PublicAccessBlock: input.Setting[input.PublicAccessBlock]{State: input.Absent}}},
		AccessPoints: []input.AccessPoint{p},
	})
	s := b.Build()
	return s, s.PairVia(s.Roles[0], s.Buckets[0], s.AccessPoint(p.ARN))
}

// TestPointsAgainstDecide holds the search through access points against the
// decision of single requests.
func TestPointsAgainstDecide(t *testing.T) {
	d := dice{rand.New(rand.NewPCG(7, 8))}
	seen := map[Verdict]int{}
	for range 800 {
		account, owner := d.of(ours, theirs, theirs), d.of(ours, theirs)
		door := pointARN + owner + ":accesspoint/door"
		statement := func(principal, resource string) string {
			s := `{"Effect":"` + d.of("Allow", "Allow", "Allow", "Deny") + `","Action":"` + d.of("s3:GetObject", "s3:*", "s3:Get*") + `","` +
				d.of("Resource", "Resource", "Resource", "NotResource") + `":"` + resource + `"` + d.of("", "", "",
				`,"Condition":{"StringEquals":{"s3:DataAccessPointAccount":"`+owner+`"}}`, `,"Condition":{"StringEquals":{"s3:AccessPointNetworkOrigin":"Internet"}}`)
			if principal != "" {
				s += `,"Principal":{"AWS":"` + principal + `"}`
			}
			return s + "}"
		}
		principal := func() string { return d.of("*", roleARN, roleARN, ours, theirs) }
		before := func() string {
			return d.of(door+"/object/*", door+"/object/a*", door+"/*", door, "arn:aws:s3:*:*:accesspoint/*", "*", "arn:aws:s3:::bkt/*", door+"/object/?", "arn:aws:s3:*:"+owner+":accesspoint/d*b")
		}
		behind := func() string {
			return d.of("arn:aws:s3:::bkt/*", "arn:aws:s3:::bkt/*", "arn:aws:s3:::bkt/a*", "*", door+"/*")
		}
		point := input.AccessPoint{Account: owner, NetworkOrigin: "Internet",
			PublicAccessBlock: input.Setting[input.PublicAccessBlock]{State: input.Present, Value: input.PublicAccessBlock{RestrictPublicBuckets: d.IntN(3) == 0}}}
		text := d.of("", statement(principal(), before())+","+statement(principal(), before()))
		if text == "" {
			point.Policy.State = input.Absent
		}
		s, pair := buildVia(t, account, statement("", before())+","+statement("", before()),
			statement(principal(), behind())+","+statement(principal(), behind()), point, text)
		p := NewJudge(s).Pair(pair)
		c := p.Capability(s3.Read)
		seen[c.Verdict]++
		var allowed, denied int
		role, _ := arn.Parse(roleARN)
		for _, key := range []string{"a", "b", "ab", "a/b", "x/y", "object/b"} {
			object, _ := arn.Parse(door + "/object/" + key)
			caller := authz.Caller{Role: role, ID: "AROAEXAMPLE", Session: "s"}
			r := authz.Request{Caller: caller, Action: "s3:GetObject", Resource: object, Owner: account,
				Object: &authz.Object{Owner: account, ACL: &s3.ACL{}}}
			known := authz.Knowledge{Owner: account, PointARN: p.Via.ARN, PointAccount: p.Via.Account, PointOrigin: p.Via.NetworkOrigin}
			r.Context.Keys = authz.Known(&caller, known)
			if authz.Decide(&p.Layers, &r).Verdict == authz.Allowed {
				allowed++
			} else {
				denied++
			}
		}
		if len(c.Missing) > 0 || c.Verdict == Yes && denied > 0 || c.Verdict == No && allowed > 0 || c.Verdict == Conditional || c.Verdict == Unknown ||
			c.Verdict == Partly && (c.Allowed == nil || c.Denied == nil) || allowed > 0 && denied > 0 && c.Verdict != Partly {
			t.Fatalf("%s %v %v, but of some requests %d are allowed and %d denied\n%s\n%s\n%s\n%s owner %s", c.Verdict, c.Conditions, c.Missing, allowed, denied,
				p.Role.Inline[0].Policy.Text(), p.Bucket.Policy.Policy.Text(), text, account, owner)
		}
	}
	for _, v := range []Verdict{Yes, No, Partly} {
		if seen[v] == 0 {
			t.Errorf("%s was not met: %v", v, seen)
		}
	}
}

// TestPoints holds what a request through an access point needs.
func TestPoints(t *testing.T) {
	const door, all = pointARN + theirs + ":accesspoint/door", "arn:aws:s3:::bkt/*"
	delegates := to("*", "Allow", "s3:*", all, `,"Condition":{"StringEquals":{"s3:DataAccessPointAccount":"`+theirs+`"}}`)
	mine, given := allow("s3:GetObject", door+"/object/*"), to(roleARN, "Allow", "s3:GetObject", door+"/object/*", "")
	present := input.Setting[*policy.Document]{State: input.NotExported}
	for _, row := range []struct {
		name, identity, bucket, statements string
		point                              input.AccessPoint
		want                               string
	}{
		{"the bucket delegates and the access point grants", mine, delegates, given, input.AccessPoint{NetworkOrigin: "Internet"}, "yes"},
		{"the access point is silent", mine, delegates, "", input.AccessPoint{NetworkOrigin: "Internet",
			Policy: input.Setting[*policy.Document]{State: input.Absent}}, "no"},
		{"the bucket does not delegate", mine, to(roleARN, "Allow", "s3:PutObject", all, ""), given, input.AccessPoint{NetworkOrigin: "Internet"}, "no"},
		{"the role names the bucket and not the access point", allow("s3:GetObject", all), delegates, given,
			input.AccessPoint{NetworkOrigin: "Internet"}, "no"},
		{"a VPC is the only way", mine, delegates, given, input.AccessPoint{NetworkOrigin: "VPC", VPC: "vpc-1"}, "conditional"},
		{"the policy of the access point is not exported", mine, delegates, "", input.AccessPoint{NetworkOrigin: "Internet", Policy: present}, "unknown"},
	} {
		row.point.Account = theirs
		s, pair := buildVia(t, theirs, row.identity, row.bucket, row.point, row.statements)
		p := NewJudge(s).Pair(pair)
		c := p.Capability(s3.Read)
		if c.Verdict.String() != row.want {
			t.Errorf("%s: %s, want %s (%v %v)", row.name, c.Verdict, row.want, c.Conditions, c.Missing)
		}
		if named := slices.ContainsFunc(p.Evidence, func(e snapshot.Evidence) bool { return e.FromRole }); named != (row.identity == mine) {
			t.Errorf("%s: evidence of the role: %v", row.name, named)
		}
	}
}
