package access

import (
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/request"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// elements are what Resource elements name of the bucket of a pair, where that hangs on
// nothing else: most of them are asked about for each leg of each operation.
type elements struct {
	sets  map[element]request.Set
	texts map[element][]string
}

// element is an element as one kind of leg asks about it, and one owner of the bucket.
type element struct {
	*policy.Elements
	on                s3.Target
	variables, behind bool
	owner             string
}

// put sets a value of a map that is made once it is needed: of most pairs all is known.
func put[K comparable, V any](in *map[K]V, key K, value V) {
	if *in == nil {
		*in = map[K]V{}
	}
	(*in)[key] = value
}
