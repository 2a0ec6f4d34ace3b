package report

import (
	"iter"
	"slices"

	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/parallel"
)

// batch is how many findings are written at one time.
const batch = 64

// written is the text of some findings, up to one that cannot be written.
type written struct {
	texts [][]byte
	err   error
}

// each yields the findings as write writes them, in their order and on all processors. It
// ends behind an error, and panics with what write panics with.
func each(findings []finding.Finding, write func(*finding.Finding) ([]byte, error)) iter.Seq2[[]byte, error] {
	all := func(some []finding.Finding) (w written) {
		for i := 0; i < len(some) && w.err == nil; i++ {
			var text []byte
			if text, w.err = write(&some[i]); w.err == nil {
				w.texts = append(w.texts, text)
			}
		}
		return w
	}
	return func(yield func([]byte, error) bool) {
		for w := range parallel.InOrder(slices.Chunk(findings, batch), all) {
			for _, text := range w.texts {
				if !yield(text, nil) {
					return
				}
			}
			if w.err != nil {
				yield(nil, w.err)
				return
			}
		}
	}
}

// inBatches yields what becomes of each of the values, in their order; it is done on all
// processors.
func inBatches[T, R any](values []T, do func(T) R) iter.Seq[R] {
	all := func(some []T) []R {
		done := make([]R, len(some))
		for i, v := range some {
			done[i] = do(v)
		}
		return done
	}
	return func(yield func(R) bool) {
		for some := range parallel.InOrder(slices.Chunk(values, batch), all) {
			for _, r := range some {
				if !yield(r) {
					return
				}
			}
		}
	}
}
