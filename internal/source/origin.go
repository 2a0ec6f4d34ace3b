package source

import (
	"errors"
	"fmt"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// Encoding is one way in which a document lies inside a larger text.
type Encoding uint8

const (
	_ Encoding = iota
	// JSONString is the inside of a JSON string, with its escapes.
	JSONString
	// Percent is RFC 3986 percent-encoding, as IAM's API returns documents.
	// A plus sign is a plus sign.
	Percent
)

// Origin is where a document lies: its raw text is File.Text[Span], and the
// encodings, applied from the outside in, turn that into the document. A document
// that was made out of the file is Rendered.
type Origin struct {
	File      *File
	Span      Span
	Encodings []Encoding
	Rendered  *Rendered
	// Notation changes the file of a rendered document; nil where nobody can.
	Notation Notation
	// Source: the file is written by its user, and what else stands in it is so,
	// too: an edit of the document is an edit of the file.
	Source bool
	// Maker is the resource that the document will be that of or is, where Terraform makes it,
	// in words; empty where nobody tells. Whatever holds it then is not what people write.
	Maker string
}

// Notation is how the file of a document that was made out of it is written.
type Notation interface {
	// Rewrite returns the changes of the file after which it says the text, and of all
	// else what it said before; the error says why there are none.
	Rewrite(text []byte) ([]Edit, error)
}

// Shared is a Notation of a document that may share its lines with others.
type Shared interface {
	Notation
	// Together returns the changes of the file after which each of these documents says its
	// text, itself among them, and all else what it said before.
	Together(texts map[Notation][]byte) ([]Edit, error)
}

// Whole is the origin of a document that is the file.
func Whole(f *File) Origin { return Origin{File: f, Span: Span{0, f.Len()}} }

// Embedded reports whether the document is encoded inside its file, or made out of
// it, so that an edit of its text is no edit of the file.
func (o Origin) Embedded() bool { return len(o.Encodings) > 0 || o.Rendered != nil }

// Decode returns the document's text. It fails on a malformed escape and says
// at which offset of the file.
func (o Origin) Decode() ([]byte, error) {
	if o.Rendered != nil {
		return o.Rendered.Text, nil
	}
	text, _, err := o.decode(false)
	return text, err
}

// Locate leads a span of the document back to a span of the file.
func (o Origin) Locate(s Span) Span {
	return o.Locator()(s)
}

// Locator returns Locate for many spans of one document: the way back through
// the encodings is computed once.
func (o Origin) Locator() func(Span) Span {
	if o.Rendered != nil {
		return func(s Span) Span { return o.Rendered.locate(s, o.Span) }
	}
	if len(o.Encodings) == 0 {
		return func(s Span) Span { return Span{o.Span.Start + s.Start, o.Span.Start + s.End} }
	}
	_, back, err := o.decode(true)
	if err != nil {
		return func(Span) Span { return o.Span }
	}
	last := len(back) - 1
	at := func(i int) int { return back[min(max(i, 0), last)] }
	return func(s Span) Span { return Span{at(s.Start), at(s.End)} }
}

// decode returns the text and, if asked, for each of its bytes and its end the
// offset in the file.
func (o Origin) decode(wantBack bool) (text []byte, back []int, err error) {
	text = o.File.Slice(o.Span)
	if wantBack {
		back = make([]int, len(text)+1)
		for i := range back {
			back[i] = o.Span.Start + i
		}
	}
	for i, encoding := range o.Encodings {
		var out []byte
		var from []int
		out, from, err = encoding.decode(text, wantBack)
		if err != nil {
			var bad *escapeError
			if errors.As(err, &bad) && !wantBack {
				outer := Origin{File: o.File, Span: o.Span, Encodings: o.Encodings[:i]}
				return nil, nil, o.failure(bad, outer.Locate(Span{bad.offset, bad.offset}).Start)
			}
			return nil, nil, err
		}
		for i, raw := range from {
			from[i] = back[raw]
		}
		text, back = out, from
	}
	return text, back, nil
}

func (o Origin) failure(bad *escapeError, offset int) error {
	return fmt.Errorf("%s: %w", o.File.Place(offset), bad)
}

type escapeError struct {
	offset int
	escape string
	kind   string
}

func (e *escapeError) Error() string {
	return "malformed " + e.kind + " " + strconv.Quote(e.escape)
}

func (e Encoding) decode(text []byte, wantBack bool) ([]byte, []int, error) {
	next := unescapeJSON
	if e == Percent {
		next = unescapePercent
	}
	out := make([]byte, 0, len(text))
	var from []int
	if wantBack {
		from = make([]int, 0, len(text)+1)
	}
	for i := 0; i < len(text); {
		decoded, size, err := next(text, i)
		if err != nil {
			return nil, nil, err
		}
		out = utf8Append(out, decoded)
		if wantBack {
			for len(from) < len(out) {
				from = append(from, i)
			}
		}
		i += size
	}
	if wantBack {
		from = append(from, len(text))
	}
	return out, from, nil
}

// utf8Append appends a single byte as it is, given as ^b, or a code point.
func utf8Append(out []byte, decoded rune) []byte {
	if decoded < 0 {
		return append(out, byte(^decoded))
	}
	return utf8.AppendRune(out, decoded)
}

func raw(b byte) rune { return ^rune(b) }

var jsonEscapes = map[byte]byte{
	'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t',
}

func unescapeJSON(text []byte, i int) (rune, int, error) {
	if text[i] != '\\' {
		return raw(text[i]), 1, nil
	}
	malformed := func() error {
		return &escapeError{i, string(text[i:min(i+6, len(text))]), "JSON escape"}
	}
	if i+1 >= len(text) {
		return 0, 0, malformed()
	}
	if b, ok := jsonEscapes[text[i+1]]; ok {
		return raw(b), 2, nil
	}
	first, ok := hex16(text, i)
	if !ok {
		return 0, 0, malformed()
	}
	if utf16.IsSurrogate(first) {
		if second, ok := hex16(text, i+6); ok {
			if r := utf16.DecodeRune(first, second); r != utf8.RuneError {
				return r, 12, nil
			}
		}
		return utf8.RuneError, 6, nil
	}
	return first, 6, nil
}

// hex16 reads \uXXXX at i.
func hex16(text []byte, i int) (rune, bool) {
	if i+6 > len(text) || text[i] != '\\' || text[i+1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(text[i+2:i+6]), 16, 16)
	return rune(n), err == nil
}

func unescapePercent(text []byte, i int) (rune, int, error) {
	if text[i] != '%' {
		return raw(text[i]), 1, nil
	}
	if i+3 <= len(text) {
		if n, err := strconv.ParseUint(string(text[i+1:i+3]), 16, 8); err == nil {
			return raw(byte(n)), 3, nil
		}
	}
	return 0, 0, &escapeError{i, string(text[i:min(i+3, len(text))]), "percent escape"}
}
