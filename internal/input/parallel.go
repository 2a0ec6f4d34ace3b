package input

import (
	"runtime"
	"sync"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/defect"
)

// A list of fewer bytes is read faster alone than by several, in batches of so
// many items.
const (
	longList = 1 << 20
	batch    = 128
)

// List reads the elements of an array, in their order. A long one is read on
// all processors, and read must then keep to its Reader.
func List[T any](r *Reader, v gjson.Result, read func(*Reader, gjson.Result) T) []T {
	if len(v.Raw) < longList || !v.IsArray() {
		var list []T
		r.Each(v, func(item gjson.Result) { list = append(list, read(r, item)) })
		return list
	}
	parts := r.batches(v)
	lists, readers, errs := make([][]T, len(parts)), make([]Reader, len(parts)), make([]error, len(parts))
	next, wait := make(chan int), sync.WaitGroup{}
	for range min(runtime.GOMAXPROCS(0), len(parts)) {
		wait.Go(func() {
			for i := range next {
				errs[i] = defect.Catch("", func() error {
					readers[i].Candidate = r.Candidate
					lists[i] = make([]T, len(parts[i]))
					for k, item := range parts[i] {
						lists[i][k] = read(&readers[i], item)
					}
					return nil
				})
			}
		})
	}
	for i := range parts {
		next <- i
	}
	close(next)
	wait.Wait()
	total := 0
	for i := range lists {
		total += len(lists[i])
	}
	list := make([]T, 0, total)
	for i := range lists {
		if errs[i] != nil {
			panic(errs[i]) // whoever reads the file catches it
		}
		list = append(list, lists[i]...)
		lists[i] = nil
		for _, o := range readers[i].Records.Odd {
			r.Records.odd(o)
		}
	}
	return list
}

// batches splits an array.
func (r *Reader) batches(v gjson.Result) (parts [][]gjson.Result) {
	part := make([]gjson.Result, 0, batch)
	r.Each(v, func(item gjson.Result) {
		if part = append(part, item); len(part) == batch {
			parts = append(parts, part)
			part = make([]gjson.Result, 0, batch)
		}
	})
	if len(part) > 0 {
		parts = append(parts, part)
	}
	return parts
}
