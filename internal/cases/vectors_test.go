package cases

import (
	"bufio"
	"bytes"
	"os"
	"testing"

	"github.com/crossgrant/crossgrant/internal/authz"
)

// TestVectors decides the cases of a file beside the repository, where there
// is one: none may disagree.
func TestVectors(t *testing.T) {
	file, err := os.Open("../../../shared/vectors/dev.jsonl")
	if err != nil {
		t.Skip("no file of decision cases beside the repository")
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	agreed, open := map[string]int{}, map[string]int{}
	for lines.Scan() {
		c, err := Read("dev.jsonl", append([]byte(nil), lines.Bytes()...))
		if err != nil {
			t.Errorf("%s: %v", c.ID, err)
			continue
		}
		a := c.Answer()
		switch difference := c.Differs(a); {
		case a.Verdict == authz.NotModelled.String():
			open[c.ID[:1]]++
		case difference == "":
			agreed[c.ID[:1]]++
		default:
			t.Errorf("%s (%s, %s): %s", c.ID, c.Confidence, c.Why, difference)
		}
	}
	t.Logf("agreed %v, not modelled %v", agreed, open)
}

// BenchmarkCase decides the cases of that file, one after the other: each from
// its line, and with its documents read.
func BenchmarkCase(b *testing.B) {
	text, err := os.ReadFile("../../../shared/vectors/dev.jsonl")
	if err != nil {
		b.Skip("no file of decision cases beside the repository")
	}
	lines := bytes.Split(bytes.TrimSpace(text), []byte("\n"))
	read := make([]*Case, len(lines))
	for i := range lines {
		if read[i], err = Read("dev.jsonl", lines[i]); err != nil {
			b.Fatal(err)
		}
	}
	i := 0
	next := func() int { i = (i + 1) % len(lines); return i }
	b.Run("line", func(b *testing.B) {
		for b.Loop() {
			c, _ := Read("dev.jsonl", lines[next()])
			c.Answer()
		}
	})
	b.Run("decision", func(b *testing.B) {
		for b.Loop() {
			authz.DecideCall(read[next()].legs)
		}
	})
	b.Run("answer", func(b *testing.B) {
		for b.Loop() {
			read[next()].Answer()
		}
	})
}
