// Package files reads what paths name within limits: no device, no file that
// grows and no pipe that never ends makes a run hang or fills the memory.
package files

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
)

// MaxOwn is how many bytes are read of a file that is the user's own and no
// export: a configuration, an ignore file, a rule, a text of a flag.
const MaxOwn = 100 << 20

// ErrTooLarge is in the error of what holds more bytes than are read.
var ErrTooLarge = errors.New("too large")

// Reader reads what lies in a folder, within limits.
type Reader struct{ Folder }

// Read is Reader.Read on the disk.
func Read(name string, limit int64) ([]byte, error) { return Reader{Disk{}}.Read(name, limit) }

// ReadRegular is Reader.ReadRegular on the disk.
func ReadRegular(name string, limit int64) ([]byte, error) {
	return Reader{Disk{}}.ReadRegular(name, limit)
}

// Open is Reader.OpenFile on the disk.
func Open(name string) (r io.ReadCloser, size int64, err error) { return Reader{Disk{}}.OpenFile(name) }

// Read returns the bytes of a file that the user named: a regular one, or a
// pipe, which is read to its end. A device is an error, and so is a file of
// more than limit bytes. Errors are *fs.PathError and name the file.
func (r Reader) Read(name string, limit int64) ([]byte, error) {
	return r.read(name, limit, 0)
}

// ReadRegular is Read for a file that was come upon: opening a pipe there would
// wait for a writer that may never come, so that it is an error, too.
func (r Reader) ReadRegular(name string, limit int64) ([]byte, error) {
	return r.read(name, limit, fs.ModeNamedPipe)
}

// OpenFile opens a file that the user named, for who takes it piece by piece and
// keeps none, and says how long it is; it is of the kinds that Read takes.
func (r Reader) OpenFile(name string) (file io.ReadCloser, size int64, err error) {
	file, info, err := r.open(name, math.MaxInt64, 0)
	if err != nil {
		return nil, 0, err
	}
	return file, info.Size(), nil
}

// Source is an open file of which any part can be read.
type Source interface {
	io.ReaderAt
	io.Closer
}

// OpenRegular opens a regular file, for who reads parts of it, and says how long it is.
func (r Reader) OpenRegular(name string) (Source, int64, error) {
	file, info, err := r.open(name, math.MaxInt64, fs.ModeNamedPipe)
	if err != nil {
		return nil, 0, err
	}
	if source, ok := file.(Source); ok {
		return source, info.Size(), nil
	}
	defer file.Close()
	text, err := ReadFrom(file, info.Size(), math.MaxInt64-1)
	if err != nil {
		return nil, 0, err
	}
	return &inMemory{bytes.NewReader(text), info}, info.Size(), nil
}

// Head returns how a regular file begins, at most size bytes of it.
func (r Reader) Head(name string, size int) ([]byte, error) {
	file, _, err := r.open(name, math.MaxInt64, fs.ModeNamedPipe)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	head := make([]byte, size)
	n, err := io.ReadFull(file, head)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return head[:n], err
}

func (r Reader) open(name string, limit int64, refused fs.FileMode) (io.ReadCloser, fs.FileInfo, error) {
	info, err := r.Stat(name)
	if err != nil {
		return nil, nil, err
	}
	if name == os.DevNull {
		// It says "nothing" where a file is wanted: --config /dev/null.
		return io.NopCloser(bytes.NewReader(nil)), info, nil
	}
	if err := fit(info, limit, refused); err != nil {
		return nil, nil, &fs.PathError{Op: "read", Path: name, Err: err}
	}
	file, err := r.Open(name)
	return file, info, err
}

func (r Reader) read(name string, limit int64, refused fs.FileMode) ([]byte, error) {
	file, info, err := r.open(name, limit, refused)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	text, err := ReadFrom(file, info.Size(), limit)
	var at *fs.PathError
	if err != nil && !errors.As(err, &at) {
		err = &fs.PathError{Op: "read", Path: name, Err: err}
	}
	return text, err
}

func fit(info fs.FileInfo, limit int64, refused fs.FileMode) error {
	switch mode := info.Mode(); {
	case mode.IsDir():
		return errors.New("is a folder")
	case mode&(fs.ModeDevice|fs.ModeSocket|fs.ModeIrregular|refused) != 0:
		return errors.New("is no regular file")
	case info.Size() > limit:
		return tooLarge(limit)
	}
	return nil
}

// ReadFrom returns what a stream holds, of which size is a guess. A stream of
// more than limit bytes is an error that is ErrTooLarge.
func ReadFrom(r io.Reader, size, limit int64) ([]byte, error) {
	var text bytes.Buffer
	text.Grow(int(min(max(size, 0), limit)) + 2*bytes.MinRead)
	_, err := text.ReadFrom(io.LimitReader(r, limit+1))
	if err == nil && int64(text.Len()) > limit {
		err = tooLarge(limit)
	}
	if err != nil {
		return nil, err
	}
	if spare := text.Available(); spare > text.Len()/4 {
		return bytes.Clone(text.Bytes()), nil // folders hold thousands of small files
	}
	return text.Bytes(), nil
}

func tooLarge(limit int64) error {
	return fmt.Errorf("%w: more than %d bytes", ErrTooLarge, limit)
}
