package source

import (
	"encoding/binary"
	"fmt"
	"testing"
	"unicode/utf16"
)

func wide(order binary.AppendByteOrder, text string) (stored []byte) {
	for _, unit := range utf16.Encode([]rune("\ufeff" + text)) {
		stored = order.AppendUint16(stored, unit)
	}
	return stored
}

// TestUTF16 holds that lines and columns are those of the same text in UTF-8,
// and that an offset leads to the same code point among the stored bytes.
func TestUTF16(t *testing.T) {
	const text = "a\u00e9\r\n\U0001F600x\u4e2d\n"
	for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		stored := wide(order, text)
		f, err := NewUTF16File("f", stored)
		if err != nil || string(f.Text) != text || !IsUTF16(stored) {
			t.Fatalf("%q, %v", f.Text, err)
		}
		plain := NewFile("f", []byte(text))
		for i, r := range text {
			got, want := f.Position(i), plain.Position(i)
			if got.Line != want.Line || got.Column != want.Column {
				t.Errorf("offset %d is at %v, want line and column of %v", i, got, want)
			}
			tail, err := NewUTF16File("f", append(stored[:2:2], stored[got.Offset:]...))
			if err != nil || []rune(string(tail.Text))[0] != r {
				t.Errorf("offset %d of the text leads to %d, where %q stands (%v)", i, got.Offset, tail.Text, err)
			}
		}
		if end := f.Position(len(f.Text)); end.Offset != len(stored) {
			t.Errorf("the end is at %v of %d bytes", end, len(stored))
		}
	}
}

// TestBrokenUTF16 holds what is said of a text that is cut off or half a pair.
func TestBrokenUTF16(t *testing.T) {
	for stored, want := range map[string]string{
		"\xff\xfea\x00\n\x00b":              "f:2:1: the text is UTF-16 and ends inside a character",
		"\xff\xfea\x00\x00\xd8b\x00":        "f:1:2: the text is not valid UTF-16",
		"\xfe\xff\xd8\x00":                  "f:1:1: the text is not valid UTF-16",
		"\xfe\xff\xd8\x00\xdc":              "f:1:1: the text is not valid UTF-16",
		"\xff\xfea\x00\x00\xdc\x00\xd8\x00": "f:1:2: the text is not valid UTF-16",
	} {
		if _, err := NewUTF16File("f", []byte(stored)); fmt.Sprint(err) != want {
			t.Errorf("%q: %v, want %s", stored, err, want)
		}
	}
}

// TestMark holds that a byte order mark takes no column, as in editors.
func TestMark(t *testing.T) {
	f := NewFile("f", []byte("\ufeffab\nc"))
	for offset, want := range map[int]Position{0: {1, 1, 0}, 3: {1, 1, 3}, 4: {1, 2, 4}, 6: {2, 1, 6}} {
		if got := f.Position(offset); got != want {
			t.Errorf("offset %d is %v, want %v", offset, got, want)
		}
	}
	if f.Line(1) != "ab" {
		t.Errorf("line 1 is %q", f.Line(1))
	}
}
