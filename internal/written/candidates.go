package written

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// candidates are the statements that can speak of one request of which statement i does.
func (c *covers) candidates(i int) []int {
	st := &c.policy.Statements()[i]
	action, named := sample(&st.Action, strings.ToLower)
	resource, placed := sample(&st.Resource, as)
	if len(c.whole) <= few {
		return c.among(st.Effect, func(other *policy.Statement) bool {
			return (!named || begins(&other.Action, action, strings.ToLower)) && (!placed || begins(&other.Resource, resource, as))
		})
	}
	on, by := c.on[st.Effect], c.actions[st.Effect]
	switch {
	case named && placed && on.count(resource) < by.count(action), !named && placed:
		return on.of(resource)
	case named:
		return by.of(action)
	}
	return on.all()
}

// among lists the statements of an effect that are such.
func (c *covers) among(effect policy.Effect, such func(*policy.Statement) bool) (list []int) {
	for _, i := range c.whole {
		if st := &c.policy.Statements()[i]; st.Effect == effect && such(st) {
			list = append(list, i)
		}
	}
	return list
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
	return noWildcards.Replace(fold(e.Patterns[0].Value)), true
}

var noWildcards = strings.NewReplacer("*", "a", "?", "a")

// few is how many statements are gone through one by one for those that can speak of a
// request; for more there is the index.
const few = 8

// begins reports whether the index would have a statement under what a text begins with.
func begins(e *policy.Elements, text string, fold func(string) string) bool {
	return e.Not || !e.Present() ||
		slices.ContainsFunc(e.Patterns, func(t source.Text) bool { return strings.HasPrefix(text, literal(fold(t.Value))) })
}

func (c *covers) index() {
	c.actions, c.on = map[policy.Effect]index{}, map[policy.Effect]index{}
	for _, i := range c.whole {
		st := &c.policy.Statements()[i]
		if c.actions[st.Effect] == nil {
			c.actions[st.Effect], c.on[st.Effect] = index{}, index{}
		}
		c.actions[st.Effect].add(i, &st.Action, strings.ToLower)
		c.on[st.Effect].add(i, &st.Resource, as)
	}
}

// as leaves a text as it is.
func as(text string) string { return text }
