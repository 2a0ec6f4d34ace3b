package access

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/request"
)

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
			a.condition(v.label)
		}
	}
}

// merged gives worlds with equal sets the same group. Sets that differ in
// one of the probes need no search to be told apart.
func (q *query) merged(groups []*group, of []int) []int {
	probes := q.probes()
	first := make([]int, len(groups))
	alike := map[string][]int{}
	for i, g := range groups {
		first[i] = i
		sign := make([]byte, len(probes))
		for j, probe := range probes {
			if g.where.HoldsText(probe) {
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

// probes are members of the universe, one of each pattern that a clause names.
func (q *query) probes() (list []string) {
	for _, clauses := range q.perLeg {
		for i := range clauses {
			for _, p := range clauses[i].objects.Patterns() {
				if len(list) == maxProbes {
					return list
				}
				if member, answer := request.Intersection(q.universe(), objectsLike(p)).FindText(q.steps); answer == glob.Yes {
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
