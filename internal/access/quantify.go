package access

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/region"
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

// answer quantifies over worlds and object keys: combination by combination
// where they are few, else between what statements can allow at most and at
// least, and what lies between over sets of requests.
func (q *query) answer() answer {
	if a, ok := q.tried(fewCases); ok {
		return a
	}
	*q.steps = q.budget()
	return q.bounded()
}

// questionSteps is what all searches of one question may take together.
const questionSteps = 1 << 19

// maxKey is how many bytes the key of an object has at most (S3 User Guide,
// Naming Amazon S3 objects).
const maxKey = 1024

// budget is what the searches of the question may take. A key is as long as S3
// lets it be.
func (q *query) budget() region.Steps {
	return region.NewSteps(questionSteps, len(q.bucket.Resource)+len("/")+maxKey)
}

// tried tries all combinations; ok is false if they are more than the limit, or the
// statements in them.
func (q *query) tried(limit int) (a answer, ok bool) {
	if q.cases(every) > limit {
		return a, false
	}
	worlds, ok := q.worlds(every)
	if !ok || len(worlds)*q.size() > triedSteps {
		return a, false
	}
	groups, of := q.groups(worlds)
	a.verdict = q.verdict(groups)
	q.prove(&a, groups, q.reached(groups))
	if a.verdict == Conditional {
		q.dependsOn(&a, worlds, q.merged(groups, of))
		a.objects = q.sometimes(groups)
	}
	if a.verdict == Partly {
		a.objects = q.describe(groups)
	}
	return a, !q.steps.Spent()
}

// size is how many clauses have a say.
func (q *query) size() (n int) {
	for _, clauses := range q.perLeg {
		n += len(clauses)
	}
	return max(n, 1)
}

// extent is how much of the universe a region covers.
type extent uint8

const (
	noneOf extent = iota
	someOf
	allOf
	notKnown
)

func (q *query) extent(r region.Region) extent {
	_, some := r.Find(q.steps)
	if some == glob.No {
		return noneOf
	}
	_, rest := region.Intersect(q.universe(), r.Complement()).Find(q.steps)
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

func (q *query) equal(a, b region.Region) bool {
	_, more := region.Intersect(a, b.Complement()).Find(q.steps)
	if more != glob.No {
		return false
	}
	_, less := region.Intersect(b, a.Complement()).Find(q.steps)
	return less == glob.No
}

const describeLimit = 12

// sometimes lists the objects that a Conditional verdict is about, those that are
// reached in some world; none where that may be all of them.
func (q *query) sometimes(groups []*group) (list []string) {
	before := *q.steps
	within := func(a, b region.Region) bool {
		_, more := region.Intersect(a, b.Complement()).Find(q.steps)
		return more == glob.No
	}
	var regions []region.Region // none of which lies in another
	for _, g := range groups {
		if slices.ContainsFunc(regions, func(r region.Region) bool { return within(g.where, r) }) {
			continue
		}
		regions = append(slices.DeleteFunc(regions, func(r region.Region) bool { return within(r, g.where) }), g.where)
	}
	if reached := region.Union(regions...); !q.onBucket() && q.extent(reached) == someOf {
		list = q.keysIn(reached)
	}
	if q.steps.Spent() {
		// The verdict stands without it.
		*q.steps, list = before, nil
	}
	return list
}

// keysIn describes a region by patterns of object keys.
func (q *query) keysIn(r region.Region) (list []string) {
	for _, text := range r.Describe(describeLimit, q.steps) {
		text = strings.ReplaceAll(text, q.objects.String(), q.bucket.Resource+"/*")
		list = append(list, strings.ReplaceAll(text, q.bucket.Resource+"/", ""))
	}
	return list
}

// describe lists what a Partly verdict covers.
func (q *query) describe(groups []*group) (list []string) {
	if !q.onBucket() {
		return q.keysIn(groups[0].where)
	}
	prefix := q.prefixIndex()
	for _, g := range groups {
		if _, some := g.where.Find(q.steps); some == glob.No || prefix < 0 {
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
