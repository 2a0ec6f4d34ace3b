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
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/region"
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
	meant      []region.Region // the meant objects, by what means them
	meantLists []meantList
	means      map[string]bool                    // the ARNs of the meant objects
	undenied   map[*policy.Document]region.Region // what a document denies nothing of, for certain
	header     s3.Header                          // the ACL header of the call
	public     condition.Truth
	keys       []keyLeg
	missing    func(layer string) string
	carries    func(action, key string) bool // whether a request for the action can hold the key
	endpointOf func(id string) *snapshot.Endpoint
	compile    func(*snapshot.Document) *authz.Policy

	stages []stage
	steps  *region.Steps
	// setSteps is what is left for questions about sets.
	setSteps int
	// listedIDs are canonical ids on the bucket's ACL that may be the caller's.
	listedIDs []string
	spelling  map[string]string // of condition keys, by lower case
	labels    map[string]string // of facts that are known by another name
	places    map[string]place  // by fact
	perLeg    [][]clause
	clausesAt clausesAt // of perLeg, once they were looked for
	passed    *passed   // nil where no answers are kept
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

// begins reports whether a listing's prefix is one of those that are judged.
func (q *query) begins(v condition.Value) bool {
	return q.prefix == "" || !q.onBucket() || v.State == condition.StateUnknown ||
		v.State == condition.Present && len(v.Values) == 1 && strings.HasPrefix(v.Values[0], q.prefix)
}

// region returns where the operation is allowed in a world: the keys for which
// every leg is granted and none is denied.
func (q *query) region(w *world) region.Region {
	q.base.tried = w.tried
	defer func() { q.base.tried = nil }()
	if q.refuses(w) {
		return region.Region{}
	}
	result := region.Everything()
	for i := range q.keys {
		if where := q.keys[i].where; where != nil {
			result = region.Intersect(result, *where)
		}
	}
	for i, leg := range q.legs {
		result = region.Intersect(result, q.legRegion(w, leg, q.perLeg[i]))
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
