package input

import (
	"iter"
	"sync"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/parallel"
	"github.com/crossgrant/crossgrant/internal/source"
)

// So many bytes of values are decoded together, or so many values: a small file can hold
// millions.
const (
	chunkBytes  = 256 << 10
	chunkValues = 1 << 10
)

// all decodes the values that a text consists of, long ones on all processors: tools write
// one line of JSON for each of a hundred thousand roles.
func (d *decoder) all(roots iter.Seq[source.Span], size int) {
	if size < longList {
		for at := range roots {
			d.value(root(d.file, at))
		}
		return
	}
	var spare, idle sync.Pool // of chunks, and of who decodes them
	for part := range parallel.InOrder(chunks(roots, &spare), func(list *[]source.Span) *decoder {
		part, ok := idle.Get().(*decoder)
		if !ok {
			part = new(decoder)
		}
		*part = decoder{formats: d.formats, file: d.file, hints: d.hints, texts: d.texts}
		for _, at := range *list {
			part.value(root(d.file, at))
		}
		spare.Put(list)
		return part
	}) {
		d.join(part)
		idle.Put(part)
	}
}

// chunks yields the places of values that are decoded together.
func chunks(all iter.Seq[source.Span], spare *sync.Pool) iter.Seq[*[]source.Span] {
	next := func() *[]source.Span {
		if list, ok := spare.Get().(*[]source.Span); ok {
			*list = (*list)[:0]
			return list
		}
		return new(make([]source.Span, 0, chunkValues/4))
	}
	return func(yield func(*[]source.Span) bool) {
		list, size := next(), 0
		for at := range all {
			*list = append(*list, at)
			if size += at.End - at.Start; size >= chunkBytes || len(*list) == chunkValues {
				if !yield(list) {
					return
				}
				list, size = next(), 0
			}
		}
		if len(*list) > 0 {
			yield(list)
		}
	}
}

// value offers a top-level value or, of an array of objects, each of them.
func (d *decoder) value(v gjson.Result) {
	objects := false
	if v.IsArray() {
		v.ForEach(func(_, item gjson.Result) bool {
			objects = item.IsObject()
			return false
		})
	}
	if !objects {
		d.one(v)
		return
	}
	v.ForEach(func(_, item gjson.Result) bool {
		d.one(item)
		return true
	})
}

// join adds what was read of the values that follow.
func (d *decoder) join(part *decoder) {
	if part.records.Format != "" {
		d.records.Add(part.records)
	} else {
		for _, o := range part.records.Odd {
			d.records.odd(o)
		}
	}
	if d.unknown == 0 {
		d.first = part.first
	}
	d.unknown += part.unknown
}
