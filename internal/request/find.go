package request

import (
	"cmp"
	"maps"
	"slices"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// Answer tells whether a question found a request. The zero value is Unknown.
type Answer uint8

// The three answers.
const (
	Unknown Answer = iota
	None
	Found
)

var answerNames = [...]string{"unknown", "none", "found"}

// String returns the answer as a lower-case word.
func (a Answer) String() string { return answerNames[a] }

// Request is a request as far as the question is about it: keys that are not listed
// are absent, and facts that are not listed are not so.
type Request struct {
	Action   string
	Resource string // "*" for a request without one
	Keys     map[string]condition.Value
	Facts    []string
	// Caller is who makes it; what is empty of it may be anything.
	Caller Caller
	// Open is what values that nobody knows yet are taken to be, by their text.
	Open map[string]string
}

// Search is how a question is asked.
type Search struct {
	// Budget is how many steps it may take: some hundred nanoseconds each. The same
	// question takes the same steps everywhere.
	Budget int
	// Actions and Callers are those to prefer in an answer, as AWS spells them; of
	// callers the ARNs.
	Actions, Callers []string
	// Partition is that of the callers, aws if empty: nobody reaches another one.
	Partition string
	// Walks is what other searches found out, nil where there are none.
	Walks *Walks
}

// Result is the answer to a question: of Found the request, of Unknown why.
type Result struct {
	Answer  Answer
	Request Request
	Why     []string
	Steps   int
}

// SpentBudget is why a question has no answer that took all its steps.
const SpentBudget = "the budget of steps is spent"

// Find looks for a request that is in one set and not in the other, a short and
// readable one. None is certain, and a request that is found is in the one and not
// in the other.
func (f Search) Find(in, out Set) Result {
	s, asked, found := f.solve(in, out)
	r := Result{Answer: None, Steps: f.Budget - max(s.steps, 0)}
	switch {
	case s.steps < 0:
		r.Answer, r.Why = Unknown, []string{SpentBudget}
	case found && !(s.all() && s.holds(asked)):
		r.Answer, r.Why = Unknown, []string{"what policy variables hold"}
	case found && s.unlinked() != "":
		r.Answer, r.Why = Unknown, []string{"what " + s.unlinked() + " is for the caller"}
	case found:
		s.polish()
		r.Answer, r.Request = Found, s.request()
	case len(s.doubts) > 0:
		slices.Sort(s.doubts)
		r.Answer, r.Why = Unknown, s.doubts
	}
	return r
}

// Within reports whether Find finds None, and how many steps that took: for who wants
// no request, which costs as much again.
func (f Search) Within(in, out Set) (none bool, steps int) {
	none, _, steps = f.Without(in, out)
	return none, steps
}

// Without is Within with an example, unless it finds None, for what else is asked: see
// Meets.
func (f Search) Without(in, out Set) (none bool, e Example, steps int) {
	s, _, found := f.solve(in, out)
	if found {
		e = Example{s.values}
	}
	return s.steps >= 0 && !found && len(s.doubts) == 0, e, f.Budget - max(s.steps, 0)
}

// solve searches for values that meet what is asked.
func (f Search) solve(in, out Set) (s *solver, asked *node, found bool) {
	s = &solver{steps: f.Budget, walks: f.Walks, prefer: map[string][]string{actionVariable: f.Actions, callerVariable: f.Callers},
		values: values{}, variables: map[string]*variable{}, asserted: map[string]assertion{}}
	for _, name := range []string{actionVariable, resourceVariable} {
		s.variable(name)
	}
	if asked = f.asked(in, out); asked.asks() {
		s.variable(callerVariable)
	}
	if ok, _ := s.assume(asked, nil); ok {
		found, _ = s.search(0)
	}
	return s, asked, found
}

// asked is what the request that is looked for has to meet.
func (f Search) asked(in, out Set) *node {
	n := in.And(out.Not()).root()
	if n.asks() {
		n = join(every, always, never, n, within(cmp.Or(f.Partition, "aws")).root())
	}
	return n
}

// polish makes the values as short as what is asserted at the end allows, as far as
// the request stays an answer.
func (s *solver) polish() {
	for _, v := range s.order {
		before, had := s.values[v.name]
		ok, _ := s.settle(v)
		if _, violated := s.violated(); ok && !violated && s.all() {
			continue
		}
		if delete(s.values, v.name); had {
			s.values[v.name] = before
		}
	}
}

// all reports whether the values are as all that is asserted says.
func (s *solver) all() bool {
	for _, l := range s.trail {
		if l.truth(s.values) != s.asserted[l.name()].is {
			return false
		}
	}
	return true
}

func (s *solver) request() Request {
	r := Request{Resource: "*", Keys: map[string]condition.Value{}}
	if _, asked := s.variables[callerVariable]; asked {
		r.Caller = callerOf(s.values)
	}
	for _, name := range slices.Sorted(maps.Keys(s.values)) {
		v := s.values[name]
		v.Values = slices.Clone(v.Values)
		for i := range v.Values {
			v.Values[i] = unknown.Unseal(v.Values[i])
		}
		fact, isFact := factOf(name)
		switch {
		case v.State != condition.Present:
		case name == actionVariable:
			r.Action = v.Values[0]
		case name == resourceVariable:
			r.Resource = v.Values[0]
		case isFact:
			r.Facts = append(r.Facts, fact)
		case slices.Contains(alwaysThere, name):
		case unknown.Unseal(name) != name:
			if r.Open == nil {
				r.Open = map[string]string{}
			}
			r.Open[unknown.Unseal(name)] = v.Values[0]
		default:
			r.Keys[name] = v
		}
	}
	return r
}
