package access

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// bothWays answers a question twice: by trying every combination of what is not
// known, and between the bounds. ok is false if there are too many to be tried.
func bothWays(s *snapshot.Snapshot, of s3.Capability) (tried, bounded answer, ok bool) {
	j := NewJudge(s)
	p := j.frame(s.Pair(s.Roles[0], s.Buckets[0]))
	role, _ := arn.Parse(roleARN)
	question := func() *query {
		q := j.query(p, role, p.Bucket.Account, s3.Operations[of], header{})
		j.meant(q, p, &Capability{Operation: s3.Operations[of]})
		q.prepare(j.carried)
		return q
	}
	tried, ok = question().tried(maxCases)
	return tried, question().bounded(), ok
}

// tagged is a statement that hangs on unknown facts of every kind.
func (d dice) tagged(principal bool) string {
	resource := func() string {
		return "arn:aws:s3:::" + d.of("bkt", "bkt/*", "bkt/*", "bkt/a*", "bkt/b*", "bkt/*c", "bkt/${aws:PrincipalTag/a}/*", "*")
	}
	test := func() string {
		key := d.of("aws:PrincipalTag/a", "aws:PrincipalTag/b", "aws:PrincipalTag/c", "aws:SourceIp", "aws:SourceVpce", "s3:prefix", "s3:ExistingObjectTag/t")
		if key == "aws:SourceIp" {
			return d.of(`"IpAddress"`, `"NotIpAddress"`) + `:{"aws:SourceIp":"203.0.113.0/24"}`
		}
		return d.of(`"StringEquals"`, `"StringNotEquals"`, `"StringLike"`, `"StringEqualsIfExists"`) + `:{"` + key + `":["` + d.of("x", "y", "x*") + `","` + d.of("x", "a/", "z") + `"]}`
	}
	s := `{"Effect":"` + d.of("Allow", "Allow", "Deny") + `","Action":["` + d.of("s3:GetObject", "s3:*", "s3:Put*", "s3:ListBucket") +
		`","s3:` + d.of("GetObject", "ListBucket", "PutObject") + `"],"Resource":["` + resource() + `","` + resource() + `"]`
	if principal {
		s += `,"Principal":{"AWS":"` + d.of("*", roleARN, ours, "arn:aws:sts::111122223333:assumed-role/app/one") + `"}`
	}
	switch d.IntN(3) {
	case 0:
		s += `,"Condition":{` + test() + `}`
	case 1:
		if one, two := test(), test(); strings.SplitN(one, ":", 2)[0] != strings.SplitN(two, ":", 2)[0] {
			s += `,"Condition":{` + one + `,` + two + `}`
		}
	}
	return s + "}"
}

func (d dice) several(principal bool) string {
	list := []string{d.tagged(principal)}
	for d.IntN(2) == 0 && len(list) < 4 {
		list = append(list, d.tagged(principal))
	}
	return strings.Join(list, ",")
}

// TestBoundsAgainstEnumeration holds the bounds to never answer otherwise than
// the enumeration of every combination does: an answer is the same, or unknown
// and says which limit it passed.
func TestBoundsAgainstEnumeration(t *testing.T) {
	d := dice{rand.New(rand.NewPCG(7, 11))}
	var asked, open int
	for range 1500 {
		account := d.of(ours, theirs, theirs)
		o := d.limits()
		identity, bucket := d.several(false), d.several(true)
		s := o.build(t, account, identity, bucket)
		for _, of := range s3.Capabilities {
			tried, bounded, ok := bothWays(s, of)
			if !ok || tried.verdict == Unknown {
				continue
			}
			asked++
			switch {
			case bounded.verdict == Unknown && bounded.limit != "":
				open++
			case bounded.verdict != tried.verdict:
				t.Fatalf("%s: %v by the bounds, %v by enumeration\n%s\n%s\n%s", of, bounded.verdict, tried.verdict, account, identity, bucket)
			case bounded.verdict == Conditional && len(bounded.conditions) == 0 && len(tried.conditions) > 0:
				t.Fatalf("%s: conditional on nothing, by enumeration on %v\n%s\n%s", of, tried.conditions, identity, bucket)
			}
			if len(bounded.missed) > 0 && len(tried.missed) == 0 {
				t.Fatalf("%s: missed %v by the bounds, %v by enumeration\n%s\n%s", of, bounded.missed, tried.missed, identity, bucket)
			}
		}
	}
	t.Logf("%d questions, %d left open by the bounds", asked, open)
	if asked < 4000 || open > asked/200 {
		t.Errorf("%d questions, %d left open by the bounds", asked, open)
	}
}

// TestManyStatements holds the verdict of a few statements of a shape to be that
// of many, found within the steps of one question.
func TestManyStatements(t *testing.T) {
	const all, whole = "arn:aws:s3:::bkt/*", `["arn:aws:s3:::bkt","arn:aws:s3:::bkt/*"]`
	tag := func(operator string, i int) string {
		return fmt.Sprintf(`,"Condition":{%q:{"aws:PrincipalTag/t%d":"x"}}`, operator, i)
	}
	prefix := func(i int) string { return fmt.Sprintf("arn:aws:s3:::bkt/s%d*", i) }
	grant := to(roleARN, "Allow", "s3:*", all, "")
	for _, shape := range []struct {
		name          string
		base          string
		one           func(i int) string
		want          Verdict
		namesEveryTag bool
	}{
		{"denies by prefix and tag", grant, func(i int) string { return to("*", "Deny", "s3:*", prefix(i), tag("StringNotEquals", i)) }, Conditional, true},
		{"denies of the question alone", grant, func(i int) string { return to("*", "Deny", "s3:GetObject", prefix(i), tag("StringNotEquals", i)) }, Conditional, true},
		{"allows by prefix and tag", "", func(i int) string { return to(roleARN, "Allow", "s3:*", prefix(i), tag("StringEquals", i)) }, Conditional, true},
		{"denies that overlap", grant, func(i int) string {
			return to("*", "Deny", "s3:*", fmt.Sprintf("arn:aws:s3:::bkt/*s%d*", i), tag("StringNotEquals", i))
		}, Conditional, true},
		{"denies of everything by tag", grant, func(i int) string { return to("*", "Deny", "s3:*", all, tag("StringNotEquals", i)) }, Conditional, true},
		{"denies that nothing can satisfy", grant, func(i int) string {
			return to("*", "Deny", "s3:*", prefix(i), fmt.Sprintf(`,"Condition":{"StringEquals":{"aws:PrincipalTag/t%d":"x"},"StringNotEquals":{"aws:PrincipalTag/t%d":"x"}}`, i, i))
		}, Yes, false},
		{"such denies where nobody allows", to(roleARN, "Allow", "s3:PutObject", all, ""), func(i int) string { return to("*", "Deny", "s3:*", prefix(i), tag("StringNotEquals", i)) }, No, false},
		{"denies beside one without a condition", grant + "," + to("*", "Deny", "s3:*", all, ""), func(i int) string {
			return to("*", "Deny", "s3:*", all, tag("StringNotEquals", i))
		}, No, false},
		{"allows that none needs", grant, func(i int) string { return to(roleARN, "Allow", "s3:*", prefix(i), tag("StringEquals", i)) }, Yes, false},
	} {
		for _, n := range []int{1, 2, 3, 4, 9, 40} {
			statements := []string{shape.base}
			if shape.base == "" {
				statements = nil
			}
			for i := range n {
				statements = append(statements, shape.one(i))
			}
			s := build(t, theirs, `{"Effect":"Allow","Action":"s3:*","Resource":`+whole+`}`, strings.Join(statements, ","))
			c := NewJudge(s).Pair(s.Pair(s.Roles[0], s.Buckets[0])).Capability(s3.Read)
			if c.Verdict != shape.want {
				t.Errorf("%s, %d of them: %v, want %v: %v", shape.name, n, c.Verdict, shape.want, c.Missing)
			}
			if shape.namesEveryTag && len(c.Conditions) != n {
				t.Errorf("%s, %d of them: hangs on %v", shape.name, n, c.Conditions)
			}
			if c.Verdict == No && (len(c.Legs) == 0 || c.Legs[0].Verdict.String() == "allowed") {
				t.Errorf("%s, %d of them: a no without a reason: %+v", shape.name, n, c.Legs)
			}
		}
	}
}

// TestManyStatementsElsewhere holds the same of the other layers.
func TestManyStatementsElsewhere(t *testing.T) {
	const whole = `["arn:aws:s3:::bkt","arn:aws:s3:::bkt/*"]`
	role := `{"Effect":"Allow","Action":"s3:*","Resource":` + whole + `}`
	grant := `{"Effect":"Allow","Principal":{"AWS":"` + roleARN + `"},"Action":"s3:*","Resource":` + whole + `}`
	for _, layer := range []string{"scp", "rcp", "identity"} {
		for _, n := range []int{1, 3, 4, 9, 40} {
			principal := ""
			if layer == "rcp" {
				principal = `"Principal":"*",`
			}
			var denies []string
			for i := range n {
				denies = append(denies, fmt.Sprintf(`{"Effect":"Deny",%s"Action":"s3:*","Resource":"arn:aws:s3:::bkt/s%d*","Condition":{"StringNotEquals":{"aws:PrincipalTag/t%d":"x"}}}`, principal, i, i))
			}
			texts, identity := strings.Join(denies, ","), role
			o := organization{enabled: []string{"SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"},
				scps:  map[string][]string{root: {full}, unit: {full}, ours: {full}},
				rcps:  map[string][]string{root: {fullRCP}, unit: {fullRCP}, theirs: {fullRCP}},
				texts: map[string]string{}}
			switch layer {
			case "scp":
				o.scps[ours], o.texts["p-deny"] = []string{full, "p-deny"}, texts
			case "rcp":
				o.rcps[theirs], o.texts["p-rcp"] = []string{fullRCP, "p-rcp"}, texts
			default:
				identity += "," + texts
			}
			s := o.build(t, theirs, identity, grant)
			c := NewJudge(s).Pair(s.Pair(s.Roles[0], s.Buckets[0])).Capability(s3.Read)
			if c.Verdict != Conditional || len(c.Conditions) != n {
				t.Errorf("%d denies in %s: %v on %v %v, want conditional on every tag", n, layer, c.Verdict, c.Conditions, c.Missing)
			}
		}
	}
}

// TestALimitIsNamed holds a question that passes a limit to say so, and one to be
// answered all the same that sets of requests can answer.
func TestALimitIsNamed(t *testing.T) {
	s := build(t, theirs, allow("s3:*", "*"), to(roleARN, "Allow", "s3:*", "arn:aws:s3:::bkt/*", ""))
	j := NewJudge(s)
	p := j.frame(s.Pair(s.Roles[0], s.Buckets[0]))
	role, _ := arn.Parse(roleARN)
	q := j.query(p, role, theirs, s3.Operations[s3.Read], header{})
	q.prepare(j.carried)
	for i := range 13 {
		q.vars = append(q.vars, variable{label: fmt.Sprint("fact ", i), fact: fmt.Sprint("fact ", i), size: 2})
	}
	if a := q.answer(); a.verdict != Yes || a.allowed == nil {
		t.Errorf("%v over sets, want yes", a.verdict)
	}
	c := Capability{}
	q.setSteps = 0
	a := q.answer()
	q.report(&c, a)
	want := "more than 2048 combinations of what is not known, the limit of one question of this tool: fact 0, fact 1"
	if c.Verdict != Unknown || len(c.Missing) != 1 || !strings.HasPrefix(c.Missing[0], want) || !strings.HasSuffix(c.Missing[0], "5 more") {
		t.Errorf("%v %q, want %q", c.Verdict, c.Missing, want)
	}
}
