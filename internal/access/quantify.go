package access

import (
	"slices"
	"strings"

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
}

// group is the worlds in which the same statements are active, and where the
// operation is allowed in them.
type group struct {
	worlds []*world
	where  region
}

// answer quantifies over worlds and object keys.
func (q *query) answer() answer {
	worlds, ok := q.worlds()
	if !ok {
		return q.tooMany()
	}
	groups, of := q.groups(worlds)
	a := answer{verdict: q.verdict(groups)}
	q.prove(&a, groups)
	if a.verdict == Conditional {
		q.dependsOn(&a, worlds, merged(groups, of))
	}
	if a.verdict == Partly {
		a.objects = q.describe(groups)
	}
	return a
}

// tooMany is the answer where there are more unknown facts than can be tried.
func (q *query) tooMany() answer {
	a := answer{verdict: Conditional}
	for _, v := range q.vars {
		if v.layer != "" {
			a.verdict = Unknown
			a.layers = append(a.layers, string(v.layer))
		} else {
			a.conditions = append(a.conditions, v.label)
		}
	}
	return a
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
			where := q.region(w)
			if q.operation.Capability != s3.List {
				where = intersect(matching(q.objects), where)
			}
			list = append(list, &group{where: where})
		}
		list[n].worlds = append(list[n].worlds, w)
		of = append(of, n)
	}
	return list, of
}

// universe is what is quantified over: every object key, or the bucket.
func (q *query) universe() region {
	if q.operation.Capability == s3.List {
		return region{op: everything}
	}
	return matching(q.objects)
}

// prefixIndex returns the place of s3:prefix among the variables, or -1: for
// list it is quantified over like an object key.
func (q *query) prefixIndex() int {
	if q.operation.Capability != s3.List {
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
	_, some := r.find()
	if some == glob.No {
		return noneOf
	}
	_, rest := intersect(q.universe(), r.complement()).find()
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
	case result != Partly || q.operation.Capability == s3.List:
		return result
	}
	for _, g := range groups[1:] {
		if !equalRegions(groups[0].where, g.where) {
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

func equalRegions(a, b region) bool {
	_, more := intersect(a, b.complement()).find()
	_, less := intersect(b, a.complement()).find()
	return more == glob.No && less == glob.No
}

// prove finds an allowed, a denied and the missed objects. A denied object that
// is meant tells more than one of which nobody speaks.
func (q *query) prove(a *answer, groups []*group) {
	reached, meant := region{}, region{}
	for _, m := range q.meant {
		meant = union(meant, m)
	}
	for _, g := range groups {
		if a.allowed == nil {
			a.allowed = q.witness(g, g.where)
		}
		reached = union(reached, g.where)
	}
	for _, in := range []region{meant, {op: everything}} {
		for _, g := range groups {
			if a.denied == nil {
				a.denied = q.witness(g, intersect(q.universe(), in, g.where.complement()))
			}
		}
	}
	if q.operation.Capability == s3.List {
		if w := q.deniedPrefix(groups); w != nil {
			a.denied = w
		}
		q.proveMissedPrefix(a, groups)
		return
	}
	for _, m := range q.meant {
		if len(groups) > 0 {
			a.miss(q.witness(groups[0], intersect(q.universe(), m, reached.complement())))
		}
	}
}

// miss adds a missed object that no other stands for.
func (a *answer) miss(w *Witness) {
	if w != nil && !slices.ContainsFunc(a.missed, func(k *Witness) bool {
		return k.Resource == w.Resource && k.prefix() == w.prefix()
	}) {
		a.missed = append(a.missed, w)
	}
}

func (w *Witness) prefix() string {
	if w.Prefix == nil {
		return ""
	}
	return *w.Prefix
}

// proveMissedPrefix finds a prefix that is meant and listed in no world. A
// policy that admits more prefixes than the other side is no sign that all of
// them are meant: it is enough that one is listed. An expectation means all.
func (q *query) proveMissedPrefix(a *answer, groups []*group) {
	prefix := q.prefixIndex()
	reached := map[int]bool{}
	var all, listed []*world
	for _, g := range groups {
		_, some := g.where.find()
		for _, w := range g.worlds {
			all = append(all, w)
			if some != glob.No {
				listed = append(listed, w)
				if prefix >= 0 {
					reached[w.row[prefix]] = true
				}
			}
		}
	}
	for _, m := range q.meantLists {
		admits := func(w *world) bool { return q.admits(m.tests, w) }
		if !m.every && slices.ContainsFunc(listed, admits) || m.every && prefix < 0 && len(listed) > 0 {
			continue
		}
		for _, w := range all {
			if admits(w) && (prefix < 0 || !reached[w.row[prefix]]) {
				a.miss(q.inWorld(w, q.bucket.Resource))
				break
			}
		}
	}
}

// deniedPrefix finds a meant listing that is denied in some world.
func (q *query) deniedPrefix(groups []*group) *Witness {
	for _, g := range groups {
		if _, some := g.where.find(); some != glob.No {
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

func (q *query) witness(g *group, where region) *Witness {
	key, found := where.find()
	if found != glob.Yes {
		return nil
	}
	if q.operation.Capability == s3.List {
		key = q.bucket.Resource
	}
	return q.inWorld(g.worlds[0], key)
}

func (q *query) inWorld(w *world, resource string) *Witness {
	a := q.bucket
	a.Resource = resource
	out := &Witness{Resource: a.String(), Facts: map[string]string{}, world: w}
	for key, v := range w.tried {
		if text := strings.Join(v.Values, ", "); v.State == condition.Present {
			if key == prefixKey {
				out.Prefix = &text
			}
			out.Facts[key] = text
		}
	}
	return out
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
		case v.key == prefixKey && q.operation.Capability == s3.List:
		default:
			a.conditions = append(a.conditions, v.label)
		}
	}
}

// merged gives worlds with equal regions the same group.
func merged(groups []*group, of []int) []int {
	first := make([]int, len(groups))
	for i := range groups {
		first[i] = i
		for j := range i {
			if equalRegions(groups[i].where, groups[j].where) {
				first[i] = first[j]
				break
			}
		}
	}
	out := make([]int, len(of))
	for i, g := range of {
		out[i] = first[g]
	}
	return out
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
	if q.operation.Capability != s3.List {
		for _, text := range groups[0].where.describe(describeLimit) {
			text = strings.ReplaceAll(text, q.objects.String(), q.bucket.Resource+"/*")
			list = append(list, strings.ReplaceAll(text, q.bucket.Resource+"/", ""))
		}
		return list
	}
	prefix := q.prefixIndex()
	for _, g := range groups {
		if _, some := g.where.find(); some == glob.No || prefix < 0 {
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
	keys := map[string]condition.Value{}
	for key, value := range q.base.keys {
		keys[key] = value
	}
	for key, value := range w.world.tried {
		keys[key] = value
	}
	resource := q.bucket
	if leg.On == s3.Object {
		_, resource.Resource, _ = strings.Cut(w.Resource, ":::")
	}
	return &authz.Request{
		Caller: authz.Caller{Role: q.asker.role, ID: q.asker.id, CanonicalID: q.asker.canonical},
		Action: leg.Action, Resource: resource, Owner: q.owner,
		Context: authz.Context{Keys: keys, Open: true},
	}
}
