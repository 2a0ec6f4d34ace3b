package lint

import (
	"fmt"

	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// Progress is how far a run is.
type Progress struct {
	// Judged and Subjects count documents, roles, buckets and pairs.
	Judged, Subjects int
	Findings         int
}

// subjects is how many there are to judge.
func (w *World) subjects(pairs []*snapshot.Pair) (n int) {
	for range w.roles() {
		n++
	}
	return n + len(w.Snapshot.Documents) + len(w.Snapshot.Buckets) + len(pairs) + 1
}

// Interruption is the error of a run whose context ended before all was judged.
type Interruption struct{ Progress }

// Error says how much was judged.
func (i *Interruption) Error() string {
	return fmt.Sprintf("interrupted: %d of %d subjects were judged, and what was found in them is all that is told", i.Judged, i.Subjects)
}
