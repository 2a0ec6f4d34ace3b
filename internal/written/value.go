package written

import (
	"maps"
	"slices"

	"github.com/crossgrant/crossgrant/internal/facts"
)

func listed[T facts.Shape](list []T) facts.Array {
	a := make(facts.Array, len(list))
	for i, x := range list {
		a[i] = x.Object()
	}
	return a
}

// shapes are the list, not put together.
func shapes[T facts.Shape](list []T) facts.Shapes {
	a := make(facts.Shapes, len(list))
	for i, x := range list {
		a[i] = x
	}
	return a
}

func named(set map[string]bool) facts.Object {
	return facts.Keyed(slices.Collect(maps.Keys(set))...)
}

func keyed[T facts.Shape](set map[string]T) facts.Object {
	o := make(facts.Object, 0, len(set))
	for _, name := range slices.Sorted(maps.Keys(set)) {
		o = append(o, facts.Member{Name: name, Value: set[name].Object()})
	}
	return o
}
