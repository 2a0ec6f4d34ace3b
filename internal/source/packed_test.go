package source

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestPackedTextsAreTheSame holds that a text in packed parts has the places, lines and
// slices of the text itself.
func TestPackedTextsAreTheSame(t *testing.T) {
	random, recent := rand.New(rand.NewPCG(1, 1)), &Recent{}
	for n := range 60 {
		text := strings.Repeat("é\nab,\r\n", random.IntN(900)) + strings.Repeat("long é", random.IntN(500)) + strings.Repeat("\n", random.IntN(3))
		if n%3 == 0 {
			text = mark + text
		}
		var parts []Part
		var packer Packer
		for at := 0; at < len(text); {
			end := min(at+1+random.IntN(1+len(text)/(1+random.IntN(40))), len(text))
			parts = append(parts, packer.Pack([]byte(text[at:end])))
			at = end
		}
		plain, packed := NewFile("f", []byte(text)), NewPacked("f", parts, recent)
		if packed.Len() != len(text) || string(packed.Whole()) != text {
			t.Fatalf("%d bytes became %d", len(text), packed.Len())
		}
		for range 200 {
			at := random.IntN(len(text) + 3)
			if got, want := packed.Position(at), plain.Position(at); got != want {
				t.Fatalf("offset %d is at %v, want %v", at, got, want)
			}
			line := random.IntN(1 + strings.Count(text, "\n") + 3)
			if got, want := packed.Line(line), plain.Line(line); got != want {
				t.Fatalf("line %d is %q, want %q", line, got, want)
			}
			from := random.IntN(len(text) + 1)
			to := from + random.IntN(len(text)-from+1)
			if got := string(packed.Slice(Span{from, to})); got != text[from:to] {
				t.Fatalf("%d to %d is %q, want %q", from, to, got, text[from:to])
			}
		}
	}
}
