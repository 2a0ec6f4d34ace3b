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
