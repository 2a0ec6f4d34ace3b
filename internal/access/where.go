package access

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/request"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// inWorld is a query in one world, where all is told but the object.
type inWorld struct {
	q *query
	w *world
}

var _ terms = (*inWorld)(nil)

// so is every key, or none.
func (in *inWorld) so(is bool) request.Set {
	if is {
		return request.All()
	}
	return request.Set{}
}

func (in *inWorld) told(fact string) request.Set {
	if of := exclusive(fact); of != "" {
		return in.so(in.w.names[of] == fact)
	}
	return in.so(in.w.facts[fact])
}

func (in *inWorld) usable(k *keyLeg) request.Set { return in.so(k.grants(in.w)) }

func (in *inWorld) onWay(at int) request.Set { return in.so(in.q.onWay(at, in.w)) }

func (in *inWorld) reading(at int) (grants, denies request.Set) {
	read := in.w.read[at]
	return in.so(read == readGrants), in.so(read == readDenies)
}

func (in *inWorld) clause(c *clause) request.Set {
	if in.q.active(c, in.w) {
		return c.objects
	}
	return request.Set{}
}

// where is for which objects the operation is allowed in a world.
func (q *query) where(w *world) request.Set { return q.whereOf(w, everyLeg) }

// whereOf is where for some of the legs.
func (q *query) whereOf(w *world, asked func(s3.Leg) bool) request.Set {
	q.base.tried = w.tried
	defer func() { q.base.tried = nil }()
	return allowedIn(q, &inWorld{q, w}, asked)
}

// among is where, of what is quantified over.
func (q *query) among(w *world) request.Set { return request.Intersection(q.universe(), q.where(w)) }

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

func (q *query) inWorld(w *world, resource string) *Witness {
	out := &Witness{Resource: q.addressed(resource).String(), Facts: map[string]string{}, Open: map[string]bool{}, world: w}
	for key, v := range w.tried {
		if v.State == condition.Absent && key != prefixKey {
			out.Without = append(out.Without, q.spelled(key))
		}
		if text := strings.Join(v.Values, ", "); v.State == condition.Present {
			if key == prefixKey {
				out.Prefix = &text
			}
			out.Facts[q.spelled(key)] = text
		}
	}
	slices.Sort(out.Without)
	for fact, so := range w.facts {
		out.Open[q.spelled(fact)] = so
	}
	for label, fact := range w.names {
		out.Open[cmp.Or(fact, label)] = fact != ""
	}
	return out
}

// admits reports whether a listing with the world's prefix passes the tests.
func (q *query) admits(tests []condition.Test, w *world) bool {
	q.base.tried = w.tried
	defer func() { q.base.tried = nil }()
	for i := range tests {
		if tests[i].Key() == prefixKey && tests[i].Eval(q.base) == condition.False {
			return false
		}
	}
	return true
}
