package input

import (
	"hash/maphash"
	"strings"
)

// ownTexts copies strings of a file, so that they do not hold it in memory. Long answers say
// the same thousands of times, names of attached policies before all: those that came last
// are copied once.
type ownTexts struct {
	n    int
	last *[256]string
}

// manyTexts are more than most files have.
const manyTexts = 64

var textSeed = maphash.MakeSeed()

func (t *ownTexts) text(s string) string {
	if t.n++; t.n < manyTexts {
		return strings.Clone(s)
	}
	if t.last == nil {
		t.last = new([256]string)
	}
	last := &t.last[maphash.String(textSeed, s)%uint64(len(t.last))]
	if *last != s {
		*last = strings.Clone(s)
	}
	return *last
}
