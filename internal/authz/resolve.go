package authz

import (
	"maps"
	"slices"

	"github.com/crossgrant/crossgrant/internal/condition"
)

// reading is what a layer whose text is missing might say.
type reading uint8

const (
	unread reading = iota // nothing is tried: both may be
	silent
	allows
	denies
)

// readings assigns a reading to each open layer; without one all are unread.
type readings []reading

func (r readings) of(i int) (allow, deny condition.Truth) {
	if i >= len(r) || r[i] == unread {
		return condition.Unknown, condition.Unknown
	}
	return truth(r[i] == allows), truth(r[i] == denies)
}

// variable is one unknown fact with the values that are worth trying.
type variable struct {
	label  string
	also   string            // a second label
	layer  LayerName         // of an open layer
	key    string            // of a condition key, in lower case
	twin   string            // a key that always holds the same
	values []condition.Value // of a condition key
	fact   string            // true or false, of hits that hang on it
	test   *condition.Test   // true or false, where no values stand for all
	about  fact              // true or false, of the settings, if settled
	settle bool
	size   int
}

// maxCases bounds how many combinations of unknown facts are tried.
const maxCases = 1 << 13

// resolve tries out the unknown facts together, over one representative of
// each class of values that the statements can tell apart.
func (s *scratch) resolve() Decision {
	variables := s.variables()
	cases := 1
	for _, v := range variables {
		if cases *= v.size; cases > maxCases {
			return s.undecided(variables)
		}
	}
	table := s.try(variables, cases)
	if len(table.rows) == 0 {
		return s.undecided(variables)
	}
	return table.decision(variables)
}

// undecided is the answer where there are too many facts to try.
func (s *scratch) undecided(variables []variable) Decision {
	d := Decision{Verdict: Conditional}
	for _, v := range variables {
		d.name(v)
	}
	return d
}

func (d *Decision) name(v variable) {
	switch {
	case v.layer != "":
		d.Verdict = Unknown
		if !slices.Contains(d.Missing, v.layer) {
			d.Missing = append(d.Missing, v.layer)
		}
	default:
		for _, label := range []string{v.label, v.also} {
			if label != "" && !slices.Contains(d.DependsOn, label) {
				d.DependsOn = append(d.DependsOn, label)
			}
		}
	}
}

// variables lists the unknown facts of the hits, open layers first.
func (s *scratch) variables() []variable {
	var list []variable
	for _, layer := range s.open {
		list = append(list, variable{layer: layer.name, size: 3})
	}
	for f := range factCount {
		if s.facts[f] == condition.Unknown && f != unversioned {
			list = append(list, variable{label: labels[f].text, layer: labels[f].layer, about: f, settle: true, size: 2})
		}
	}
	tests := map[string][]*condition.Test{}
	var keys []string
	for i := range s.hits {
		h := &s.hits[i]
		if h.truth != condition.Unknown {
			continue
		}
		for j := range h.statement.tests {
			test := &h.statement.tests[j]
			if test.Eval(&s.request.Context) != condition.Unknown {
				continue
			}
			if tests[test.Key()] == nil {
				keys = append(keys, test.Key())
			}
			tests[test.Key()] = append(tests[test.Key()], test)
		}
	}
	written := maps.Clone(tests)
	s.relateSessions(tests, &keys)
	Related(tests)
	for _, key := range keys {
		if tests[key] == nil {
			continue // it has become one with another
		}
		v, ok := s.keyVariable(key, tests[key])
		if ok {
			if written[key] == nil {
				v.label = sessionName
			}
			list = append(list, v)
			continue
		}
		list = append(list, byTest(written[key])...)
		if key == currentTime {
			list = append(list, byTest(written[epochTime])...)
		}
		if key == userID {
			s.sessionsApart()
		}
	}
	for i := range s.hits {
		h := &s.hits[i]
		if h.truth != condition.Unknown {
			continue
		}
		h.fact = h.hangsOn()
		if h.fact != "" && !slices.ContainsFunc(list, func(v variable) bool { return v.fact == h.fact }) {
			list = append(list, variable{label: h.who, also: h.what, fact: h.fact, size: 2})
		}
	}
	return list
}

// keyVariable finds values of an unknown key that stand for all.
func (s *scratch) keyVariable(key string, tests []*condition.Test) (variable, bool) {
	now := s.request.Context.Lookup(key)
	v := variable{label: tests[0].Name(), key: key, twin: Twin(key)}
	if key == userID {
		now = s.sessionID(now)
	}
	if slices.ContainsFunc(tests, func(t *condition.Test) bool { return t.Open(&s.request.Context) != "" }) {
		return v, false
	}
	var ok bool
	v.values, ok = condition.Atoms(tests, now, &s.request.Context, atomBudget)
	v.size = len(v.values)
	return v, ok
}

// byTest makes each test of a key a fact of its own, where no values stand for
// all: that errs to cases which cannot occur, and so to a verdict that is not
// certain.
func byTest(tests []*condition.Test) (list []variable) {
	for _, test := range tests {
		list = append(list, variable{label: test.Name(), test: test, size: 2})
	}
	return list
}

const atomBudget = 1 << 14

// trial is the outcome of every consistent combination of unknown facts.
type trial struct {
	rows [][]int // per case the value's index of each variable
	outs []outcome
}

// try computes the outcome of every combination.
func (s *scratch) try(variables []variable, cases int) *trial {
	table := &trial{}
	context := &s.request.Context
	saved, settled := slices.Clone(s.hits), s.facts
	row := make([]int, len(variables))
	for range cases {
		read := s.assume(variables, row, saved)
		if context.consistent() {
			t := s.tally(read)
			table.rows = append(table.rows, slices.Clone(row))
			table.outs = append(table.outs, outcomeOf(&t))
		}
		for i := range row {
			if row[i]++; row[i] < variables[i].size {
				break
			}
			row[i] = 0
		}
	}
	context.over = overlay{}
	copy(s.hits, saved)
	s.facts = settled
	return table
}

// assume sets every unknown fact to its value in row and matches the hits
// again; it returns the readings of the open layers.
func (s *scratch) assume(variables []variable, row []int, original []hit) readings {
	over := overlay{}
	facts, tests := map[string]bool{}, map[*condition.Test]bool{}
	var read readings
	for i, v := range variables {
		switch {
		case v.settle:
			s.facts[v.about] = truth(row[i] == 1)
		case v.layer != "":
			read = append(read, reading(row[i])+silent)
		case v.fact != "":
			facts[v.fact] = row[i] == 1
		case v.test != nil:
			tests[v.test] = row[i] == 1
		default:
			over.keys = append(over.keys, v.key)
			over.values = append(over.values, v.values[row[i]])
			if v.twin != "" {
				over.keys, over.values = append(over.keys, v.twin), append(over.values, Epoch(v.values[row[i]]))
			}
		}
	}
	s.request.Context.over = over
	for i := range s.hits {
		h := &s.hits[i]
		if original[i].truth != condition.Unknown {
			continue
		}
		fact := condition.True
		if h.fact != "" {
			fact = truth(facts[h.fact])
		}
		h.truth = fact.And(h.ofSession(&s.request.Context)).And(s.conditionsWith(h.statement, tests))
	}
	return read
}

// conditionsWith evaluates the tests, taking those that no value could stand
// for from the facts.
func (s *scratch) conditionsWith(st *statement, facts map[*condition.Test]bool) condition.Truth {
	all := condition.True
	for i := range st.tests {
		t := st.tests[i].Eval(&s.request.Context)
		if t == condition.Unknown {
			t = truth(facts[&st.tests[i]])
		}
		all = all.And(t)
	}
	return all
}

// decision reads the table: all cases allowed, none, or some.
func (t *trial) decision(variables []variable) Decision {
	var seen [3]bool
	for _, o := range t.outs {
		seen[o] = true
	}
	switch {
	case !seen[explicit] && !seen[implicit]:
		return Decision{Verdict: Allowed}
	case !seen[allowed] && !seen[implicit]:
		return Decision{Verdict: ExplicitDeny}
	case !seen[allowed]:
		return Decision{Verdict: ImplicitDeny}
	}
	d := Decision{Verdict: Conditional}
	for _, i := range t.essential(len(variables)) {
		d.name(variables[i])
	}
	return d
}

// essential returns a smallest set of variables, by dropping one after the
// other, that still tells allowed from denied.
func (t *trial) essential(n int) []int {
	kept := make([]int, n)
	for i := range kept {
		kept[i] = i
	}
	for i := n - 1; i >= 0; i-- {
		without := slices.DeleteFunc(slices.Clone(kept), func(k int) bool { return k == i })
		if t.tells(without) {
			kept = without
		}
	}
	return kept
}

// tells reports whether the variables alone determine the answer.
func (t *trial) tells(kept []int) bool {
	answers := map[string]bool{}
	key := make([]byte, 0, 2*len(kept))
	for i, row := range t.rows {
		key = key[:0]
		for _, k := range kept {
			key = append(key, byte(row[k]), byte(row[k]>>8))
		}
		yes := t.outs[i] == allowed
		if before, ok := answers[string(key)]; ok && before != yes {
			return false
		}
		answers[string(key)] = yes
	}
	return true
}
