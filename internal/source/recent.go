package source

import "sync"

// Recent are the parts of packed texts that were asked for last, as they are: those that
// readers and judges on some processors are at. The zero value is ready, for any number of
// texts and goroutines.
type Recent struct {
	mutex sync.Mutex
	parts [recentParts]unpacked
	next  int
}

const recentParts = 32

// unpacked is a part that was asked for, with its places if those were.
type unpacked struct {
	of     *packed
	part   int
	text   []byte
	places *stretch
}

// find returns the part, without a text if it is not kept.
func (r *Recent) find(of *packed, part int) unpacked {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if one := r.at(of, part); one != nil {
		return *one
	}
	return unpacked{}
}

// keep keeps a part where it is already, or in the place of the one that came first.
func (r *Recent) keep(one unpacked) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if known := r.at(one.of, one.part); known != nil {
		*known = one
		return
	}
	r.parts[r.next] = one
	r.next = (r.next + 1) % recentParts
}

func (r *Recent) at(of *packed, part int) *unpacked {
	for i := range r.parts {
		if one := &r.parts[i]; one.of == of && one.part == part {
			return one
		}
	}
	return nil
}
