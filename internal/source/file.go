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

import "sync/atomic"

// File is a text that was read, under the name that its user knows it by.
type File struct {
	Name string
	Text []byte
	// Derived says what the stored bytes are where Text is not the same, such as
	// "UTF-16" or "gzip"; an edit of Text is then no edit of the file.
	Derived string

	packed *packed                 // where Text is empty
	whole  atomic.Pointer[stretch] // of a text that is not packed, once it was asked for
	wide   *storedLines            // of one that is stored as UTF-16
	tables *tables                 // of one that was made of such
}

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
