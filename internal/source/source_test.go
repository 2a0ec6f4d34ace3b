package source

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
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

// TestPositionsAgainstCounting holds positions and lines against counting from the
// beginning, in texts of several blocks.
func TestPositionsAgainstCounting(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 9))
	for _, parts := range [][]string{{"a", "é", "\n"}, {"𝄞", "x\r\n", "\n\n"}, {"long line without end "}, {"\n"}} {
		for _, before := range []string{"", mark} {
			for range 6 {
				var b strings.Builder
				b.WriteString(before)
				for size := random.IntN(3 * block); b.Len() < size; {
					b.WriteString(parts[random.IntN(len(parts))])
				}
				text := b.String()
				f := NewFile("f", []byte(text))
				lines := strings.Split(strings.TrimPrefix(text, mark), "\n")
				for i, line := range append(lines, "") {
					if got := f.Line(i + 1); got != strings.TrimSuffix(line, "\r") {
						t.Fatalf("line %d of %q is %q", i+1, text, got)
					}
				}
				for offset := range len(text) + 1 {
					upTo := text[:offset]
					begin := max(strings.LastIndexByte(upTo, '\n')+1, min(len(before), len(text)))
					if strings.Contains(upTo, "\n") {
						begin = strings.LastIndexByte(upTo, '\n') + 1
					}
					column := 1
					for _, c := range []byte(text[begin:max(offset, begin)]) {
						if utf8.RuneStart(c) {
							column++
						}
					}
					want := Position{Line: strings.Count(upTo, "\n") + 1, Column: column, Offset: offset}
					if got := f.Position(offset); got != want {
						t.Fatalf("offset %d of %q: %v, want %v", offset, text, got, want)
					}
				}
			}
		}
	}
}
