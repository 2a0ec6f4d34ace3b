package glob

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// pieces are patterns of some letters, each with a piece that texts have to hold.
func pieces(r *rand.Rand, letters string, n, length int) (list []Pattern) {
	for range n {
		var b strings.Builder
		for range 1 + r.IntN(length) {
			b.WriteByte(letters[r.IntN(len(letters))])
		}
		list = append(list, Parse([]string{"*", "*", "", "a*", "*b*"}[r.IntN(5)]+b.String()+"*"))
	}
	return list
}

// TestLongerIsSound holds against a shortest text that no number of bytes is said to be
// too few which is enough, and that where no piece overlaps another it is said.
func TestLongerIsSound(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	said := 0
	for range 3000 {
		in := pieces(r, "abc?", 1+r.IntN(4), 4)
		budget := 1 << 14
		shortest, answer := searchFor(in, nil, "", 'z').findStates("", &budget)
		if answer != Yes {
			continue
		}
		if longer(in, len(shortest)) {
			t.Fatalf("%v: %q is no text", in, shortest)
		}
		if longer(in, len(shortest)-1) {
			said++
		}
	}
	if said < 400 {
		t.Errorf("%d shortest texts are known to be", said)
	}
}

// TestManyWithin holds that many patterns have a text of up to so many bytes where one is
// known, in whatever way the pieces overlap, and never one of more.
func TestManyWithin(t *testing.T) {
	var whole strings.Builder
	for i := range 300 {
		whole.WriteByte(byte('a' + (i*i+i/7)%26))
	}
	var in []Pattern
	for i := range 20 {
		in = append(in, Parse("bkt/*"+whole.String()[i:i+150]+"*"))
	}
	for _, row := range []struct {
		longest int
		want    Answer
	}{{0, Yes}, {1024, Yes}, {200, Yes}, {100, No}} {
		budget := 1 << 14
		text, answer := FindWithin(in, nil, row.longest, &budget)
		if answer != row.want || answer == Yes && (!accepts(in, nil, text) || row.longest > 0 && len(text) > row.longest) {
			t.Errorf("of up to %d bytes: %s %q", row.longest, answer, text)
		}
	}
}

// TestMeetingAgainstEach holds that patterns meet where each two overlap.
func TestMeetingAgainstEach(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	var met [2]int
	for range 5000 {
		var in []Pattern
		var m Meeting
		all := true
		for _, p := range pieces(r, "ab?*", 2+r.IntN(4), 3) {
			if r.IntN(3) == 0 {
				p = Parse(strings.TrimSuffix(p.String(), "*") + "*ab"[:r.IntN(4)])
			}
			meets := m.Add(in, p)
			if want := !slices.ContainsFunc(in, func(q Pattern) bool { return !Overlaps(p, q) }); meets != want {
				t.Fatalf("%s with %v: %v", p, in, meets)
			}
			if all = all && meets; !all {
				break
			}
			in = append(in, p)
		}
		if all {
			met[1]++
		} else {
			met[0]++
		}
	}
	if met[0] < 500 || met[1] < 500 {
		t.Errorf("%v", met)
	}
}
