package glob

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestIndexAgainstEach holds the index to what asking each pattern says.
func TestIndexAgainstEach(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	pattern := func() Pattern {
		var text []byte
		for range random.IntN(5) {
			text = append(text, "ab*?é"[random.IntN(5)])
		}
		return Parse(string(text))
	}
	covered := 0
	for range 3000 {
		var list []Pattern
		for range random.IntN(6) {
			list = append(list, pattern())
		}
		p := pattern()
		want := slices.ContainsFunc(list, func(q Pattern) bool { return q != p && Covers(q, p) })
		if got := NewIndex(list).Covers(p); got != want {
			t.Fatalf("%v among %v: %v, want %v", p, list, got, want)
		}
		if want {
			covered++
		}
	}
	if covered < 300 {
		t.Errorf("%d patterns were covered", covered)
	}
}
