package fix

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

var changes = flag.Int("changes", 1500, "how many random changes of policies the proofs are held against")

const (
	ours      = "arn:aws:iam::111122223333:role/team/app"
	neighbour = "arn:aws:iam::111122223333:role/team/other"
	stranger  = "arn:aws:iam::777788889999:role/app"
)

var everything = authz.Compile("everything", parse(
	`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`, policy.Identity))

// standing is what else a request meets on its way: whether the caller's own policies
// allow everything, whether he is of the bucket's account, whether he has a boundary
// that allows nothing, and where he calls from.
type standing struct {
	allowed, own, bounded bool
	from                  string
}

func (d dice) standing() standing {
	return standing{d.IntN(3) > 0, d.IntN(2) == 0, d.IntN(4) == 0, d.pick("10.0.0.1", "10.1.0.1", "192.0.2.1")}
}

// lets decides a request through one bucket policy.
func lets(p *authz.Policy, who, action, resource string, s standing) bool {
	caller := authz.Caller{Session: "s", ID: "AROASOME"}
	caller.Role, _ = arn.Parse(who)
	name, _ := arn.Parse(resource)
	owner := "444455556666"
	if s.own {
		owner = caller.Role.Account
	}
	keys := authz.Known(&caller, authz.Knowledge{Owner: owner})
	keys["aws:securetransport"], keys["aws:sourceip"] = authz.One("true"), authz.One(s.from)
	layers := authz.Layers{BucketPolicy: authz.Of(p)}
	if s.allowed {
		layers.Identity = authz.Of(everything)
	}
	if s.bounded {
		layers.Boundary = authz.Of(nothing)
	}
	return authz.Decide(&layers, &authz.Request{Caller: caller, Action: action, Resource: name, Owner: owner,
		Context: authz.Context{Keys: keys}}).Verdict == authz.Allowed
}

var nothing = authz.Compile("nothing", parse(
	`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ec2:*","Resource":"*"}}`, policy.Identity))

// The requests that changes are held against.
var (
	actions   = []string{"s3:GetObject", "s3:PutObject", "s3:ListBucket", "s3:DeleteObject"}
	resources = []string{"arn:aws:s3:::b", "arn:aws:s3:::b/k", "arn:aws:s3:::b/logs/k", "arn:aws:s3:::other/k"}
)

// dice makes random policies, and changes of them.
type dice struct{ *rand.Rand }

func (d dice) pick(list ...string) string { return list[d.IntN(len(list))] }

func (d dice) statement() string {
	pick := d.pick
	return fmt.Sprintf(`{"Effect":%q,"Principal":{"AWS":[%q,%q]},%q:[%q,%q],%q:[%q,%q]%s}`,
		pick("Allow", "Allow", "Deny"), pick(ours, "*", "111122223333", stranger), pick(ours, ours, neighbour),
		pick("Action", "Action", "Action", "NotAction"), pick(append(actions, "s3:*", "s3:Get*")...), pick(actions...),
		pick("Resource", "Resource", "Resource", "NotResource"),
		pick("arn:aws:s3:::b", "arn:aws:s3:::b/*", "arn:aws:s3:::b/logs/*", "*"), pick("arn:aws:s3:::b/*", "arn:aws:s3:::b/${aws:PrincipalAccount}*"),
		pick("", "", `,"Condition":{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}`, `,"Condition":{"Bool":{"aws:SecureTransport":"false"}}`,
			`,"Condition":{"IpAddress":{"aws:SourceIp":["10.0.0.0/16","10.0.0.0/8"]}}`, `,"Condition":{"NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"}}`))
}

func (d dice) document(statements []string) *policy.Document {
	start := d.pick(`{"Version":"2012-10-17","Statement":[`, `{"Version":"2012-10-17","Statement":[`, `{"Statement":[`)
	return parse(start+strings.Join(statements, ",")+"]}", policy.Bucket)
}

// change returns two documents of which one is the other, changed.
func (d dice) change() (old, changed *policy.Document) {
	before := []string{d.statement(), d.statement()}
	after := slices.Clone(before)
	switch d.IntN(5) {
	case 0:
		after = append(after, d.statement())
	case 1:
		after = after[:1]
	case 2:
		after[0] = strings.Replace(after[0], `"NotAction":[`, `"NotAction":["`+d.pick(actions...)+`",`, 1)
	default:
		after[d.IntN(2)] = d.statement()
	}
	return d.document(before), d.document(after)
}

// TestNothingIsGainedUnseen changes random policies at random and holds that
// whatever a change lets in by authz.Decide is wanted, where the proof found no
// gain.
func TestNothingIsGainedUnseen(t *testing.T) {
	random := dice{rand.New(rand.NewPCG(3, 4))}
	pick := random.pick
	role, _ := arn.Parse(ours)
	table := reference.Embedded()
	proved, gained := 0, 0
	read := newMeanings(table, nil)
	for range *changes {
		old, changed := random.change()
		wants := []access.Want{{Actions: []string{pick(actions...), pick("s3:*", "s3:GetObject")}, Resources: []string{pick("arn:aws:s3:::b/*", "*"), "arn:aws:s3:::b"}}}
		compiledOld, compiled := authz.Compile("old", old), authz.Compile("changed", changed)
		g := &Gains{read: read, Table: table, Before: old, After: changed, Role: role, Wants: wants}
		found, granted := g.Find(), g.Granted()
		if found == "" {
			proved++
		}
		for _, who := range []string{ours, neighbour, stranger} {
			for _, action := range actions {
				for _, resource := range resources {
					at := random.standing()
					if dead(table, action, resource) || !lets(compiled, who, action, resource, at) || lets(compiledOld, who, action, resource, at) {
						continue
					}
					gained++
					wanted := who == ours && covers(&wants[0], action, resource)
					if found == "" && !wanted {
						t.Fatalf("%s may %s on %s, and nothing was said to be gained\n%s\n%s\nwanted %v",
							who, action, resource, old.Text(), changed.Text(), wants)
					}
					if wanted && !tells(granted, action, resource) {
						t.Fatalf("%s may %s on %s as wanted, and only %q is said to be\n%s\n%s\nwanted %v",
							who, action, resource, granted, old.Text(), changed.Text(), wants)
					}
				}
			}
		}
	}
	t.Logf("%d proved to gain nothing; %d requests gained", proved, gained)
	if proved < 50 || gained < 500 {
		t.Errorf("%d changes proved to gain nothing, %d requests gained: too few to mean anything", proved, gained)
	}
}

// tells reports whether a sentence of what is granted is about a request.
func tells(granted, action, resource string) bool {
	for _, part := range strings.Split(granted, "; ") {
		actions, on, _ := strings.Cut(part, " on ")
		if covers(&access.Want{Actions: strings.Split(actions, ", "), Resources: []string{on}}, action, resource) {
			return true
		}
	}
	return false
}

// TestNothingIsLostUnseen holds that whatever a change takes away by authz.Decide
// was said, be it from whom it may.
func TestNothingIsLostUnseen(t *testing.T) {
	random := dice{rand.New(rand.NewPCG(5, 6))}
	table, world := reference.Embedded(), snapshot.NewBuilder(snapshot.Options{}).Build()
	proved, lost := 0, 0
	read := newMeanings(table, nil)
	for range *changes {
		old, changed := random.change()
		compiledOld, compiled := authz.Compile("old", old), authz.Compile("changed", changed)
		l := &Losses{read: read, Before: old, After: changed, World: world, Table: table}
		found := l.Find()
		if found == "" {
			proved++
		}
		for _, who := range []string{ours, neighbour, stranger} {
			for _, action := range actions {
				for _, resource := range resources {
					at := random.standing()
					if dead(table, action, resource) || lets(compiled, who, action, resource, at) || !lets(compiledOld, who, action, resource, at) {
						continue
					}
					lost++
					if found == "" {
						t.Fatalf("%s may %s on %s no more, and nothing was said to be lost\n%s\n%s", who, action, resource, old.Text(), changed.Text())
					}
				}
			}
		}
	}
	t.Logf("%d proved to take nothing; %d requests lost", proved, lost)
	if proved < 50 || lost < 500 {
		t.Errorf("%d changes proved to take nothing, %d requests lost: too few to mean anything", proved, lost)
	}
}

// TestGains names what a change lets in.
func TestGains(t *testing.T) {
	role, _ := arn.Parse(ours)
	allow := func(principal, action, resource string) string {
		return fmt.Sprintf(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":%q},"Action":%q,"Resource":%q}}`, principal, action, resource)
	}
	denyBut := func(actions string) string {
		return fmt.Sprintf(`{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":{"AWS":%q},"NotAction":[%s],"Resource":"arn:aws:s3:::b/*"}}`, ours, actions)
	}
	reading := []access.Want{{Actions: []string{"s3:GetObject"}, Resources: []string{"arn:aws:s3:::b/*"}}}
	for _, row := range []struct{ name, before, after, want string }{
		{"the role for another", allow(stranger, "s3:GetObject", "arn:aws:s3:::b/*"), allow(ours, "s3:GetObject", "arn:aws:s3:::b/*"), ""},
		{"the account for the role", allow(ours, "s3:GetObject", "arn:aws:s3:::b/*"), allow("111122223333", "s3:GetObject", "arn:aws:s3:::b/*"),
			"s3:GetObject on arn:aws:s3:::b/* by 111122223333"},
		{"an action too many", allow(ours, "s3:GetObject", "arn:aws:s3:::b/*"), allow(ours, "s3:*", "arn:aws:s3:::b/*"),
			"s3:* on arn:aws:s3:::b/* by " + ours},
		{"a bucket action on objects is none", allow(ours, "s3:GetObject", "arn:aws:s3:::b/*"), allow(ours, "s3:ListBucket", "arn:aws:s3:::b/*"), ""},
		{"one action more that a deny spares", denyBut(`"s3:PutObject"`), denyBut(`"s3:PutObject","s3:GetObject"`), ""},
		{"every action of S3 that a deny spares", denyBut(`"s3:PutObject"`), denyBut(`"s3:PutObject","s3:*"`),
			"s3:* on arn:aws:s3:::b/* by " + ours + ", which was denied"},
		{"a narrower grant", allow(ours, "s3:*", "*"), allow(ours, "s3:PutObject", "arn:aws:s3:::b/*"), ""},
	} {
		g := Gains{Table: reference.Embedded(), Before: parse(row.before, policy.Bucket), After: parse(row.after, policy.Bucket), Role: role, Wants: reading}
		if got := g.Find(); got != row.want {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
	}
}

// TestGainsOfAnUnknownName holds that an ARN with a value that nobody knows yet names the
// role that has it, and that another such value may be anybody's.
func TestGainsOfAnUnknownName(t *testing.T) {
	role := "arn:aws:iam::" + unknown.Given("stack", "Account") + ":role/" + unknown.Given("stack", "Role")
	name, _ := arn.Parse(role)
	for _, row := range []struct {
		who  string
		safe bool
	}{{role, true}, {unknown.Given("stack", "Other"), false}} {
		after := parse(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"`+row.who+`"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}]}`, policy.Bucket)
		g := Gains{Table: reference.Embedded(), After: after, Role: name, Wants: []access.Want{{Actions: []string{"s3:GetObject"}, Resources: []string{"arn:aws:s3:::b/*"}}}}
		if gained := g.Find(); (gained == "") != row.safe {
			t.Errorf("%s: gained %q, want safe %t", unknown.Show(row.who), gained, row.safe)
		}
	}
}

func covers(w *access.Want, action, resource string) bool {
	matches := func(list []string, text string) bool {
		return slices.ContainsFunc(list, func(p string) bool { return glob.Parse(p).Match(text) })
	}
	return matches(w.Actions, action) && matches(w.Resources, resource)
}

// dead reports whether the action takes no ARN of the resource's form: a
// bucket action on objects, an object action on a bucket.
func dead(table *reference.Table, action, resource string) bool {
	name, ok := arn.Parse(resource)
	if !ok || name.Service != "s3" || strings.ContainsAny(action, "*?") {
		return false
	}
	known, ok := table.Action(action)
	if !ok || len(known.Resources) == 0 {
		return false
	}
	_, key, object := strings.Cut(name.Resource, "/")
	takes := func(kind string) bool {
		return slices.ContainsFunc(known.Resources, func(r reference.ActionResource) bool { return r.Type.Name == kind })
	}
	switch {
	case object && key != "" && !takes("object"):
		return takes("bucket")
	case !object && !strings.ContainsAny(name.Resource, "*?$") && !takes("bucket"):
		return takes("object")
	}
	return false
}
