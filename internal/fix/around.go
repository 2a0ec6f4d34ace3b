package fix

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/request"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/source"
)

// limit is a statement that lets in some requests under a condition, or for some values
// of a policy variable, alone.
type limit struct {
	of     *policy.Document
	whom   request.Set // who is meant, where the statement names nobody
	is     *policy.Statement
	loosed request.Set // what it would let in without what a new statement does not ask
}

// around says what a new statement lets in that others let in under a condition, or for
// some values of a policy variable, without either: it would go around what somebody
// put there for a reason. A name that is mended grants what its own statement says,
// whatever conditions others have, unless these let in all of it already.
func (g *Gains) around(q *question) string {
	var granted request.Set
	var others []limit
	grants := func(d *policy.Document, list []*policy.Statement, whom request.Set) {
		for _, s := range list {
			if s.Effect == policy.Allow {
				granted = granted.Or(q.of(d, s).Allows.And(whom))
				others = append(others, limit{of: d, whom: whom, is: s})
			}
		}
	}
	grants(q.before, slices.Concat(q.stay, q.gone), request.All())
	for _, d := range g.Beside {
		grants(d, pointers(d.Statements()), q.itself())
	}
	for _, s := range q.fresh {
		if s.Effect != policy.Allow {
			continue
		}
		for _, one := range each(*s, func(s *policy.Statement) *policy.Elements { return &s.Resource }) {
			if said := g.past(q, one, others, granted); said != "" {
				return said + ", which a condition or a policy variable limits"
			}
		}
	}
	return ""
}

// past is around for a statement with one resource.
func (g *Gains) past(q *question, s *policy.Statement, others []limit, granted request.Set) string {
	var all, variable request.Set
	limits := false
	for _, o := range others {
		tests, texts := q.loosed(&o, s)
		if tests || texts {
			if !g.possible(&o) {
				continue
			}
			limits = true
			all = all.Or(o.loosed)
			if texts {
				variable = variable.Or(o.loosed)
			}
		}
	}
	if !limits {
		return ""
	}
	refused := g.refused()
	within := func(limited, refused request.Set) func(request.Documents) request.Result {
		return func(d request.Documents) request.Result {
			return q.find(d.Allows.And(limited), func() request.Set { return granted }, func() request.Set { return refused })
		}
	}
	ask := within(variable, refused)
	if g.Adds {
		ask = within(all, refused)
	}
	if ask(alone(q.after, s)).Answer != request.None {
		return q.sentence(q.after, s, ask)
	}
	for _, one := range each(*s, func(s *policy.Statement) *policy.Elements { return &s.Action }) {
		sets := alone(q.after, one)
		if g.Adds || within(request.All(), refused)(sets).Answer == request.None {
			continue
		}
		if within(all.Not(), request.Set{})(sets).Answer == request.None {
			return q.sentence(q.after, one, within(all, refused))
		}
	}
	return ""
}

// loosed reads what a statement would let in without what a new one does not ask: tests
// of keys, and policy variables in its resources.
func (q *question) loosed(o *limit, s *policy.Statement) (tests, variables bool) {
	free := *o.is
	free.Conditions = nil
	for i := range o.is.Conditions {
		if c := &o.is.Conditions[i]; asks(s, c) || slices.Contains(whoCalls, strings.ToLower(c.Key.Value)) {
			free.Conditions = append(free.Conditions, *c)
		} else {
			tests = true
		}
	}
	if o.of.Variables() && inVariables(&o.is.Resource) && !inVariables(&s.Resource) {
		variables = true
		free.Resource.Patterns = slices.Clone(free.Resource.Patterns)
		for i := range free.Resource.Patterns {
			t := &free.Resource.Patterns[i]
			t.Value = condition.ParseTemplate(t.Value, true).Widest().String()
		}
	}
	if tests || variables {
		o.loosed = alone(o.of, &free).Allows.And(o.whom)
	}
	return tests, variables
}

// whoCalls are keys that are the same for a role whenever it calls.
var whoCalls = []string{principalARN, "aws:principalaccount", "aws:principaltype"}

// asks reports whether a statement has a condition of the same operator and key.
func asks(s *policy.Statement, like *policy.Condition) bool {
	return slices.ContainsFunc(s.Conditions, func(c policy.Condition) bool {
		return strings.EqualFold(c.Operator.Value, like.Operator.Value) && strings.EqualFold(c.Key.Value, like.Key.Value)
	})
}

func inVariables(e *policy.Elements) bool {
	return slices.ContainsFunc(e.Patterns, func(t source.Text) bool { return strings.Contains(t.Value, "${") })
}

// possible reports whether the limit lets in anything: what asks for an access control
// list that the bucket rejects does not.
func (g *Gains) possible(o *limit) bool {
	if !g.Enforced {
		return true
	}
	accepted, _ := condition.Compile("StringEqualsIfExists", s3.CannedACLKey, []string{s3.FullControl}, false)
	search := request.Search{Budget: proofSteps, Partition: g.Role.Partition}
	none, _ := search.Within(alone(o.of, o.is).Allows.And(request.Having(&accepted)), request.Set{})
	return !none
}

// each is the statement with one pattern of an element at a time.
func each(s policy.Statement, element func(*policy.Statement) *policy.Elements) (list []*policy.Statement) {
	e := element(&s)
	if e.Not || len(e.Patterns) < 2 {
		return []*policy.Statement{&s}
	}
	for i := range e.Patterns {
		one := s
		element(&one).Patterns = e.Patterns[i : i+1]
		list = append(list, &one)
	}
	return list
}

func pointers(list []policy.Statement) (to []*policy.Statement) {
	for i := range list {
		to = append(to, &list[i])
	}
	return to
}
