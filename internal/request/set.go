package request

// set is a set of small numbers, those of choices or of assertions. It does not
// change: with and or return another one.
type set []uint64

// with returns the set and i; nothing is added for a negative i.
func (s set) with(i int) set {
	if i < 0 || s.has(i) {
		return s
	}
	grown := make(set, max(len(s), i/64+1))
	copy(grown, s)
	grown[i/64] |= 1 << (i % 64)
	return grown
}

func (s set) without(i int) set {
	if !s.has(i) {
		return s
	}
	less := append(set(nil), s...)
	less[i/64] &^= 1 << (i % 64)
	return less
}

func (s set) has(i int) bool { return i/64 < len(s) && s[i/64]>>(i%64)&1 == 1 }

func (s set) or(t set) set {
	if len(s) < len(t) {
		s, t = t, s
	}
	if len(t) == 0 {
		return s
	}
	union := append(set(nil), s...)
	for i, bits := range t {
		union[i] |= bits
	}
	return union
}
