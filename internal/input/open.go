package input

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/klauspost/compress/zstd"

	"github.com/crossgrant/crossgrant/internal/files"
	"github.com/crossgrant/crossgrant/internal/source"
)

// MaxText is how many bytes of one file are read where nobody says otherwise.
const MaxText = 2 << 30

// Open returns a file as the formats read it: in UTF-8, and decompressed where
// it is gzip or zstd, which its first bytes tell; no text is longer than limit. The error
// begins with the name; that of a database is a *Database.
func Open(name string, stored []byte, limit int64) (*source.File, error) {
	text, derived, err := unpack(stored, limit)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if other := Compression(text); other != "" {
		return nil, fmt.Errorf("%s: compressed with %s, which is not read; decompress it, or use gzip or zstd", name, other)
	}
	if IsDatabase(text) {
		return nil, &Database{name, text, derived}
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

// packing is a compression that is read, known by how its files begin.
type packing struct {
	name  string
	magic []byte
	open  func(io.Reader) (io.ReadCloser, error)
	// most is how many bytes a byte can stand for at most; 0 is no limit.
	most int64
}

var gzipMagic = []byte{0x1f, 0x8b}

var packings = []packing{
	{"gzip", gzipMagic, func(r io.Reader) (io.ReadCloser, error) { return gzip.NewReader(r) }, most},
	{"zstd", []byte{0x28, 0xb5, 0x2f, 0xfd}, func(r io.Reader) (io.ReadCloser, error) {
		d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(trusted))
		if err != nil {
			return nil, err
		}
		return d.IOReadCloser(), nil
	}, 0},
}

// packed returns the compression of a file that begins so, nil if it is none that is read.
func packed(head []byte) *packing {
	for i := range packings {
		if bytes.HasPrefix(head, packings[i].magic) {
			return &packings[i]
		}
	}
	return nil
}

const (
	// trusted is how long a compressed text may be whatever its file's size.
	trusted = 32 << 20
	// usual is how many bytes a compressed byte may stand for beyond that: exports
	// have ten to fifty. No gzip has more than most.
	usual = 64
	most  = 1032
)

// Inflates returns how much longer than size the text can be of a file that begins
// so and is read within limit: 0 if it is not compressed.
func Inflates(head []byte, size, limit int64) int64 {
	p := packed(head)
	if p == nil {
		return 0
	}
	length := min(max(trusted, usual*size), limit)
	if p.most > 0 {
		length = min(length, p.most*size)
	}
	return length
}

// unpack returns the text of a file, and by which compression it was stored.
func unpack(stored []byte, limit int64) (text []byte, derived string, err error) {
	p := packed(stored)
	if p == nil {
		return stored, "", nil
	}
	r, err := p.open(bytes.NewReader(stored))
	if err != nil {
		return nil, "", err
	}
	defer r.Close()
	reader := bufio.NewReaderSize(r, HeadSize)
	// The error of a text that ends before comes again when it is read.
	if head, _ := reader.Peek(HeadSize); isBinary(head) && !IsDatabase(head) {
		return nil, "", errors.New("compressed, and what is compressed is no text")
	}
	atMost := Inflates(stored, int64(len(stored)), limit)
	text, err = files.ReadFrom(reader, min(said(p, stored), atMost), atMost)
	if errors.Is(err, files.ErrTooLarge) && atMost < limit {
		return nil, "", fmt.Errorf("a byte of %s stands for more than %d bytes of text: no export is like that; decompress it to have it read", p.name, usual)
	}
	if errors.Is(err, files.ErrTooLarge) {
		err = TooLarge(limit)
	}
	return text, p.name, err
}

// said is how long a compressed text says that it is: the first part of zstd, the last one
// of gzip. If it lies, the buffer grows.
func said(p *packing, stored []byte) int64 {
	if p.name == "zstd" {
		var header zstd.Header
		if err := header.Decode(stored); err != nil || header.FrameContentSize > math.MaxInt64 {
			return 0
		}
		return int64(header.FrameContentSize)
	}
	if len(stored) < 4 {
		return 0
	}
	return int64(binary.LittleEndian.Uint32(stored[len(stored)-4:]))
}

// isBinary reports whether no text begins so.
func isBinary(head []byte) bool {
	return bytes.IndexByte(head, 0) >= 0 && !source.IsUTF16(head) && !source.IsUnmarkedUTF16(head)
}

// TooLarge is the error of a text of more bytes than are read.
func TooLarge(limit int64) error {
	return fmt.Errorf("the text is larger than %s (--max-size)", files.FormatSize(limit))
}
