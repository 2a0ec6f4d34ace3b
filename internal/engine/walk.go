package engine

import "github.com/crossgrant/crossgrant/internal/facts"

// walk notes which paths exist in facts. Members have names, elements have not: an index
// is never part of a path.
type walk struct {
	bits  []uint64
	few   [8]uint64 // enough for 512 paths without another allocation
	later []pending
	at    *branch // where the shape stands that tells its members
}

// pending is a fact that was not made, at a branch from which paths go on.
type pending struct {
	at   *branch
	fact *facts.Lazy
}

// branches are those that a member leads to: by its name, and as any member.
func (b *branch) branches(name string) [2]*branch { return [2]*branch{b.named[name], b.each} }

// ends reports whether no path goes on from a branch.
func (b *branch) ends() bool { return b.named == nil && b.each == nil }

func (w *walk) note(b *branch) {
	if b.bit >= 0 {
		w.bits[b.bit/64] |= 1 << (b.bit % 64)
	}
}

// value walks a value at a branch, nil for none.
func (w *walk) value(b *branch, v facts.Value) {
	if b == nil {
		return
	}
	if w.note(b); b.ends() {
		return
	}
	switch v := v.(type) {
	case *facts.Lazy:
		if v.Made() {
			w.value(b, v.Value())
		} else {
			w.later = append(w.later, pending{b, v})
		}
	case *facts.Site:
		w.value(b, v.Object())
	case facts.Object:
		for i := range v {
			for _, next := range b.branches(v[i].Name) {
				w.value(next, v[i].Value)
			}
		}
	case facts.Array:
		for _, item := range v {
			w.value(b.each, item)
		}
	case facts.Shapes:
		for _, item := range v {
			w.shape(b.each, item)
		}
	}
}

// shape is value for an object that is not put together.
func (w *walk) shape(b *branch, of facts.Shape) {
	if b == nil {
		return
	}
	if w.note(b); b.ends() || of == nil {
		return
	}
	above := w.at
	w.at = b
	of.Members(w)
	w.at = above
}

// Plain, Place, Shape, Element and Under are told by the shape that is walked.

func (w *walk) Plain(name string) {
	for _, b := range w.at.branches(name) {
		if b != nil {
			w.note(b)
		}
	}
}

func (w *walk) Place(name string, at *facts.Site) {
	for _, b := range w.at.branches(name) {
		w.value(b, at)
	}
}

func (w *walk) Shape(name string, of facts.Shape) {
	for _, b := range w.at.branches(name) {
		w.shape(b, of)
	}
}

func (w *walk) Element(name string, of facts.Shape) {
	for _, b := range w.at.branches(name) {
		if b != nil {
			w.note(b)
			w.shape(b.each, of)
		}
	}
}

func (w *walk) Under(name, key string, of facts.Shape) {
	for _, b := range w.at.branches(name) {
		if b == nil {
			continue
		}
		w.note(b)
		for _, next := range b.branches(key) {
			w.shape(next, of)
		}
	}
}
