// Package parallel does what can be done side by side on all processors, and keeps the order.
package parallel

import (
	"iter"
	"runtime"

	"github.com/crossgrant/crossgrant/internal/defect"
)

// InOrder does something with each of the values, on all processors, and yields what came of
// it in the order of the values. No more than a few results wait for who takes them, and
// nothing is begun once nobody does. What do panics with, InOrder panics with where that
// result would come.
func InOrder[T, R any](values iter.Seq[T], do func(T) R) iter.Seq[R] {
	return func(yield func(R) bool) {
		waiting, stop := make(chan chan result[R], each*runtime.GOMAXPROCS(0)), make(chan struct{})
		defer close(stop)
		go func() {
			defer close(waiting)
			for v := range values {
				one := make(chan result[R], 1)
				select {
				case waiting <- one:
					go func() { one <- of(v, do) }()
				case <-stop:
					return
				}
			}
		}()
		for one := range waiting {
			r := <-one
			if r.err != nil {
				panic(r.err)
			}
			if !yield(r.value) {
				return
			}
		}
	}
}

// each is how many results wait for each processor: as one may take longer than another, and
// reading waits for the disk.
const each = 4

type result[R any] struct {
	value R
	err   error
}

func of[T, R any](v T, do func(T) R) (r result[R]) {
	r.err = defect.Catch("", func() error {
		r.value = do(v)
		return nil
	})
	return r
}
