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

	wide  bool // stored as UTF-16
	once  sync.Once
	lines []int // offset of the first byte of each line
	units []int // of a wide file, the stored offset of the same
	runes []int // how many code points stand before each block
}

// mark is the byte order mark of UTF-8. It belongs to no line.
const mark = "\ufeff"

// NewFile returns the file of that name and text; the text must not change
// afterwards.
func NewFile(name string, text []byte) *File { return &File{Name: name, Text: text} }

// Position is a place as people count: line and column from 1, the column in
// Unicode code points and without a byte order mark, as editors count, and the
// byte offset from 0. The offset is that of the stored bytes, with the mark; of
// a compressed file it is that of the text.
type Position struct{ Line, Column, Offset int }

// Span is a range of byte offsets; End is the first byte behind it.
type Span struct{ Start, End int }

// Position returns the place of a byte offset. Offsets outside the text are
// moved to its nearer end.
func (f *File) Position(offset int) Position {
	offset = min(max(offset, 0), len(f.Text))
	n := f.line(offset)
	before := f.Text[f.lines[n]:max(offset, f.lines[n])]
	if f.wide {
		offset = f.units[n] + wideLength(before)
	}
	column := f.count(f.lines[n]+len(before)) - f.count(f.lines[n]) + 1
	return Position{Line: n + 1, Column: column, Offset: offset}
}

// block is how many bytes lie between two counts of code points: a line of
// megabytes may have thousands of places.
const block = 1 << 10

// count returns how many code points stand before an offset.
func (f *File) count(offset int) int {
	return f.runes[offset/block] + starts(f.Text[offset-offset%block:offset])
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
	if number < 1 || number > len(f.lines) {
		return ""
	}
	text := f.Text[f.lines[number-1]:]
	if end := bytes.IndexByte(text, '\n'); end >= 0 {
		text = text[:end]
	}
	return string(bytes.TrimSuffix(text, []byte("\r")))
}

// line returns the index of the line that holds offset.
func (f *File) line(offset int) int {
	f.index()
	return max(sort.SearchInts(f.lines, offset+1)-1, 0)
}

func (f *File) index() {
	f.once.Do(func() {
		f.lines = []int{0}
		if bytes.HasPrefix(f.Text, []byte(mark)) {
			f.lines[0] = len(mark)
		}
		for i, c := range f.Text {
			if c == '\n' {
				f.lines = append(f.lines, i+1)
			}
		}
		f.runes = make([]int, 1, len(f.Text)/block+1)
		for i := block; i <= len(f.Text); i += block {
			f.runes = append(f.runes, f.runes[len(f.runes)-1]+starts(f.Text[i-block:i]))
		}
		if f.wide {
			f.units = wideStarts(f.Text, f.lines)
		}
	})
}
