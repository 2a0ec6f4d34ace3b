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
	parts []Part

	once   sync.Once
	starts []start // of the parts

	recent *Recent
}

// Part is one part of a packed text.
type Part struct {
	size   int
	stored []byte
	counts start // of what follows it, if nothing stood before
}

// Packer packs parts of a text, one after the other in the same space.
type Packer struct{ space []byte }

// Pack packs a part.
func (p *Packer) Pack(text []byte) Part {
	if need := s2.MaxEncodedLen(len(text)); cap(p.space) < need {
		p.space = make([]byte, need)
	}
	return Part{len(text), bytes.Clone(s2.Encode(p.space[:cap(p.space)], text)), start{}.past(text, 0)}
}

// NewPacked returns the file that consists of parts, none of them empty, and keeps those of
// them that are asked for among the recent ones. Its Text is empty: it is asked by Slice,
// which copies nothing of what lies inside one part.
func NewPacked(name string, parts []Part, recent *Recent) *File {
	if len(parts) == 0 {
		return NewFile(name, nil)
	}
	p := &packed{parts: parts, ends: make([]int, len(parts)), recent: recent}
	size := 0
	for i := range parts {
		size += parts[i].size
		p.ends[i] = size
	}
	return &File{Name: name, packed: p}
}

func (p *packed) len() int {
	if len(p.ends) == 0 {
		return 0
	}
	return p.ends[len(p.ends)-1]
}

// at returns which part an offset is in, the last one for the end.
func (p *packed) at(offset int) int { return min(sort.SearchInts(p.ends, offset+1), len(p.ends)-1) }

func (p *packed) begin(i int) int {
	if i == 0 {
		return 0
	}
	return p.ends[i-1]
}

// part returns the text of a part.
func (p *packed) part(i int) []byte {
	if known := p.recent.find(p, i); known.text != nil {
		return known.text
	}
	text := unpack(p.parts[i].stored)
	p.recent.keep(unpacked{p, i, text, nil})
	return text
}

// stretch returns a part with its places.
func (p *packed) stretch(i int) *stretch {
	if known := p.recent.find(p, i); known.places != nil {
		return known.places
	}
	text := p.part(i)
	places := newStretch(text, p.begin(i), p.counted()[i])
	p.recent.keep(unpacked{p, i, text, places})
	return places
}

// counted returns the starts of the parts.
func (p *packed) counted() []start {
	p.once.Do(func() {
		next := beginning(p.slice(Span{0, min(p.len(), len(mark))}))
		for i := range p.parts {
			p.starts = append(p.starts, next)
			next = next.and(p.parts[i].counts, p.begin(i))
		}
	})
	return p.starts
}

// of returns which part the line break of that number is in, the last one if there is none.
func (p *packed) of(number int) int {
	starts := p.counted()
	return max(sort.Search(len(starts), func(i int) bool { return starts[i].lines >= number })-1, 0)
}

func unpack(part []byte) []byte {
	text, err := s2.Decode(nil, part)
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
	text, begin := p.part(i), p.begin(i)
	if s.End <= p.ends[i] {
		return slices.Clip(text[s.Start-begin : s.End-begin])
	}
	whole := append(make([]byte, 0, s.End-s.Start), text[s.Start-begin:]...)
	for len(whole) < s.End-s.Start {
		i++
		text = p.part(i)
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
