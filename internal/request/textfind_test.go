package request

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

// random is a set of some depth; of many parts, where it is so.
func random(r *rand.Rand, depth int) Set {
	if depth == 0 || r.IntN(4) == 0 {
		var text strings.Builder
		for range r.IntN(4) {
			text.WriteString([]string{"a", "b", "/", "a", "b", "*", "?"}[r.IntN(7)])
		}
		if r.IntN(3) > 0 {
			text.WriteString("*")
		}
		one := Text("name", glob.Parse(text.String()))
		switch r.IntN(16) {
		case 0:
			return All()
		case 1:
			return Set{}
		case 2, 3, 4, 5:
			return one.Not()
		}
		return one
	}
	parts := make([]Set, 2+r.IntN(2))
	if r.IntN(3) == 0 {
		parts = make([]Set, manyParts+r.IntN(8))
	}
	for i := range parts {
		parts[i] = random(r, depth-1)
	}
	switch r.IntN(5) {
	case 0, 1:
		return Union(parts...)
	case 2, 3:
		return Intersection(parts...)
	}
	return Union(parts...).Not()
}

// TestFindTextAgainstEnumeration holds what FindText says of random sets, with few parts and
// many, against all short texts.
func TestFindTextAgainstEnumeration(t *testing.T) {
	texts, r := short(), rand.New(rand.NewPCG(3, 4))
	var answers [3]int
	for range 5_000 {
		of := Intersection(random(r, 3), random(r, 2))
		steps := NewSteps(1<<16, 0)
		text, answer := of.FindText(&steps)
		answers[answer]++
		switch {
		case answer == glob.Yes && !of.HoldsText(text):
			t.Fatalf("%q is not in %+v", text, of)
		case answer == glob.No && slices.ContainsFunc(texts, of.HoldsText):
			t.Fatalf("not empty: %+v", of)
		case of.Not().HoldsText(text) == of.HoldsText(text):
			t.Fatalf("%q is on both sides of %+v", text, of)
		}
	}
	if answers[glob.Yes] < 500 || answers[glob.No] < 500 || answers[glob.Unknown] > 50 {
		t.Errorf("%v", answers)
	}
	t.Logf("%d unknown, %d empty, %d not", answers[glob.Unknown], answers[glob.No], answers[glob.Yes])
}

// TestHull holds that of the texts which do not begin as a set's hull says all are in
// the set, or none.
func TestHull(t *testing.T) {
	texts, r := short(), rand.New(rand.NewPCG(5, 6))
	told := 0
	for range 5_000 {
		of := random(r, 3)
		prefix, outside := of.root().hull()
		for _, text := range texts {
			if !strings.HasPrefix(text, prefix) && of.HoldsText(text) != outside {
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
