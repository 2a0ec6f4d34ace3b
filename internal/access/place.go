package access

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/region"
	"github.com/crossgrant/crossgrant/internal/request"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// place is what a fact about a Resource or NotResource element says of the object:
// that it lies in one of the patterns whose variables nobody knows, or outside all.
type place struct {
	texts   string
	outside bool
	names   []glob.Pattern // of the objects, a variable standing for itself
	partial bool           // not all patterns are among names
}

// implication is that one fact, or its contrary, entails another, or its contrary.
type implication struct {
	given, then     string
	ifGiven, isThen bool
}

// placed makes a fact of whether the object lies where an element with an open
// variable says.
func (q *query) placed(label string, e *policy.Elements, variables bool) string {
	p := place{texts: strings.Join(texts(e.Patterns), ", "), outside: e.Not}
	where := " in "
	if e.Not {
		where = " outside "
	}
	fact := q.labelled(label, label+where+p.texts)
	for _, t := range e.Patterns {
		template := condition.ParseTemplate(t.Value, variables)
		if _, _, open := template.Expand(q.base); len(open) == 0 {
			continue
		}
		if name, ok := q.symbolic(template); ok && !unknown.In(t.Value) {
			p.names = append(p.names, name)
		} else {
			p.partial = true
		}
	}
	if q.places == nil {
		q.places = map[string]place{}
	}
	q.places[fact] = p
	return fact
}

// symbolic is the pattern of objects that an ARN with variables names; ok is false
// where a wildcard for one character could be taken for a variable, or the ARN is not
// written out up to the bucket.
func (q *query) symbolic(t condition.Template) (name glob.Pattern, ok bool) {
	rest, ok := strings.CutPrefix(t.Symbolic().String(), strings.TrimSuffix(q.bucket.String(), q.bucket.Resource))
	return glob.Parse(rest), ok && !strings.Contains(rest, "?")
}

// implied finds which facts about places entail each other: what lies in the folder of
// a tag's value lies in what begins so, whatever that value is.
func (q *query) implied() (list []implication) {
	var facts []string
	for i := range q.vars {
		if _, is := q.places[q.vars[i].fact]; is {
			facts = append(facts, q.vars[i].fact)
		}
	}
	if len(facts) < 2 {
		return nil
	}
	near := q.placesNear(facts)
	for _, a := range facts {
		for _, b := range near(a) {
			if inner, outer := q.places[a], q.places[b]; a != b && inner.within(&outer) {
				list = append(list, implication{given: a, ifGiven: !inner.outside, then: b, isThen: !outer.outside})
			}
		}
	}
	return list
}

// placesNear finds the facts that one about places can entail: what covers the first of
// its names begins as that does, and the same texts are the same place.
func (q *query) placesNear(facts []string) func(fact string) []string {
	var prefixes, of []string // each with the fact that it is of
	same := map[string][]string{}
	for _, fact := range facts {
		p := q.places[fact]
		same[p.texts] = append(same[p.texts], fact)
		for _, name := range p.names {
			prefixes, of = append(prefixes, name.Prefix()), append(of, fact)
		}
	}
	index := region.NewPrefixes(prefixes)
	return func(fact string) (list []string) {
		p := q.places[fact]
		list = slices.Clone(same[p.texts])
		if len(p.names) > 0 {
			for _, i := range index.Near(p.names[0].Prefix()) {
				list = append(list, of[i])
			}
		}
		slices.Sort(list)
		return slices.Compact(list)
	}
}

func (p *place) within(outer *place) bool {
	covered := func(name glob.Pattern) bool {
		return slices.ContainsFunc(outer.names, func(o glob.Pattern) bool { return glob.Covers(o, name) })
	}
	return p.texts == outer.texts || !p.partial && len(p.names) > 0 && !slices.ContainsFunc(p.names, func(n glob.Pattern) bool { return !covered(n) })
}

// possible reports whether a world tells nothing that this rules out.
func (i *implication) possible(w *world) bool {
	given, givenTold := w.facts[i.given]
	then, thenTold := w.facts[i.then]
	return !givenTold || !thenTold || given != i.ifGiven || then == i.isThen
}

// places are the requests that no implication rules out.
func (s *inSets) places() {
	is := func(fact string, truth bool) request.Set {
		if truth {
			return s.fact(fact)
		}
		return s.fact(fact).Not()
	}
	for _, i := range s.q.implications {
		s.possible = append(s.possible, is(i.given, i.ifGiven).Not().Or(is(i.then, i.isThen)))
	}
}
