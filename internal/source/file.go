// Package source holds files as they were read and the places in them.
//
// A place is a pair of byte offsets. People and editors want lines and
// columns, so a File turns an offset into a Position on demand: most runs end
// without a finding and never need one. A policy document often lies inside a
// JSON string, percent-encoded, or both; an Origin remembers how it was taken
// out and leads offsets of the document back to offsets of the file.
//
// The package knows neither JSON grammar nor policies.
package source

import (
	"bytes"
	"sort"
	"sync"
	"unicode/utf8"
)

// File is a text that was read, under the name that its user knows it by.
type File struct {
	Name string
	Text []byte
	// Derived says what the stored bytes are where Text is not the same, such as
	// "UTF-16" or "gzip"; an edit of Text is then no edit of the file.
	Derived string

	packed *packed // where Text is empty
	wide   bool    // stored as UTF-16
	once   sync.Once
	blocks []start
	units  []int // of a wide file, the stored offset of each line

	cells  []Cell        // of one that was made of tables
	values map[int]*File // of those that were asked for, by where they begin
	mutex  sync.Mutex    // of values
}

// start is what stands before a block: a text has millions of lines, and one of
// megabytes may have thousands of places.
type start struct {
	lines int // that end
	line  int // the offset at which the line begins that goes on
	runes int // code points
}

// block is how many bytes lie between two starts.
const block = 1 << 10

// mark is the byte order mark of UTF-8. It belongs to no line.
const mark = "\ufeff"

// NewFile returns the file of that name and text; the text must not change
// afterwards.
func NewFile(name string, text []byte) *File { return &File{Name: name, Text: text} }

// Position is a place as people count: line and column from 1, the column in
// Unicode code points and without a byte order mark, as editors count, and the
// byte offset from 0. The offset is that of the stored bytes, with the mark; of
// a compressed file it is that of the text, of a value in a table that in the value.
type Position struct{ Line, Column, Offset int }

// Span is a range of byte offsets; End is the first byte behind it.
type Span struct{ Start, End int }

// Position returns the place of a byte offset. Offsets outside the text are
// moved to its nearer end.
func (f *File) Position(offset int) Position {
	offset = min(max(offset, 0), f.Len())
	if c, ok := f.Cell(offset); ok {
		if c.Column == "" {
			return Position{Line: 1, Column: 1}
		}
		value, at := f.value(c)
		return value.Position(at(offset))
	}
	n, begin := f.line(offset)
	before := f.Slice(Span{begin, max(offset, begin)})
	if f.wide {
		offset = f.units[n] + wideLength(before)
	}
	column := f.count(begin+len(before)) - f.count(begin) + 1
	return Position{Line: n + 1, Column: column, Offset: offset}
}

// count returns how many code points stand before an offset.
func (f *File) count(offset int) int {
	return f.blocks[offset/block].runes + starts(f.Slice(Span{offset - offset%block, offset}))
}

// starts counts the bytes that do not continue a code point.
func starts(text []byte) (n int) {
	for _, c := range text {
		if utf8.RuneStart(c) {
			n++
		}
	}
	return n
}

// Line returns the text of the line with that number, counted from 1, without
// its line break.
func (f *File) Line(number int) string {
	f.index()
	if number < 1 {
		return ""
	}
	// The block in which the line before ends.
	at := max(sort.Search(len(f.blocks), func(i int) bool { return f.blocks[i].lines >= number-1 })-1, 0)
	from := at * block
	text := f.Slice(Span{from, f.lineEnd(from, number-1-f.blocks[at].lines)})
	if number == 1 {
		text = bytes.TrimPrefix(text, []byte(mark))
	}
	for range number - 1 - f.blocks[at].lines {
		end := bytes.IndexByte(text, '\n')
		if end < 0 {
			return ""
		}
		text = text[end+1:]
	}
	if end := bytes.IndexByte(text, '\n'); end >= 0 {
		text = text[:end]
	}
	return string(bytes.TrimSuffix(text, []byte("\r")))
}

// lineEnd returns where the line ends that is so many behind the one at an offset.
func (f *File) lineEnd(offset, lines int) int {
	for at := offset; at < f.Len(); at += block {
		part := f.Slice(Span{at, min(at+block, f.Len())})
		for begin := 0; ; lines-- {
			end := bytes.IndexByte(part[begin:], '\n')
			if end < 0 {
				break
			}
			if begin += end + 1; lines == 0 {
				return at + begin
			}
		}
	}
	return f.Len()
}

// line returns the index of the line that holds offset, and where it begins.
func (f *File) line(offset int) (n, begin int) {
	f.index()
	from := f.blocks[offset/block]
	part := f.Slice(Span{offset - offset%block, offset})
	if last := bytes.LastIndexByte(part, '\n'); last >= 0 {
		return from.lines + bytes.Count(part, []byte("\n")), offset - offset%block + last + 1
	}
	return from.lines, from.line
}

func (f *File) index() {
	f.once.Do(func() {
		length := f.Len()
		next := start{}
		if bytes.HasPrefix(f.Slice(Span{0, min(length, len(mark))}), []byte(mark)) {
			next.line = len(mark)
		}
		f.blocks = append(make([]start, 0, length/block+1), next)
		at := 0
		f.eachPart(func(text []byte) {
			for len(text) > 0 {
				part := text[:min(len(text), block-at%block)]
				next.runes += starts(part)
				if last := bytes.LastIndexByte(part, '\n'); last >= 0 {
					next.lines += bytes.Count(part, []byte("\n"))
					next.line = at + last + 1
				}
				if at += len(part); at%block == 0 {
					f.blocks = append(f.blocks, next)
				}
				text = text[len(part):]
			}
		})
		if f.wide {
			f.units = wideStarts(f.Text)
		}
	})
}
