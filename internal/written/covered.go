package written

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/request"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// What one document may cost: pairs of statements that are held against each other, and
// steps of the search for a request that is in one and not in the other. AWS's own size
// limits leave no room for a document that needs more.
const (
	mostHeld   = 1 << 14
	coverSteps = 1 << 12
	mostSteps  = 1 << 20
)

// covers states which statements add nothing to another one of the same effect: each
// request that they speak of the other speaks of, as closely. The earlier one of two
// equals stays. It decides by sets of requests; an index of what the patterns of the
// others begin with leaves few to ask for.
type covers struct {
	*reader
	list    []*Statement
	sets    map[int]*request.Documents
	actions map[policy.Effect]index
	on      map[policy.Effect]index
	held    int
	steps   int
}

// index has the statements by what a pattern of theirs begins with, before its first
// wildcard; those that name by exception stand under nothing.
type index map[string][]int

func (x index) add(statement int, e *policy.Elements, fold func(string) string) {
	starts := map[string]bool{}
	if e.Not || !e.Present() {
		starts[""] = true
	} else {
		for _, t := range e.Patterns {
			starts[literal(fold(t.Value))] = true
		}
	}
	for s := range starts {
		x[s] = append(x[s], statement)
	}
}

// of lists the statements one of whose patterns begins as the text does: only these can
// match it.
func (x index) of(text string) (list []int) {
	for n := 0; n <= len(text); n++ {
		list = append(list, x[text[:n]]...)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// count is how many of returns.
func (x index) count(text string) (n int) {
	for i := 0; i <= len(text); i++ {
		n += len(x[text[:i]])
	}
	return n
}

// all lists each statement once.
func (x index) all() (list []int) {
	for _, of := range x {
		list = append(list, of...)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func literal(pattern string) string {
	if i := strings.IndexAny(pattern, "*?$"); i >= 0 {
		return pattern[:i]
	}
	return pattern
}

// sample is a text that the first pattern of an element matches; ok is false for an
// element that names by exception or with variables.
func sample(e *policy.Elements, fold func(string) string) (text string, ok bool) {
	if e.Not || len(e.Patterns) == 0 || strings.Contains(e.Patterns[0].Value, "${") {
		return "", false
	}
	return strings.NewReplacer("*", "a", "?", "a").Replace(fold(e.Patterns[0].Value)), true
}

// covered states what statements add nothing, and how many were not held against others.
func (r *reader) covered(list []*Statement) *Unheld {
	if r.policy.Unread() {
		return nil
	}
	c := &covers{reader: r, list: list, sets: map[int]*request.Documents{}, actions: map[policy.Effect]index{}, on: map[policy.Effect]index{}}
	var whole []int // those that are as the grammar wants them
	for i, s := range list {
		if st := &r.policy.Statements()[i]; st.Effect != 0 && s.SameAs == nil && !r.malformed(s.At.Path) {
			whole = append(whole, i)
			s.Nothing = c.nothing(i)
		}
	}
	if len(whole) < 2 {
		return nil
	}
	for _, i := range whole {
		st := &r.policy.Statements()[i]
		if c.actions[st.Effect] == nil {
			c.actions[st.Effect], c.on[st.Effect] = index{}, index{}
		}
		c.actions[st.Effect].add(i, &st.Action, strings.ToLower)
		c.on[st.Effect].add(i, &st.Resource, strings.Clone)
	}
	left := 0
	for _, i := range whole {
		by, judged := c.by(i)
		if by >= 0 {
			list[i].CoveredBy = &Said{At: list[by].At, Value: nameOf(list[by])}
		} else if !judged {
			left++
		}
	}
	if left == 0 {
		return nil
	}
	return &Unheld{At: Place{Document: r.document.ID}, Statements: left}
}

// malformed reports that a problem of the grammar stands in a statement.
func (r *reader) malformed(at source.Path) bool {
	return slices.ContainsFunc(r.policy.Problems(), func(p policy.Problem) bool {
		return len(p.Path) >= len(at) && slices.Equal(p.Path[:len(at)], at)
	})
}

// by is a statement that covers another, -1 if there is none; judged is false where the
// budget did not reach to say so.
func (c *covers) by(i int) (by int, judged bool) {
	for _, j := range c.candidates(i) {
		if j == i {
			continue
		}
		if c.held++; c.held > mostHeld || c.steps > mostSteps {
			return -1, false
		}
		if !namesAll(&c.policy.Statements()[j].Action, &c.policy.Statements()[i].Action) {
			continue
		}
		// Of what no request meets another rule speaks; of two that say the same the
		// later one goes.
		if c.within(i, j) && (j < i || !c.within(j, i)) && !c.empty(i) {
			return j, true
		}
	}
	return -1, true
}

// namesAll reports that one element names each action that the other names without
// wildcards: otherwise the sets need not be asked.
func namesAll(one, other *policy.Elements) bool {
	if one.Not || other.Not {
		return true
	}
	for _, t := range other.Patterns {
		if strings.ContainsAny(t.Value, "*?$") || unknown.In(t.Value) {
			continue
		}
		if !slices.ContainsFunc(one.Patterns, func(p source.Text) bool {
			return strings.Contains(p.Value, "$") || unknown.In(p.Value) || glob.Parse(p.Value).MatchFold(t.Value)
		}) {
			return false
		}
	}
	return true
}

// candidates are the statements that can speak of one request of which statement i does.
func (c *covers) candidates(i int) []int {
	st := &c.policy.Statements()[i]
	on, by := c.on[st.Effect], c.actions[st.Effect]
	action, named := sample(&st.Action, strings.ToLower)
	resource, placed := sample(&st.Resource, strings.Clone)
	switch {
	case named && placed && on.count(resource) < by.count(action), !named && placed:
		return on.of(resource)
	case named:
		return by.of(action)
	}
	return on.all()
}

// within reports whether each request of which statement i speaks is one of statement j.
// True is proved.
func (c *covers) within(i, j int) bool {
	a, b := c.set(i), c.set(j)
	if a == nil || b == nil {
		return false
	}
	none := func(in, out request.Set) bool {
		if c.steps > mostSteps {
			return false
		}
		is, steps := request.Search{Budget: coverSteps}.Within(in, out)
		c.steps += steps
		return is
	}
	if c.policy.Statements()[i].Effect == policy.Deny {
		return none(a.Denies, b.Denies)
	}
	for as := policy.AsAccount; as <= policy.AsItself; as++ {
		if as > policy.AsAccount && !c.policy.Type().NamesPrincipals() {
			break
		}
		if !none(a.Named[as], b.Named[as]) {
			return false
		}
	}
	return true
}

// set is what one statement alone comes to, nil where it is not known.
func (c *covers) set(i int) *request.Documents {
	if s, again := c.sets[i]; again {
		return s
	}
	var made *request.Documents
	if d, known := request.Of(c.policy.Having(c.policy.Statements()[i : i+1])); known {
		made = &d
	}
	c.sets[i] = made
	return made
}

// nothing reports that a statement which names by exception leaves no request over, as a
// Deny of all but *. True is proved.
func (c *covers) nothing(i int) bool {
	st := &c.policy.Statements()[i]
	return (st.Action.Not || st.Resource.Not) && c.empty(i)
}

// empty reports that a statement speaks of no request. True is proved.
func (c *covers) empty(i int) bool {
	s := c.set(i)
	if s == nil {
		return false
	}
	is, _ := request.Search{Budget: coverSteps}.Within(s.Allows.Or(s.Denies), request.Union())
	return is
}
