package input

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"

	"github.com/crossgrant/crossgrant/internal/source"
)

// MaxText is how many bytes of one file are read. A small compressed file can
// hold any number.
const MaxText = 2 << 30

// Open returns a file as the formats read it: in UTF-8, and decompressed where
// it is gzip, which its first bytes tell. The error begins with the name.
func Open(name string, stored []byte) (*source.File, error) {
	text, derived, err := gunzip(stored, MaxText)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if other := Compression(text); other != "" {
		return nil, fmt.Errorf("%s: compressed with %s, which is not read; decompress it, or use gzip", name, other)
	}
	if source.IsUnmarkedUTF16(text) {
		return nil, fmt.Errorf("%s: the text is UTF-16 without a byte order mark; convert it to UTF-8", name)
	}
	if source.IsUTF16(text) {
		f, err := source.NewUTF16File(name, text)
		if err == nil && derived != "" {
			f.Derived = derived
		}
		return f, err
	}
	f := source.NewFile(name, text)
	f.Derived = derived
	return f, nil
}

var gzipMagic = []byte{0x1f, 0x8b}

func gunzip(stored []byte, limit int64) (text []byte, derived string, err error) {
	if !bytes.HasPrefix(stored, gzipMagic) {
		return stored, "", nil
	}
	r, err := gzip.NewReader(bytes.NewReader(stored))
	if err != nil {
		return nil, "", err
	}
	text, err = io.ReadAll(io.LimitReader(r, limit+1))
	if int64(len(text)) > limit {
		return nil, "", TooLarge(limit)
	}
	return text, "gzip", err
}

// TooLarge is the error of a text of more bytes than are read.
func TooLarge(limit int64) error {
	return fmt.Errorf("the text is larger than %d MB; export it in several files", limit>>20)
}
