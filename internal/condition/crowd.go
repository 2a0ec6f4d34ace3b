package condition

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/glob"
)

// manyPatterns is from how many on the ways in which texts can match them are
// looked for test by test: which value of a test a text matches makes no
// difference, only whether it matches one.
const manyPatterns = 32

// list is the values of one test, or of several with the same.
type list struct {
	patterns []glob.Pattern
	has      map[glob.Pattern]bool
	fold     bool
}

// crowd finds a text for each way in which texts can match some of the tests.
type crowd struct {
	lists  []list
	within []glob.Pattern
	budget int
	ok     bool
	found  map[int]string // by the lists that are matched, a bit for each
}

// maxLists is how many different lists of values are told apart.
const maxLists = 6

// crowd returns candidates for tests of many values.
func (a *atoms) crowd(budget int) (found []string, ok bool) {
	c := crowd{within: a.within, budget: budget, ok: true, found: map[int]string{}}
	for _, t := range a.tests {
		if values, _ := t.patterns(a.context); t.operator.Family != Presence {
			c.add(values, t.operator.IgnoreCase)
		}
	}
	if len(c.lists) > maxLists {
		return nil, false
	}
	c.run(0, 0, c.within, nil)
	for _, text := range c.found {
		found = append(found, text)
		if slices.ContainsFunc(c.lists, func(l list) bool { return l.fold }) {
			found = append(found, strings.ToUpper(text), strings.ToLower(text))
		}
	}
	slices.Sort(found)
	return found, c.ok
}

// add keeps a list, once.
func (c *crowd) add(values []glob.Pattern, fold bool) {
	l := list{has: map[glob.Pattern]bool{}, fold: fold}
	for _, p := range values {
		if !l.has[p] {
			l.has[p] = true
			l.patterns = append(l.patterns, p)
		}
	}
	same := func(other list) bool {
		return fold == other.fold && len(l.patterns) == len(other.patterns) &&
			!slices.ContainsFunc(l.patterns, func(p glob.Pattern) bool { return !other.has[p] })
	}
	if !slices.ContainsFunc(c.lists, same) {
		c.lists = append(c.lists, l)
	}
}

// run decides from the list at on which are matched: first none of a list's
// patterns, then one after the other until all that can follow is found.
func (c *crowd) run(at, matched int, in []glob.Pattern, out []int) {
	if at == len(c.lists) {
		var none []glob.Pattern
		for _, i := range out {
			none = append(none, c.lists[i].patterns...)
		}
		switch text, answer := glob.Find(in, none, c.budget); answer {
		case glob.Yes:
			c.found[matched] = text
		case glob.Unknown:
			c.ok = false
		}
		return
	}
	c.run(at+1, matched, in, append(out[:len(out):len(out)], at))
	for _, p := range c.lists[at].patterns {
		if c.settled(at+1, matched|1<<at) || !c.ok {
			return
		}
		if !c.possible(p, in, out) {
			continue
		}
		c.run(at+1, matched|1<<at, append(in[:len(in):len(in)], p), out)
	}
}

// settled reports whether every way to go on from the lists at on is found.
func (c *crowd) settled(at, matched int) bool {
	for rest := range 1 << (len(c.lists) - at) {
		if _, ok := c.found[matched|rest<<at]; !ok {
			return false
		}
	}
	return true
}

// possible reports whether a text may match the pattern beside what was chosen;
// true is a guess.
func (c *crowd) possible(p glob.Pattern, in []glob.Pattern, out []int) bool {
	return !slices.ContainsFunc(in, func(q glob.Pattern) bool { return !glob.Overlaps(p, q) }) &&
		!slices.ContainsFunc(out, func(i int) bool { return c.lists[i].has[p] })
}
