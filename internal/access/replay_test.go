package access

import (
	"fmt"
	"maps"
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

const (
	session   = "arn:aws:sts::111122223333:assumed-role/app/"
	canonical = `"CanonicalUser":`
)

// named is a statement that names callers in every way.
func (d dice) named(principal bool) string {
	resource := func() string {
		return "arn:aws:s3:::" + d.of("bkt", "bkt/*", "bkt/*", "bkt/a*", "bkt/${aws:PrincipalTag/t}*", "bkt/*${aws:PrincipalTag/t}/b", "*")
	}
	s := `{"Effect":"` + d.of("Allow", "Allow", "Allow", "Deny") + `","Action":["` + d.of("s3:GetObject", "s3:*", "s3:Put*", "s3:ListBucket", "s3:DeleteObjectVersion") +
		`","s3:` + d.of("GetObject", "ListBucket", "PutObject") + `"],"` + d.of("Resource", "Resource", "Resource", "NotResource") + `":["` + resource() + `","` + resource() + `"]`
	if principal {
		who := func() string {
			return d.of(`"AWS":"*"`, `"AWS":"`+roleARN+`"`, `"AWS":"`+ours+`"`, `"AWS":["`+session+`s1","`+theirs+`"]`, `"AWS":["`+session+`s2","`+roleARN+`"]`, `"AWS":"AROAEXAMPLE"`, `"AWS":["AROAOTHER","AROAEXAMPLE"]`,
				canonical+`"our-id"`, canonical+`"third"`, canonical+`["third","our-id"],"AWS":"`+d.of(roleARN, session+"s1")+`"`)
		}
		s += `,"` + d.of("Principal", "Principal", "Principal", "NotPrincipal") + `":{` + who() + `}`
	}
	return s + d.of("", "", "", `,"Condition":{"StringEquals":{"aws:PrincipalTag/t":"x"}}`, `,"Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}`) + "}"
}

const (
	userARN = "arn:aws:iam::111122223333:user/ann"
	service = "logging.s3.amazonaws.com"
)

// written names a caller of the kind where a statement names the role.
func written(text string, kind snapshot.Kind) string {
	switch kind {
	case snapshot.IsUser:
		return strings.ReplaceAll(text, roleARN, userARN)
	case snapshot.IsService:
		return strings.ReplaceAll(text, `"AWS":"`+roleARN+`"`, `"Service":"`+service+`"`)
	}
	return text
}

// pair is a role, or a caller of the kind in its place, and a bucket of random documents
// and settings.
func (d dice) pair(t *testing.T, kind snapshot.Kind) *snapshot.Snapshot {
	account := d.of(ours, theirs, theirs)
	bucket := d.bucket()
	bucket.Name, bucket.Account = "bkt", account
	bucket.Policy = input.Setting[*policy.Document]{State: input.Present, Value: parsed(t, "bucket.json", written(d.named(true)+","+d.named(true), kind), policy.Bucket)}
	if d.IntN(12) == 0 {
		bucket.Policy = input.Setting[*policy.Document]{State: input.NotExported}
	}
	role := input.Role{ARN: roleARN, ID: d.of("AROAEXAMPLE", "AROAEXAMPLE", ""), Attached: input.Setting[[]input.PolicyRef]{State: input.Present},
		Inline: []input.Document{{Name: "p", Policy: parsed(t, "role.json", d.named(false)+","+d.named(false), policy.Identity)}}}
	if d.IntN(4) == 0 {
		role.Boundary = input.Setting[input.PolicyRef]{State: input.Present, Value: input.PolicyRef{ARN: "arn:aws:iam::111122223333:policy/b"}}
	}
	if d.IntN(3) == 0 {
		role.Tags = input.Setting[[]input.Tag]{State: input.Present, Value: []input.Tag{{Key: "t", Value: d.of("x", "a")}}}
	}
	accounts := []snapshot.Account{{ID: ours, CanonicalID: d.of("", "our-id")}}
	b := snapshot.NewBuilder(snapshot.Options{Accounts: accounts})
	b.Add(input.Records{Roles: []input.Role{role}, Buckets: []input.Bucket{bucket}, Accounts: []input.Account{{ID: account, PublicAccessBlock: d.block()}}})
	o := d.limits()
	if d.IntN(2) == 0 {
		b.Add(o.records(t))
	}
	s := b.Build()
	switch r := s.Roles[0]; kind {
	case snapshot.IsUser:
		r.Kind, r.ARN, r.Name, r.ID = kind, userARN, "ann", "AIDAEXAMPLE"
	case snapshot.IsService:
		*r = *snapshot.NewCaller(service)
	case snapshot.IsNobody:
		*r = *snapshot.NewCaller(snapshot.Anonymous)
	}
	if kind != snapshot.IsService && kind != snapshot.IsNobody && d.IntN(6) == 0 {
		s.Session = &snapshot.Document{Policy: parsed(t, "session.json", d.named(false), policy.Identity)}
	}
	return s
}

// choices are the values to try of what is not known, by the label under which
// Decide names it.
var choices = map[string][]string{
	sessionFact: {"s1", "s2", "other"}, canonicalFact: {"our-id", "third", "other"}, uniqueFact: {"AROAEXAMPLE", "AROAOTHER", "AROANONE"},
	"aws:principaltag/t": {"", "x", "a", "ab", "cc", "c", "a.x", "zz"}, "aws:sourceip": {"", "203.0.113.1", "198.51.100.1"},
	"aws:sourcevpce": {"", "vpce-1", "vpce-9"},
}

// decided asks Decide about one object, with every choice of what it depends on.
func (q *query) decided(resource, owner string, caller authz.Caller, tried map[string]condition.Value) (n counts) {
	w := &Witness{Resource: resource, world: &world{tried: tried}}
	if !q.consistent(w.world) {
		return n
	}
	var legs []authz.Leg
	for _, leg := range q.legs {
		r := q.request(leg, w)
		if r.Caller = caller; r.Object != nil {
			r.Object.Owner = owner
		}
		legs = append(legs, authz.Leg{Layers: q.layersIn(w.world), Request: r})
	}
	d, _ := authz.DecideCall(legs)
	switch {
	case d.Verdict == authz.Allowed:
		return counts{allowed: 1}
	case d.Verdict.Denied():
		return counts{denied: 1}
	}
	for _, label := range d.DependsOn {
		key := strings.ToLower(label)
		if _, told := tried[key]; told || choices[key] == nil && choices[label] == nil {
			continue
		}
		for _, value := range append(choices[label], choices[key]...) {
			with, of := maps.Clone(tried), caller
			switch {
			case label == sessionFact:
				of.Session = value
			case label == canonicalFact:
				of.CanonicalID = value
			case label == uniqueFact:
				of.ID = value
			case value == "":
				with[key] = condition.Value{State: condition.Absent}
			default:
				with[key] = authz.One(value)
			}
			m := q.decided(resource, owner, of, with)
			n = counts{n.allowed + m.allowed, n.denied + m.denied, n.open + m.open}
		}
		return n
	}
	return counts{open: 1}
}

// TestReplay holds that a verdict over all objects is what the decision says of
// each: yes is allowed, no is denied, and what is conditional or unknown differs
// from case to case for one of them. What a policy variable holds is taken apart
// from tests of its key, so that a few verdicts are less certain than could be.
func TestReplay(t *testing.T) {
	for kind, n := range map[snapshot.Kind]int{snapshot.IsRole: 700, snapshot.IsUser: 300, snapshot.IsService: 300, snapshot.IsNobody: 300} {
		t.Run(fmt.Sprint(kind), func(t *testing.T) { replayed(t, kind, n) })
	}
}

func replayed(t *testing.T, kind snapshot.Kind, times int) {
	d := dice{rand.New(rand.NewPCG(8, 15))}
	seen, vague := map[Verdict]int{}, 0
	for range times {
		s := d.pair(t, kind)
		j := NewJudge(s)
		p := j.Pair(s.Pair(s.Roles[0], s.Buckets[0]))
		role := way.Caller(p.Pair)
		for i := range p.Capabilities {
			c := &p.Capabilities[i]
			q := j.query(p, role, p.Bucket.Account, c.Operation, header{acl: c.ACL, grant: c.Grant})
			if q.onBucket() {
				continue
			}
			q.prepare(j.carried)
			seen[c.Verdict]++
			resources := []string{}
			for _, key := range []string{"a", "b", "ab", "a/b", "xx", "cc/b", "a.x/b"} {
				resources = append(resources, "arn:aws:s3:::bkt/"+key)
			}
			for _, w := range []*Witness{c.Allowed, c.Denied} {
				if w != nil {
					resources = append(resources, w.Resource)
				}
			}
			n, differ, wrong := counts{}, false, ""
			for _, resource := range resources {
				var of counts
				for _, owner := range []string{q.owner, "777788889999"} {
					if owner != q.owner && (p.Layers.Settings.Ownership == "" || p.Layers.Settings.Ownership == s3.OwnerEnforced || c.Creates) {
						continue
					}
					caller := q.asker.caller()
					m := q.decided(resource, owner, caller, map[string]condition.Value{})
					of = counts{of.allowed + m.allowed, of.denied + m.denied, of.open + m.open}
				}
				n = counts{n.allowed + of.allowed, n.denied + of.denied, n.open + of.open}
				differ = differ || of.open > 0 || of.allowed > 0 && of.denied > 0
			}
			switch {
			case strings.Contains(fmt.Sprint(c.Missing), "defect"):
				wrong = c.Missing[0]
			case c.Verdict == Yes && n.denied+n.open > 0, c.Verdict == No && n.allowed+n.open > 0, c.Verdict == Partly && differ:
				wrong = "too sure"
			case !differ && (c.Verdict == Conditional || c.Verdict == Unknown):
				vague++
			}
			if wrong != "" {
				bucket := "no bucket policy"
				if p.Bucket.Policy != nil {
					bucket = string(p.Bucket.Policy.Policy.Text())
				}
				own := ""
				if len(p.Role.Inline) > 0 {
					own = string(p.Role.Inline[0].Policy.Text())
				}
				t.Fatalf("%s: %s is %s %v %v, but of some requests %d are allowed, %d denied, %d open\n%+v\n%s\n%s", wrong, c.Capability, c.Verdict,
					c.Conditions, c.Missing, n.allowed, n.denied, n.open, *p.Layers.Settings, own, bucket)
			}
		}
	}
	for _, v := range []Verdict{Yes, No, Partly, Conditional, Unknown} {
		if seen[v] < 5 && (v != Partly || kind == snapshot.IsRole) {
			t.Errorf("%s was not met: %v", v, seen)
		}
	}
	if open := seen[Conditional] + seen[Unknown]; vague > open/30 {
		t.Errorf("%d of %d verdicts are less certain than the decision", vague, open)
	}
}

// TestWhoAsks holds what hangs on who asks, and on what policy variables hold.
func TestWhoAsks(t *testing.T) {
	const all = "arn:aws:s3:::bkt/*"
	mayRead := allow("s3:GetObject", all)
	statement := func(effect, element, principal, resource string) string {
		return `{"Effect":"` + effect + `","` + element + `":{` + principal + `},"Action":"s3:GetObject",` + resource + `}`
	}
	on := `"Resource":"` + all + `"`
	aws := func(values string) string { return `"AWS":` + values }
	const folder = "arn:aws:s3:::bkt/${aws:PrincipalTag/t}/*"
	one, two := `"`+session+`s1"`, `"`+session+`s2"`
	for _, row := range []struct{ name, id, account, identity, bucket, want string }{
		{"a deny to a canonical id that may be ours", "", ours, mayRead, statement("Deny", "Principal", canonical+`"third"`, on), "conditional " + canonicalFact},
		{"an allow to one", "", theirs, mayRead, statement("Allow", "Principal", canonical+`"third"`, on), "conditional " + canonicalFact},
		{"a deny to another", "our-id", ours, mayRead, statement("Deny", "Principal", canonical+`"third"`, on), "yes"},
		{"an allow to another", "our-id", theirs, mayRead, statement("Allow", "Principal", canonical+`"third"`, on), "no"},
		{"an allow to ours", "our-id", theirs, mayRead, statement("Allow", "Principal", canonical+`["third","our-id"]`, on), "yes"},
		{"an allow to one id and a deny to another", "", theirs, mayRead, statement("Allow", "Principal", canonical+`"one"`, on) + "," +
			statement("Deny", "Principal", canonical+`"other"`, on), "conditional " + canonicalFact},
		{"an allow to one session and a deny to another", "our-id", theirs, mayRead, statement("Allow", "Principal", aws(one), on) + "," +
			statement("Deny", "Principal", aws(two), on), "conditional " + sessionFact},
		{"an allow and a deny to one session", "our-id", theirs, mayRead, statement("Allow", "Principal", aws(one), on) + "," +
			statement("Deny", "Principal", aws("["+one+","+two+"]"), on), "no"},
		{"a resource beside one with a variable", "our-id", theirs, mayRead, statement("Allow", "Principal", aws(`"`+roleARN+`"`),
			`"Resource":["`+all+`","arn:aws:s3:::bkt/${aws:PrincipalTag/t}/*"]`), "yes"},
		{"a deny of all but a variable's folder", "our-id", ours, allow("s3:GetObject", "arn:aws:s3:::bkt/a/*"), statement("Deny", "Principal", aws(`"*"`),
			`"NotResource":"arn:aws:s3:::bkt/${aws:PrincipalTag/t}/*"`), "conditional aws:principaltag/t"},
		{"a deny of all but the folder that an allow names", "our-id", ours, allow("s3:GetObject", folder), statement("Deny", "Principal", aws(`"*"`),
			`"NotResource":"`+folder+`"`), "conditional aws:principaltag/t"},
		{"a deny of the folder that an allow names, among others", "our-id", ours, allow("s3:GetObject", folder), statement("Deny", "Principal", aws(`"*"`),
			`"Resource":["`+folder+`","arn:aws:s3:::bkt/x/*"]`), "no"},
		{"a deny of more than the folder that an allow names", "our-id", ours, allow("s3:GetObject", folder), statement("Deny", "Principal", aws(`"*"`),
			`"Resource":"arn:aws:s3:::bkt/${aws:PrincipalTag/t}*"`), "no"},
		{"a deny of part of the folder that an allow names", "our-id", ours, allow("s3:GetObject", folder), statement("Deny", "Principal", aws(`"*"`),
			`"Resource":"arn:aws:s3:::bkt/${aws:PrincipalTag/t}/x/*"`), "conditional aws:principaltag/t"},
		{"a deny of the folder of another variable", "our-id", ours, allow("s3:GetObject", folder), statement("Deny", "Principal", aws(`"*"`),
			`"Resource":"arn:aws:s3:::bkt/${aws:PrincipalTag/u}/*"`), "conditional aws:principaltag/t, aws:principaltag/u"},
		{"a deny of one letter where a variable stands", "our-id", ours, allow("s3:GetObject", folder), statement("Deny", "Principal", aws(`"*"`),
			`"Resource":["arn:aws:s3:::bkt/?/*","arn:aws:s3:::bkt/?${aws:PrincipalTag/t}/*"]`), "conditional aws:principaltag/t"},
		{"a deny of all but more than the folder", "our-id", ours, allow("s3:GetObject", folder), statement("Deny", "Principal", aws(`"*"`),
			`"NotResource":["`+folder+`","arn:aws:s3:::bkt/x/*"]`), "conditional aws:principaltag/t"},
		{"two sides that name one folder, one of them more", "our-id", theirs, allow("s3:GetObject", folder), statement("Deny", "Principal", aws(`"`+roleARN+`"`),
			`"NotResource":["arn:aws:s3:::bkt/${aws:PrincipalTag/t}*"]`) + "," + statement("Allow", "Principal", aws(`"`+roleARN+`"`), `"NotResource":["`+folder+`"]`), "no"},
		{"a variable in two patterns", "our-id", ours, allow("s3:GetObject", "arn:aws:s3:::bkt/${aws:PrincipalTag/t}*"), statement("Deny", "Principal", aws(`"*"`),
			`"Resource":"arn:aws:s3:::bkt/${aws:PrincipalTag/t}${aws:PrincipalTag/t}*"`), "conditional aws:principaltag/t"},
	} {
		b := snapshot.NewBuilder(snapshot.Options{Accounts: []snapshot.Account{{ID: ours, CanonicalID: row.id}}})
		b.Add(input.Records{
			Roles: []input.Role{{ARN: roleARN, ID: "AROAEXAMPLE", Attached: input.Setting[[]input.PolicyRef]{State: input.Present},
				Inline: []input.Document{{Name: "p", Policy: parsed(t, "role.json", row.identity, policy.Identity)}}}},
			Buckets: []input.Bucket{{Name: "bkt", Account: row.account, PublicAccessBlock: off,
				Ownership: input.Setting[string]{State: input.Present, Value: string(s3.OwnerEnforced)},
				Policy:    input.Setting[*policy.Document]{State: input.Present, Value: parsed(t, "bucket.json", row.bucket, policy.Bucket)}}},
			Accounts: []input.Account{{ID: row.account, PublicAccessBlock: input.Setting[input.PublicAccessBlock]{State: input.Absent}}},
		})
		s := b.Build()
		c := NewJudge(s).Pair(s.Pair(s.Roles[0], s.Buckets[0])).Capability(s3.Read)
		if got := strings.TrimSpace(c.Verdict.String() + " " + strings.Join(c.Conditions, ", ")); got != row.want {
			t.Errorf("%s: %s, want %s (%v)", row.name, got, row.want, c.Missing)
		}
	}
}
