package database

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"io/fs"
	"time"
)

// main is the name that SQLite knows the database by, and logged that of its log of
// writes that are not yet in it.
const (
	main   = "db"
	logged = "db-wal"
)

// headerSize is that of the header of a database (SQLite, Database File Format, 1.3).
const headerSize = 100

// versions is where its header tells how it is written: of the two ways rollback is the
// one that knows no log.
const (
	versions   = 18
	rollback   = 1
	writeAhead = 2
)

// disk is the file system that SQLite sees: a database and, where there is one, its log.
type disk struct {
	pages io.ReaderAt
	size  int64
	log   []byte
}

// Open implements fs.FS.
func (d disk) Open(name string) (fs.File, error) {
	switch {
	case name == main:
		return &file{SectionReader: io.NewSectionReader(d, 0, d.size), name: name}, nil
	case name == logged && len(d.log) > 0:
		return &file{SectionReader: io.NewSectionReader(bytes.NewReader(d.log), 0, int64(len(d.log))), name: name}, nil
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// ReadAt reads from the database. One that says that it has a log where there is none says
// that it has none: SQLite would want to make it.
func (d disk) ReadAt(p []byte, off int64) (int, error) {
	n, err := d.pages.ReadAt(p, off)
	for at := int64(versions); at < versions+2 && len(d.log) == 0; at++ {
		if i := at - off; i >= 0 && i < int64(n) && p[i] == writeAhead {
			p[i] = rollback
		}
	}
	return n, err
}

// whole reports whether a database has the bytes that it says that it has. SQLite reads
// those of the last page that are not there as noughts.
func (d disk) whole() error {
	var header [headerSize]byte
	if n, _ := d.pages.ReadAt(header[:], 0); n < headerSize {
		return nil // what SQLite says of it is more
	}
	page := int64(binary.BigEndian.Uint16(header[16:]))
	if page == 1 {
		page = 1 << 16
	}
	// The count is good where the last writer knew of it.
	if !bytes.Equal(header[24:28], header[92:96]) {
		return nil
	}
	if missing := page*int64(binary.BigEndian.Uint32(header[28:])) - d.size; missing > 0 {
		return fmt.Errorf("the SQLite database is cut off: it lacks %d bytes", missing)
	}
	return nil
}

// file is one of the files of a disk.
type file struct {
	*io.SectionReader
	name string
}

func (f *file) Close() error               { return nil }
func (f *file) Stat() (fs.FileInfo, error) { return f, nil }
func (f *file) Name() string               { return f.name }
func (f *file) Mode() fs.FileMode          { return 0o444 }
func (f *file) ModTime() time.Time         { return time.Time{} }
func (f *file) IsDir() bool                { return false }
func (f *file) Sys() any                   { return nil }
