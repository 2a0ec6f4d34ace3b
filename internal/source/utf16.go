package source

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
	"unicode/utf16"
	"unicode/utf8"
)

// wideOrders are the byte orders of UTF-16, by their byte order marks.
var wideOrders = map[[2]byte]binary.ByteOrder{
	{0xff, 0xfe}: binary.LittleEndian,
	{0xfe, 0xff}: binary.BigEndian,
}

// IsUTF16 reports whether a text begins with a byte order mark of UTF-16, as
// PowerShell's > writes it.
func IsUTF16(stored []byte) bool {
	return len(stored) >= 2 && wideOrders[[2]byte(stored)] != nil
}

// IsUnmarkedUTF16 reports whether a text is UTF-16 and lacks the byte order mark
// that says so: every other byte of its beginning is zero.
func IsUnmarkedUTF16(stored []byte) bool {
	head := stored[:min(len(stored), 64)&^1]
	var zero [2]int
	for i, c := range head {
		if c == 0 {
			zero[i%2]++
		}
	}
	half := len(head) / 2
	return half > 0 && (zero[0] == half && zero[1] == 0 || zero[1] == half && zero[0] == 0)
}

// NewUTF16File returns the file of a text in UTF-16 with its byte order mark.
// Text is the same text in UTF-8, without the mark; lines and columns are those
// of both, and the offset of a Position is that of the stored bytes.
func NewUTF16File(name string, stored []byte) (*File, error) {
	f := &File{Name: name, Text: make([]byte, 0, len(stored)/2), wide: &storedLines{}, Derived: "UTF-16"}
	order := wideOrders[[2]byte(stored)]
	unit := func(i int) rune { return rune(order.Uint16(stored[i:])) }
	for i := 2; i+1 < len(stored); i += 2 {
		r := unit(i)
		if utf16.IsSurrogate(r) {
			if i+3 < len(stored) {
				r = utf16.DecodeRune(r, unit(i+2))
			}
			if i += 2; r == utf8.RuneError || i+1 >= len(stored) {
				return nil, f.broken(errors.New("the text is not valid UTF-16"))
			}
		}
		f.Text = utf8.AppendRune(f.Text, r)
	}
	if len(stored)%2 != 0 {
		return nil, f.broken(errors.New("the text is UTF-16 and ends inside a character"))
	}
	return f, nil
}

// broken places an error behind what was read so far.
func (f *File) broken(err error) error {
	at := f.Position(len(f.Text))
	return fmt.Errorf("%s:%d:%d: %w", f.Name, at.Line, at.Column, err)
}

// wideLength returns how many bytes a text of UTF-8 takes in UTF-16.
func wideLength(text []byte) (n int) {
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		n += 2
		if r > 0xffff {
			n += 2
		}
		text = text[size:]
	}
	return n
}

// storedLines is what is known of the stored text of a file in UTF-16.
type storedLines struct {
	once  sync.Once
	units []int
}

// starts are the stored offsets of the lines.
func (w *storedLines) starts(text []byte) []int {
	w.once.Do(func() { w.units = wideStarts(text) })
	return w.units
}

// wideStarts returns where in UTF-16, behind its mark, the lines of a text in UTF-8 begin.
func wideStarts(text []byte) (starts []int) {
	at, rest := 2, text
	if bytes.HasPrefix(text, []byte(mark)) {
		at, rest = at+wideLength([]byte(mark)), text[len(mark):]
	}
	for {
		starts = append(starts, at)
		end := bytes.IndexByte(rest, '\n')
		if end < 0 {
			return starts
		}
		at += wideLength(rest[:end+1])
		rest = rest[end+1:]
	}
}
