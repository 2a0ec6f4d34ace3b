package access

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/request"
)

// extremes are worlds on both sides of the request: for a frame the one in which
// statements allow most, as far as going from fact to fact leads there, and the
// one in which they allow least. They are few and need not be the very ends.
func (q *query) extremes(frames []frame) (groups []*group, of []int, worlds []world) {
	hangs := q.hangs()
	prefix := q.prefixIndex()
	for i := range frames {
		if i == maxFrames {
			break
		}
		for _, toward := range []int{1, -1} {
			w, ok := q.complete(frames[i].world, hangs, toward)
			if !ok {
				continue
			}
			if prefix < 0 {
				worlds = append(worlds, *w)
				continue
			}
			// A listing is judged by all its prefixes, all else being equal.
			for value := range q.vars[prefix].size {
				same := w.clone()
				if q.tell(same, prefix, value); q.consistent(same) {
					worlds = append(worlds, *same)
				}
			}
		}
	}
	groups, of = q.groups(worlds)
	return groups, of, worlds
}

// complete tells the relaxed facts of a frame, each so that the statements which
// hang on it are most on one side; ok is false if it finds no world that can be.
func (q *query) complete(frame *world, hangs []hanging, toward int) (*world, bool) {
	w := frame.clone()
	w.side = exactly
	for i := range q.vars {
		if q.vars[i].relaxed {
			q.tell(w, i, 0)
		}
	}
	q.base.tried = w.tried
	defer func() { q.base.tried = nil }()
	defer q.keepPassed(w)()
	can := q.consistent(w)
	for range 2 { // what was chosen first did not know of what was chosen last
		for i := range q.vars {
			if !q.vars[i].relaxed || !q.steps.Take(1) {
				continue
			}
			lean := q.leaner(w, i, &hangs[i])
			best, most := w.row[i], lean(w.row[i])*toward
			for value := range q.vars[i].size {
				q.tellKept(w, i, value)
				if now := can && q.vars[i].alone() || q.consistent(w); !now && can {
					continue
				} else if n := lean(value) * toward; n > most || now && !can {
					best, most, can = value, n, now
				}
			}
			q.tellKept(w, i, best)
		}
	}
	return w, can
}

// oneOfEach lists some worlds of which no two are of one group.
func oneOfEach(worlds []world, of []int) (bases []*world) {
	seen := map[int]bool{}
	for i := range worlds {
		if !seen[of[i]] && len(bases) < maxFrames {
			seen[of[i]] = true
			bases = append(bases, &worlds[i])
		}
	}
	return bases
}

// influences tells which facts change what is allowed in one of the worlds, one changed
// alone.
func (q *query) influences(bases []*world) (found []bool) {
	hangs := q.hangs()
	found = make([]bool, len(q.vars))
	for _, base := range bases {
		forget := q.keepPassed(base)
		where := q.among(base)
		for i := range q.vars {
			found[i] = found[i] || q.changes(base, i, hangs[i].all, where)
		}
		forget()
	}
	return found
}

// apart names these facts, and where there are none those that tell two of the worlds
// apart.
func (q *query) apart(a *answer, bases []*world, found []bool) {
	if len(bases) > 1 && !slices.Contains(found, true) {
		for i := range found {
			found[i] = bases[0].row[i] != bases[1].row[i]
		}
	}
	for i, is := range found {
		switch v := &q.vars[i]; {
		case !is || v.key == prefixKey && q.onBucket():
		case v.layer != "":
			a.verdict = Unknown
			a.layers = append(a.layers, string(v.layer))
		default:
			a.condition(v.label)
		}
	}
}

// changes reports whether another value of a variable changes what is allowed in
// a world. Where no steps are left it is enough that a statement changes.
func (q *query) changes(w *world, i int, hangs []*clause, where request.Set) bool {
	v, was := &q.vars[i], w.row[i]
	defer q.tellKept(w, i, was)
	before := q.state(w, hangs)
	for value := range min(v.size, maxAlternatives) {
		if q.tellKept(w, i, value); value == was || !v.alone() && !q.consistent(w) {
			continue
		}
		after := q.state(w, hangs)
		if v.relaxed && slices.Equal(before, after) {
			continue
		}
		if !q.steps.Take(len(hangs)) || !v.relaxed && !q.steps.Take(4*q.size()) {
			return true
		}
		if cut, ok := onlyDenies(hangs, before, after); ok && v.relaxed {
			if _, some := request.Intersection(where, cut).FindText(q.steps); some == glob.Yes {
				return true
			}
		} else if v.relaxed {
			if !q.equalNear(w, i, was, changedIn(hangs, before, after)) {
				return true
			}
		} else if !q.equal(where, q.among(w)) {
			return true
		}
	}
	return false
}

// onlyDenies returns where denies begin to apply; ok is false if something else
// changes.
func onlyDenies(clauses []*clause, before, after []condition.Truth) (cut request.Set, ok bool) {
	for i, c := range clauses {
		switch {
		case before[i] == after[i]:
		case c.deny && after[i] == condition.True:
			cut = request.Union(cut, c.objects)
		default:
			return cut, false
		}
	}
	return cut, true
}

// state is which of the clauses match in a world.
func (q *query) state(w *world, clauses []*clause) []condition.Truth {
	q.base.tried = w.tried
	defer func() { q.base.tried = nil }()
	list := make([]condition.Truth, len(clauses))
	for i, c := range clauses {
		list[i] = q.matches(c, w)
	}
	return list
}
