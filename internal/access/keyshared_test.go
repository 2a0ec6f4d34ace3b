package access

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/way"
)

// tagTest is a random condition on one of two tags, or none.
func (d dice) tagTest() string {
	return d.of("", `,"Condition":{"`+d.of("StringEquals", "StringNotEquals", "StringLike", "StringEqualsIfExists")+`":{"aws:PrincipalTag/`+d.of("t", "t", "u")+`":["`+
		d.of("a", "b", "a*")+`","`+d.of("a", "c")+`"]}}`, `,"Condition":{"Null":{"aws:PrincipalTag/t":"`+d.of("true", "false")+`"}}`)
}

// keyWorld is a role that reads a bucket under a key, with tests of tags everywhere.
func (d dice) keyWorld(t *testing.T) *snapshot.Snapshot {
	say := func(who, actions, resource string) string {
		return `{"Effect":"` + d.of("Allow", "Allow", "Allow", "Deny") + `",` + who + `"Action":["` + actions + `"],"Resource":"` + resource + `"` + d.tagTest() + `}`
	}
	const all, use = "arn:aws:s3:::bkt/*", `kms:Decrypt","kms:GenerateDataKey`
	own := allow("s3:GetObject", all) + "," + say("", "s3:GetObject", all) + "," + say("", use, "*") + "," + say("", use, "*")
	to := `"Principal":{"AWS":"` + roleARN + `"},`
	b := snapshot.NewBuilder(snapshot.Options{})
	b.Add(input.Records{Keys: []input.Key{{Account: theirs, Region: "eu-west-1", ID: "1234", Policy: input.Setting[*policy.Document]{State: input.Present,
		Value: parsed(t, "key.json", say(to, use, "*")+","+say(to, use, "*"), policy.Key)}}}})
	key := b.Build().Keys[0]
	s := buildWith(t, theirs, own, say(to, "s3:GetObject", all)+","+say(to, "s3:GetObject", all), input.Bucket{PublicAccessBlock: off,
		Region:     input.Setting[string]{State: input.Present, Value: "eu-west-1"},
		Ownership:  input.Setting[string]{State: input.Present, Value: string(s3.OwnerEnforced)},
		Encryption: input.Setting[input.Encryption]{State: input.Present, Value: input.Encryption{Algorithm: "aws:kms", KeyID: keyName, BucketKey: true}}}, input.Account{})
	s.Buckets[0].Key = key
	return s
}

// TestKeyAndBucketShareTags holds that a verdict is what the decisions about the object
// and about the key say together, tag by tag: tried case by case and over sets.
func TestKeyAndBucketShareTags(t *testing.T) {
	d := dice{rand.New(rand.NewPCG(3, 4))}
	seen, open := map[Verdict]int{}, 0
	for n := range 500 {
		s := d.keyWorld(t)
		j := NewJudge(s)
		p := j.Pair(s.Pair(s.Roles[0], s.Buckets[0]))
		c := p.Capability(s3.Read)
		q := j.query(p, way.Caller(p.Pair), p.Bucket.Account, c.Operation, header{})
		q.prepare(j.carried)
		var allowed, denied int
		for _, v := range []string{"", "a", "b", "c", "ax", "a*", "z"} {
			for _, u := range []string{"", "a", "b", "c", "ax", "a*", "z"} {
				tried := map[string]condition.Value{"aws:principaltag/t": oneOrNone(v), "aws:principaltag/u": oneOrNone(u)}
				m := q.decided("arn:aws:s3:::bkt/a", q.owner, q.asker.caller(), tried)
				may := m.allowed > 0
				for i := range q.keys {
					k := &q.keys[i]
					r := *k.request
					r.Context.Keys = map[string]condition.Value{}
					for key, value := range k.request.Context.Keys {
						r.Context.Keys[key] = value
					}
					for key, value := range tried {
						r.Context.Keys[key] = value
					}
					may = may && authz.Decide(k.layers, &r).Verdict == authz.Allowed
				}
				if may {
					allowed++
				} else {
					denied++
				}
			}
		}
		want := Conditional
		switch {
		case denied == 0:
			want = Yes
		case allowed == 0:
			want = No
		}
		seen[want]++
		_, sets, _, _ := q.overall()
		if sets == Unknown {
			open++
		}
		if c.Verdict != want || sets != want && sets != Unknown {
			t.Fatalf("world %d: %s, over sets %s, want %s: %d allowed, %d denied (%v)\n%s\n%s\n%s", n, c.Verdict, sets, want, allowed, denied, strings.Join(c.Missing, "; "),
				p.Role.Inline[0].Policy.Text(), p.Bucket.Policy.Policy.Text(), p.Bucket.Key.Policy.Policy.Text())
		}
	}
	if open > 25 {
		t.Errorf("%d are open over sets", open)
	}
	for _, v := range []Verdict{Yes, No, Conditional} {
		if seen[v] < 20 {
			t.Errorf("%s was met %d times", v, seen[v])
		}
	}
}

func oneOrNone(value string) condition.Value {
	if value == "" {
		return absent
	}
	return authz.One(value)
}
