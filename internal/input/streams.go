package input

import (
	"bufio"
	"io"
	"sync"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Streams is the space that long answers of one run are read in; the zero value is ready.
type Streams struct {
	// Room is for what their documents say.
	Room     policy.Room
	recent   source.Recent
	spare    sync.Pool // of *[]byte: texts of pieces and pages
	checkers sync.Pool // of *checker
}

// text returns an empty text with room for so much, and for as much as most ask for.
func (of *Streams) text(room int) []byte {
	room = max(room, 2*usualPart)
	if spare, ok := of.spare.Get().(*[]byte); ok && cap(*spare) >= room {
		return (*spare)[:0]
	}
	return make([]byte, 0, room)
}

// done takes a text back of which nobody keeps anything.
func (of *Streams) done(text []byte) { of.spare.Put(&text) }

func (of *Streams) checker() *checker {
	if spare, ok := of.checkers.Get().(*checker); ok {
		return spare
	}
	return &checker{}
}

// usualPart is about how long the parts are that are decoded by themselves.
const usualPart = 64 << 10

// New reads a text piece by piece, if it is a long answer of a streamed format. It
// is nil if it is anything else, be it that it is no JSON, longer than limit or cannot be
// read: what is wrong with it Open and Decode say.
func (of *Streams) New(formats []Format, name string, r io.Reader, size, limit int64, hints Hints) *Stream {
	return of.inParts(formats, name, r, size, limit, hints, usualPart)
}

func (of *Streams) inParts(formats []Format, name string, r io.Reader, size, limit int64, hints Hints, part int) *Stream {
	reader := bufio.NewReaderSize(r, HeadSize)
	head, _ := reader.Peek(HeadSize)
	derived := ""
	if p := packed(head); p != nil {
		unpacked, err := p.open(reader)
		if err != nil {
			return nil
		}
		defer unpacked.Close()
		limit, derived = Inflates(head, size, limit), p.name
		reader = bufio.NewReaderSize(unpacked, HeadSize)
		head, _ = reader.Peek(HeadSize)
	}
	for _, f := range formats {
		if f, ok := f.(Streamed); ok && begins(head, f.Begins()) {
			s := &Stream{format: f, hints: hints, split: splitter{from: -1}, space: of}
			s.texts.Room = &of.Room
			if !s.read(name, reader, limit, part) {
				return nil
			}
			s.File.Derived = derived
			return s
		}
	}
	return nil
}
