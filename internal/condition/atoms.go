package condition

import (
	"math/big"
	"net/netip"
	"slices"
	"strings"
	"unicode"

	"github.com/crossgrant/crossgrant/internal/glob"
)

// maxAtoms bounds the representatives of one key, maxElements the elements
// from which values of a multi-valued key are made.
const (
	maxAtoms    = 64
	maxElements = 6
)

// Atoms returns values of one key that stand for all: whatever value the key
// may take, one of them gives every test the same answer. Being absent is one
// of them unless current says that the key is present. The budget is that of
// each glob.Find. ok is false if there are too many, or a test hangs on a
// policy variable that c does not know.
func Atoms(tests []*Test, current Value, c Context, budget int) (values []Value, ok bool) {
	a := atoms{tests: tests, context: c, seen: map[string]bool{}, present: map[string]bool{}}
	if current.Within != nil {
		a.within = []glob.Pattern{*current.Within}
	}
	if current.State != PresentUnknown {
		a.add(Value{State: Absent})
	}
	set := slices.ContainsFunc(tests, func(t *Test) bool { return t.operator.Qualifier != Plain })
	if set {
		// Set operators take empty strings alone for no value.
		a.within = append(a.within, something)
	}
	candidates, ok := a.candidates(budget)
	if !ok {
		return nil, false
	}
	for _, s := range candidates {
		if a.full() {
			break
		}
		a.add(Value{State: Present, Values: []string{s}, Set: set})
	}
	if set {
		return a.sets()
	}
	return a.values, len(a.values) <= maxAtoms
}

type atoms struct {
	tests   []*Test
	context Context
	within  []glob.Pattern // what every value matches
	seen    map[string]bool
	present map[string]bool // of seen, those of a value that leaves no answer open
	values  []Value
}

// only is a context that holds one key beside another context.
type only struct {
	Context
	key   string
	value Value
}

// Lookup implements Context.
func (o only) Lookup(key string) Value {
	if key == o.key {
		return o.value
	}
	return o.Context.Lookup(key)
}

// full reports whether every combination of answers has its value already.
func (a *atoms) full() bool {
	return len(a.tests) < 6 && len(a.present) == 1<<len(a.tests)
}

// add keeps the value if no other gives the same answers. Being absent is kept
// apart from values with the same answers: whether one key is present says
// something about others.
func (a *atoms) add(v Value) {
	answers := make([]byte, len(a.tests), len(a.tests)+1)
	for i, t := range a.tests {
		answers[i] = byte(t.Eval(only{a.context, t.key, v}))
	}
	if answers = append(answers, byte(v.State)); !a.seen[string(answers)] {
		a.seen[string(answers)] = true
		if v.State == Present && !slices.Contains(answers[:len(a.tests)], byte(Unknown)) {
			a.present[string(answers)] = true
		}
		a.values = append(a.values, v)
	}
}

// sets adds the combinations of the single elements found so far.
func (a *atoms) sets() ([]Value, bool) {
	var elements []string
	for _, v := range a.values {
		elements = append(elements, v.Values...)
	}
	if len(elements) > maxElements {
		return nil, false
	}
	for mask := range 1 << len(elements) {
		var chosen []string
		for i, s := range elements {
			if mask>>i&1 == 1 {
				chosen = append(chosen, s)
			}
		}
		if len(chosen) > 1 {
			a.add(Value{State: Present, Values: chosen, Set: true})
		}
	}
	return a.values, len(a.values) <= maxAtoms
}

// candidates returns values on every side of every test.
func (a *atoms) candidates(budget int) (list []string, ok bool) {
	var patterns, folded []glob.Pattern
	listed := map[glob.Pattern]bool{}
	var marks [2][]*big.Rat
	for _, t := range a.tests {
		values, wide := t.patterns(a.context)
		if len(wide) > 0 || t.operator.Family == 0 {
			return nil, false
		}
		switch t.operator.Family {
		case Text, ARN, Binary:
			for _, p := range values {
				if !listed[p] {
					listed[p] = true
					patterns = append(patterns, p)
				}
				if text, plain := p.Text(); plain && t.operator.IgnoreCase && len(folded) < manyPatterns {
					folded = append(folded, p)
					list = append(list, spellings(text)...)
				}
			}
		case Number:
			marks[0] = append(marks[0], t.operator.compile(values, nil).(*ordered).values...)
		case Date:
			marks[1] = append(marks[1], t.operator.compile(values, nil).(*ordered).values...)
		case Bool:
			list = append(list, "true", "false")
		case Address:
			list = append(list, around(t.operator.compile(values, nil).(addresses))...)
		}
	}
	list = append(list, steps(&numbers, marks[0])...)
	list = append(list, steps(&dates, marks[1])...)
	if len(patterns) == 0 && len(list) > 0 {
		// A key of another type than text holds a value of that type.
		return list, true
	}
	if len(patterns) > manyPatterns {
		found, ok := a.crowd(budget)
		return append(list, found...), ok
	}
	split := splitter{patterns: patterns, folded: folded, budget: budget}
	if !split.run(a.within, nil, 0) {
		return nil, false
	}
	return append(list, split.found...), true
}

// patterns returns the values of the test with variables replaced.
func (t *Test) patterns(c Context) (known, wide []glob.Pattern) {
	if t.templates != nil {
		return t.expand(c)
	}
	for _, v := range t.values {
		p, _ := t.pattern(v, true)
		known = append(known, p)
	}
	return known, nil
}

// splitter finds a text for each way in which texts can match some of the
// patterns and miss the others.
type splitter struct {
	patterns []glob.Pattern
	folded   []glob.Pattern // that are compared without regard to case
	budget   int
	found    []string
}

func (s *splitter) run(in, out []glob.Pattern, next int) bool {
	text, answer := glob.Find(in, out, s.budget)
	switch {
	case answer == glob.No:
		return true
	case answer == glob.Unknown || len(s.found) > maxAtoms:
		return false
	case next == len(s.patterns):
		if text == "" && len(s.patterns) > 0 && !slices.ContainsFunc(in, func(p glob.Pattern) bool { return p.Match("") }) {
			// Of the texts that match nothing one that is not empty is more telling.
			if longer, found := glob.Find(append(slices.Clone(in), something), out, s.budget); found == glob.Yes {
				text = longer
			}
		}
		s.found = append(s.found, text)
		s.others(text, in, out)
		return true
	}
	p := s.patterns[next]
	return s.run(append(in[:len(in):len(in)], p), out, next+1) && s.run(in, append(out[:len(out):len(out)], p), next+1)
}

// others adds texts of the same way that differ from text by more than case,
// where text is another spelling of a value compared without regard to case.
func (s *splitter) others(text string, in, out []glob.Pattern) {
	for range s.folded {
		if !slices.ContainsFunc(s.folded, func(p glob.Pattern) bool { return p.MatchFold(text) }) {
			return
		}
		out = append(out[:len(out):len(out)], glob.Literal(text))
		next, answer := glob.Find(in, out, s.budget)
		if answer != glob.Yes {
			return
		}
		text = next
		s.found = append(s.found, text)
	}
}

// manySpellings is how many letters' cases are tried out in all combinations.
const manySpellings = 6

// spellings returns a text in upper and lower case: in all combinations of its
// first letters, the rest in one case.
func spellings(text string) []string {
	list := []string{text, strings.ToUpper(text), strings.ToLower(text)}
	letters := []rune(text)
	n := min(len(letters), manySpellings)
	for mask := range 1 << n {
		for i := range n {
			if letters[i] = unicode.ToLower(letters[i]); mask>>i&1 == 1 {
				letters[i] = unicode.ToUpper(letters[i])
			}
		}
		list = append(list, string(letters))
	}
	return list
}

// steps returns a value at, before, between and behind the marks.
func steps(d *domain, marks []*big.Rat) (list []string) {
	slices.SortFunc(marks, (*big.Rat).Cmp)
	one := big.NewRat(1, 1)
	for i, m := range marks {
		list = append(list, d.format(new(big.Rat).Sub(m, one)), d.format(m), d.format(new(big.Rat).Add(m, one)))
		if i > 0 {
			middle := new(big.Rat).Add(marks[i-1], m)
			list = append(list, d.format(middle.Quo(middle, big.NewRat(2, 1))))
		}
	}
	return list
}

// strangers are addresses of the documentation ranges, likely to lie outside.
var strangers = []string{"192.0.2.10", "203.0.113.9", "2001:db8::1"}

// around returns addresses inside and just outside of each range.
func around(ranges addresses) []string {
	list := slices.Clone(strangers)
	for _, p := range ranges {
		first := p.Addr()
		last := lastOf(p)
		for _, a := range []netip.Addr{first, first.Prev(), last, last.Next()} {
			if a.IsValid() {
				list = append(list, a.String())
			}
		}
	}
	return list
}

func lastOf(p netip.Prefix) netip.Addr {
	bytes := p.Addr().AsSlice()
	for i := p.Bits(); i < len(bytes)*8; i++ {
		bytes[i/8] |= 1 << (7 - i%8)
	}
	last, _ := netip.AddrFromSlice(bytes)
	return last
}
