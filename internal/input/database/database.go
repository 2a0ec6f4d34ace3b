// Package database reads databases of SQLite: the rows of IAM and S3 that CloudQuery
// writes, or anybody who keeps those of steampipe, and what iam-collect collects.
//
// It judges nothing itself. Rows are written as the JSON that the same tool writes of
// them, and what iam-collect stores as the files that it is in its folders; their readers
// do the rest. So all that there is in a database is one text, of which every value knows
// its table, row and column.
//
// A file may be made to harm: SQLite may run nothing that stands in it, reads no other
// file, and is stopped where it reads more than there is room for.
package database

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/input/table"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Stored is a database, wherever its bytes are.
type Stored struct {
	Name  string
	Pages io.ReaderAt
	Size  int64
	// Log is what the file NAME-wal holds: writes that are not in the database yet.
	Log []byte
	// Derived is how the database itself is stored, such as gzip.
	Derived string
}

// Known reports whether a database has a table that is read.
func Known(s Stored) (bool, error) {
	c, err := open(disk{s.Pages, s.Size, s.Log})
	if err != nil {
		return false, err
	}
	defer c.close()
	tables, err := c.tables()
	return slices.ContainsFunc(tables, read), err
}

// read reports whether a table is one whose rows are read.
func read(t listed) bool {
	return !t.view && (table.Reads(t.columns) || collects(t))
}

// Read reads a database. Of one without a table that is known the records have no format,
// and TopLevel names its tables. What is damaged loses what it holds, and is named; the
// error is that of a file of which nothing can be read.
func Read(s Stored, limit int64, hints input.Hints) (input.Records, error) {
	c, err := open(disk{s.Pages, s.Size, s.Log})
	if err != nil {
		return input.Records{}, fmt.Errorf("%s: %w", s.Name, err)
	}
	defer c.close()
	tables, err := c.tables()
	if err != nil {
		return input.Records{}, fmt.Errorf("%s: %w", s.Name, err)
	}
	w := &writer{connection: c, name: s.Name, limit: limit}
	if err := c.disk.whole(); err != nil {
		w.lost = append(w.lost, fmt.Errorf("%s: %w", s.Name, err))
	}
	known := slices.DeleteFunc(slices.Clone(tables), func(t listed) bool { return !read(t) })
	others := slices.DeleteFunc(tables, read)
	if len(known) == 0 {
		return input.Records{TopLevel: names(others)}, nil
	}
	w.unread(others)
	for _, t := range known {
		if !collects(t) {
			w.rowsOf(t)
		}
	}
	rows := source.Span{End: len(w.text)}
	var collected []filed
	for _, t := range known {
		if collects(t) {
			collected = append(collected, w.collected(t)...)
		}
	}
	hints.Type = "" // a database is no document
	return w.records(s, rows, collected, hints)
}

func names(tables []listed) (names []string) {
	for _, t := range tables {
		names = append(names, t.name)
	}
	return names
}

// spoken reports whether a table has the name of one about IAM or S3.
func spoken(name string) bool {
	return strings.HasPrefix(name, "aws_iam_") || strings.HasPrefix(name, "aws_s3_")
}

// unread names the tables about IAM and S3 that have no reader.
func (w *writer) unread(others []listed) {
	var names []string
	for _, t := range others {
		switch {
		case !spoken(t.name):
		case t.view:
			w.notes = append(w.notes, t.name+" is a view, which is not run; a table made of it is read (CREATE TABLE ... AS SELECT)")
		default:
			names = append(names, t.name)
		}
	}
	if names != nil {
		w.notes = append(w.notes, "no rows are read of "+strings.Join(names, ", "))
	}
}

// records hands what was written on to its readers.
func (w *writer) records(s Stored, rows source.Span, collected []filed, hints input.Hints) (all input.Records, err error) {
	derived := "SQLite"
	if s.Derived != "" {
		derived += " in " + s.Derived
	}
	file := source.NewTables(s.Name, w.text, w.cells, derived)
	if w.rowCount > 0 {
		if all, err = input.DecodePart([]input.Format{table.Format{}}, file, rows, hints); err != nil {
			return all, err
		}
	}
	for _, one := range folders(file, collected) {
		all.Add(one)
	}
	if all.Format == "" && w.rowCount == 0 {
		all.Format = table.Format{}.Name() // its tables are empty
	}
	all.File = file
	all.Lost, all.Notes = append(w.lost, all.Lost...), append(w.notes, all.Notes...)
	return all, nil
}

// Names are those of tables that are read, for who looks for them in a database that
// cannot be read.
func Names() []string {
	return []string{"resource_metadata", "aws_iam_role", "aws_iam_policies", "aws_iam_policy", "aws_s3_bucket"}
}
