package glob

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestPrefixesAgainstEach holds the index of prefixes against asking each.
func TestPrefixesAgainstEach(t *testing.T) {
	texts, r := textsOver("ab/", 4), rand.New(rand.NewPCG(7, 8))
	for range 2000 {
		list := make([]string, r.IntN(30))
		for i := range list {
			list[i] = texts[r.IntN(len(texts))]
		}
		of := texts[r.IntN(len(texts))]
		var want []int
		for i, text := range list {
			if strings.HasPrefix(text, of) || strings.HasPrefix(of, text) {
				want = append(want, i)
			}
		}
		if got := NewPrefixes(list).Near(of); !slices.Equal(got, want) {
			t.Fatalf("%q in %q: %v, want %v", of, list, got, want)
		}
	}
}
