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
		r.Each(v, func(item gjson.Result) {
			if list == nil {
				list = make([]T, 0, min(len(v.Raw)/max(len(item.Raw), 1)+1, batch)) // elements are of a size
			}
			list = append(list, read(r, item))
		})
		return list
	}
	var parts []*part[T]
	next, wait := make(chan *part[T], runtime.GOMAXPROCS(0)), sync.WaitGroup{}
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for p := range next {
				p.err = defect.Catch("", func() error { p.read(r.Candidate, read); return nil })
			}
		})
	}
	total := 0
	func() {
		defer close(next) // whatever happens, nobody waits for more
		r.batches(v, func(items []gjson.Result) {
			p := &part[T]{items: items}
			parts = append(parts, p)
			total += len(items)
			next <- p
		})
	}()
	wait.Wait()
	list := make([]T, 0, total)
	for i, p := range parts {
		if p.err != nil {
			panic(p.err) // whoever reads the file catches it
		}
		list = append(list, p.list...)
		for _, o := range p.odd {
			r.Records.odd(o)
		}
		parts[i] = nil
	}
	return list
}

// part is some of the items of a list, and what was read of them.
type part[T any] struct {
	items []gjson.Result
	list  []T
	odd   []Odd
	err   error
}

func (p *part[T]) read(of Candidate, read func(*Reader, gjson.Result) T) {
	r := &Reader{Candidate: of}
	p.list = make([]T, len(p.items))
	for i, item := range p.items {
		p.list[i] = read(r, item)
	}
	p.items, p.odd = nil, r.Records.Odd
}

// batches splits an array; the first parts are read while the last are looked for.
func (r *Reader) batches(v gjson.Result, yield func([]gjson.Result)) {
	items := make([]gjson.Result, 0, batch)
	r.Each(v, func(item gjson.Result) {
		if items = append(items, item); len(items) == batch {
			yield(items)
			items = make([]gjson.Result, 0, batch)
		}
	})
	if len(items) > 0 {
		yield(items)
	}
}
