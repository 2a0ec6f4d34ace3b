package lint

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/crossgrant/crossgrant/internal/files"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/input/database"
)

// isDatabase reports whether a file is a database of SQLite that is stored as it is.
func isDatabase(in files.Reader, path string) bool {
	head, err := in.Head(path, input.HeadSize)
	return err == nil && input.IsDatabase(head) && !packed(head)
}

// packed reports whether a database that begins so is compressed.
func packed(head []byte) bool { return input.Inflates(head, 1, 1) > 0 }

// database adds a database of SQLite with tables that are read, and reports whether it is
// one. So is one that cannot be read and in which such a table is named.
func (f *finder) database(path string, head []byte) bool {
	if packed(head) {
		f.files = append(f.files, found{name: path, odd: true})
		return true
	}
	s, done, err := openDatabase(f.in, path)
	if err != nil {
		return false // it could be looked into just before
	}
	defer done()
	s.Log, _ = log(f.in, path, input.MaxText) // who reads it says what is wrong
	known, err := database.Known(s)
	if err != nil {
		head, _ = f.in.Head(path, input.DatabaseHead)
		known = slices.ContainsFunc(database.Names(), func(name string) bool { return bytes.Contains(head, []byte(name)) })
	}
	if known {
		f.files = append(f.files, found{name: path, odd: true, database: true})
	}
	return known
}

func openDatabase(in files.Reader, path string) (s database.Stored, done func() error, err error) {
	pages, size, err := in.OpenRegular(path)
	if err != nil {
		return s, nil, err
	}
	return database.Stored{Name: printable(path), Pages: pages, Size: size}, pages.Close, nil
}

// decodeDatabase reads a database of SQLite where it is.
func (o Options) decodeDatabase(file found) answer {
	s, done, err := openDatabase(o.files(), file.onDisk)
	if err != nil {
		return answer{found: file, err: readable(file.onDisk, err)}
	}
	defer done()
	var lost []error
	if s.Log, err = log(o.files(), file.onDisk, o.MaxSize); err != nil {
		lost = append(lost, err)
	}
	if unfinished(o.files(), file.onDisk) {
		lost = append(lost, fmt.Errorf("%s: the last change of the database was not finished, as %s-journal says: open it once with what writes it", file.name, file.name))
	}
	a := o.readDatabase(file, s)
	a.records.Lost = append(lost, a.records.Lost...)
	return a
}

func (o Options) readDatabase(file found, s database.Stored) answer {
	if s.Size > small {
		defer o.memory.take(s.Size)()
	}
	records, err := database.Read(s, o.MaxSize, o.hints(file))
	return answer{found: file, records: records, err: err}
}

// log returns the writes that are not in a database yet: SQLite keeps them beside it.
func log(in files.Reader, path string, limit int64) ([]byte, error) {
	path += "-wal"
	if info, err := in.Stat(path); err != nil || info.Size() == 0 {
		return nil, nil
	}
	log, err := in.ReadRegular(path, limit)
	if err != nil {
		return nil, readable(path, err)
	}
	return log, nil
}

// journal is how a file begins with which SQLite takes back a change that was not finished
// (SQLite, Database File Format, 3).
var journal = []byte{0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7}

// unfinished reports whether a database is in the midst of a change.
func unfinished(in files.Reader, path string) bool {
	head, err := in.Head(path+"-journal", len(journal))
	return err == nil && bytes.Equal(head, journal)
}

// stored is a database whose bytes were read.
func stored(d *input.Database) database.Stored {
	return database.Stored{Name: d.Name, Pages: bytes.NewReader(d.Pages), Size: int64(len(d.Pages)), Derived: d.Derived}
}
