package access

import (
	"maps"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// answer is the verdict on a query with its proofs.
type answer struct {
	verdict         Verdict
	objects         []string
	conditions      []string
	layers          []string
	allowed, denied *Witness
	missed          []*Witness
	limit           string // that was passed on the way, as a sentence
}

// group is the worlds in which the same statements are active, and where the
// operation is allowed in them.
type group struct {
	worlds []*world
	where  region
	// favour is how much its worlds are on the side of the request.
	favour int
}

// answer quantifies over worlds and object keys: combination by combination
// where they are few, else between what statements can allow at most and at
// least.
func (q *query) answer() answer {
	if a, ok := q.tried(); ok {
		return a
	}
	*q.steps = steps{left: questionSteps}
	return q.bounded()
}

// tried tries all combinations; ok is false if they are too many.
func (q *query) tried() (a answer, ok bool) {
	worlds, ok := q.worlds(every)
	if !ok || len(worlds)*q.size() > triedSteps {
		return a, false
	}
	groups, of := q.groups(worlds)
	a.verdict = q.verdict(groups)
	q.prove(&a, groups, q.reached(groups))
	if a.verdict == Conditional {
		q.dependsOn(&a, worlds, q.merged(groups, of))
	}
	if a.verdict == Partly {
		a.objects = q.describe(groups)
	}
	return a, !q.steps.spent()
}

// size is how many clauses have a say.
func (q *query) size() (n int) {
	for _, clauses := range q.perLeg {
		n += len(clauses)
	}
	return max(n, 1)
}

// groups puts worlds with the same active statements together; of gives the
// group of each world.
func (q *query) groups(worlds []world) (list []*group, of []int) {
	index := map[string]int{}
	for i := range worlds {
		w := &worlds[i]
		key := q.signature(w)
		n, ok := index[key]
		if !ok {
			n = len(list)
			index[key] = n
			list = append(list, &group{where: q.among(w), favour: q.favour(w)})
		}
		list[n].worlds = append(list[n].worlds, w)
		of = append(of, n)
	}
	return list, of
}

// among is the region of a world, of what is quantified over.
func (q *query) among(w *world) region { return intersect(q.universe(), q.region(w)) }

// universe is what is quantified over: every object key, or the bucket.
func (q *query) universe() region {
	if q.onBucket() {
		return region{op: everything}
	}
	return matching(q.objects)
}

// prefixIndex returns the place of s3:prefix among the variables, or -1: for
// list it is quantified over like an object key.
func (q *query) prefixIndex() int {
	if !q.onBucket() {
		return -1
	}
	return slices.IndexFunc(q.vars, func(v variable) bool { return v.key == prefixKey })
}

// classes puts the groups together that differ in the prefix only, so that
// what is left to tell apart are unknown facts.
func (q *query) classes(groups []*group) map[string][]*group {
	prefix := q.prefixIndex()
	classes := map[string][]*group{}
	for _, g := range groups {
		for _, w := range g.worlds {
			key := rowKey(w.row, prefix)
			if !slices.Contains(classes[key], g) {
				classes[key] = append(classes[key], g)
			}
		}
	}
	return classes
}

func rowKey(row []int, without int) string {
	var b strings.Builder
	for i, v := range row {
		if i != without {
			b.WriteByte(byte(v))
			b.WriteByte(byte(v >> 8))
		}
	}
	return b.String()
}

// extent is how much of the universe a region covers.
type extent uint8

const (
	noneOf extent = iota
	someOf
	allOf
	notKnown
)

func (q *query) extent(r region) extent {
	_, some := r.find(q.steps)
	if some == glob.No {
		return noneOf
	}
	_, rest := intersect(q.universe(), r.complement()).find(q.steps)
	switch {
	case some == glob.Unknown || rest == glob.Unknown:
		return notKnown
	case rest == glob.No:
		return allOf
	}
	return someOf
}

// verdict compares the groups: allowed nowhere in any world, everywhere in
// every world, in the same part in every world, or not the same in all.
func (q *query) verdict(groups []*group) Verdict {
	if len(groups) == 0 {
		return Unknown
	}
	extents := map[*group]extent{}
	for _, g := range groups {
		if extents[g] = q.extent(g.where); extents[g] == notKnown {
			return Unknown
		}
	}
	same, result := true, Verdict(Unknown)
	first := true
	for _, class := range q.classes(groups) {
		v := classVerdict(class, extents)
		if first {
			result, first = v, false
		}
		same = same && v == result
	}
	switch {
	case !same:
		return Conditional
	case result != Partly || q.onBucket():
		return result
	}
	for _, g := range groups[1:] {
		if !q.equal(groups[0].where, g.where) {
			return Conditional
		}
	}
	return Partly
}

func classVerdict(class []*group, extents map[*group]extent) Verdict {
	every, none := true, true
	for _, g := range class {
		every = every && extents[g] == allOf
		none = none && extents[g] == noneOf
	}
	switch {
	case every:
		return Yes
	case none:
		return No
	}
	return Partly
}

func (q *query) equal(a, b region) bool {
	_, more := intersect(a, b.complement()).find(q.steps)
	if more != glob.No {
		return false
	}
	_, less := intersect(b, a.complement()).find(q.steps)
	return less == glob.No
}

// dependsOn names a smallest set of facts that tells the groups apart.
func (q *query) dependsOn(a *answer, worlds []world, of []int) {
	kept := make([]int, len(q.vars))
	for i := range kept {
		kept[i] = i
	}
	for i := len(q.vars) - 1; i >= 0; i-- {
		without := slices.DeleteFunc(slices.Clone(kept), func(k int) bool { return k == i })
		if tells(worlds, of, without) {
			kept = without
		}
	}
	for _, i := range kept {
		switch v := q.vars[i]; {
		case v.layer != "":
			a.verdict = Unknown
			a.layers = append(a.layers, string(v.layer))
		case v.key == prefixKey && q.onBucket():
		default:
			a.conditions = append(a.conditions, v.label)
		}
	}
}

// merged gives worlds with equal regions the same group. Regions that differ in
// one of the probes need no search to be told apart.
func (q *query) merged(groups []*group, of []int) []int {
	probes := q.probes()
	first := make([]int, len(groups))
	alike := map[string][]int{}
	for i, g := range groups {
		first[i] = i
		sign := make([]byte, len(probes))
		for j, probe := range probes {
			if g.where.holds(probe) {
				sign[j] = 1
			}
		}
		for _, j := range alike[string(sign)] {
			if q.equal(g.where, groups[j].where) {
				first[i] = j
				break
			}
		}
		if first[i] == i {
			alike[string(sign)] = append(alike[string(sign)], i)
		}
	}
	out := make([]int, len(of))
	for i, g := range of {
		out[i] = first[g]
	}
	return out
}

// maxProbes is how many strings tell regions apart at first sight.
const maxProbes = 64

// probes are members of the universe, one of each pattern that a clause names.
func (q *query) probes() (list []string) {
	universe := []glob.Pattern{q.objects}
	for _, clauses := range q.perLeg {
		for i := range clauses {
			for _, p := range clauses[i].region.patterns() {
				if len(list) == maxProbes {
					return list
				}
				if member, answer := glob.FindWithin(append(universe, p), nil, &q.steps.left); answer == glob.Yes {
					list = append(list, member)
				}
			}
		}
	}
	return list
}

func tells(worlds []world, of []int, kept []int) bool {
	seen := map[string]int{}
	for i := range worlds {
		var b strings.Builder
		for _, k := range kept {
			b.WriteByte(byte(worlds[i].row[k]))
			b.WriteByte(byte(worlds[i].row[k] >> 8))
		}
		if before, ok := seen[b.String()]; ok && before != of[i] {
			return false
		}
		seen[b.String()] = of[i]
	}
	return true
}

const describeLimit = 12

// describe lists what a Partly verdict covers.
func (q *query) describe(groups []*group) (list []string) {
	if !q.onBucket() {
		for _, text := range groups[0].where.describe(describeLimit, q.steps) {
			text = strings.ReplaceAll(text, q.objects.String(), q.bucket.Resource+"/*")
			list = append(list, strings.ReplaceAll(text, q.bucket.Resource+"/", ""))
		}
		return list
	}
	prefix := q.prefixIndex()
	for _, g := range groups {
		if _, some := g.where.find(q.steps); some == glob.No || prefix < 0 {
			continue
		}
		for _, w := range g.worlds {
			v := q.vars[prefix].values[w.row[prefix]]
			text := "no prefix"
			if v.State == condition.Present {
				text = "such as prefix " + strings.Join(v.Values, ", ")
			}
			if !slices.Contains(list, text) {
				list = append(list, text)
			}
		}
	}
	slices.Sort(list)
	return list
}

// request is the witness as authz asks it.
func (q *query) request(leg s3.Leg, w *Witness) *authz.Request {
	q.base.carried = func(string) bool { return true }
	keys := maps.Clone(q.base.keys)
	maps.Copy(keys, w.world.tried)
	resource := q.addressed(q.bucket.Resource)
	switch leg.On {
	case s3.Account:
		resource = arn.ARN{}
	case s3.Object:
		resource, _ = arn.Parse(w.Resource)
	}
	r := &authz.Request{
		Caller: authz.Caller{Role: q.asker.role, ID: q.asker.id, CanonicalID: q.asker.canonical},
		Action: leg.Action, Resource: resource, Owner: q.owner, Creates: q.operation.Creates,
		Context: authz.Context{Keys: keys, Open: true},
	}
	if !r.Creates {
		// The object's own access control list is taken to grant nothing.
		if r.Object = (&authz.Object{Owner: q.owner, ACL: &s3.ACL{}}); w.world.facts[foreignFact] {
			r.Object.Owner = ""
		}
	}
	return r
}
