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
	// Denies are the deny statements that apply, or might: see Truth.
	Denies []Match
	// Layers are those that have a say, in AWS's order.
	Layers []View
}

// Match is a statement that matches the request; Truth is Unknown where that
// hangs on unknown facts.
type Match struct {
	Layer     LayerName
	Policy    *Policy
	Statement *policy.Statement
	Truth     condition.Truth
}

// View is what one layer allows.
type View struct {
	Name  LayerName
	State State
	// Allow is whether the layer lets the request through; a grant to the
	// account alone, which only delegates, does not count inside the account.
	Allow   condition.Truth
	Missing []string
	Allows  []Match
	// Misses are the allow statements that do not match, nearest first.
	Misses []Miss
}

// Miss is an allow statement that does not match, with every element that
// fails.
type Miss struct {
	Policy    *Policy
	Statement *policy.Statement
	Failures  []Failure
}

// Failure is one element of a statement that does not match the request.
// Wanted is what the other side would have to say, Found what is there.
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

// Explain states what every layer does about the request. Like Decide it uses
// r as working memory.
func Explain(l *Layers, r *Request) Explanation {
	r.prepare()
	boundary := l.Boundary.State != Absent
	var e Explanation
	add := func(layer *Layer, name LayerName, resourcePolicy bool) {
		if layer.State != Absent || name == Identity || name == BucketPolicy {
			e.view(layer, name, r, resourcePolicy, boundary)
		}
	}
	for i := range l.SCPs {
		add(&l.SCPs[i], SCP, false)
	}
	for i := range l.RCPs {
		add(&l.RCPs[i], RCP, true)
	}
	add(&l.Endpoint, VPCEndpoint, true)
	add(&l.Identity, Identity, false)
	add(&l.Boundary, Boundary, false)
	add(&l.Session, Session, false)
	add(&l.BucketPolicy, BucketPolicy, true)
	return e
}

func (e *Explanation) view(l *Layer, name LayerName, r *Request, resourcePolicy, boundary bool) {
	v := View{Name: name, State: l.State, Missing: l.Missing, Allow: condition.False}
	if l.open() {
		v.Allow = condition.Unknown
	}
	for _, p := range l.Policies {
		for i := range p.statements {
			st := &p.statements[i]
			failures, k, truth := st.against(p.Document, r, resourcePolicy, boundary)
			m := Match{name, p, st.source, truth}
			switch {
			case st.deny && truth != condition.False:
				e.Denies = append(e.Denies, m)
			case st.deny:
			case truth == condition.False:
				v.Misses = append(v.Misses, Miss{p, st.source, failures})
			default:
				v.Allows = append(v.Allows, m)
				if name != BucketPolicy || k != account || r.Owner != r.Caller.Role.Account {
					v.Allow = v.Allow.Or(truth)
				}
			}
		}
	}
	slices.SortStableFunc(v.Misses, func(a, b Miss) int { return a.distance() - b.distance() })
	e.Layers = append(e.Layers, v)
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

// against matches every element of the statement and lists those that fail.
func (c *statement) against(doc *policy.Document, r *Request, resourcePolicy, boundary bool) ([]Failure, class, condition.Truth) {
	var failures []Failure
	at := doc.StatementPath(c.source.Index)
	all, named := condition.True, none
	note := func(t condition.Truth, f Failure) {
		if all = all.And(t); t == condition.False {
			failures = append(failures, f)
		}
	}
	note(truth(c.matchAction(r.action)), Failure{ActionElement, c.source.Action.Path(at, -1),
		r.Action, written(&c.source.Action), -1})
	if resourcePolicy {
		k, t, _ := c.matchPrincipal(r, boundary)
		named = k
		f := Failure{PrincipalElement, at, r.roleARN, "", -1}
		if c.source.Principal != nil {
			f.Path, f.Found = c.source.Principal.Path(at, -1), writtenPrincipals(c.source.Principal)
		}
		note(t, f)
	}
	t, _ := c.matchResource(r)
	note(t, Failure{ResourceElement, c.source.Resource.Path(at, -1), r.Resource.String(), written(&c.source.Resource), -1})
	for i := range c.tests {
		note(c.tests[i].Eval(&r.Context), Failure{ConditionElement, c.source.Conditions[i].ValuePath(at, -1),
			c.tests[i].Wanted(), found(r.Context.Lookup(c.tests[i].Key())), i})
	}
	return failures, named, all
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
	return "unknown"
}
