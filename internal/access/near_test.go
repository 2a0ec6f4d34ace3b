package access

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
	var of func(depth int) region
	of = func(depth int) region {
		switch n := random.IntN(8); {
		case n == 0:
			return region{op: nothing}
		case n == 1:
			return region{op: everything}
		case n < 4 && depth > 0:
			return region{op: all, parts: []region{of(depth - 1), of(depth - 1)}}
		case n < 6 && depth > 0:
			return region{op: any_, parts: []region{of(depth - 1), of(depth - 1)}}
		case n == 6:
			return matching(glob.Parse(patterns[random.IntN(len(patterns))])).complement()
		}
		return matching(glob.Parse(patterns[random.IntN(len(patterns))]))
	}
	found := 0
	for range 20_000 {
		a, b := of(3), of(3)
		if !apart(&a, &b) {
			continue
		}
		found++
		for _, text := range texts {
			if a.holds(text) && b.holds(text) {
				t.Fatalf("%+v and %+v: %q", a, b, text)
			}
		}
	}
	if found < 1000 {
		t.Errorf("%d are apart", found)
	}
}
