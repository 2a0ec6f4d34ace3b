package source

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"testing"
)

// TestOrigin holds that every byte of a document leads back to the characters
// that stand for it in the file, through each encoding and both.
func TestOrigin(t *testing.T) {
	document := "{\"a\": \"é \\u0041 +/\n\"}"
	quoted := strings.Trim(strconv.Quote(document), `"`)
	percent := strings.ReplaceAll(url.PathEscape(document), "+", "%2B")
	for _, row := range []struct {
		raw       string
		encodings []Encoding
	}{
		{document, nil},
		{quoted, []Encoding{JSONString}},
		{percent, []Encoding{Percent}},
		{strings.Trim(strconv.Quote(percent), `"`), []Encoding{JSONString, Percent}},
		{url.PathEscape(quoted), []Encoding{Percent, JSONString}},
	} {
		file := NewFile("f", []byte("xx"+row.raw+"yy"))
		origin := Origin{File: file, Span: Span{2, 2 + len(row.raw)}, Encodings: row.encodings}
		text, err := origin.Decode()
		if err != nil || string(text) != document {
			t.Errorf("%v decodes to %q, %v", row.encodings, text, err)
			continue
		}
		locate := origin.Locator()
		if whole := locate(Span{0, len(text)}); whole != origin.Span {
			t.Errorf("%v: the whole is at %v", row.encodings, whole)
		}
		last := 2
		for i := range text {
			at := locate(Span{i, i + 1})
			if at.Start < last || at.End < at.Start {
				t.Errorf("%v: byte %d is at %v, behind %d", row.encodings, i, at, last)
			}
			last = at.Start
			part := Origin{File: file, Span: at, Encodings: row.encodings}
			if got, err := part.Decode(); text[i] < 0x80 && (err != nil || string(got) != string(text[i])) {
				t.Errorf("%v: byte %d %q leads to %q", row.encodings, i, text[i], got)
			}
		}
	}
}

// TestMalformedEscapes holds that an error names the place in the file.
func TestMalformedEscapes(t *testing.T) {
	for text, want := range map[string]string{`a\x`: `f:1:2: malformed JSON escape "\\x"`, "%zz": `f:1:1: malformed percent escape "%zz"`} {
		encoding := JSONString
		if text[0] == '%' {
			encoding = Percent
		}
		o := Whole(NewFile("f", []byte(text)))
		o.Encodings = []Encoding{encoding}
		if _, err := o.Decode(); fmt.Sprint(err) != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

// TestPosition holds lines and columns, the latter in code points.
func TestPosition(t *testing.T) {
	f := NewFile("f", []byte("é1\r\n\nxy"))
	for offset, want := range map[int]Position{0: {1, 1, 0}, 2: {1, 2, 2}, 5: {2, 1, 5}, 6: {3, 1, 6}, 8: {3, 3, 8}, 99: {3, 3, 8}} {
		if got := f.Position(offset); got != want {
			t.Errorf("offset %d is %v, want %v", offset, got, want)
		}
	}
	if f.Line(1) != "é1" || f.Line(3) != "xy" || f.Line(4) != "" {
		t.Errorf("lines %q %q", f.Line(1), f.Line(3))
	}
}

// TestPositionInLongLines holds that a column is the number of code points
// before it, wherever in a long text it is.
func TestPositionInLongLines(t *testing.T) {
	text := strings.Repeat("é", 700) + "\n" + strings.Repeat("a中", 900) + "\n" + strings.Repeat("x", 500)
	f := NewFile("f", []byte(text))
	line, column := 1, 1
	for i, r := range text + "$" {
		if got := f.Position(i); got != (Position{line, column, i}) {
			t.Fatalf("offset %d is %v, want line %d, column %d", i, got, line, column)
		}
		if column++; r == '\n' {
			line, column = line+1, 1
		}
	}
}

// TestApply holds edits in any order, and that overlaps are refused.
func TestApply(t *testing.T) {
	got, err := Apply([]byte("abcdef"), []Edit{{Span{4, 5}, "E"}, {Span{1, 3}, ""}, {Span{0, 0}, ">"}})
	if err != nil || string(got) != ">adEf" {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := Apply([]byte("abc"), []Edit{{Span{0, 2}, ""}, {Span{1, 3}, ""}}); err == nil {
		t.Error("edits that overlap are made")
	}
}
