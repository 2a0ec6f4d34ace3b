package database

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// A text that was made of a database is no longer than so many times its size, beyond
// what is fine in any case: columns that are added to a table cost its rows nothing.
const (
	usual   = 64
	trusted = 32 << 20
)

// value is what a row has in a column: a text or, where text is nil, one of nil, int64 and
// float64.
type value struct {
	text  []byte
	other any
}

// rows visits the rows of a table with the number of each and its values in the order of
// columns. A database in which more is read than can be stored in it is damaged: pages
// lead to each other in a circle.
func (c *connection) rows(t listed, columns []string, visit func(row int64, values []value) error) error {
	number := "NULL"
	for _, name := range []string{"rowid", "_rowid_", "oid"} {
		if !t.bare && !slices.ContainsFunc(t.columns, func(c string) bool { return strings.EqualFold(c, name) }) {
			number = name
			break
		}
	}
	// + makes an expression of a column, which has no declared type to be converted to.
	query := "SELECT " + number
	for _, name := range columns {
		query += ", +" + quoted(name)
	}
	rows, err := c.QueryContext(context.Background(), query+" FROM main."+quoted(t.name))
	if err != nil {
		return c.explain(err)
	}
	defer rows.Close()
	scanned := make([]any, len(columns)+1)
	into := make([]any, len(scanned))
	for i := range scanned {
		into[i] = &scanned[i]
	}
	values := make([]value, len(columns))
	for n := int64(1); rows.Next(); n++ {
		if err := rows.Scan(into...); err != nil {
			return c.explain(err)
		}
		row, ok := scanned[0].(int64)
		if !ok {
			row = n
		}
		c.read++
		for i, v := range scanned[1:] {
			values[i] = valueOf(v)
			c.read += int64(len(values[i].text))
		}
		// In UTF-8 a text may be half as long again as it is stored.
		if c.read > 2*(c.disk.size+int64(len(c.disk.log))) {
			return errors.New("the SQLite database is damaged: it holds more than it has room for")
		}
		if err := visit(row, values); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return c.explain(err)
	}
	return nil
}

func valueOf(v any) value {
	switch v := v.(type) {
	case string:
		return value{text: []byte(v)}
	case []byte:
		return value{text: v}
	}
	return value{other: v}
}

// writable reports whether a text that is so long may be made of the database.
func (c *connection) writable(length int, limit int64) error {
	most := min(max(trusted, usual*c.disk.size), limit)
	if int64(length) > most {
		return fmt.Errorf("what it says of IAM and S3 is longer than %d MiB (--max-size)", most>>20)
	}
	return nil
}

// readable reports whether a text is one.
func readable(text []byte) bool { return utf8.Valid(text) }
