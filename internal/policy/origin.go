package policy

import (
	"sync"

	"github.com/crossgrant/crossgrant/internal/source"
)

// origin is a source.Origin of which there are hundreds of thousands: what most of them have
// in common they share.
type origin struct {
	file *source.File
	span source.Span
	how  *source.Origin // all else; nil where there is nothing
}

// encoded are the origins that are encoded, and no more, by their encodings.
var encoded sync.Map

// fewEncodings are encodings of which there are few sequences.
const fewEncodings = 2

func originOf(o source.Origin) origin {
	at := origin{file: o.File, span: o.Span}
	switch {
	case o.Rendered != nil, o.Notation != nil, o.Source, o.Maker != "", len(o.Encodings) > fewEncodings:
		at.how = how(o)
	case len(o.Encodings) > 0:
		var key [fewEncodings]source.Encoding
		copy(key[:], o.Encodings)
		known, ok := encoded.Load(key)
		if !ok {
			known, _ = encoded.LoadOrStore(key, how(o))
		}
		at.how = known.(*source.Origin)
	}
	return at
}

// how is an origin but for where it is.
func how(o source.Origin) *source.Origin {
	o.File, o.Span = nil, source.Span{}
	return &o
}

// Origin returns where the document lies.
func (d *Document) Origin() source.Origin {
	var o source.Origin
	if d.at.how != nil {
		o = *d.at.how
	}
	o.File, o.Span = d.at.file, d.at.span
	return o
}

// Place says where the document lies: whoever reads it learns more of that than it knows.
func (d *Document) Place(o source.Origin) { d.at = originOf(o) }
