package source

import (
	"bytes"
	"slices"
	"sort"
	"sync"

	"github.com/klauspost/compress/s2"
)

// packed is a text that is too long to lie about: its parts are compressed, and those
// that were asked for last are kept as they are. Exports repeat themselves, so that
// hardly a twentieth is left, and it takes less time than the reading.
type packed struct {
	ends  []int // of the parts, in the text
	parts [][]byte

	mutex  sync.Mutex
	recent [recentParts]struct {
		part int
		text []byte
	}
	next int
}

// recentParts is how many parts are kept as they are: those that readers and judges on
// some processors are at.
const recentParts = 16

// Part is one part of a packed text.
type Part struct {
	size   int
	stored []byte
}

// Packer packs parts of a text, one after the other in the same space.
type Packer struct{ space []byte }

// Pack packs a part.
func (p *Packer) Pack(text []byte) Part {
	if need := s2.MaxEncodedLen(len(text)); cap(p.space) < need {
		p.space = make([]byte, need)
	}
	return Part{len(text), bytes.Clone(s2.Encode(p.space[:cap(p.space)], text))}
}

// NewPacked returns the file that consists of parts, none of them empty. Its Text is
// empty: it is asked by Slice, which copies nothing of what lies inside one part.
func NewPacked(name string, parts []Part) *File {
	p := &packed{}
	size := 0
	for _, part := range parts {
		size += part.size
		p.ends = append(p.ends, size)
		p.parts = append(p.parts, part.stored)
	}
	return &File{Name: name, packed: p}
}

func (p *packed) len() int {
	if len(p.ends) == 0 {
		return 0
	}
	return p.ends[len(p.ends)-1]
}

// part returns the text of a part and where it begins.
func (p *packed) part(i int) (text []byte, begin int) {
	if i > 0 {
		begin = p.ends[i-1]
	}
	p.mutex.Lock()
	for at := range p.recent {
		if r := &p.recent[at]; r.part == i && r.text != nil {
			text = r.text
		}
	}
	p.mutex.Unlock()
	if text != nil {
		return text, begin
	}
	text = unpack(nil, p.parts[i])
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.recent[p.next].part, p.recent[p.next].text = i, text
	p.next = (p.next + 1) % recentParts
	return text, begin
}

// eachPart hands out the whole text, part by part; nobody may keep any of it.
func (f *File) eachPart(visit func(text []byte)) {
	if f.packed == nil {
		visit(f.Text)
		return
	}
	var space []byte
	for _, part := range f.packed.parts {
		space = unpack(space[:cap(space)], part)
		visit(space)
	}
}

// unpack returns the text of a part, in the space where there is enough of it.
func unpack(space, part []byte) []byte {
	text, err := s2.Decode(space, part)
	if err != nil {
		panic("source: a part that was packed here cannot be unpacked: " + err.Error())
	}
	return text
}

func (p *packed) slice(s Span) []byte {
	i := sort.SearchInts(p.ends, s.Start+1)
	if i == len(p.ends) {
		return nil
	}
	text, begin := p.part(i)
	if s.End <= p.ends[i] {
		return slices.Clip(text[s.Start-begin : s.End-begin])
	}
	whole := append(make([]byte, 0, s.End-s.Start), text[s.Start-begin:]...)
	for len(whole) < s.End-s.Start {
		i++
		text, _ = p.part(i)
		whole = append(whole, text[:min(len(text), s.End-s.Start-len(whole))]...)
	}
	return whole
}

// Packed reports whether there is a file whose text is packed: Text is empty then, and what Slice returns
// keeps more than itself in memory.
func (f *File) Packed() bool { return f != nil && f.packed != nil }

// Slice returns the text at a span; nobody may change it.
func (f *File) Slice(s Span) []byte {
	if f.packed != nil {
		return f.packed.slice(s)
	}
	return f.Text[s.Start:s.End]
}

// Len is how many bytes the text has.
func (f *File) Len() int {
	if f.packed != nil {
		return f.packed.len()
	}
	return len(f.Text)
}

// Whole returns the whole text.
func (f *File) Whole() []byte { return f.Slice(Span{0, f.Len()}) }
