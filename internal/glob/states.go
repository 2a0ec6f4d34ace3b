package glob

import "slices"

// text returns the letters that lead to a node, and one more.
func (s *Search) text(at int, last rune) string {
	letters := []rune{last}
	for ; s.nodes[at].parent >= 0; at = int(s.nodes[at].parent) {
		letters = append(letters, s.nodes[at].letter)
	}
	slices.Reverse(letters)
	return string(letters)
}

// insert puts a node into the table; it is false if its state is there.
func (s *Search) insert(at int) bool {
	if 2*len(s.nodes) > len(s.table) {
		s.table = make([]int32, 2*len(s.table))
		for i := range at {
			s.enter(i)
		}
	}
	return s.enter(at)
}

func (s *Search) enter(at int) bool {
	list := s.lists[s.nodes[at].start:s.nodes[at].end]
	mask := uint64(len(s.table) - 1)
	for slot := hash(list) & mask; ; slot = (slot + 1) & mask {
		known := s.table[slot]
		if known == 0 {
			s.table[slot] = int32(at) + 1
			return true
		}
		other := s.nodes[known-1]
		if slices.Equal(s.lists[other.start:other.end], list) {
			return false
		}
	}
}

func hash(list []int32) uint64 {
	h := uint64(len(list))
	for _, x := range list {
		h = (h ^ uint64(x)) * 0x9E3779B97F4A7C15
		h ^= h >> 29
	}
	return h
}
