package access

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/region"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// inWorld is a query in one world, as sets of object keys.
type inWorld struct {
	q *query
	w *world
}

var _ terms[region.Region] = (*inWorld)(nil)

func (in *inWorld) whole() region.Region                      { return region.Everything() }
func (in *inWorld) union(parts []region.Region) region.Region { return region.Union(parts...) }
func (in *inWorld) hopeless(r region.Region) bool             { return r.IsNothing() }
func (in *inWorld) region(r region.Region) region.Region      { return r }

// so is every key, or none.
func (in *inWorld) so(is bool) region.Region {
	if is {
		return region.Everything()
	}
	return region.Region{}
}

func (in *inWorld) told(fact string) region.Region {
	if of := exclusive(fact); of != "" {
		return in.so(in.w.names[of] == fact)
	}
	return in.so(in.w.facts[fact])
}

func (in *inWorld) usable(k *keyLeg) region.Region { return in.so(k.grants(in.w)) }

func (in *inWorld) onWay(at int) region.Region { return in.so(in.q.onWay(at, in.w)) }

func (in *inWorld) reading(at int) (grants, denies region.Region) {
	read := in.w.read[at]
	return in.so(read == readGrants), in.so(read == readDenies)
}

func (in *inWorld) clause(c *clause) (region.Region, bool) { return c.region, in.q.active(c, in.w) }

// region returns the keys for which the operation is allowed in a world.
func (q *query) region(w *world) region.Region { return q.regionOf(w, everyLeg) }

// regionOf is region for some of the legs.
func (q *query) regionOf(w *world, asked func(s3.Leg) bool) region.Region {
	q.base.tried = w.tried
	defer func() { q.base.tried = nil }()
	return allowedIn(q, &inWorld{q, w}, asked)
}

// among is the region of a world, of what is quantified over.
func (q *query) among(w *world) region.Region { return region.Intersect(q.universe(), q.region(w)) }

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
