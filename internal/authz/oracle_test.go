package authz

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// TestNaive holds Decide and Explain against the naive evaluator.
func TestNaive(t *testing.T) {
	g, c := worlds{rand.New(rand.NewPCG(7, 8))}, compiler{}
	var seen [6]int
	for range 15000 {
		w := g.world()
		l, r := w.build(c)
		want, got := w.either(), Decide(l, r).Verdict
		if seen[want]++; got != want {
			t.Fatalf("%+v: %s, want %s", w, got, want)
		}
		explained(t, w, l, r, want)
	}
	if slices.Min(seen[Allowed:Conditional]) < 500 {
		t.Errorf("too few of some verdict: %v", seen)
	}
}

// explained holds that a denial has reasons and an allowed request no deny, and that
// its rules are those that are asked for alone.
func explained(t *testing.T, w *world, l *Layers, r *Request, v Verdict) {
	e := Explain(l, r)
	denied := len(e.Denies) > 0 || slices.ContainsFunc(e.Rules, func(r Rule) bool { return r.Deny })
	if denied != (v == ExplicitDeny) {
		t.Fatalf("%+v: %s, explained by %+v", w, v, e)
	}
	if rules := Rules(l, r); !reflect.DeepEqual(rules, e.Rules) {
		t.Fatalf("%+v: rules %+v, explained %+v", w, rules, e.Rules)
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
	for _, one := range list {
		exported := l.Settings.ACL != nil
		if w.action == "s3:GetObject" {
			exported = r.Object.ACL != nil
		}
		if exported {
			with := *one
			with.groupsInside = true
			list = append(list, &with)
		}
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
		if e := Explain(l, r); got.Verdict.Denied() && len(e.Reasons()) == 0 {
			t.Fatalf("%+v\nsettings %+v object %+v: %s without a reason", w, l.Settings, r.Object, got.Verdict)
		}
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
