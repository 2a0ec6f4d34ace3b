package access

import (
	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/request"
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
	all        request.Set // of objects, or the bucket
	ofBucket   *elements   // what elements name of it
	operation  s3.Operation
	legs       []s3.Leg
	owner      string // account of the bucket in this case
	prefix     string // of the objects and listings that are judged
	base       *context
	meant      []request.Set // the meant objects, by what means them
	meantLists []meantList
	means      map[string]bool                  // the ARNs of the meant objects
	undenied   map[*policy.Document]request.Set // what a document denies nothing of, for certain
	header     s3.Header                        // the ACL header of the call
	public     condition.Truth
	keys       []keyLeg
	missing    func(layer string) string
	carries    func(action, key string) bool // whether a request for the action can hold the key
	endpointOf func(id string) *snapshot.Endpoint
	compile    func(*snapshot.Document) *authz.Policy

	stages []stage
	steps  *request.Steps
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
	explained map[*Witness][]Leg
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

// passed are the answers of all tests in a world that changes by one fact at a time:
// a statement with a hundred keys is asked about each of them, and what the others
// answer stays the same.
type passed struct {
	answers []condition.Truth
	tallies []tally             // of the clauses
	of      map[string][]testAt // by the one key that the answer hangs on
}

// testAt is a test and its place among those of all clauses.
type testAt struct {
	test   *condition.Test
	at     int
	clause int
}

// tally counts the tests of a clause that are passed and failed for certain.
type tally struct{ passed, failed int }

func (t *tally) count(answer condition.Truth, by int) {
	switch answer {
	case condition.True:
		t.passed += by
	case condition.False:
		t.failed += by
	}
}

// clausesAt finds the clauses of each leg that say something about a set, without
// asking each.
type clausesAt []*glob.Prefixes
