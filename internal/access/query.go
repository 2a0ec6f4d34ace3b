package access

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// query is one operation asked of one pair, with everything settled but the
// object key and the unknown facts.
type query struct {
	asker      asker
	layers     *authz.Layers
	bucket     arn.ARN // its resource part is the bucket's name
	point      arn.ARN // the access point that requests go to; zero if to the bucket
	objects    glob.Pattern
	operation  s3.Operation
	legs       []s3.Leg
	owner      string // account of the bucket in this case
	prefix     string // of the objects and listings that are judged
	base       *context
	meant      []region // the meant objects, by what means them
	meantLists []meantList
	header     s3.Header // the ACL header of the call
	public     condition.Truth
	keys       []keyLeg
	missing    func(layer string) string
	carries    func(action, key string) bool // whether a request for the action can hold the key
	endpointOf func(id string) *snapshot.Endpoint
	compile    func(*snapshot.Document) *authz.Policy

	stages []stage
	steps  *steps
	// setSteps is what is left for questions about sets.
	setSteps int
	// listedIDs are canonical ids on the bucket's ACL that may be the caller's.
	listedIDs []string
	spelling  map[string]string // of condition keys, by lower case
	labels    map[string]string // of facts that are known by another name
	places    map[string]place  // by fact
	perLeg    [][]clause
	passed    *passed // nil where no answers are kept
	vars      []variable
	// implications say which facts cannot be so together.
	implications []implication
}

// meantList is the conditions of a statement that means a listing; every says
// that each prefix which passes them is meant, not any.
type meantList struct {
	tests []condition.Test
	every bool
}

// context is the request context of the query: known keys, the values that are
// being tried, and absence of what the leg's action never carries.
type context struct {
	keys  map[string]condition.Value
	tried map[string]condition.Value
	// carried reports whether a request for the action can hold the key.
	carried func(key string) bool
	// lacks reports whether a key that is not listed is known to be absent.
	lacks func(key string) bool
}

// Lookup implements condition.Context.
func (c *context) Lookup(key string) condition.Value {
	if v, ok := c.tried[key]; ok {
		return v
	}
	if v, ok := c.keys[key]; ok && !(c.carried != nil && slices.Contains(authz.OperationKeys, key) && !c.carried(key)) {
		return v
	}
	if c.carried != nil && !c.carried(key) || c.lacks != nil && c.lacks(key) {
		return condition.Value{State: condition.Absent}
	}
	return condition.Value{State: condition.StateUnknown}
}

// variable is an unknown fact with its possible values: those of a condition
// key, the readings of a layer whose text is missing, or false and true.
type variable struct {
	label  string // as people are told of it
	fact   string // what is true or false
	key    string
	twin   string // a key that denotes the same
	values []condition.Value
	names  []string // exclusive facts, each or none true: "" stands for none
	layer  authz.LayerName
	stage  int // whose text is missing, where there is no fact
	size   int
	// relaxed: statements hang on it and nothing else, so that there is a most
	// and a least that they can allow whatever it is.
	relaxed bool
	// placed: the fact is about where the object lies.
	placed bool
}

// onBucket reports whether the operation is about the bucket, or the account,
// and not about objects.
func (q *query) onBucket() bool { return q.legs[0].On != s3.Object }

// ofAccount reports whether it is about the caller's account alone.
func (q *query) ofAccount() bool { return q.legs[0].On == s3.Account }

// prefixKey is quantified over for list, as object keys are for the others.
const prefixKey = "s3:prefix"

const (
	// fewCases is up to how many combinations of unknown facts all are tried, maxCases
	// up to how many of those that are not relaxed, triedSteps how many statements
	// are looked at in all of them.
	fewCases   = 1 << 7
	maxCases   = 1 << 11
	triedSteps = 1 << 16
	atomBudget = 1 << 14
)

// prepare finds the clauses of every leg and the facts that they hang on.
func (q *query) prepare(carries func(action, key string) bool) {
	q.objects = objectsOf(q.bucket, q.prefix)
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
			facts = slices.Concat(facts, clauses[i].facts, clauses[i].unless, clauses[i].anyOf)
			clauses[i].settle(q.base)
		}
		clauses = slices.DeleteFunc(clauses, func(c clause) bool { return c.region.op == nothing })
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
		q.sharpen(&v)
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

// settle drops the tests that are true whatever the unknown facts are, and
// empties the clause if one is false.
func (c *clause) settle(base *context) {
	kept := c.tests[:0]
	for _, test := range c.tests {
		switch test.Eval(base) {
		case condition.False:
			c.region = region{}
		case condition.Unknown:
			kept = append(kept, test)
		}
	}
	c.tests = kept
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

// sharpen empties the clauses with several tests of a key that no value of it
// passes: apart, each of them may be passed.
func (q *query) sharpen(v *variable) {
	if v.key == "" {
		return
	}
	defer func() { q.base.tried = nil }()
	for _, clauses := range q.perLeg {
		for i := range clauses {
			c := &clauses[i]
			passes := func(value condition.Value) bool {
				q.base.tried = map[string]condition.Value{v.key: value}
				for j := range c.tests {
					if c.tests[j].Key() == v.key && c.tests[j].Eval(q.base) == condition.False {
						return false
					}
				}
				return true
			}
			if c.testsOf(v.key) > 1 && !slices.ContainsFunc(v.values, passes) {
				c.region = region{}
			}
		}
	}
}

func (c *clause) testsOf(key string) (n int) {
	for i := range c.tests {
		if c.tests[i].Key() == key {
			n++
		}
	}
	return n
}

// begins reports whether a listing's prefix is one of those that are judged.
func (q *query) begins(v condition.Value) bool {
	return q.prefix == "" || !q.onBucket() || v.State == condition.StateUnknown ||
		v.State == condition.Present && len(v.Values) == 1 && strings.HasPrefix(v.Values[0], q.prefix)
}

// region returns where the operation is allowed in a world: the keys for which
// every leg is granted and none is denied.
func (q *query) region(w *world) region {
	q.base.tried = w.tried
	defer func() { q.base.tried = nil }()
	if q.refuses(w) {
		return region{}
	}
	result := region{op: everything}
	for i := range q.keys {
		if where := q.keys[i].where; where != nil {
			result = intersect(result, *where)
		}
	}
	for i, leg := range q.legs {
		result = intersect(result, q.legRegion(w, leg, q.perLeg[i]))
	}
	return result
}

// favour counts the statements that allow in a world, and denies as many times
// over.
func (q *query) favour(w *world) (n int) {
	q.base.tried = w.tried
	defer func() { q.base.tried = nil }()
	for _, clauses := range q.perLeg {
		for i := range clauses {
			switch c := &clauses[i]; {
			case !q.active(c, w):
			case c.deny:
				n -= 1 << 16
			default:
				n++
			}
		}
	}
	return n
}

// spelled is a condition key as some policy writes it.
func (q *query) spelled(key string) string { return cmp.Or(q.spelling[key], key) }

// signature tells worlds apart by what is active in them.
func (q *query) signature(w *world) string {
	q.base.tried = w.tried
	defer func() { q.base.tried = nil }()
	var b strings.Builder
	for _, clauses := range q.perLeg {
		for i := range clauses {
			if q.active(&clauses[i], w) {
				b.WriteByte('1')
			} else {
				b.WriteByte('0')
			}
		}
	}
	for _, at := range slices.Sorted(maps.Keys(w.read)) {
		b.WriteByte(byte('a' + w.read[at]))
	}
	for at := range q.stages {
		if q.onWay(at, w) {
			b.WriteByte('+')
		} else {
			b.WriteByte('-')
		}
	}
	for i, fact := range settingFacts {
		if w.facts[fact] {
			b.WriteByte(byte('A' + i))
		}
	}
	for i := range q.keys {
		if !q.keys[i].grants(w) {
			b.WriteByte('!')
		}
	}
	if len(q.listedIDs) > 0 {
		b.WriteString(w.names[canonicalFact])
	}
	return b.String()
}

// objectsOf matches the resource part of every object's ARN in the bucket.
func objectsOf(bucket arn.ARN, prefix string) glob.Pattern {
	if prefix != "" {
		return glob.Join(glob.Literal(bucket.Resource+"/"+prefix), glob.Parse("*"))
	}
	return glob.Join(glob.Literal(bucket.Resource+"/"), glob.Parse("?*"))
}
