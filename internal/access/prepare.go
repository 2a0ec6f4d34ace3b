package access

import (
	"cmp"
	"maps"
	"slices"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/request"
)

// prepare finds the clauses of every leg and the facts that they hang on.
func (q *query) prepare(carries func(action, key string) bool) {
	q.findStages()
	for i, s := range q.stages {
		if s.layer.Open() {
			q.vars = append(q.vars, variable{label: string(s.Name), layer: s.Name, stage: i, size: 3})
		}
	}
	q.openSettings()
	q.perLeg = nil
	tests := map[string][]*condition.Test{}
	var keys, facts []string
	for _, leg := range q.legs {
		leg := leg
		q.base.carried = func(key string) bool { return carries(leg.Action, key) }
		var clauses []clause
		for at, s := range q.stages {
			for _, p := range s.layer.Policies {
				clauses = append(clauses, q.clauses(at, p, leg)...)
			}
		}
		for i := range clauses {
			facts = append(append(append(facts, clauses[i].facts...), clauses[i].unless...), clauses[i].anyOf...)
			clauses[i].settle(q.base)
		}
		clauses = slices.DeleteFunc(clauses, func(c clause) bool { return c.objects.IsNothing() })
		for i := range clauses {
			for j := range clauses[i].tests {
				test := &clauses[i].tests[j]
				if tests[test.Key()] == nil {
					keys = append(keys, test.Key())
				}
				tests[test.Key()] = append(tests[test.Key()], test)
			}
		}
		q.perLeg = append(q.perLeg, clauses)
	}
	keys = q.sharedTests(tests, keys)
	written := maps.Clone(tests)
	authz.Related(tests)
	repeated := q.repeated()
	for _, key := range keys {
		if tests[key] == nil {
			continue // it has become one with another
		}
		v := q.keyVariable(key, tests[key])
		if v.key == "" && len(written[key]) != len(tests[key]) {
			// No values stand for all: each key is a fact of its own.
			for _, each := range keys {
				if each != key && tests[each] == nil {
					q.vars = append(q.vars, variable{label: q.spelled(each), fact: each, size: 2, relaxed: true})
				}
			}
		}
		sharpen(&v, repeated[v.key], q.base)
		q.vars = append(q.vars, v)
	}
	for _, id := range q.listedIDs {
		facts = append(facts, canonicalID(id))
	}
	slices.Sort(facts)
	names := map[string][]string{}
	for _, fact := range slices.Compact(facts) {
		if of := exclusive(fact); of != "" {
			names[of] = append(names[of], fact)
			continue
		}
		q.vars = append(q.vars, variable{label: q.spelled(cmp.Or(q.labels[fact], fact)), fact: fact, size: 2, relaxed: true, placed: q.places[fact].texts != ""})
	}
	for _, of := range slices.Sorted(maps.Keys(names)) {
		v := variable{label: of, names: append([]string{""}, names[of]...), size: len(names[of]) + 1}
		v.relaxed = of != canonicalFact || len(q.listedIDs) == 0
		q.vars = append(q.vars, v)
	}
	q.settleKeys()
	q.implications = q.implied()
}

func (q *query) keyVariable(key string, tests []*condition.Test) variable {
	values, ok := condition.Atoms(tests, q.base.Lookup(key), q.base, atomBudget)
	values = q.plausible(key, values, tests)
	if key == sourceIP {
		values = publicOnly(values, tests)
	}
	if !ok {
		return variable{label: q.spelled(key), fact: key, size: 2, relaxed: true}
	}
	return variable{label: q.spelled(key), key: key, twin: authz.Twin(key), values: values, size: len(values), relaxed: key != prefixKey || !q.onBucket()}
}

// repeated lists the clauses that test a key more than once, by the key.
func (q *query) repeated() map[string][]*clause {
	list := map[string][]*clause{}
	for _, clauses := range q.perLeg {
		for i := range clauses {
			c := &clauses[i]
			if len(c.tests) < 2 {
				continue
			}
			number := map[string]int{}
			for j := range c.tests {
				key := c.tests[j].Key()
				if number[key]++; number[key] == 2 {
					list[key] = append(list[key], c)
				}
			}
		}
	}
	return list
}

// sharpen empties those of the clauses with several tests of a key that no value of it
// passes: apart, each of them may be passed.
func sharpen(v *variable, several []*clause, base *context) {
	defer func() { base.tried = nil }()
	for _, c := range several {
		passes := func(value condition.Value) bool {
			base.tried = map[string]condition.Value{v.key: value}
			for j := range c.tests {
				if c.tests[j].Key() == v.key && c.tests[j].Eval(base) == condition.False {
					return false
				}
			}
			return true
		}
		if !slices.ContainsFunc(v.values, passes) {
			c.objects = request.Set{}
		}
	}
}
