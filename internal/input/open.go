package input

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/crossgrant/crossgrant/internal/files"
	"github.com/crossgrant/crossgrant/internal/source"
)

// MaxText is how many bytes of one file are read where nobody says otherwise.
const MaxText = 2 << 30

// Open returns a file as the formats read it: in UTF-8, and decompressed where
// it is gzip, which its first bytes tell; no text is longer than limit. The error
// begins with the name.
func Open(name string, stored []byte, limit int64) (*source.File, error) {
	text, derived, err := gunzip(stored, limit)
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

const (
	// trusted is how long a compressed text may be whatever its file's size.
	trusted = 32 << 20
	// usual is how many bytes a byte of gzip may stand for beyond that: exports
	// have ten to fifty. No gzip has more than most.
	usual = 64
	most  = 1032
)

// Inflates returns how much longer than size the text can be of a file that begins
// so and is read within limit: 0 if it is not compressed.
func Inflates(head []byte, size, limit int64) int64 {
	if !bytes.HasPrefix(head, gzipMagic) {
		return 0
	}
	return min(most*size, max(trusted, usual*size), limit)
}

func gunzip(stored []byte, limit int64) (text []byte, derived string, err error) {
	if !bytes.HasPrefix(stored, gzipMagic) {
		return stored, "", nil
	}
	r, err := gzip.NewReader(bytes.NewReader(stored))
	if err != nil {
		return nil, "", err
	}
	reader := bufio.NewReaderSize(r, HeadSize)
	// The error of a text that ends before comes again when it is read.
	if head, _ := reader.Peek(HeadSize); isBinary(head) {
		return nil, "", errors.New("compressed, and what is compressed is no text")
	}
	atMost := Inflates(stored, int64(len(stored)), limit)
	// The last bytes say how long the last part is. If they lie, the buffer grows.
	said := int64(binary.LittleEndian.Uint32(stored[len(stored)-4:]))
	text, err = files.ReadFrom(reader, min(said, atMost), atMost)
	if errors.Is(err, files.ErrTooLarge) && atMost < limit {
		return nil, "", fmt.Errorf("a byte of gzip stands for more than %d bytes of text: no export is like that; decompress it to have it read", usual)
	}
	if errors.Is(err, files.ErrTooLarge) {
		err = TooLarge(limit)
	}
	return text, "gzip", err
}

// isBinary reports whether no text begins so.
func isBinary(head []byte) bool {
	return bytes.IndexByte(head, 0) >= 0 && !source.IsUTF16(head) && !source.IsUnmarkedUTF16(head)
}

// TooLarge is the error of a text of more bytes than are read.
func TooLarge(limit int64) error {
	return fmt.Errorf("the text is larger than %s (--max-size)", files.FormatSize(limit))
}
