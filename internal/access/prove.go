package access

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/request"
)

// reach is what is allowed in some world.
type reach struct {
	objects  request.Set
	listed   []*world     // in which the bucket may be listed
	prefixes map[int]bool // of those, by the value of the variable
}

// reached puts together what is allowed in the groups' worlds.
func (q *query) reached(groups []*group) *reach {
	r := &reach{prefixes: map[int]bool{}}
	prefix := q.prefixIndex()
	var parts []request.Set
	for _, g := range groups {
		parts = append(parts, g.where)
		if !q.onBucket() {
			continue
		}
		if _, some := g.where.FindText(q.steps); some == glob.No {
			continue
		}
		for _, w := range g.worlds {
			r.listed = append(r.listed, w)
			if prefix >= 0 {
				r.prefixes[w.row[prefix]] = true
			}
		}
	}
	r.objects = request.Union(parts...)
	return r
}

// prove finds an allowed, a denied and the missed objects. A denied object that
// is meant tells more than one of which nobody speaks.
func (q *query) prove(a *answer, groups []*group, r *reach) {
	meant := request.Union(q.meant...)
	for _, g := range groups {
		if a.allowed == nil {
			a.allowed = q.witness(g, g.where)
		}
	}
	for _, in := range []request.Set{meant, request.All()} {
		for _, g := range groups {
			if a.denied == nil {
				a.denied = q.witness(g, request.Intersection(q.universe(), in, g.where.Not()))
			}
		}
	}
	if q.onBucket() {
		if w := q.deniedPrefix(groups); w != nil {
			a.denied = w
		}
		q.proveMissedPrefix(a, groups, r)
		return
	}
	// What is denied in every case is told best by the one that comes nearest.
	if len(groups) == 0 {
		return
	}
	nearest := slices.MaxFunc(groups, func(a, b *group) int { return a.favour - b.favour })
	covered, outside := r.objects.Alternatives(), r.objects.Not()
	for _, m := range q.meant {
		if m = m.But(covered); !m.IsNothing() {
			a.miss(q.witness(nearest, request.Intersection(q.universe(), m, outside)))
		}
	}
}

// proveMissedPrefix finds a prefix that is meant and listed in no world. A
// policy that admits more prefixes than the other side is no sign that all of
// them are meant: it is enough that one is listed. An expectation means all.
func (q *query) proveMissedPrefix(a *answer, groups []*group, r *reach) {
	prefix := q.prefixIndex()
	var all []*world
	for _, g := range groups {
		all = append(all, g.worlds...)
	}
	for _, m := range q.meantLists {
		admits := func(w *world) bool { return q.admits(m.tests, w) }
		if !m.every && slices.ContainsFunc(r.listed, admits) || m.every && prefix < 0 && len(r.listed) > 0 {
			continue
		}
		// What is denied in every case is told best by the one that comes nearest.
		var nearest *world
		for _, w := range all {
			if admits(w) && (prefix < 0 || !r.prefixes[w.row[prefix]]) && (nearest == nil || q.favour(w) > q.favour(nearest)) {
				nearest = w
			}
		}
		if nearest != nil {
			a.miss(q.inWorld(nearest, q.bucket.Resource))
		}
	}
}

// deniedPrefix finds a meant listing that is denied in some world.
func (q *query) deniedPrefix(groups []*group) *Witness {
	for _, g := range groups {
		if _, some := g.where.FindText(q.steps); some != glob.No {
			continue
		}
		for _, w := range g.worlds {
			if slices.ContainsFunc(q.meantLists, func(m meantList) bool { return q.admits(m.tests, w) }) {
				return q.inWorld(w, q.bucket.Resource)
			}
		}
	}
	return nil
}

func (q *query) witness(g *group, where request.Set) *Witness {
	key, found := where.FindText(q.steps)
	if found != glob.Yes {
		return nil
	}
	if q.onBucket() {
		key = q.bucket.Resource
	}
	return q.inWorld(g.worlds[0], key)
}
