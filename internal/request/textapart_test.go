package request

import (
	"math/rand/v2"
	"testing"

	"github.com/crossgrant/crossgrant/internal/glob"
)

// TestApartIsSound holds on random sets that no short text is in two that are apart,
// and that many are.
func TestApartIsSound(t *testing.T) {
	var texts []string
	for _, a := range []string{"", "a", "b"} {
		for _, b := range []string{"", "a", "b"} {
			for _, c := range []string{"", "a", "b"} {
				texts = append(texts, a+b+c)
			}
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	patterns := []string{"a*", "b*", "*a", "ab", "?b", "*", "b?a", "aa*"}
	const name = "name"
	var of func(depth int) *node
	of = func(depth int) *node {
		switch n := random.IntN(8); {
		case n == 0:
			return noRequest
		case n == 1:
			return allRequest
		case n < 4 && depth > 0:
			return joined(every, []*node{of(depth - 1), of(depth - 1)})
		case n < 6 && depth > 0:
			return joined(some, []*node{of(depth - 1), of(depth - 1)})
		case n == 6:
			return Text(name, glob.Parse(patterns[random.IntN(len(patterns))])).Not().node
		}
		return Text(name, glob.Parse(patterns[random.IntN(len(patterns))])).node
	}
	found := 0
	for range 20_000 {
		a, b := Set{of(3)}, Set{of(3)}
		if !Apart(a, b) {
			continue
		}
		found++
		for _, text := range texts {
			if a.HoldsText(text) && b.HoldsText(text) {
				t.Fatalf("%+v and %+v: %q", a, b, text)
			}
		}
	}
	if found < 1000 {
		t.Errorf("%d are apart", found)
	}
}
