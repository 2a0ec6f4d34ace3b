package snapshot

import (
	"cmp"

	"github.com/crossgrant/crossgrant/internal/input"
)

// usualRoom is how many bytes of policy text stay read from loading to judging; what is
// read of a text takes twice as much beside it. Of an export with more the rest is read
// again when it is judged.
const usualRoom = 16 << 20

// letGo lets the documents of a file go, once those before them have taken the room.
func (b *Builder) letGo(r *input.Records) {
	room := cmp.Or(b.options.Room, usualRoom)
	for d := range r.Texts() {
		if b.kept > room {
			d.LetGo()
		} else {
			b.kept += d.Keep()
		}
	}
}
