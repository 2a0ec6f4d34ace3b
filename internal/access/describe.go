package access

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/request"
)

// sometimes lists the objects that a Conditional verdict is about, those that are
// reached in some world; none where that may be all of them.
func (q *query) sometimes(groups []*group) (list []string) {
	before := *q.steps
	within := func(a, b request.Set) bool {
		_, more := request.Intersection(a, b.Not()).FindText(q.steps)
		return more == glob.No
	}
	var parts []request.Set // none of which lies in another
	for _, g := range groups {
		if slices.ContainsFunc(parts, func(r request.Set) bool { return within(g.where, r) }) {
			continue
		}
		parts = append(slices.DeleteFunc(parts, func(r request.Set) bool { return within(r, g.where) }), g.where)
	}
	if reached := request.Union(parts...); !q.onBucket() && q.extent(reached) == someOf {
		list = q.keysIn(reached)
	}
	if q.steps.Spent() {
		// The verdict stands without it.
		*q.steps, list = before, nil
	}
	return list
}

// keysIn describes a set by patterns of object keys.
func (q *query) keysIn(r request.Set) (list []string) {
	for _, text := range r.DescribeText(describeLimit, q.steps) {
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
		if _, some := g.where.FindText(q.steps); some == glob.No || prefix < 0 {
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
