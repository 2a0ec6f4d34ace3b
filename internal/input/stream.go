package input

import (
	"bytes"
	"io"
	"iter"
	"runtime"
	"slices"
	"sync"
	"unicode/utf8"
	"unsafe"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/parallel"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Streamed is a format whose answers are read piece by piece where they are long: each
// is one object, and nothing in an element of its lists hangs on another element.
type Streamed interface {
	Format
	// Begins are the members one of which comes first in an answer of that kind.
	Begins() []string
	// Lists are the members that are lists.
	Lists() []string
}

// Stream is a long answer that was checked and is not decoded yet. Its text is packed,
// and no more of it is unpacked at one time than is being decoded.
type Stream struct {
	File   *source.File
	format Streamed
	hints  Hints
	split  splitter
	texts  policy.Shared
	space  *Streams
}

// piece is a part of the text while it is checked and packed.
type piece struct {
	text   []byte
	begin  int
	runs   []run
	packed source.Part
	sound  bool
}

// read packs the whole text and reports whether it is sound, and one of the format's.
func (s *Stream) read(name string, r io.Reader, limit int64, part int) bool {
	var pieces []*piece
	var outside []byte // all that lies between the runs
	next, wait := make(chan *piece, runtime.GOMAXPROCS(0)), sync.WaitGroup{}
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			c := s.space.checker()
			defer s.space.checkers.Put(c)
			for p := range next {
				c.check(p)
				s.space.done(p.text)
				p.text = nil
			}
		})
	}
	add := func(text []byte, begin, known int) {
		p := &piece{text: text, begin: begin, runs: s.split.runs[known:]}
		at := begin
		for _, run := range p.runs {
			outside = append(outside, text[at-begin:run.at.Start-begin]...)
			at = run.at.End
		}
		rest := text[at-begin:]
		if len(p.runs) > 0 && s.split.from == begin+len(text) {
			rest = nil // the comma at which the text was cut
		}
		outside = append(outside, rest...)
		pieces = append(pieces, p)
		next <- p
	}
	ok := s.pieces(r, limit, part, add)
	close(next)
	wait.Wait()
	if !ok || s.split.broken {
		return false
	}
	parts := make([]source.Part, len(pieces))
	for i, p := range pieces {
		if !p.sound {
			return false
		}
		parts[i] = p.packed
	}
	s.File = source.NewPacked(name, parts, &s.space.recent)
	return policy.CheckJSON(outside) == nil && s.known()
}

// pieces hands the text on in pieces, and how many runs were known before each; it
// reports whether it came to its end.
func (s *Stream) pieces(r io.Reader, limit int64, part int, add func(text []byte, begin, known int)) bool {
	text := s.space.text(2 * part) // what is read and not handed on
	begin, seen, known := 0, 0, 0
	for !s.split.broken {
		if seen == len(text) {
			if len(text)+part > cap(text) {
				text = slices.Grow(text, max(part, len(text))+part)
			}
			n, err := r.Read(text[len(text):min(cap(text), len(text)+part)])
			text = text[:len(text)+n]
			switch {
			case int64(begin+len(text)) > limit, err != nil && err != io.EOF:
				return false
			case n == 0 && err == io.EOF:
				if len(text) > 0 {
					add(text, begin, known)
				}
				return true
			}
			continue
		}
		taken, cut := s.split.follow(text[seen:], begin+part)
		if seen += taken; cut {
			rest := append(s.space.text(2*part), text[seen:]...)
			add(text[:seen], begin, known)
			known = len(s.split.runs)
			begin += seen
			text, seen = rest, 0
		}
	}
	return false
}

// checker checks pieces, one after the other in the same space.
type checker struct {
	packer source.Packer
	space  []byte
}

// check tells whether a piece is UTF-8 and the runs in it lists of JSON values, and packs it.
func (c *checker) check(p *piece) {
	p.packed = c.packer.Pack(p.text)
	p.sound = utf8.Valid(p.text)
	for _, run := range p.runs {
		inside := p.text[run.at.Start-p.begin : run.at.End-p.begin]
		c.space = append(append(append(c.space[:0], '['), inside...), ']')
		goesOn := run.at.Start == p.begin || run.at.End == p.begin+len(p.text)-1
		p.sound = p.sound && gjson.ValidBytes(c.space) && !(goesOn && len(bytes.TrimSpace(inside)) == 0)
	}
}

// known reports whether the answer is one of the format, and has each member once and its
// lists as lists: else there is more to say than of their elements.
func (s *Stream) known() bool {
	names := map[string]bool{}
	for _, m := range s.split.members {
		name := s.name(m)
		if names[name] || len(names) == maxMembers || !m.list && slices.Contains(s.format.Lists(), name) {
			return false
		}
		names[name] = true
	}
	_, ok := s.format.Decode(Candidate{File: s.File, Members: s.members(), Hints: s.hints, texts: &s.texts})
	return ok
}

func (s *Stream) name(m listed) string { return gjson.ParseBytes(s.File.Slice(m.key)).Str }

// Pages yields what the answer states, page by page as if the answer had come in many,
// in their order. A page is decoded while those before it are taken, on all processors.
// It panics with what a page panicked with, as Decode does.
func (s *Stream) Pages() iter.Seq[*Records] {
	return func(yield func(*Records) bool) {
		members := s.members()
		page := func(i int) *Records { return s.page(i, slices.Clone(members)) }
		for records := range parallel.InOrder(indexes(s.split.runs), page) {
			if !yield(records) {
				return
			}
		}
	}
}

// members are those of the object, with lists that are empty.
func (s *Stream) members() (members []Member) {
	for _, m := range s.split.members {
		value := gjson.Result{Type: gjson.JSON, Raw: "[]", Index: m.value.Start}
		if !m.list {
			value = gjson.ParseBytes(s.File.Slice(m.value))
			value.Index = m.value.Start + bytes.Index(s.File.Slice(m.value), []byte(value.Raw))
		}
		members = append(members, Member{s.name(m), value})
	}
	return members
}

// page decodes a run, as the only elements that the lists have. What else there is in the
// object the first page says.
func (s *Stream) page(i int, members []Member) *Records {
	run := s.split.runs[i]
	text := append(s.File.Append(append(s.space.text(run.at.End-run.at.Start+2), '['), run.at), ']')
	defer func() { s.space.done(text) }() // records keep nothing of a text, as a Reader says
	list := gjson.Parse(unsafe.String(unsafe.SliceData(text), len(text)))
	list.Index = run.at.Start - 1
	members[run.of].Value = list
	d := decoder{file: s.File}
	c := Candidate{File: s.File, Body: source.Span{End: s.File.Len()}, Members: members, Hints: s.hints, texts: &s.texts}
	records, ok := s.format.Decode(c)
	if !ok {
		panic("input: a part of " + s.format.Name() + " is none")
	}
	records.File, records.Format = s.File, s.format.Name()
	for at, m := range members {
		if at == run.of || i == 0 && !s.split.members[at].list {
			d.uncovered(m.Name, m.Value, &records)
		}
	}
	return &records
}

// indexes yields the indexes of a list.
func indexes[T any](list []T) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range list {
			if !yield(i) {
				return
			}
		}
	}
}

// Rest returns what the file states beside its pages: what it is.
func (s *Stream) Rest() Records {
	records, _ := s.format.Decode(Candidate{File: s.File, Members: s.members(), Hints: s.hints, texts: &s.texts})
	records.File, records.Format = s.File, s.format.Name()
	return records
}
