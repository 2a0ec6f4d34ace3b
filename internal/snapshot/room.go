package snapshot

import (
	"cmp"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// letGo lets the documents of a file go, and those before them, once they take the room or
// one was not read for want of it.
func (b *Builder) letGo(r *input.Records) {
	room := cmp.Or(b.options.Room, policy.UsualRoom)
	for d := range r.Texts() {
		if b.full {
			d.LetGo()
			continue
		}
		if n := d.Count(); n > 0 {
			b.kept += n
			b.read = append(b.read, d)
		}
		if b.full = b.kept > room || !d.Held(); b.full {
			for _, d := range b.read {
				d.LetGo()
			}
			b.read = nil
		}
	}
}
