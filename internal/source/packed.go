package source

import (
	"bytes"
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
// them that are asked for among the recent ones. Its Text is empty: it is asked by Slice
// or Append.
func NewPacked(name string, parts []Part, recent *Recent) *File {
	f := NewFile(name, nil)
	if len(parts) > 0 {
		f.Pack(parts, recent)
	}
	return f
}

// Packable reports whether the text could be packed: it is no table and was not UTF-16.
func (f *File) Packable() bool { return f.packed == nil && f.tables == nil && f.wide == nil }

// Pack has the file consist of the parts of its text from now on. Nobody else may be at it.
func (f *File) Pack(parts []Part, recent *Recent) {
	p := &packed{parts: parts, ends: make([]int, len(parts)), recent: recent}
	size := 0
	for i := range parts {
		size += parts[i].size
		p.ends[i] = size
	}
	f.packed, f.Text = p, nil
	f.whole.Store(nil)
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

// within has a part used with its places.
func (p *packed) within(i int, do func(*stretch)) {
	p.recent.use(p, i, func(one *unpacked) {
		one.once.Do(func() { one.places = newStretch(one.text, p.begin(i), p.counted()[i]) })
		do(one.places)
	})
}

// counted returns the starts of the parts.
func (p *packed) counted() []start {
	p.once.Do(func() {
		next := beginning(p.append(nil, Span{0, min(p.len(), len(mark))}))
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

// unpack unpacks a part, in the room if that is enough.
func unpack(room, part []byte) []byte {
	text, err := s2.Decode(room[:cap(room)], part)
	if err != nil {
		panic("source: a part that was packed here cannot be unpacked: " + err.Error())
	}
	return text
}

// append adds the text at a span to another one.
func (p *packed) append(to []byte, s Span) []byte {
	for i := sort.SearchInts(p.ends, s.Start+1); s.Start < s.End; i++ {
		p.recent.use(p, i, func(one *unpacked) {
			begin, end := p.begin(i), min(s.End, p.ends[i])
			to = append(to, one.text[s.Start-begin:end-begin]...)
			s.Start = end
		})
	}
	return to
}

// Packed reports whether there is a file whose text is packed: Text is empty then.
func (f *File) Packed() bool { return f != nil && f.packed != nil }

// Slice returns the text at a span; nobody may change it. That of a packed file is a copy.
func (f *File) Slice(s Span) []byte {
	if f.packed != nil {
		return f.packed.append(make([]byte, 0, s.End-s.Start), s)
	}
	return f.Text[s.Start:s.End]
}

// Append adds the text at a span to another one.
func (f *File) Append(to []byte, s Span) []byte {
	if f.packed != nil {
		return f.packed.append(to, s)
	}
	return append(to, f.Text[s.Start:s.End]...)
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
