package input

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// HeadSize is how much of a file LooksLikeJSON wants to see.
const HeadSize = 1 << 10

// LooksLikeJSON reports whether a file that begins so can be JSON: an object, or
// an array that does not begin with a bare word as the sections of TOML do. gzip,
// zstd and UTF-16 are looked into.
func LooksLikeJSON(head []byte) bool {
	if p := packed(head); p != nil {
		head = p.head(head)
	}
	if source.IsUTF16(head) {
		head = head[2:]
	}
	head = bytes.TrimPrefix(bytes.ReplaceAll(head, []byte{0}, nil), []byte("\ufeff"))
	head = bytes.TrimLeft(head, " \t\r\n")
	if len(head) == 0 {
		return false
	}
	inside := bytes.TrimLeft(head[1:], " \t\r\n")
	if head[0] == '[' {
		inside = bytes.TrimLeft(inside, "[ \t\r\n")
	}
	next := byte('"') // what stands beyond the head is not held against it
	if len(inside) > 0 {
		next = inside[0]
	}
	switch head[0] {
	case '{':
		return next == '"' || next == '}'
	case '[':
		return next == '"' || next == '{' || next == ']'
	}
	return false
}

// head returns as much of a compressed text as its beginning holds.
func (p *packing) head(stored []byte) []byte {
	r, err := p.open(bytes.NewReader(stored))
	if err != nil {
		return nil
	}
	defer r.Close()
	head := make([]byte, HeadSize)
	// The end of what was given is no end of the text.
	n, _ := io.ReadFull(r, head)
	return head[:n]
}

// compressions are those that are not read, by how their files begin.
var compressions = []struct{ magic, name string }{
	{"\xfd7zXZ\x00", "xz"}, {"BZh", "bzip2"}, {"PK\x03\x04", "zip"},
}

// Compression names the compression of a file that begins so, if it is one that
// is not read.
func Compression(head []byte) string {
	for _, c := range compressions {
		if bytes.HasPrefix(head, []byte(c.magic)) {
			return c.name
		}
	}
	return ""
}

// Ordinary reports whether a text that Decode failed on has nothing in it, in its
// place or in what the user said that would make it a policy or an export: a
// configuration with comments, a fixture that is broken on purpose.
func Ordinary(f *source.File, h Hints, err error) bool {
	var syntax *policy.SyntaxError
	var other *foreign
	switch {
	case h.Type != "" || h.Failed || h.Account != "" || h.Target != "":
		return false
	case bytes.IndexByte(f.Text, 0) >= 0:
		return false // no text at all: a file that a crash left
	case errors.As(err, &other):
		if !other.common {
			return false
		}
	case !errors.As(err, &syntax) || !syntax.NotJSON && utf8.Valid(f.Text):
		return false
	}
	return !Mentions(f.Text) && !bytes.Contains(f.Text, []byte("arn:aws"))
}
