package authz

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Explanation says what each layer does about one request.
type Explanation struct {
	// Verdict is the one of Decide, but leaves aside the Doubt of the request
	// and the layers that are named as Unmodelled.
	Verdict Verdict
	// Denies are the deny statements that apply, or might: see Truth.
	Denies []Match
	// Layers are those that have a say, in AWS's order.
	Layers []View
	// Rules are what is refused by settings and headers, not by statements.
	Rules []Rule
}

// Match is a statement that matches the request; Truth is Unknown where that
// hangs on unknown facts.
type Match struct {
	Layer     LayerName
	At        string // the level of an organization, see Layer
	Policy    *Policy
	Statement *policy.Statement
	Truth     condition.Truth
	Open      []Failure // the elements that hang on unknown facts
}

// View is what one layer allows.
type View struct {
	Name  LayerName
	State State
	At    string // the level of an organization, see Layer
	// Allow is whether the layer lets the request through. Inside an account
	// what a bucket or an access point grants to the account alone does not
	// count: it only delegates.
	Allow   condition.Truth
	Missing []string // policies without their text
	Allows  []Match  // the allow statements that match, or might
	// Misses are the allow statements that do not match, nearest first.
	Misses []Miss
	// Spared: another layer allows instead, so this one need not.
	Spared bool
}

// Miss is an allow statement that does not match, with every element that
// fails; places and texts are given for the nearest and for those that fail in
// one element alone.
type Miss struct {
	Policy    *Policy
	Statement *policy.Statement
	Failures  []Failure

	compiled *statement
}

// Failure is one element of a statement that does not match the request, or
// might not. Of a condition Wanted is what the statement asks for and Found what
// the request holds; of the other elements Wanted is what the request names and
// Found what the statement lists.
type Failure struct {
	Element Element
	Path    source.Path
	Wanted  string
	Found   string
	// Test is the index of the failing condition, else -1.
	Test int
}

// Element is a part of a statement that is matched with the request.
type Element string

// The elements that can fail, in the order in which they are named.
const (
	ActionElement    Element = "action"
	PrincipalElement Element = "principal"
	ResourceElement  Element = "resource"
	ConditionElement Element = "condition"
)

// explainer writes an Explanation of what a decision collected.
type explainer struct {
	Explanation
	*scratch
	layers *Layers
	route  route
}

// Explain states what every layer does about the request. Like Decide it uses
// r as working memory.
func Explain(l *Layers, r *Request) Explanation {
	s := pool.Get().(*scratch)
	defer pool.Put(s)
	s.collect(l, r)
	to := routeOf(l, r)
	e := explainer{scratch: s, layers: l, route: to}
	e.Verdict = s.decide().Verdict
	for t, layer := range l.All() {
		if !to.asks(t, r) || t.Side == Callers && r.Caller.inNoAccount() {
			continue
		}
		e.view(layer, t, t.slot)
		if n := len(e.Layers); t.slot == slotEndpoint && r.through() && n > 0 && e.Layers[n-1].Name == t.Name && e.Layers[n-1].Allow == condition.True {
			e.view(layer, t, slotBehind)
		}
	}
	e.rules()
	e.spare()
	return e.Explanation
}

// Rules returns the Rules of Explain alone.
func Rules(l *Layers, r *Request) []Rule {
	s := pool.Get().(*scratch)
	defer pool.Put(s)
	s.collect(l, r)
	e := explainer{scratch: s, layers: l, route: routeOf(l, r)}
	e.rules()
	return e.Rules
}

// view adds a layer, unless it does not exist and need not: those that grant
// are named though they are empty.
func (e *explainer) view(l *Layer, t *Trait, at slot) {
	if l.State == Absent && t.Weight != CanGrant {
		return
	}
	v := View{Name: t.Name, State: l.State, At: l.At, Missing: slices.Concat(l.Missing, l.Unread, l.Doubts), Allow: condition.False}
	if l.Open() {
		v.Allow = condition.Unknown
	}
	for _, p := range l.Policies {
		for i := range p.statements {
			st := &p.statements[i]
			failures, open, k, truth := e.against(p.Document, st, at, false)
			if truth == condition.Unknown {
				_, open, _, _ = e.against(p.Document, st, at, true)
			}
			m := Match{t.Name, l.At, p, st.source, truth, open}
			switch {
			case at == slotBehind && slices.ContainsFunc(e.Denies, func(m Match) bool { return m.Statement == st.source }):
				// It denies requests to the access point already.
			case st.deny && truth != condition.False:
				e.Denies = append(e.Denies, m)
			case st.deny:
			case truth == condition.False:
				v.Misses = append(v.Misses, Miss{p, st.source, failures, st})
			default:
				v.Allows = append(v.Allows, m)
				if e.counts(at, k) {
					v.Allow = v.Allow.Or(truth)
				}
			}
		}
	}
	if at == slotResource {
		v.Allow = v.Allow.Or(e.beside())
	}
	slices.SortStableFunc(v.Misses, func(a, b Miss) int { return a.distance() - b.distance() })
	// Texts are for those that come near: most statements are about other things.
	for i := range v.Misses {
		if m := &v.Misses[i]; i == 0 || len(m.Failures) == 1 {
			m.Failures, _, _, _ = e.against(m.Policy.Document, m.compiled, at, true)
		}
	}
	e.Layers = append(e.Layers, v)
}

// counts reports whether a grant of that class allows by itself or, where the
// account's own policies have to allow too, is worth something.
func (e *explainer) counts(at slot, k class) bool {
	return k != account || at.ofEndpoint() || e.kind == ResourceSide ||
		at == slotResource && !e.same || at == slotPoint && !e.samePoint || !at.resourcePolicy()
}

// beside is what the resource's side allows by other means than its policy.
func (e *explainer) beside() condition.Truth {
	t := condition.False
	if e.granted != none {
		t = condition.True
	}
	if !e.same {
		t = t.Or(e.facts.acl()).Or(e.facts[ownersControl])
	}
	t = t.Or(e.facts.inside())
	return t.Or(e.facts[keyFits])
}

// spare marks the layers that need not allow because another one did.
func (e *explainer) spare() {
	var user, resource *View
	direct := false
	for i := range e.Layers {
		switch v := &e.Layers[i]; v.Name {
		case Identity:
			user = v
		case e.route.name:
			resource = v
		}
	}
	if user == nil || resource == nil || !e.same || e.request.through() {
		return
	}
	for i := range e.hits {
		h := &e.hits[i]
		direct = direct || h.slot == slotResource && !h.statement.deny && h.class != account && h.truth == condition.True
	}
	foreign := e.facts.foreign() == condition.True
	user.Spared = !foreign && direct || e.granted > account || e.kind == ResourceSide && resource.Allow == condition.False
	mine := user.Allow == condition.True || user.Allow == condition.Unknown && !e.Verdict.Denied()
	resource.Spared = foreign || e.kind == EitherSide && mine
}

// weights order misses that fail in equally many elements: a statement about
// another action is farther away than one whose condition fails.
var weights = map[Element]int{ConditionElement: 1, ResourceElement: 2, PrincipalElement: 3, ActionElement: 4}

func (m Miss) distance() int {
	total := 0
	for _, f := range m.Failures {
		total += 16 + weights[f.Element]
	}
	return total
}

// against matches every element of the statement and lists those that fail, and
// those that hang on unknown facts; with texts they say where, and what was
// wanted and found.
func (e *explainer) against(
	doc *policy.Document, c *statement, at slot, texts bool,
) (failures, open []Failure, named class, all condition.Truth) {
	r := e.request
	var path source.Path
	if texts {
		path = doc.StatementPath(c.source.Index)
	}
	all = condition.True
	note := func(t condition.Truth, element Element, test int, in func(*Failure)) {
		if all = all.And(t); t == condition.True {
			return
		}
		f := Failure{Element: element, Test: test}
		if texts {
			in(&f)
		}
		if t == condition.False {
			failures = append(failures, f)
		} else {
			open = append(open, f)
		}
	}
	action := truth(c.matchAction(r.action))
	if c.mayListAction(r.action) != "" {
		action = condition.Unknown
	}
	if action == condition.False && e.deniesVersions(c, at) {
		action = e.facts[unversioned]
	}
	note(action, ActionElement, -1, func(f *Failure) {
		f.Path, f.Wanted, f.Found = c.source.Action.Path(path, -1), r.Action, written(&c.source.Action)
	})
	if at.resourcePolicy() {
		whom := c.matchPrincipal(r, e.bounded)
		e.ofEndpoint(at, &whom)
		named = whom.class
		note(whom.truth, PrincipalElement, -1, func(f *Failure) {
			f.Path, f.Wanted = path, r.callerARN
			if c.source.Principal != nil {
				f.Path, f.Found = c.source.Principal.Path(path, -1), writtenPrincipals(c.source.Principal)
			}
		})
	}
	about := r.about(at)
	t, _ := c.matchResource(about, &r.Context)
	note(t, ResourceElement, -1, func(f *Failure) {
		f.Path, f.Wanted, f.Found = c.source.Resource.Path(path, -1), about.String(), written(&c.source.Resource)
	})
	for i := range c.tests {
		note(c.tests[i].Eval(&r.Context), ConditionElement, i, func(f *Failure) {
			f.Path = c.source.Conditions[i].ValuePath(path, -1)
			f.Wanted, f.Found = c.tests[i].Wanted(), found(r.Context.Lookup(c.tests[i].Key()))
		})
	}
	return failures, open, named, all
}

func written(e *policy.Elements) string {
	values := make([]string, len(e.Patterns))
	for i, t := range e.Patterns {
		values[i] = t.Value
	}
	list := strings.Join(values, ", ")
	if e.Not {
		return "everything but " + list
	}
	return list
}

func writtenPrincipals(p *policy.Principals) string {
	values := make([]string, len(p.Entries))
	for i, e := range p.Entries {
		values[i] = e.Value.Value
	}
	list := strings.Join(values, ", ")
	if p.Not {
		return "everyone but " + list
	}
	return list
}

func found(v condition.Value) string {
	switch v.State {
	case condition.Absent:
		return "absent"
	case condition.Present:
		return strings.Join(v.Values, ", ")
	}
	if v.Within != nil {
		return v.Within.String()
	}
	return "unknown"
}
