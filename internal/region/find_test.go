package region

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/glob"
)

// short are all texts of up to four of three letters.
func short() (texts []string) {
	texts = []string{""}
	for from := 0; len(texts[from]) < 4; from++ {
		for _, letter := range []string{"a", "b", "/"} {
			texts = append(texts, texts[from]+letter)
		}
	}
	return texts
}

// random is a region of some depth; of many parts, where it is so.
func random(r *rand.Rand, depth int) Region {
	if depth == 0 || r.IntN(4) == 0 {
		var text strings.Builder
		for range r.IntN(4) {
			text.WriteString([]string{"a", "b", "/", "a", "b", "*", "?"}[r.IntN(7)])
		}
		if r.IntN(3) > 0 {
			text.WriteString("*")
		}
		one := Matching(glob.Parse(text.String()))
		switch r.IntN(16) {
		case 0:
			return Everything()
		case 1:
			return Region{}
		case 2, 3, 4, 5:
			return one.Complement()
		}
		return one
	}
	parts := make([]Region, 2+r.IntN(2))
	if r.IntN(3) == 0 {
		parts = make([]Region, manyParts+r.IntN(8))
	}
	for i := range parts {
		parts[i] = random(r, depth-1)
	}
	switch r.IntN(5) {
	case 0, 1:
		return Union(parts...)
	case 2, 3:
		return Intersect(parts...)
	}
	return Union(parts...).Complement()
}

// TestFindAgainstEnumeration holds what Find says of random regions, with few parts and
// many, against all short texts.
func TestFindAgainstEnumeration(t *testing.T) {
	texts, r := short(), rand.New(rand.NewPCG(3, 4))
	var answers [3]int
	for range 5_000 {
		of := Intersect(random(r, 3), random(r, 2))
		steps := NewSteps(1<<16, 0)
		text, answer := of.Find(&steps)
		answers[answer]++
		switch {
		case answer == glob.Yes && !of.Holds(text):
			t.Fatalf("%q is not in %+v", text, of)
		case answer == glob.No && slices.ContainsFunc(texts, of.Holds):
			t.Fatalf("not empty: %+v", of)
		case of.Complement().Holds(text) == of.Holds(text):
			t.Fatalf("%q is on both sides of %+v", text, of)
		}
	}
	if answers[glob.Yes] < 500 || answers[glob.No] < 500 || answers[glob.Unknown] > 50 {
		t.Errorf("%v", answers)
	}
	t.Logf("%d unknown, %d empty, %d not", answers[glob.Unknown], answers[glob.No], answers[glob.Yes])
}

// TestHull holds that of the texts which do not begin as a region's hull says all are in
// the region, or none.
func TestHull(t *testing.T) {
	texts, r := short(), rand.New(rand.NewPCG(5, 6))
	told := 0
	for range 5_000 {
		of := random(r, 3)
		prefix, outside := of.hull()
		for _, text := range texts {
			if !strings.HasPrefix(text, prefix) && of.Holds(text) != outside {
				t.Fatalf("%q, %v: %q in %+v", prefix, outside, text, of)
			}
		}
		if prefix != "" {
			told++
		}
	}
	if told < 250 {
		t.Errorf("%d have one", told)
	}
}

// TestNear holds the index of prefixes against asking each.
func TestNear(t *testing.T) {
	texts, r := short(), rand.New(rand.NewPCG(7, 8))
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
