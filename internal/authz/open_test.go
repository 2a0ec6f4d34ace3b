package authz

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// conditionsOf are, per key, tests that policies write and values that requests
// carry; - is a request without the key.
var conditionsOf = []struct {
	key, tests, found string
}{
	{"aws:SourceIp", `IpAddress=203.0.113.0/24 NotIpAddress=203.0.113.0/24 IpAddressIfExists=198.51.100.7 Null=true Null=false`, "203.0.113.5 198.51.100.7 192.0.2.1"},
	{"aws:SourceVpce", `StringEquals=vpce-1 StringNotEquals=vpce-1 StringLike=vpce-* StringNotEqualsIfExists=vpce-2 Null=true`, "vpce-1 vpce-2 other"},
	{"aws:MultiFactorAuthPresent", `Bool=true Bool=false BoolIfExists=false Null=true`, "true false -"},
	{"aws:MultiFactorAuthAge", `NumericLessThan=3600 NumericGreaterThan=60 Null=false`, "10 600 7200 -"},
	{"aws:PrincipalTag/team", `StringEquals=red StringLike=r* StringNotLike=*d StringEqualsIgnoreCase=RED`, "red rd RED blue -"},
	{"aws:PrincipalTag/site", `StringEquals=${aws:PrincipalTag/team} StringNotEquals=${aws:PrincipalTag/team} StringLike=x-${aws:PrincipalTag/team}`, "red blue x-red -"},
	{"s3:x-amz-acl", `StringEquals=private StringNotEqualsIfExists=private Null=false`, "private public-read -"},
}

// TestOpenContexts holds the verdict about an open context against requests in
// which every key is known: what is said of all holds of each.
func TestOpenContexts(t *testing.T) {
	random := rand.New(rand.NewPCG(21, 22))
	pick := func(list string) string {
		all := strings.Fields(list)
		return all[random.IntN(len(all))]
	}
	var certain, depends int
	for range 1000 {
		var statements []string
		used := map[string]bool{}
		for range 1 + random.IntN(3) {
			effect, tests := pick("Allow Allow Deny"), map[string]bool{}
			for range 1 + random.IntN(2) {
				c := conditionsOf[random.IntN(len(conditionsOf))]
				operator, value, _ := strings.Cut(pick(c.tests), "=")
				used[c.key] = true
				tests[fmt.Sprintf(`%q:{%q:%q}`, operator, c.key, value)] = true
			}
			resource := pick("* * arn:aws:s3:::b/${aws:PrincipalTag/team} arn:aws:s3:::b/${aws:PrincipalTag/team,_'k'}")
			statements = append(statements, fmt.Sprintf(`{"Effect":%q,"Action":"s3:*","Resource":%q,"Condition":{%s}}`, effect,
				strings.ReplaceAll(resource, "_", " "), strings.Join(slices.Sorted(maps.Keys(tests)), ",")))
		}
		text := strings.Join(statements, ",")
		p := compile("p", text, policy.Identity)
		if len(p.Document.Problems()) > 0 {
			continue // the same operator twice
		}
		l := Layers{Identity: Of(p)}
		r := get(ours)
		r.Context.Open = true
		d := Decide(&l, r)
		e := Explain(&l, r)
		if e.Verdict != d.Verdict || d.Verdict.Denied() && len(e.Reasons()) == 0 {
			t.Fatalf("%s: %s, explained as %s without a reason", text, d.Verdict, e.Verdict)
		}
		for range 60 {
			one := get(ours)
			for _, c := range conditionsOf {
				if v := pick(c.found); v != "-" {
					one.Context.Keys[lower(c.key)] = One(v)
				}
			}
			drop := "aws:sourceip"
			if random.IntN(2) == 0 {
				drop = "aws:sourcevpce"
			}
			delete(one.Context.Keys, drop)
			if _, ok := one.Context.Keys[mfaPresent]; !ok {
				delete(one.Context.Keys, mfaAge)
			}
			v := Decide(&l, one).Verdict
			if d.Verdict == Allowed && v != Allowed || d.Verdict == ExplicitDeny && v != ExplicitDeny || d.Verdict.Denied() && v == Allowed {
				t.Fatalf("%s: %s of all, %s of %v", text, d.Verdict, v, one.Context.Keys)
			}
		}
		switch d.Verdict {
		case Conditional:
			depends++
			for _, key := range d.DependsOn {
				if !used[key] && key != "aws:principaltag/team" {
					t.Fatalf("%s: depends on %s", text, key)
				}
			}
		default:
			certain++
		}
	}
	if certain < 100 || depends < 100 {
		t.Errorf("%d verdicts are certain and %d are not", certain, depends)
	}
}

// TestTooManyFacts holds that facts which are too many to be tried out leave the
// verdict open, and name them.
func TestTooManyFacts(t *testing.T) {
	var statements []string
	for i := range 14 {
		statements = append(statements, fmt.Sprintf(`{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/t%d":"${aws:SourceIdentity}"}}}`, i))
	}
	l := Layers{Identity: layer("p", strings.Join(statements, ","), policy.Identity)}
	r := get(ours)
	r.Context.Open = true
	if d := Decide(&l, r); d.Verdict != Conditional || len(d.DependsOn) != 14 {
		t.Errorf("many facts: %v", d)
	}
	l.Boundary = Layer{State: Present, Missing: []string{"b"}}
	if d := Decide(&l, r); d.Verdict != Unknown || !slices.Equal(d.Missing, []LayerName{Boundary}) {
		t.Errorf("many facts and a missing boundary: %v", d)
	}
	// Facts that cannot occur together leave it open as well.
	r = get(ours)
	r.Context.Keys["aws:sourceip"], r.Context.Keys["aws:sourcevpce"] = condition.Value{State: condition.PresentUnknown}, One("vpce-1")
	l = Layers{Identity: layer("p", `{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}}}`, policy.Identity)}
	if d := Decide(&l, r); d.Verdict != Conditional {
		t.Errorf("an address and an endpoint at once: %v", d)
	}
}

// TestUnknownSession holds the verdict about a session whose name is not known
// against each session.
func TestUnknownSession(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	arnOf := func(name string) string { return "arn:aws:sts::" + ours + ":assumed-role/app/" + name }
	for range 400 {
		var statements []string
		for range 1 + random.IntN(3) {
			effect, element := []string{"Allow", "Allow", "Deny"}[random.IntN(3)], "Principal"
			if effect == "Deny" && random.IntN(3) == 0 {
				element = "NotPrincipal"
			}
			names := []string{arnOf("a"), arnOf("b"), "arn:aws:iam::" + ours + ":root"}[random.IntN(2):]
			statements = append(statements, principalStatement(effect, element, strings.Join(names[:1+random.IntN(len(names))], " ")))
		}
		l := Layers{BucketPolicy: layer("b", strings.Join(statements, ","), policy.Bucket)}
		r := get(ours)
		r.Caller.Session = ""
		all := Decide(&l, r).Verdict
		for _, name := range []string{"a", "b", "c"} {
			r := get(ours)
			r.Caller.Session = name
			one := Decide(&l, r).Verdict
			if one != Conditional && (all == Allowed && one != Allowed || all.Denied() && one == Allowed || all == ExplicitDeny && one != ExplicitDeny) {
				t.Fatalf("%v: %s of all sessions, %s of %s", statements, all, one, name)
			}
		}
	}
}
