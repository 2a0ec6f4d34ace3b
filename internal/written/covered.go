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
	whole   []int // the statements that are as the grammar wants them
	sets    map[int]*request.Documents
	actions map[policy.Effect]index
	on      map[policy.Effect]index
	held    int
	steps   int
}

// covered states what statements add nothing, and how many were not held against others.
func (r *reader) covered(list []*Statement) *Unheld {
	if r.policy.Unread() {
		return nil
	}
	c := &covers{reader: r, list: list}
	for i, s := range list {
		if st := &r.policy.Statements()[i]; st.Effect != 0 && s.SameAs == nil && !r.malformed(s.At.Path) {
			c.whole = append(c.whole, i)
			s.Nothing = c.nothing(i)
		}
	}
	if len(c.whole) < 2 {
		return nil
	}
	if len(c.whole) > few {
		c.index()
	}
	left := 0
	for _, i := range c.whole {
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
	return &Unheld{At: Place{Document: r.names.ID(r.document)}, Statements: left}
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
	if c.sets == nil {
		c.sets = map[int]*request.Documents{}
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
