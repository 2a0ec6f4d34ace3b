package authz

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// TestMissingSCP holds that a level whose text is missing is decided both ways.
func TestMissingSCP(t *testing.T) {
	l := Layers{Identity: layer("p", yes, policy.Identity), SCPs: []Layer{layer("root", `{"Effect":"Allow","Action":"*","Resource":"*"}`, policy.SCP), {State: NotExported}}}
	if d := Decide(&l, get(ours)); d.Verdict != Unknown || !slices.Equal(d.Missing, []LayerName{SCP}) {
		t.Errorf("a missing level: %v", d)
	}
	linked := get(ours)
	linked.Caller.Role, _ = arn.Parse("arn:aws:iam::" + ours + ":role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX")
	if d := Decide(&l, linked); d.Verdict != Allowed {
		t.Errorf("a service-linked role below a missing level: %v", d)
	}
	if d := Decide(&Layers{Unmodelled: []LayerName{KMS}}, get(ours)); d.Verdict != NotModelled || d.Missing[0] != KMS {
		t.Errorf("a layer that is not modelled: %v", d)
	}
}

// TestMissingTextBesideSettings holds that RestrictPublicBuckets hangs on a
// bucket policy that was not exported, unless AWS's own verdict on it is known.
func TestMissingTextBesideSettings(t *testing.T) {
	l := Layers{Identity: layer("p", yes, policy.Identity), BucketPolicy: Layer{State: NotExported}, Settings: &Settings{
		Ownership: "BucketOwnerEnforced", RequesterPays: condition.False}}
	l.Settings.Block.RestrictPublicBuckets = condition.True
	if d := Decide(&l, get(theirs)); d.Verdict != Unknown || !slices.Contains(d.Missing, BucketPolicy) {
		t.Errorf("a missing bucket policy: %v", d)
	}
	l.Settings.Public = condition.True
	if d := Decide(&l, get(theirs)); d.Verdict != ExplicitDeny {
		t.Errorf("a missing bucket policy that AWS calls public: %v", d)
	}
}

func TestDecideCall(t *testing.T) {
	leg := func(identity string) Leg {
		r := get(ours)
		r.Context.Open = true
		return Leg{&Layers{Identity: layer("p", identity, policy.Identity)}, r}
	}
	when := func(key string) Leg {
		return leg(`{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"` + key + `":"1"}}}`)
	}
	missing := func(name LayerName) Leg {
		l := Layers{Identity: layer("p", yes, policy.Identity)}
		if name == Boundary {
			l.Boundary.State = NotExported
		} else {
			l.Session.State = NotExported
		}
		return Leg{&l, get(ours)}
	}
	for _, row := range []struct {
		name, want string
		legs       []Leg
	}{
		{"nothing is needed", "allowed [] []", nil},
		{"all legs", "allowed [] []", []Leg{leg(yes), leg(yes)}},
		{"the worst leg", "explicit_deny [] []", []Leg{leg(yes), leg(never), leg("")}},
		{"a denial beside an open leg", "implicit_deny [] []", []Leg{when("aws:referer"), leg("")}},
		{"what any leg depends on", "conditional [aws:referer aws:UserAgent] []", []Leg{when("aws:referer"), when("aws:UserAgent"), when("aws:referer")}},
		{"what any leg misses", "unknown [] [boundary session]", []Leg{missing(Boundary), missing(Session), missing(Boundary)}},
	} {
		d, each := DecideCall(row.legs)
		if got := fmt.Sprint(d.Verdict, " ", d.DependsOn, " ", d.Missing); got != row.want || len(each) != len(row.legs) {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
	}
}

// TestKeyGrants holds what a grant of a key is worth to a role of its account.
func TestKeyGrants(t *testing.T) {
	for _, row := range []struct {
		name  string
		grant KeyGrant
		open  bool
		want  string
	}{
		{"the role", KeyGrant{Grantee: roleARN}, false, "allowed []"},
		{"the session", KeyGrant{Grantee: session}, false, "allowed []"},
		{"the account delegates", KeyGrant{Grantee: root}, false, "implicit_deny []"},
		{"somebody else", KeyGrant{Grantee: theirs}, false, "implicit_deny []"},
		{"a service", KeyGrant{Grantee: "s3.amazonaws.com"}, false, "implicit_deny []"},
		{"another operation", KeyGrant{Grantee: roleARN, Operations: []string{"Encrypt"}}, false, "implicit_deny []"},
		{"a pair that is there", KeyGrant{Grantee: roleARN, Subset: map[string]string{"aws:s3:arn": "arn:aws:s3:::b/k"}}, false, "allowed []"},
		{"a pair of another value", KeyGrant{Grantee: roleARN, Subset: map[string]string{"aws:s3:arn": "arn:aws:s3:::b/K"}}, false, "implicit_deny []"},
		{"a pair that is not there", KeyGrant{Grantee: roleARN, Subset: map[string]string{"x": "y"}}, false, "implicit_deny []"},
		{"a pair that may be there", KeyGrant{Grantee: roleARN, Subset: map[string]string{"x": "y"}}, true, "conditional [kms:EncryptionContext]"},
		{"these pairs and no others", KeyGrant{Grantee: roleARN, Equals: map[string]string{"aws:s3:arn": "arn:aws:s3:::b/k"}}, false, "allowed []"},
		{"no pairs, and there is one", KeyGrant{Grantee: roleARN, Equals: map[string]string{}}, false, "implicit_deny []"},
		{"these pairs, and there may be others", KeyGrant{Grantee: roleARN, Equals: map[string]string{"aws:s3:arn": "arn:aws:s3:::b/k"}}, true, "conditional [kms:EncryptionContext]"},
		{"a session that is not known", KeyGrant{Grantee: "arn:aws:sts::" + ours + ":assumed-role/app/other"}, true, "conditional [kms:EncryptionContext]"},
	} {
		if row.grant.Operations == nil {
			row.grant.Operations = []string{"Decrypt"}
		}
		l := Layers{Key: &Key{Grants: []KeyGrant{row.grant}}}
		r := get(ours)
		r.Action, r.Context.Open = "kms:Decrypt", row.open
		r.Resource, _ = arn.Parse(keyARN)
		r.Context.Keys["kms:encryptioncontext:aws:s3:arn"] = One("arn:aws:s3:::b/k")
		if row.name == "a session that is not known" {
			r.Caller.Session = ""
		}
		d := Decide(&l, r)
		if got := fmt.Sprint(d.Verdict, " ", d.DependsOn); got != row.want {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
	}
}

// TestPrincipals holds how entries of a Principal element name a caller.
func TestPrincipals(t *testing.T) {
	for _, row := range []struct{ name, principals, want string }{
		{"an id of the role", `{"AWS":"AROAEXAMPLE"}`, "allowed"},
		{"an id of another", `{"AWS":"AROAOTHER"}`, "implicit_deny"},
		{"an id of a user", `{"AWS":"AIDAEXAMPLE"}`, "implicit_deny"},
		{"text that is no ARN", `{"AWS":"app"}`, "implicit_deny"},
		{"a session of another role", `{"AWS":"arn:aws:sts::111122223333:assumed-role/other/s1"}`, "implicit_deny"},
		{"a session of a role elsewhere", `{"AWS":"arn:aws:sts::444455556666:assumed-role/app/s1"}`, "implicit_deny"},
		{"the account of another partition", `{"AWS":"arn:aws-cn:iam::111122223333:root"}`, "implicit_deny"},
		{"a canonical user", `{"CanonicalUser":"us"}`, "allowed"},
		{"another canonical user", `{"CanonicalUser":"them"}`, "implicit_deny"},
		{"a service", `{"Service":"ec2.amazonaws.com"}`, "implicit_deny"},
		{"an identity provider", `{"Federated":"accounts.google.com"}`, "implicit_deny"},
		{"a kind that does not exist", `{"Google":"x"}`, "implicit_deny"},
	} {
		l := Layers{Identity: layer("p", yes, policy.Identity), BucketPolicy: layer("b", `{"Effect":"Allow","Principal":`+row.principals+`,"Action":"s3:*","Resource":"*"}`, policy.Bucket)}
		r := get(theirs)
		r.Caller.CanonicalID = "us"
		if got := Decide(&l, r).Verdict.String(); got != row.want {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
	}
}

// TestNotPrincipal holds whom a deny with NotPrincipal spares.
func TestNotPrincipal(t *testing.T) {
	for _, row := range []struct{ name, spared, want string }{
		{"everyone", `{"AWS":"*"}`, "allowed []"},
		{"nobody of ours", `{"AWS":"444455556666"}`, "explicit_deny []"},
		{"a session that is not known", `{"AWS":"arn:aws:sts::111122223333:assumed-role/app/s2"}`, "conditional [role session name]"},
		{"the role alone", `{"AWS":"` + roleARN + `"}`, "conditional [undocumented NotPrincipal behaviour]"},
		{"the role and its account", `{"AWS":["` + roleARN + `","111122223333"]}`, "allowed []"},
	} {
		l := Layers{Identity: layer("p", yes, policy.Identity), BucketPolicy: layer("b", `{"Effect":"Deny","NotPrincipal":`+row.spared+`,"Action":"s3:*","Resource":"*"}`, policy.Bucket)}
		r := get(ours)
		r.Caller.Session = ""
		d := Decide(&l, r)
		if got := fmt.Sprint(d.Verdict, " ", d.DependsOn); got != row.want {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
	}
	// A service has no account that would have to be named.
	trust := layer("t", `{"Effect":"Allow","Principal":"*","Action":"sts:*"},{"Effect":"Deny","NotPrincipal":{"Service":"ec2.amazonaws.com"},"Action":"sts:*"}`, policy.Trust)
	role, _ := arn.Parse(roleARN)
	for service, want := range map[string]Verdict{"ec2.amazonaws.com": Allowed, "lambda.amazonaws.com": ExplicitDeny} {
		r := &Request{Caller: Caller{Service: service}, Action: "sts:AssumeRole", Resource: role, Owner: ours}
		if got := Decide(&Layers{Trust: trust}, r).Verdict; got != want {
			t.Errorf("NotPrincipal with a service: %s for %s, want %s", got, service, want)
		}
	}
}

// TestStatementsThatDoNothing holds which statements neither allow nor deny.
func TestStatementsThatDoNothing(t *testing.T) {
	for _, row := range []struct{ name, statement, want string }{
		{"no effect", `{"Effect":"allow","Action":"s3:*","Resource":"*"}`, "implicit_deny"},
		{"no action", `{"Effect":"Allow","Resource":"*"}`, "implicit_deny"},
		{"a wildcard in the service", `{"Effect":"Allow","Action":"s*:GetObject","Resource":"*"}`, "implicit_deny"},
		{"an action without colon", `{"Effect":"Allow","Action":"GetObject","Resource":"*"}`, "implicit_deny"},
		{"an action with two colons", `{"Effect":"Allow","Action":"s3:Get:Object","Resource":"*"}`, "implicit_deny"},
		{"every action in two words", `{"Effect":"Allow","Action":"*:*","Resource":"*"}`, "allowed"},
		{"a variable without value", `{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/${aws:username}"}`, "implicit_deny"},
		{"a variable with a value", `{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/${aws:PrincipalTag/t}"}`, "allowed"},
		{"a variable with another value", `{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/${aws:PrincipalAccount}"}`, "implicit_deny"},
		{"a variable that nobody knows, elsewhere", `{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::c/${aws:SourceIdentity}"}`, "implicit_deny"},
	} {
		l := Layers{Identity: layer("p", row.statement, policy.Identity)}
		r := get(ours)
		r.Context.Keys["aws:principaltag/t"] = One("k")
		r.Context.Keys["aws:sourceidentity"] = condition.Value{}
		if got := Decide(&l, r).Verdict.String(); got != row.want {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
	}
	// A key policy statement without Resource has no effect.
	l := Layers{Key: &Key{Policy: layer("k", `{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:*"}`, policy.Key)}}
	r := get(ours)
	r.Action = "kms:Decrypt"
	r.Resource, _ = arn.Parse(keyARN)
	if got := Decide(&l, r).Verdict; got != ImplicitDeny {
		t.Errorf("a key policy statement without Resource: %s", got)
	}
	if Of().State != Absent {
		t.Error("a layer of no policies exists")
	}
}

// TestKnown holds which keys follow from each kind of caller.
func TestKnown(t *testing.T) {
	role, _ := arn.Parse(roleARN)
	user, _ := arn.Parse("arn:aws:iam::" + ours + ":user/team/ana")
	for _, row := range []struct {
		name   string
		caller Caller
		want   string
	}{
		{"a role session", Caller{Role: role, ID: "AROAEXAMPLE", Session: "s"}, "aws:principaltype=AssumedRole aws:userid=AROAEXAMPLE:s aws:username- aws:principalorgid=o-1 aws:sourceaccount-"},
		{"a session that is not known", Caller{Role: role, ID: "AROAEXAMPLE"}, "aws:userid?AROAEXAMPLE:?* aws:principalarn=" + roleARN},
		{"a role whose id is not known", Caller{Role: role, Session: "s"}, "aws:userid* aws:principaltag/team=red"},
		{"a user", Caller{User: user}, "aws:principaltype=User aws:username=ana aws:sourcearn- aws:principalaccount=" + ours},
		{"a service", Caller{Service: "ec2.amazonaws.com"}, "aws:principalisawsservice=true aws:principalservicename=ec2.amazonaws.com aws:principalarn- aws:sourcearn* aws:principalorgid-"},
		{"a federated user", Caller{Federated: "accounts.google.com"}, "aws:principalisawsservice=false aws:principalarn- aws:sourcearn- aws:principalorgid-"},
	} {
		keys := Known(&row.caller, Knowledge{Tags: map[string]string{"Team": "red"}, Owner: theirs, Region: "eu-west-1", OrgID: "o-1"})
		for _, want := range strings.Fields(row.want) {
			at := strings.IndexAny(want, "=-?*")
			if key, rest, ok := strings.Cut(want, "="); ok {
				if keys[key].State != condition.Present || keys[key].Values[0] != rest {
					t.Errorf("%s: %s is %v", row.name, want, keys[key])
				}
				continue
			}
			key, v := want, condition.Value{}
			if want[len(want)-1] == '-' || want[len(want)-1] == '*' && !strings.Contains(want, "?") {
				key = want[:len(want)-1]
				v = keys[key]
				if _, there := keys[key]; there != (want[len(want)-1] == '-') || v.State == condition.Present {
					t.Errorf("%s: %s is %v", row.name, want, v)
				}
				continue
			}
			key, pattern, _ := strings.Cut(want, "?")
			if v = keys[key]; at < 0 || v.Within == nil || v.Within.String() != pattern[:strings.Index(pattern, "?")]+"?*" {
				t.Errorf("%s: %s is %v", row.name, want, v)
			}
		}
	}
	none := Known(&Caller{Role: role}, Knowledge{NoOrg: true})
	if v, ok := none["aws:principalorgid"]; !ok || v.State != condition.Absent {
		t.Errorf("the organization of an account in none: %v", v)
	}
}

func TestParseCaller(t *testing.T) {
	for text, want := range map[string]string{
		roleARN: roleARN, session: "arn:aws:iam::" + ours + ":role/app", "ec2.amazonaws.com": "ec2.amazonaws.com",
		"cognito-identity.amazonaws.com": "cognito-identity.amazonaws.com", "arn:aws:iam::" + ours + ":user/u": "arn:aws:iam::" + ours + ":user/u",
		"arn:aws:iam::" + ours + ":saml-provider/idp": "arn:aws:iam::" + ours + ":saml-provider/idp",
	} {
		c, ok := ParseCaller(text)
		if !ok || c.arn() != want {
			t.Errorf("%s is read as %s, %v", text, c.arn(), ok)
		}
	}
	for _, text := range []string{"", "ec2", "arn:aws:s3:::b", "arn:aws:iam::" + ours + ":group/g", "*"} {
		if c, ok := ParseCaller(text); ok {
			t.Errorf("%s is read as %v", text, c)
		}
	}
}

// TestConsistent holds what access asks of the axioms.
func TestConsistent(t *testing.T) {
	present := One("x")
	for _, row := range []struct {
		name string
		keys map[string]condition.Value
		want bool
	}{
		{"nothing is tried", nil, true},
		{"an address", map[string]condition.Value{"aws:sourceip": present}, true},
		{"an address and an endpoint", map[string]condition.Value{"aws:sourceip": present, "aws:sourcevpce": present}, false},
		{"an address and an endpoint's owner", map[string]condition.Value{"aws:sourceip": present, "aws:vpceaccount": present}, false},
		{"an endpoint without its network", map[string]condition.Value{"aws:sourcevpc": absent, "aws:sourcevpce": present}, false},
		{"neither", map[string]condition.Value{"aws:sourceip": absent, "aws:sourcevpce": absent}, false},
	} {
		if got := Consistent(row.keys); got != row.want {
			t.Errorf("%s: %v", row.name, got)
		}
	}
}

// FuzzDecide holds that no policy text makes a decision panic, that an explicit
// deny names a statement, and that the order of layers' policies is irrelevant.
func FuzzDecide(f *testing.F) {
	for _, seed := range [][2]string{
		{`{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}`, `{"Statement":[{"Effect":"Deny","Principal":"*","NotAction":"s3:Get*","Resource":"*"}]}`},
		{`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject"],"Resource":"arn:aws:s3:::b/${aws:userid}","Condition":{"StringLike":{"aws:SourceVpce":"v*"}}}]}`,
			`{"Statement":[{"Effect":"Allow","NotPrincipal":{"AWS":"111122223333"},"Action":"*","NotResource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}}]}`},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, identity, bucket string) {
		if policy.CheckJSON([]byte(identity)) != nil || policy.CheckJSON([]byte(bucket)) != nil {
			t.Skip()
		}
		parse := func(text string, of policy.Type) *Policy {
			return Compile("p", policy.Parse(source.Whole(source.NewFile("p", []byte(text))), of))
		}
		one, two := parse(identity, policy.Identity), parse(yes, policy.Identity)
		l := Layers{Identity: Of(one, two), BucketPolicy: Of(parse(bucket, policy.Bucket)), Settings: &Settings{}}
		r := get(theirs)
		r.Context.Open = true
		first := Decide(&l, r)
		e := Explain(&l, r)
		if first.Verdict == ExplicitDeny && len(e.Denies) == 0 && len(e.Rules) == 0 {
			t.Errorf("an explicit deny without a deny")
		}
		e.Reasons()
		l.Identity.Policies = []*Policy{two, one}
		if second := Decide(&l, r); second.Verdict != first.Verdict {
			t.Errorf("%s, and in another order %s", first.Verdict, second.Verdict)
		}
	})
}
