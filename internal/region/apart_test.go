package region

import (
	"math/rand/v2"
	"testing"

	"github.com/crossgrant/crossgrant/internal/glob"
)

// TestApartIsSound holds on random regions that no short text is in two that are apart,
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
	var of func(depth int) Region
	of = func(depth int) Region {
		switch n := random.IntN(8); {
		case n == 0:
			return Region{op: nothing}
		case n == 1:
			return Everything()
		case n < 4 && depth > 0:
			return joined(all, []Region{of(depth - 1), of(depth - 1)})
		case n < 6 && depth > 0:
			return joined(any_, []Region{of(depth - 1), of(depth - 1)})
		case n == 6:
			return Matching(glob.Parse(patterns[random.IntN(len(patterns))])).Complement()
		}
		return Matching(glob.Parse(patterns[random.IntN(len(patterns))]))
	}
	found := 0
	for range 20_000 {
		a, b := of(3), of(3)
		if !Apart(a, b) {
			continue
		}
		found++
		for _, text := range texts {
			if a.Holds(text) && b.Holds(text) {
				t.Fatalf("%+v and %+v: %q", a, b, text)
			}
		}
	}
	if found < 1000 {
		t.Errorf("%d are apart", found)
	}
}
