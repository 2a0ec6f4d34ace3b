package access

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

// world of the test: a bucket with settings drawn at random.
type dice struct{ *rand.Rand }

func (d dice) of(list ...string) string { return list[d.IntN(len(list))] }

func (d dice) block() (s input.Setting[input.PublicAccessBlock]) {
	s.State = []input.State{input.NotExported, input.Absent, input.Present, input.Present}[d.IntN(4)]
	if s.State == input.Present {
		flag := func() bool { return d.IntN(2) == 0 }
		s.Value = input.PublicAccessBlock{BlockPublicAcls: flag(), IgnorePublicAcls: flag(), RestrictPublicBuckets: flag()}
	}
	return s
}

func (d dice) bucket() (b input.Bucket) {
	b.Ownership = input.Setting[string]{State: input.Present, Value: d.of("BucketOwnerEnforced", "ObjectWriter", "BucketOwnerPreferred")}
	if d.IntN(6) == 0 {
		b.Ownership = input.Setting[string]{State: input.Absent}
	}
	b.PublicAccessBlock = d.block()
	if d.IntN(2) == 0 {
		b.ACL = input.Setting[input.ACL]{State: input.Present, Value: input.ACL{Owner: "owner", Grants: []input.Grant{
			{ID: d.of("our-id", "owner", "third"), Permission: d.of("READ", "WRITE", "FULL_CONTROL", "READ_ACP")},
			{URI: d.of(s3.AllUsers, s3.AuthenticatedUsers, "http://acs.amazonaws.com/groups/s3/LogDelivery"), Permission: d.of("READ", "WRITE")},
		}}}
	}
	if d.IntN(3) == 0 {
		b.PolicyPublic = input.Setting[bool]{State: input.Present, Value: d.IntN(2) == 0}
	}
	if d.IntN(2) == 0 {
		b.Payer = input.Setting[string]{State: input.Present, Value: d.of("BucketOwner", "BucketOwner", "Requester")}
	}
	if d.IntN(2) == 0 {
		b.Versioning = input.Setting[string]{State: input.Present, Value: d.of("Enabled", "Suspended")}
	}
	return b
}

func (d dice) statement(principal bool) string {
	resource := func() string {
		return "arn:aws:s3:::" + d.of("bkt", "bkt/*", "bkt/*", "bkt/a*", "bkt/?", "b*", "*")
	}
	s := `{"Effect":"` + d.of("Allow", "Allow", "Allow", "Allow", "Deny") + `","Action":["` +
		d.of("s3:GetObject", "s3:*", "s3:Put*", "s3:ListBucket", "s3:DeleteObject*", "s3:DeleteObjectVersion") + `","s3:` +
		d.of("GetObject", "ListBucket", "PutObject") + `"],"Resource":["` + resource() + `","` + resource() + `"]`
	if principal {
		s += `,"Principal":{"AWS":"` + d.of("*", roleARN, ours, theirs) + `"}`
	}
	return s + d.of("", "", `,"Condition":{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}`,
		`,"Condition":{"StringLike":{"aws:userid":"AROAEXAMPLE:*"}}`) + "}"
}

// TestSettingsAgainstDecide holds the search with every setting of the bucket
// against the decision of single requests.
func TestSettingsAgainstDecide(t *testing.T) {
	d := dice{rand.New(rand.NewPCG(3, 4))}
	seen := map[string]int{}
	for range 1200 {
		account := d.of(ours, theirs, theirs)
		s := buildWith(t, account, d.statement(false)+","+d.statement(false), d.statement(true)+","+d.statement(true), d.bucket(), input.Account{PublicAccessBlock: d.block()})
		p := NewJudge(s).Pair(s.Pair(s.Roles[0], s.Buckets[0]))
		for i := range p.Capabilities {
			c := &p.Capabilities[i]
			n := sample(p, c, account)
			seen[string(c.Capability)+" "+c.Verdict.String()]++
			wrong := ""
			switch {
			case strings.Contains(fmt.Sprint(c.Missing), "defect"):
				wrong = c.Missing[0]
			case c.Verdict == Yes && n.denied+n.open > 0, c.Verdict == No && n.allowed+n.open > 0, c.Verdict == Partly && n.open > 0:
				wrong = "too sure"
			case c.Verdict == Unknown && n.open == 0, c.Verdict == Conditional && n.open == 0 && (n.allowed == 0 || n.denied == 0):
				wrong = "not sure enough"
			case n.allowed > 0 && n.denied > 0 && (c.Verdict == Yes || c.Verdict == No):
				wrong = "not everywhere"
			}
			if wrong != "" {
				t.Fatalf("%s: %s is %s %v %v, but of some requests %d are allowed, %d denied, %d open\n%+v\n%s\n%s", wrong, c.Capability, c.Verdict,
					c.Conditions, c.Missing, n.allowed, n.denied, n.open, *p.Layers.Settings, p.Role.Inline[0].Policy.Text(), p.Bucket.Policy.Policy.Text())
			}
		}
	}
	for _, verdict := range []string{"read yes", "read no", "read partly", "read conditional", "read unknown", "list yes", "list no",
		"list unknown", "write yes", "write no", "write partly", "write unknown", "delete conditional"} {
		if seen[verdict] == 0 {
			t.Errorf("%s was not met: %v", verdict, seen)
		}
	}
}

type counts struct{ allowed, denied, open int }

// sample decides requests one by one: every key, and every owner of the object.
func sample(p *Pair, c *Capability, account string) (n counts) {
	keys := []string{"a", "b", "ab", "a/b", "cc", "x/y"}
	if c.Capability == s3.List {
		keys = []string{""}
	}
	for _, key := range keys {
		for _, owner := range []string{account, "777788889999"} {
			if owner != account && (c.Capability != s3.Read || p.Layers.Settings.Ownership == s3.OwnerEnforced) {
				continue
			}
			switch v := decideAll(p, c, account, key, owner); {
			case v == authz.Allowed:
				n.allowed++
			case v.Denied():
				n.denied++
			default:
				n.open++
			}
		}
	}
	return n
}

func decideAll(p *Pair, c *Capability, account, key, owner string) authz.Verdict {
	role, _ := arn.Parse(roleARN)
	caller := authz.Caller{Role: role, ID: "AROAEXAMPLE", Session: "s", CanonicalID: "our-id"}
	var legs []authz.Leg
	for _, leg := range c.Operation.Legs {
		if leg.IfACL && c.ACL == "" && c.Grant == "" {
			continue
		}
		resource := arn.ARN{Partition: "aws", Service: "s3", Resource: "bkt"}
		if leg.On == s3.Object {
			resource.Resource += "/" + key
		}
		r := authz.Request{Caller: caller, Action: leg.Action, Resource: resource, Owner: account, Creates: c.Creates,
			Context: authz.Context{Keys: authz.Known(&caller, authz.Knowledge{Owner: account})}}
		if !c.Creates {
			r.Object = &authz.Object{Owner: owner, ACL: &s3.ACL{}}
		}
		if c.ACL != "" {
			r.Context.Keys[s3.CannedACLKey] = authz.One(c.ACL)
		}
		legs = append(legs, authz.Leg{Layers: &p.Layers, Request: &r})
	}
	d, _ := authz.DecideCall(legs)
	return d.Verdict
}

const keyName = "arn:aws:kms:eu-west-1:444455556666:key/1234"

// TestKeys holds what the key of default encryption makes of reading and
// writing across accounts.
func TestKeys(t *testing.T) {
	const all = "arn:aws:s3:::bkt/*"
	both := `{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"` + all + `"}`
	mayUse := `{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"` + keyName + `"}`
	granted := `{"Effect":"Allow","Principal":{"AWS":"` + roleARN + `"},"Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*"}`
	bucket := `{"Effect":"Allow","Principal":{"AWS":"` + roleARN + `"},"Action":["s3:GetObject","s3:PutObject"],"Resource":"` + all + `"}`
	tagged := func(statement, value string) string {
		return strings.TrimSuffix(statement, "}") + `,"Condition":{"StringEquals":{"aws:PrincipalTag/t":"` + value + `"}}}`
	}
	ofKey := func(statement string) *policy.Document {
		return policy.Parse(source.Whole(source.NewFile("key.json", []byte(`{"Version":"2012-10-17","Statement":[`+statement+`]}`))), policy.Key)
	}
	for _, row := range []struct {
		name, account, identity, key, id string
		bucketKey                        bool
		read, write                      string
	}{
		{"both sides grant", theirs, both + "," + mayUse, granted, keyName, true, "yes", "yes"},
		{"the role may not use it", theirs, both, granted, keyName, true, "no", "no"},
		{"the key does not know the role", theirs, both + "," + mayUse, strings.Replace(granted, "role/team/app", "role/other", 1), keyName, true, "no", "no"},
		{"not exported", theirs, both + "," + mayUse, "", keyName, true, "unknown", "unknown"},
		{"an alias that nothing explains", theirs, both + "," + mayUse, "", "alias/data", true, "unknown", "unknown"},
		{"denied before the key is asked", theirs, mayUse, "", keyName, true, "no", "no"},
		{"the id alone, in the bucket's account", theirs, both + "," + mayUse, granted, "1234", true, "yes", "yes"},
		{"aws/s3 across accounts", theirs, both, "", "", true, "no", "yes"},
		{"aws/s3 inside the account", ours, both, "", "", true, "yes", "yes"},
		{"the encryption context is tested", theirs, both + "," + mayUse,
			strings.Replace(granted, `"*"}`, `"*","Condition":{"StringEquals":{"kms:EncryptionContext:aws:s3:arn":"arn:aws:s3:::bkt/a"}}}`, 1), keyName, false,
			"partly a", "partly a"},
		{"the encryption context is tested for a prefix", theirs, both + "," + mayUse,
			strings.Replace(granted, `"*"}`, `"*","Condition":{"StringLike":{"kms:EncryptionContext:aws:s3:arn":"arn:aws:s3:::bkt/logs/*"}}}`, 1), keyName, false,
			"partly logs/*", "partly logs/*"},
		{"the encryption context is tested for all objects", theirs, both + "," + mayUse,
			strings.Replace(granted, `"*"}`, `"*","Condition":{"StringLike":{"kms:EncryptionContext:aws:s3:arn":"arn:aws:s3:::bkt/*"}}}`, 1), keyName, false,
			"yes", "yes"},
		{"with a bucket key no object's name is in it", theirs, both + "," + mayUse,
			strings.Replace(granted, `"*"}`, `"*","Condition":{"StringLike":{"kms:EncryptionContext:aws:s3:arn":"arn:aws:s3:::bkt/logs/*"}}}`, 1), keyName, true,
			"no", "no"},
		{"the encryption context of another bucket", theirs, both + "," + mayUse,
			strings.Replace(granted, `"*"}`, `"*","Condition":{"StringLike":{"kms:EncryptionContext:aws:s3:arn":"arn:aws:s3:::other/*"}}}`, 1), keyName, false,
			"no", "no"},
		{"the role and the key want one value of a tag", theirs, tagged(both, "a") + "," + mayUse, tagged(granted, "a"), keyName, true,
			"conditional aws:PrincipalTag/t", "conditional aws:PrincipalTag/t"},
		{"the role and the key want two values of a tag", theirs, tagged(both, "a") + "," + mayUse, tagged(granted, "b"), keyName, true, "no", "no"},
		{"the key wants of a tag what the role's policy does not deny", theirs,
			both + "," + mayUse + "," + strings.Replace(tagged(both, "b"), "Allow", "Deny", 1), tagged(granted, "b"), keyName, true, "no", "no"},
		{"the key denies the one value with which the role may read", theirs, tagged(both, "a") + "," + mayUse,
			granted + "," + strings.Replace(tagged(granted, "a"), "Allow", "Deny", 1), keyName, true, "no", "no"},
		{"the key asks for the tag of the role's prefix", theirs,
			tagged(strings.Replace(both, all, "arn:aws:s3:::bkt/a/*", 1), "a") + "," + tagged(strings.Replace(both, all, "arn:aws:s3:::bkt/b/*", 1), "b") + "," + mayUse,
			tagged(granted, "b"), keyName, true, "conditional aws:PrincipalTag/t, b/*", "conditional aws:PrincipalTag/t, b/*"},
	} {
		t.Run(row.name, func(t *testing.T) {
			set := input.Bucket{PublicAccessBlock: off, Region: input.Setting[string]{State: input.Present, Value: "eu-west-1"},
				Encryption: input.Setting[input.Encryption]{State: input.Present,
					Value: input.Encryption{Algorithm: "aws:kms", KeyID: row.id, BucketKey: row.bucketKey}}}
			s := buildWith(t, row.account, row.identity, bucket, set, input.Account{})
			if row.key != "" {
				b := snapshot.NewBuilder(snapshot.Options{})
				b.Add(input.Records{Keys: []input.Key{{Account: theirs, Region: "eu-west-1", ID: "1234",
					Policy: input.Setting[*policy.Document]{State: input.Present, Value: ofKey(row.key)}}}})
				s.Buckets[0].Key = b.Build().Keys[0]
			}
			p := NewJudge(s).Pair(s.Pair(s.Roles[0], s.Buckets[0]))
			for of, want := range map[s3.Capability]string{s3.Read: row.read, s3.Write: row.write} {
				c := p.Capability(of)
				if got := strings.TrimSpace(c.Verdict.String() + " " + strings.Join(append(c.Conditions, c.Objects...), ", ")); got != want {
					t.Errorf("%s: %s, want %s (%v)", of, got, want, c.Missing)
				}
				if (c.Verdict == Unknown) != strings.Contains(fmt.Sprint(c.Missing), "get-key-policy") {
					t.Errorf("%s: missing %v", of, c.Missing)
				}
			}
		})
	}
}

// TestUnknownSettings holds that the call which settles an answer is named.
func TestUnknownSettings(t *testing.T) {
	const all = "arn:aws:s3:::bkt/*"
	everyone := to("*", "Allow", "s3:GetObject", all, "")
	s := buildWith(t, theirs, allow("s3:GetObject", all), everyone, input.Bucket{}, input.Account{})
	c := NewJudge(s).Pair(s.Pair(s.Roles[0], s.Buckets[0])).Capability(s3.Read)
	if c.Verdict != Unknown || len(c.Missing) != 1 || !strings.Contains(c.Missing[0], "get-public-access-block") {
		t.Errorf("a public policy: %s, %v", c.Verdict, c.Missing)
	}
	set := input.Bucket{PublicAccessBlock: input.Setting[input.PublicAccessBlock]{State: input.Present, Value: input.PublicAccessBlock{RestrictPublicBuckets: true}}}
	s = buildWith(t, theirs, allow("s3:GetObject", all), everyone, set, input.Account{})
	p := NewJudge(s).Pair(s.Pair(s.Roles[0], s.Buckets[0]))
	if c = p.Capability(s3.Read); c.Verdict != No || len(c.Unreached) != 1 || len(c.Legs[0].Explanation().Rules) != 1 ||
		c.Legs[0].Explanation().Rules[0].Truth != condition.True {
		t.Errorf("RestrictPublicBuckets: %s, %+v", c.Verdict, c.Legs)
	}
}
