package source

import "sync"

// Recent are the parts of packed texts that were asked for last, as they are: those that
// readers and judges on some processors are at. The room of a part that is no longer among
// them is that of the next one. The zero value is ready, for any number of texts and
// goroutines.
type Recent struct {
	mutex sync.Mutex
	parts [recentParts]*unpacked
	next  int
	spare [][]byte // room of parts that were let go
}

const recentParts = 32

// unpacked is a part that was asked for, with its places once those were.
type unpacked struct {
	of    *packed
	part  int
	text  []byte
	users int  // of the text, at the moment
	gone  bool // it is no longer among the recent ones

	once   sync.Once
	places *stretch
}

// use has a part used by somebody who keeps nothing of it.
func (r *Recent) use(of *packed, part int, do func(*unpacked)) {
	one := r.take(of, part)
	defer r.give(one)
	do(one)
}

func (r *Recent) take(of *packed, part int) *unpacked {
	known, room := r.known(of, part)
	if known != nil {
		return known
	}
	return r.keep(&unpacked{of: of, part: part, text: unpack(room, of.parts[part].stored), users: 1})
}

// known returns the part for one more use or, where it is not there, room for it.
func (r *Recent) known(of *packed, part int) (one *unpacked, room []byte) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if one = r.at(of, part); one != nil {
		one.users++
	} else if last := len(r.spare) - 1; last >= 0 {
		room, r.spare = r.spare[last], r.spare[:last]
	}
	return one, room
}

// keep keeps a part in the place of the one that came first, unless another one has unpacked
// it meanwhile: then it returns that.
func (r *Recent) keep(one *unpacked) *unpacked {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if known := r.at(one.of, one.part); known != nil {
		r.spare = append(r.spare, one.text)
		known.users++
		return known
	}
	if old := r.parts[r.next]; old != nil {
		old.gone = true
		r.free(old)
	}
	r.parts[r.next] = one
	r.next = (r.next + 1) % recentParts
	return one
}

// give is the end of a use.
func (r *Recent) give(one *unpacked) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	one.users--
	r.free(one)
}

// free takes back the room of a part that is gone, once nobody uses it.
func (r *Recent) free(one *unpacked) {
	if one.gone && one.users == 0 {
		r.spare = append(r.spare, one.text)
	}
}

func (r *Recent) at(of *packed, part int) *unpacked {
	for _, one := range r.parts {
		if one != nil && one.of == of && one.part == part {
			return one
		}
	}
	return nil
}
