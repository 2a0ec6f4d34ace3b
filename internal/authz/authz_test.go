package authz

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/source"
)

const (
	ours   = "111122223333"
	theirs = "444455556666"
)

func compile(name, statements string, of policy.Type) *Policy {
	text := `{"Version":"2012-10-17","Statement":[` + statements + `]}`
	return Compile(name, policy.Parse(source.Whole(source.NewFile(name, []byte(text))), of))
}

func layer(name, statements string, of policy.Type) Layer {
	if statements == "" {
		return Layer{}
	}
	return Of(compile(name, statements, of))
}

// get is s3:GetObject on b/k by session s1 of role /team/app.
func get(owner string) *Request {
	role, _ := arn.Parse("arn:aws:iam::" + ours + ":role/team/app")
	object, _ := arn.Parse("arn:aws:s3:::b/k")
	caller := Caller{Role: role, ID: "AROAEXAMPLE", Session: "s1"}
	return &Request{Caller: caller, Action: "s3:GetObject", Resource: object, Owner: owner,
		Context: Context{Keys: Known(&caller, Knowledge{Owner: owner})}}
}

const (
	yes     = `{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}`
	other   = `{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::b/*"}`
	never   = `{"Effect":"Deny","Action":"s3:*","Resource":"*"}`
	session = "arn:aws:sts::" + ours + ":assumed-role/app/s1"
	roleARN = "arn:aws:iam::" + ours + ":role/team/app"
	root    = "arn:aws:iam::" + ours + ":root"
)

func to(principal string) string { return principalStatement("Allow", "Principal", principal) }

func principalStatement(effect, element, principals string) string {
	list := `"` + strings.ReplaceAll(principals, " ", `","`) + `"`
	return `{"Effect":"` + effect + `","` + element + `":{"AWS":[` + list + `]},"Action":"s3:*","Resource":"arn:aws:s3:::b/*"}`
}

// TestLayers holds what each layer does to a read, inside one account and
// across two.
func TestLayers(t *testing.T) {
	for _, row := range []struct {
		name, identity, boundary, session, bucket string
		inside, across                            Verdict
	}{
		{"nothing allows", "", "", "", "", ImplicitDeny, ImplicitDeny},
		{"the identity policy allows", yes, "", "", "", Allowed, ImplicitDeny},
		{"both sides allow", yes, "", "", to(roleARN), Allowed, Allowed},
		{"only the bucket allows the role", "", "", "", to(roleARN), Allowed, ImplicitDeny},
		{"only the bucket allows the account", "", "", "", to(root), ImplicitDeny, ImplicitDeny},
		{"the bucket allows the account", yes, "", "", to(ours), Allowed, Allowed},
		{"everyone, and no identity policy", "", "", "", to("*"), Allowed, ImplicitDeny},
		{"another session", "", "", "", to("arn:aws:sts::" + ours + ":assumed-role/app/s2"), ImplicitDeny, ImplicitDeny},
		{"a role of the same name elsewhere", yes, "", "", to("arn:aws:iam::" + theirs + ":role/team/app"), Allowed, ImplicitDeny},
		{"a wildcard inside a principal", yes, "", "", to("arn:aws:iam::" + ours + ":role/*"), Allowed, ImplicitDeny},
		{"the boundary allows nothing of it", yes, other, "", to(roleARN), ImplicitDeny, ImplicitDeny},
		{"a boundary does not limit a grant to the session", "", other, "", to(session), Allowed, ImplicitDeny},
		{"a boundary grants nothing", "", yes, "", "", ImplicitDeny, ImplicitDeny},
		{"the session policy allows nothing of it", yes, "", other, to(roleARN), ImplicitDeny, ImplicitDeny},
		{"a session policy does not limit a grant to everyone", "", "", other, to("*"), Allowed, ImplicitDeny},
		{"a deny on the identity side", yes + "," + never, "", "", to(roleARN), ExplicitDeny, ExplicitDeny},
		{"a deny in the boundary", "", never, "", to(session), ExplicitDeny, ExplicitDeny},
		{"a deny of the account", yes, "", "", to(roleARN) + "," + principalStatement("Deny", "Principal", root), ExplicitDeny, ExplicitDeny},
		{"spared by role and account", yes, "", "", to(roleARN) + "," + principalStatement("Deny", "NotPrincipal", roleARN+" "+root), Allowed, Allowed},
		{"never spared with a boundary", yes, yes, "", to(roleARN) + "," + principalStatement("Deny", "NotPrincipal", roleARN+" "+root), ExplicitDeny, ExplicitDeny},
		{"spared by the account alone is not documented", yes, "", "", to(roleARN) + "," + principalStatement("Deny", "NotPrincipal", root), Conditional, Conditional},
	} {
		l := Layers{Identity: layer("identity", row.identity, policy.Identity), Boundary: layer("boundary", row.boundary, policy.Identity),
			Session: layer("session", row.session, policy.Identity), BucketPolicy: layer("bucket", row.bucket, policy.Bucket)}
		if got := Decide(&l, get(ours)).Verdict; got != row.inside {
			t.Errorf("%s: inside the account %s, want %s", row.name, got, row.inside)
		}
		if got := Decide(&l, get(theirs)).Verdict; got != row.across {
			t.Errorf("%s: across accounts %s, want %s", row.name, got, row.across)
		}
	}
}

// TestUnknowns holds what a verdict depends on where the request is open.
func TestUnknowns(t *testing.T) {
	when := func(effect, condition string) string {
		return `{"Effect":"` + effect + `","Action":"s3:GetObject","Resource":"*","Condition":{` + condition + `}}`
	}
	for _, row := range []struct{ name, identity, want string }{
		{"a key that nobody knows", when("Allow", `"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}`), "conditional aws:SourceIp"},
		{"every case is allowed", when("Allow", `"Null":{"aws:SourceVpc":"true"}`) + "," + when("Allow", `"Null":{"aws:SourceVpc":"false"}`), "allowed"},
		{"no case is possible", when("Allow", `"StringEquals":{"aws:SourceVpc":"vpc-1"},"Null":{"aws:SourceVpc":"true"}`), "implicit_deny"},
		{"an endpoint has no source address", when("Allow", `"IpAddress":{"aws:SourceIp":"0.0.0.0/0"},"StringLike":{"aws:SourceVpce":"*"}`), "implicit_deny"},
		{"a known test beside one that is not", when("Allow", `"StringEquals":{"aws:PrincipalAccount":"111122223333"},"Bool":{"aws:MultiFactorAuthPresent":"true"}`), "conditional aws:MultiFactorAuthPresent"},
		{"a deny in every case", yes + "," + when("Deny", `"Null":{"aws:SourceVpc":"true"}`) + "," + when("Deny", `"Null":{"aws:SourceVpc":"false"}`), "explicit_deny"},
		{"a deny that may apply", yes + "," + when("Deny", `"StringNotEquals":{"aws:SourceVpce":"vpce-1"}`), "conditional aws:SourceVpce"},
		{"a key that does not matter is not named", yes + "," + when("Allow", `"Bool":{"aws:MultiFactorAuthPresent":"true"}`), "allowed"},
		{"a variable without a known value", `{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/${aws:PrincipalTag/t}"}`, "conditional aws:principaltag/t"},
	} {
		open(t, row.name, row.identity, row.want)
	}
}

// open decides a read in an open context by an identity policy alone.
func open(t *testing.T, name, identity, want string) {
	t.Helper()
	l := Layers{Identity: layer("identity", identity, policy.Identity)}
	r := get(ours)
	r.Context.Open = true
	d := Decide(&l, r)
	if got := strings.TrimSpace(d.Verdict.String() + " " + strings.Join(d.DependsOn, " ")); got != want {
		t.Errorf("%s: %s, want %s", name, got, want)
	}
}

// TestMissing holds that a text which was not exported is decided both ways.
func TestMissing(t *testing.T) {
	open := Layer{State: Present, Missing: []string{"arn:aws:iam::111122223333:policy/p"}}
	l := Layers{Identity: open}
	if d := Decide(&l, get(ours)); d.Verdict != Unknown || len(d.Missing) != 1 || d.Missing[0] != Identity {
		t.Errorf("a missing identity policy: %v", d)
	}
	// Whatever it says, a deny elsewhere decides.
	l.BucketPolicy = layer("bucket", principalStatement("Deny", "Principal", "*"), policy.Bucket)
	if d := Decide(&l, get(ours)); d.Verdict != ExplicitDeny {
		t.Errorf("a missing identity policy beside a deny: %v", d)
	}
}

// TestProperties holds over random policies: an added Allow never takes away,
// an added Deny never gives, order is irrelevant, a boundary never widens.
func TestProperties(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	statement := func(effect string, principal bool) string {
		s := `{"Effect":"` + effect + `","` + pick("Action", "NotAction") + `":"` + pick("s3:GetObject", "s3:*", "s3:Put*", "*") +
			`","` + pick("Resource", "NotResource") + `":"` + pick("*", "arn:aws:s3:::b/*", "arn:aws:s3:::b/j") + `"`
		if principal {
			s += `,"Principal":{"AWS":"` + pick("*", roleARN, root, session, theirs) + `"}`
		}
		return s + "}"
	}
	decide := func(owner, identity, boundary, bucket string) Verdict {
		l := Layers{Identity: layer("i", identity, policy.Identity), Boundary: layer("b", boundary, policy.Identity),
			BucketPolicy: layer("p", bucket, policy.Bucket)}
		return Decide(&l, get(owner)).Verdict
	}
	for range 1500 {
		owner := pick(ours, theirs)
		i1, i2 := statement(pick("Allow", "Deny"), false), statement("Allow", false)
		b1, b2 := statement(pick("Allow", "Deny"), true), statement("Allow", true)
		before := decide(owner, i1, "", b1)
		if more := decide(owner, i1+","+i2, "", b1+","+b2); before == Allowed && more != Allowed {
			t.Fatalf("an added Allow takes away: %s", more)
		}
		deny := statement("Deny", true)
		if less := decide(owner, i1, "", b1+","+deny); before != Allowed && less == Allowed {
			t.Fatal("an added Deny gives")
		}
		if turned := decide(owner, i2+","+i1, "", b2+","+b1); turned != decide(owner, i1+","+i2, "", b1+","+b2) {
			t.Fatal("order matters")
		}
		if bounded := decide(owner, i1, statement("Allow", false), b1); before != Allowed && bounded == Allowed {
			t.Fatal("a boundary widens")
		}
	}
}

func BenchmarkDecide(b *testing.B) {
	var actions []string
	for _, a := range []string{"s3:Put*", "s3:List*", "ec2:*", "sqs:Send*", "sns:Publish", "s3:GetObject"} {
		actions = append(actions, `"`+a+`"`)
	}
	one := `{"Effect":"Allow","Action":[` + strings.Join(actions, ",") + `],"Resource":["arn:aws:s3:::other/*","arn:aws:s3:::b/*"]}`
	l := Layers{Identity: Layer{State: Present}, BucketPolicy: layer("bucket", to(roleARN), policy.Bucket)}
	for range 10 {
		l.Identity.Policies = append(l.Identity.Policies, compile("p", strings.Repeat(one+",", 4)+one, policy.Identity))
	}
	b.Run("policies", func(b *testing.B) { measure(b, &l) })
	l.Settings = &Settings{Ownership: s3.ObjectWriter, ACL: &s3.ACL{}, Block: s3.Off, RequesterPays: condition.False, Versioned: condition.True}
	b.Run("settings", func(b *testing.B) { measure(b, &l) })
}

// BenchmarkExplain explains why nothing of ten policies allows the request.
func BenchmarkExplain(b *testing.B) {
	one := `{"Effect":"Allow","Action":["s3:Put*","s3:List*","ec2:*","sqs:Send*","sns:Publish","s3:GetObjectAcl"],"Resource":["arn:aws:s3:::other/*","arn:aws:s3:::b/*"]}`
	l := Layers{Identity: Layer{State: Present}, BucketPolicy: layer("bucket", to(roleARN), policy.Bucket)}
	for range 10 {
		l.Identity.Policies = append(l.Identity.Policies, compile("p", strings.Repeat(one+",", 4)+one, policy.Identity))
	}
	r := get(theirs)
	if e := Explain(&l, r); len(e.Reasons()) == 0 || !Decide(&l, r).Verdict.Denied() {
		b.Fatal("a request without an allow is not denied with a reason")
	}
	b.ReportAllocs()
	for b.Loop() {
		e := Explain(&l, r)
		e.Reasons()
	}
}

func measure(b *testing.B, l *Layers) {
	r := get(theirs)
	r.Object = &Object{Owner: theirs, ACL: &s3.ACL{}}
	b.ReportAllocs()
	for b.Loop() {
		Decide(l, r)
	}
}
