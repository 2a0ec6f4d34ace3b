package access

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/glob"
)

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
	index := glob.NewPrefixes(prefixes)
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
