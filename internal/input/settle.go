package input

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/parallel"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// longText is how long a text is that is not left to lie about once it was read.
const longText = policy.UsualRoom

// Settle packs the text of a long export that was read as a whole, and lets go what was read
// of its documents: both take many times the memory of what is kept. A file that people write
// stays as it is, for its edits.
func (of *Streams) Settle(r *Records) {
	f := r.File
	if f == nil || f.Len() < longText || !f.Packable() {
		return
	}
	for d := range r.Texts() {
		if o := d.Origin(); o.Source || o.Notation != nil {
			return
		}
	}
	for d := range r.Texts() {
		d.Own()
		d.LetGo()
	}
	pieces := func(yield func([]byte) bool) {
		for piece := range slices.Chunk(f.Text, usualPart) {
			if !yield(piece) {
				return
			}
		}
	}
	var parts []source.Part
	for part := range parallel.InOrder(pieces, func(piece []byte) source.Part { return new(source.Packer).Pack(piece) }) {
		parts = append(parts, part)
	}
	f.Pack(parts, &of.recent)
}
