package written

import (
	"maps"
	"slices"

	"github.com/crossgrant/crossgrant/internal/facts"
)

// valued is a shape.
type valued interface{ Facts() facts.Value }

func listed[T valued](list []T) facts.Array {
	a := make(facts.Array, len(list))
	for i, x := range list {
		a[i] = x.Facts()
	}
	return a
}

func named(set map[string]bool) facts.Object {
	return facts.Keyed(slices.Collect(maps.Keys(set))...)
}

func keyed[T valued](set map[string]T) facts.Object {
	o := make(facts.Object, 0, len(set))
	for _, name := range slices.Sorted(maps.Keys(set)) {
		o = append(o, facts.Member{Name: name, Value: set[name].Facts()})
	}
	return o
}
