package source

import (
	"fmt"
	"slices"
)

// Edit replaces the bytes of a span by a new text; an empty span inserts.
type Edit struct {
	Span Span
	New  string
}

// Apply returns text with all edits made. Edits may come in any order; those
// that overlap are an error, insertions at one place keep their order.
func Apply(text []byte, edits []Edit) ([]byte, error) {
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, func(a, b Edit) int { return a.Span.Start - b.Span.Start })
	size := len(text)
	for _, e := range edits {
		size += len(e.New)
	}
	out := make([]byte, 0, size)
	at := 0
	for _, e := range sorted {
		if e.Span.Start < at || e.Span.End < e.Span.Start || e.Span.End > len(text) {
			return nil, fmt.Errorf("edit of bytes %d to %d overlaps another or leaves the text",
				e.Span.Start, e.Span.End)
		}
		out = append(out, text[at:e.Span.Start]...)
		out = append(out, e.New...)
		at = e.Span.End
	}
	return append(out, text[at:]...), nil
}
