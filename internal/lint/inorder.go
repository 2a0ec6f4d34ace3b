package lint

import (
	"iter"
	"runtime"
	"slices"

	"github.com/crossgrant/crossgrant/internal/parallel"
)

// batch is how many files are read one after the other where there are many: a small one
// takes no longer than handing it over.
const batch = 16

// inOrder reads files on all processors and yields the answers in the order of
// the files; no more than a few batches wait.
func inOrder(files []found, read func(found) answer) iter.Seq[*answer] {
	each := min(max(len(files)/(batch*runtime.GOMAXPROCS(0)), 1), batch)
	all := func(some []found) []answer {
		answers := make([]answer, len(some))
		for i, file := range some {
			answers[i] = caught(file, read)
		}
		return answers
	}
	return func(yield func(*answer) bool) {
		for answers := range parallel.InOrder(slices.Chunk(files, each), all) {
			for i := range answers {
				if !yield(&answers[i]) {
					return
				}
			}
		}
	}
}
