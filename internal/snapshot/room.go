package snapshot

import (
	"cmp"

	"github.com/crossgrant/crossgrant/internal/input"
)

// usualRoom is how many bytes of policy text stay read from loading to judging; what is
// read of a text takes twice as much beside it. Of an export with more, all of it is read
// again when it is judged: memory is what such an export wants most.
const usualRoom = 16 << 20

// letGo lets the documents of a file go, and those before them, once they take the room.
func (b *Builder) letGo(r *input.Records) {
	room := cmp.Or(b.options.Room, usualRoom)
	for d := range r.Texts() {
		if b.kept > room {
			d.LetGo()
			continue
		}
		if n := d.Count(); n > 0 {
			b.kept += n
			b.read = append(b.read, d)
		}
		if b.kept > room {
			for _, d := range b.read {
				d.LetGo()
			}
			b.read = nil
		}
	}
}
