package authz

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// A second evaluator, written as AWS's pages tell the story: step by step, about
// worlds small enough that matching a statement is a comparison of words. It
// shares no line with the formula.

// clause is a statement of a small world.
type clause struct {
	deny   bool
	who    string // "", everyone, session, role, account, user, elsewhere
	action string // "*" or one action
	on     string // "*" or one resource
	vpce   bool   // only through vpce-1
}

// world is everything about one request.
type world struct {
	action, resource string
	owner            string // of the bucket or the key
	throughEndpoint1 bool
	identity         []clause
	boundary         []clause // nil: none
	session          []clause
	endpoint         []clause
	scps             [][]clause
	rcps             []clause
	policy           []clause // of the bucket or the key
	managed          bool     // the key is AWS's
	granted          string   // "", role or account: a grant of the key

	point      []clause // of the access point
	through    bool
	pointOwner string

	ownership      s3.Ownership
	objectOwner    string
	objectACL      string // "", us, everybody, stranger
	bucketACL      string
	header         string
	ignore         bool
	restrict       bool
	block          bool
	charging, pays bool
	versioned      bool
	expectedOwner  string
}

const third = "777788889999"

// says reports whether one of the clauses of that effect speaks of the request,
// and with which class of principal.
func (w *world) says(list []clause, deny bool, resource string, classes ...string) bool {
	for _, c := range list {
		speaks := c.action == "*" || c.action == w.action
		on := c.on == "*" || c.on == resource
		if c.deny == deny && speaks && on && (!c.vpce || w.throughEndpoint1) && slices.Contains(classes, c.who) {
			return true
		}
	}
	return false
}

// anyone are the principals that name the caller.
var anyone = []string{"everyone", "session", "role", "account"}

func (w *world) isKey() bool { return strings.HasPrefix(w.action, "kms:") }

// naive decides as AWS's flow chart does.
func (w *world) naive() Verdict {
	bucketSide := w.resource
	if w.through {
		bucketSide = "arn:aws:s3:::b/k"
	}
	// 1. An explicit deny, wherever it is.
	for _, list := range append([][]clause{w.identity, w.boundary, w.session}, w.scps...) {
		if w.says(list, true, w.resource, "") {
			return ExplicitDeny
		}
	}
	if w.says(w.policy, true, bucketSide, anyone...) || !w.managed && w.says(w.rcps, true, bucketSide, "everyone") {
		return ExplicitDeny
	}
	if w.action == "s3:DeleteObject" && !w.versioned {
		// Without versions the bucket policy's deny of deleting one counts too.
		versions := *w
		versions.action = "s3:DeleteObjectVersion"
		if versions.says(w.policy, true, bucketSide, anyone...) {
			return ExplicitDeny
		}
	}
	if w.through && w.says(w.point, true, w.resource, anyone...) {
		return ExplicitDeny
	}
	if !w.isKey() {
		if w.says(w.endpoint, true, w.resource, "everyone") || w.refused() {
			return ExplicitDeny
		}
		if w.charging && w.owner != ours && !w.pays {
			return ImplicitDeny
		}
		// The endpoint has to let it through.
		if w.endpoint != nil && !w.says(w.endpoint, false, w.resource, "everyone") {
			return ImplicitDeny
		}
	}
	// 2. Every level of SCPs has to allow.
	for _, level := range w.scps {
		if !w.says(level, false, w.resource, "") {
			return ImplicitDeny
		}
	}
	limited := w.boundary != nil && !w.says(w.boundary, false, w.resource, "") ||
		w.session != nil && !w.says(w.session, false, w.resource, "")
	mine := w.says(w.identity, false, w.resource, "") && !limited
	if w.isKey() {
		return verdictOf(w.key(mine, limited))
	}
	if w.ownership != s3.OwnerEnforced && w.action == "s3:GetObject" && w.objectOwner != w.owner {
		// The object's owner decides, and the bucket's policy gives nothing.
		return verdictOf(mine && (w.objectOwner == ours || w.listed()))
	}
	ok := w.side(w.policy, bucketSide, w.owner, mine, limited, w.listed())
	if w.through {
		ok = ok && w.side(w.point, w.resource, w.pointOwner, mine, limited, false)
	}
	return verdictOf(ok)
}

func verdictOf(ok bool) Verdict {
	if ok {
		return Allowed
	}
	return ImplicitDeny
}

// side is one owner's yes, his account being the caller's or not.
func (w *world) side(list []clause, resource, owner string, mine, limited, listed bool) bool {
	if owner != ours {
		return mine && (listed || w.says(list, false, resource, anyone...))
	}
	switch {
	case mine, w.says(list, false, resource, "everyone", "session"):
		return true
	}
	return w.says(list, false, resource, "role") && !limited
}

func (w *world) key(mine, limited bool) bool {
	direct := w.says(w.policy, false, w.resource, "everyone", "session")
	byRole := w.says(w.policy, false, w.resource, "role") || w.granted == "role"
	byAccount := w.says(w.policy, false, w.resource, "account") || w.granted == "account"
	if w.owner != ours {
		return mine && (direct || byRole || byAccount)
	}
	return direct || byRole && !limited || byAccount && mine
}

// listed reports whether an ACL in force grants the action to our account.
func (w *world) listed() bool {
	if w.ownership == s3.OwnerEnforced {
		return false
	}
	switch w.action {
	case "s3:GetObject":
		return w.objectACL == "us" || w.objectACL == "everybody" && !w.ignore
	case "s3:ListBucket":
		return w.bucketACL == "us" || w.bucketACL == "everybody" && !w.ignore
	case "s3:PutObject":
		return w.bucketACL == "us writes" || w.bucketACL == "everybody writes" && !w.ignore
	}
	return false
}

func (w *world) refused() bool {
	if w.expectedOwner != "" && w.expectedOwner != w.owner {
		return true
	}
	if w.action == "s3:PutObject" {
		if w.ownership == s3.OwnerEnforced && w.header != "" && w.header != s3.FullControl {
			return true
		}
		if w.block && (w.header == "public-read" || w.header == "authenticated-read") {
			return true
		}
	}
	isPublic := func(c clause) bool { return !c.deny && c.who == "everyone" && !c.vpce }
	public := slices.ContainsFunc(w.policy, isPublic) || w.through && slices.ContainsFunc(w.point, isPublic)
	spared := w.owner == ours || w.through && w.pointOwner == ours
	return w.restrict && public && !spared
}

// --- the same world as Decide sees it

var principals = map[string]string{
	"everyone": "*", "session": session, "role": roleARN, "account": root,
	"user": "arn:aws:iam::" + ours + ":user/u", "elsewhere": "arn:aws:iam::" + third + ":role/team/app",
}

type compiler map[string]*Policy

func (c compiler) layer(list []clause, of policy.Type) Layer {
	if list == nil {
		return Layer{}
	}
	var statements []string
	for _, cl := range list {
		effect, rest := "Allow", ""
		if cl.deny {
			effect = "Deny"
		}
		if cl.who != "" {
			rest += fmt.Sprintf(`,"Principal":{"AWS":%q}`, principals[cl.who])
		}
		if cl.vpce {
			rest += `,"Condition":{"StringEquals":{"aws:SourceVpce":"vpce-1"}}`
		}
		statements = append(statements, fmt.Sprintf(`{"Effect":%q,"Action":%q,"Resource":%q%s}`, effect, cl.action, cl.on, rest))
	}
	text := strings.Join(statements, ",")
	p := c[string(of)+text]
	if p == nil {
		p = compile("p", text, of)
		c[string(of)+text] = p
	}
	return Of(p)
}

func acl(kind string) *s3.ACL {
	list := &s3.ACL{Owner: "owner", Grants: []s3.Grant{{ID: "owner", Permission: s3.FullControlGrant}}}
	switch kind {
	case "us":
		list.Grants = append(list.Grants, s3.Grant{ID: "us", Permission: s3.ReadPermission})
	case "everybody":
		list.Grants = append(list.Grants, s3.Grant{Group: s3.AuthenticatedUsers, Permission: s3.ReadPermission})
	case "us writes":
		list.Grants = append(list.Grants, s3.Grant{ID: "us", Permission: s3.WritePermission})
	case "everybody writes":
		list.Grants = append(list.Grants, s3.Grant{Group: s3.AllUsers, Permission: s3.WritePermission})
	case "stranger":
		list.Grants = append(list.Grants, s3.Grant{ID: "stranger", Permission: s3.FullControlGrant})
	}
	return list
}

func (w *world) build(c compiler) (*Layers, *Request) {
	l := &Layers{Identity: c.layer(w.identity, policy.Identity), Boundary: c.layer(w.boundary, policy.Identity),
		Session: c.layer(w.session, policy.Identity), Endpoint: c.layer(w.endpoint, policy.Endpoint)}
	for _, level := range w.scps {
		l.SCPs = append(l.SCPs, c.layer(level, policy.SCP))
	}
	if w.rcps != nil {
		l.RCPs = []Layer{c.layer(w.rcps, policy.RCP)}
	}
	role, _ := arn.Parse(roleARN)
	resource, _ := arn.Parse(w.resource)
	caller := Caller{Role: role, ID: "AROAEXAMPLE", Session: "s1", CanonicalID: "us"}
	r := &Request{Caller: caller, Action: w.action, Resource: resource, Owner: w.owner, ExpectedOwner: w.expectedOwner,
		PaysRequester: w.pays, Context: Context{Keys: Known(&caller, Knowledge{Owner: w.owner})}}
	endpoint := "vpce-2"
	if w.throughEndpoint1 {
		endpoint = "vpce-1"
	}
	r.Context.Keys["aws:sourcevpce"] = One(endpoint)
	if w.isKey() {
		l.Key = &Key{Policy: c.layer(w.policy, policy.Key), Managed: w.managed}
		if w.granted != "" {
			l.Key.Grants = []KeyGrant{{Grantee: principals[w.granted], Operations: []string{"Decrypt"}}}
		}
		return l, r
	}
	l.BucketPolicy = c.layer(w.policy, policy.Bucket)
	l.Settings = &Settings{Ownership: w.ownership, ACL: acl(w.bucketACL), RequesterPays: truth(w.charging), Versioned: truth(w.versioned),
		Block: s3.PublicAccessBlock{BlockPublicACLs: truth(w.block), IgnorePublicACLs: truth(w.ignore),
			BlockPublicPolicy: condition.False, RestrictPublicBuckets: truth(w.restrict)}}
	r.Object = &Object{Owner: w.objectOwner, ACL: acl(w.objectACL)}
	if w.header != "" {
		r.Context.Keys[s3.CannedACLKey] = One(w.header)
	}
	if w.through {
		l.Point = &Point{Account: w.pointOwner, Bucket: "b", Policy: c.layer(w.point, policy.AccessPoint)}
	}
	return l, r
}

// worlds makes random small worlds.
type worlds struct{ *rand.Rand }

func (g worlds) pick(list ...string) string { return list[g.IntN(len(list))] }

func (g worlds) chance(of int) bool { return g.IntN(of) == 0 }

func (g worlds) clauses(n int, w *world, named bool) []clause {
	list := []clause{}
	for range n {
		c := clause{deny: g.chance(5), action: g.pick("*", w.action, w.action, "s3:Other", "s3:DeleteObjectVersion"),
			on: g.pick("*", w.resource, w.resource, "arn:aws:s3:::b/k", "arn:aws:s3:::other"), vpce: g.chance(5)}
		if named {
			c.who = g.pick("everyone", "session", "role", "role", "account", "account", "user", "elsewhere")
		}
		list = append(list, c)
	}
	return list
}

const keyARN = "arn:aws:kms:eu-west-1:" + theirs + ":key/1"

func (g worlds) world() *world {
	w := &world{owner: g.pick(ours, theirs), throughEndpoint1: g.chance(2), pays: g.chance(2)}
	w.action = g.pick("s3:GetObject", "s3:GetObject", "s3:ListBucket", "s3:PutObject", "s3:DeleteObject", "kms:Decrypt")
	w.resource = map[string]string{"s3:ListBucket": "arn:aws:s3:::b", "kms:Decrypt": keyARN}[w.action]
	if w.resource == "" {
		w.resource = "arn:aws:s3:::b/k"
		if g.chance(4) {
			w.through, w.pointOwner = true, g.pick(ours, theirs)
			w.resource = "arn:aws:s3:eu-west-1:" + w.pointOwner + ":accesspoint/ap/object/k"
		}
	}
	w.identity, w.policy = g.clauses(g.IntN(3), w, false), g.clauses(g.IntN(4), w, true)
	if g.chance(3) {
		w.boundary = g.clauses(1+g.IntN(2), w, false)
	}
	if g.chance(4) {
		w.session = g.clauses(1+g.IntN(2), w, false)
	}
	for range g.IntN(3) * g.IntN(2) {
		w.scps = append(w.scps, append(g.clauses(1, w, false), clause{action: "*", on: "*", vpce: g.chance(4)}))
	}
	if g.chance(6) {
		w.rcps = []clause{{deny: true, who: "everyone", action: g.pick("*", "s3:Other"), on: "*", vpce: g.chance(2)}}
	}
	if g.chance(6) {
		w.endpoint = []clause{{who: "everyone", action: g.pick("*", "s3:Other"), on: "*"}, {deny: true, who: "everyone", action: g.pick("s3:Other", w.action), on: "*", vpce: true}}
	}
	if w.isKey() {
		w.granted, w.managed = g.pick("", "", "role", "account"), g.chance(4)
		if w.owner != ours {
			w.granted = "" // what a grant across accounts is worth is not documented
		}
		return w
	}
	if w.through {
		w.point = g.clauses(g.IntN(3), w, true)
	}
	w.ownership = s3.Ownership(g.pick(string(s3.OwnerEnforced), string(s3.OwnerPreferred), string(s3.ObjectWriter)))
	w.objectOwner = g.pick(w.owner, ours, theirs, third)
	w.objectACL, w.bucketACL = g.pick("", "us", "everybody", "stranger"), g.pick("", "us", "everybody", "us writes", "everybody writes", "stranger")
	w.header = g.pick("", "", s3.FullControl, "public-read", "authenticated-read", "private")
	w.ignore, w.restrict, w.block, w.charging, w.versioned = g.chance(3), g.chance(3), g.chance(2), g.chance(4), g.chance(2)
	w.expectedOwner = g.pick("", "", "", "", w.owner, third)
	return w
}

// TestNaive holds Decide and Explain against the naive evaluator.
func TestNaive(t *testing.T) {
	g, c := worlds{rand.New(rand.NewPCG(7, 8))}, compiler{}
	var seen [6]int
	for range 15000 {
		w := g.world()
		l, r := w.build(c)
		want, got := w.naive(), Decide(l, r).Verdict
		if seen[want]++; got != want {
			t.Fatalf("%+v: %s, want %s", w, got, want)
		}
		explained(t, w, l, r, want)
	}
	if slices.Min(seen[Allowed:Conditional]) < 500 {
		t.Errorf("too few of some verdict: %v", seen)
	}
}

// explained holds that a denial has reasons and an allowed request no deny.
func explained(t *testing.T, w *world, l *Layers, r *Request, v Verdict) {
	e := Explain(l, r)
	denied := len(e.Denies) > 0 || slices.ContainsFunc(e.Rules, func(r Rule) bool { return r.Deny })
	if denied != (v == ExplicitDeny) {
		t.Fatalf("%+v: %s, explained by %+v", w, v, e)
	}
	if v == ImplicitDeny && len(e.Reasons()) == 0 {
		t.Fatalf("%+v: no reason for an implicit deny", w)
	}
}

// mask hides facts of the world and returns the worlds that it may be.
func (g worlds) mask(w *world, l *Layers, r *Request) []*world {
	list := []*world{w}
	vary := func(values []string, set func(*world, string)) {
		var more []*world
		for _, one := range list {
			for _, v := range values {
				next := *one
				set(&next, v)
				more = append(more, &next)
			}
		}
		list = more
	}
	bools := []string{"", "yes"}
	if g.chance(2) {
		l.Settings.Ownership = ""
		vary([]string{string(s3.OwnerEnforced), string(s3.ObjectWriter)}, func(w *world, v string) { w.ownership = s3.Ownership(v) })
	}
	if g.chance(2) {
		r.Object.Owner = ""
		vary([]string{ours, theirs, third}, func(w *world, v string) { w.objectOwner = v })
	}
	if g.chance(3) {
		r.Object.ACL = nil
		vary([]string{"", "us", "everybody"}, func(w *world, v string) { w.objectACL = v })
	}
	if g.chance(3) {
		l.Settings.ACL = nil
		vary([]string{"", "us", "everybody", "us writes", "everybody writes"}, func(w *world, v string) { w.bucketACL = v })
	}
	if g.chance(2) {
		l.Settings.Block.RestrictPublicBuckets = condition.Unknown
		vary(bools, func(w *world, v string) { w.restrict = v != "" })
	}
	if g.chance(3) {
		l.Settings.Block.IgnorePublicACLs = condition.Unknown
		vary(bools, func(w *world, v string) { w.ignore = v != "" })
	}
	if g.chance(3) {
		l.Settings.RequesterPays = condition.Unknown
		vary(bools, func(w *world, v string) { w.charging = v != "" })
	}
	if g.chance(3) {
		l.Settings.Versioned = condition.Unknown
		vary(bools, func(w *world, v string) { w.versioned = v != "" })
	}
	return list
}

// TestUnknownSettings holds that what is not known is decided both ways: the
// verdict is what all the worlds that may be have in common.
func TestUnknownSettings(t *testing.T) {
	g, c := worlds{rand.New(rand.NewPCG(9, 10))}, compiler{}
	var depends int
	for range 3000 {
		w := g.world()
		if w.isKey() {
			continue
		}
		l, r := w.build(c)
		var seen [6]bool
		for _, one := range g.mask(w, l, r) {
			seen[one.naive()] = true
		}
		got := Decide(l, r)
		var want Verdict
		switch {
		case seen[Allowed] && (seen[ExplicitDeny] || seen[ImplicitDeny]):
			want = Conditional
			if depends++; got.Verdict == Unknown {
				want = Unknown
			}
			if len(got.DependsOn)+len(got.Missing) == 0 {
				t.Fatalf("%+v: depends on nothing", w)
			}
		case seen[Allowed]:
			want = Allowed
		case seen[ImplicitDeny]:
			want = ImplicitDeny
		default:
			want = ExplicitDeny
		}
		if got.Verdict != want {
			t.Fatalf("%+v\nsettings %+v object %+v: %v, want %s", w, l.Settings, r.Object, got, want)
		}
	}
	if depends < 80 {
		t.Errorf("only %d worlds hang on what is not known", depends)
	}
}

// TestMonotonous holds over the small worlds: an added Allow never takes away
// but by making a policy public, an added Deny never gives, order is
// irrelevant, a boundary never widens.
func TestMonotonous(t *testing.T) {
	g, c := worlds{rand.New(rand.NewPCG(11, 12))}, compiler{}
	decide := func(w world) Verdict {
		l, r := w.build(c)
		return Decide(l, r).Verdict
	}
	for range 3000 {
		w := g.world()
		before := decide(*w)
		more := *w
		for _, list := range []*[]clause{&more.identity, &more.policy} {
			added := g.clauses(1, w, list == &more.policy)[0]
			added.deny = false
			*list = append(slices.Clone(*list), added)
		}
		more.restrict = false
		if after := decide(more); before == Allowed && after != Allowed {
			t.Fatalf("%+v: an added Allow takes away: %s", w, after)
		}
		less := *w
		less.policy = append(slices.Clone(w.policy), clause{deny: true, who: g.pick(anyone...), action: g.pick("*", "s3:Other"), on: "*"})
		if after := decide(less); before != Allowed && after == Allowed || before == ExplicitDeny && after != ExplicitDeny {
			t.Fatalf("%+v: an added Deny gives", w)
		}
		turned := *w
		turned.policy, turned.identity = slices.Clone(w.policy), slices.Clone(w.identity)
		slices.Reverse(turned.policy)
		slices.Reverse(turned.identity)
		if after := decide(turned); after != before {
			t.Fatalf("%+v: order matters: %s, %s", w, before, after)
		}
		bounded := *w
		bounded.boundary = append(slices.Clone(w.boundary), clause{action: "*", on: "*"})
		if w.boundary == nil && decide(bounded) != before {
			t.Fatalf("%+v: a boundary that allows everything changes the answer", w)
		}
		bounded.boundary = g.clauses(2, w, false)
		if w.boundary == nil && before != Allowed && decide(bounded) == Allowed {
			t.Fatalf("%+v: a boundary widens", w)
		}
	}
}
