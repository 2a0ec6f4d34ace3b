package access

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/authz"
)

// report copies an answer into the capability and explains it leg by leg.
func (q *query) report(c *Capability, a answer) {
	c.Verdict, c.Objects, c.Conditions = a.verdict, a.objects, a.conditions
	c.Allowed, c.Denied, c.Missing = a.allowed, a.denied, nil
	q.unreadable(c)
	c.Legs, c.Unreached = nil, nil
	for _, layer := range a.layers {
		if text := q.missing(layer); !slices.Contains(c.Missing, text) {
			c.Missing = append(c.Missing, text)
		}
	}
	if c.Limit = a.limit; a.limit != "" && a.verdict == Unknown {
		c.Missing = append(c.Missing, a.limit)
	}
	for _, w := range a.missed {
		c.Unreached = append(c.Unreached, Unreached{w, q.explain(w)})
	}
	switch {
	case len(c.Unreached) > 0:
		c.Legs = c.Unreached[0].Legs
	case a.denied != nil:
		c.Legs = q.explain(a.denied)
	case a.allowed != nil:
		c.Legs = q.explain(a.allowed)
	}
	q.replay(c)
}

// unreadable makes unknown what hangs on a condition that nobody can evaluate:
// one whose operator AWS does not have is never taken for the one that was meant.
func (q *query) unreadable(c *Capability) {
	if c.Verdict != Conditional {
		return
	}
	for _, clauses := range q.perLeg {
		for i := range clauses {
			for j := range clauses[i].tests {
				t := &clauses[i].tests[j]
				if t.Family() != 0 || !slices.Contains(c.Conditions, q.spelled(t.Key())) {
					continue
				}
				c.Verdict = Unknown
				if text := "what " + t.Wanted() + " asks for: AWS has no such condition operator"; !slices.Contains(c.Missing, text) {
					c.Missing = append(c.Missing, text)
				}
			}
		}
	}
}

// explain states what each layer does about each leg of a request.
func (q *query) explain(w *Witness) (legs []Leg) {
	defer func() { put(&q.explained, w, legs) }()
	chosen := map[string]bool{}
	for key := range w.world.tried {
		chosen[key] = true
	}
	for _, leg := range q.legs {
		r := q.asked(leg, w, q.keysOf(leg, w, false))
		layers := q.layersIn(w.world)
		l := newLeg(leg, layers, r, authz.Decide(layers, r).Verdict)
		l.Chosen = chosen
		legs = append(legs, l)
	}
	for i := range q.keys {
		legs = append(legs, q.keys[i].at(q, w).explained())
	}
	return legs
}

// unread says which policies of a layer could not be read, and why.
func (q *query) unread(layer authz.LayerName) (why []string) {
	add := func(l *authz.Layer) {
		for _, name := range l.Unread {
			why = append(why, name+", whose text is no policy document")
		}
		why = append(why, l.Doubts...)
	}
	for _, s := range q.stages {
		if s.Name == layer {
			add(s.layer)
		}
	}
	if key := q.layers.Key; key != nil && layer == authz.KMS {
		add(&key.Policy)
	}
	slices.Sort(why)
	return slices.Compact(why)
}
