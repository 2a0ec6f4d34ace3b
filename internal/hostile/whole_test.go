// Package hostile runs the whole program on folders that nobody meant to
// write: exports whose values, texts and names were changed at random. Its
// tests hold what has to hold for every input:
//
//   - the exit code is 0, 1 or 2, and nothing panics or hangs;
//   - the same input gives the same output;
//   - every place of a finding is in its file;
//   - every file is judged, or said not to be;
//   - every patch applies, and leaves JSON that is judged again;
//   - the question of every pair has an answer.
//
// The seeds of `go test` are a few; a long run goes on from another one:
//
//	go test ./internal/hostile -run Whole -timeout 0 -for 2h -seed 1000
package hostile

import (
	"flag"
	"testing"
	"time"
)

var (
	long  = flag.Duration("for", 0, "how long to run")
	first = flag.Uint64("seed", 1, "the first seed")
)

// few is how many folders a test run makes without -for.
const few = 60

// enough is after how many folders that fail a long run ends.
const enough = 20

func TestWhole(t *testing.T) {
	corpus := readCorpus(t)
	begin, slowest, runs, failed := time.Now(), time.Duration(0), 0, 0
	more := func(n int) bool {
		if *long > 0 {
			return time.Since(begin) < *long && failed < enough
		}
		return n < few
	}
	for n := 0; more(n); n++ {
		seed := *first + uint64(n)
		f := newMutator(corpus, seed).folder()
		root := t.TempDir()
		c := check{TB: t, seed: seed, folder: f, root: root}
		c.all()
		if c.failed {
			failed++
		}
		slowest, runs = max(slowest, c.slowest), runs+c.runs
		if *long > 0 && n%1000 == 999 {
			t.Logf("%v: %d folders, %d runs, the slowest %v", time.Since(begin).Round(time.Second), n+1, runs, slowest)
		}
	}
}
