package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
	"modernc.org/sqlite/vfs"
)

// longest is how long a value, and with it a row, may be.
const longest = 256 << 20

// patience is how long SQLite may take to read what tables there are: a damaged database
// can lead it in circles there, where we count nothing.
const patience = time.Minute

// connection is a database that was opened. It lets nobody but us say what is run: no view,
// trigger or function of the file has a say.
type connection struct {
	disk  disk
	read  int64 // bytes of values, and rows
	files *vfs.FS
	db    *sql.DB
	*sql.Conn
}

// open opens a database. What is wrong with its first page or the names of its tables is
// said by whoever asks for those.
func open(d disk) (*connection, error) {
	name, files, err := vfs.New(d)
	if err != nil {
		return nil, err
	}
	c := &connection{disk: d, files: files}
	options := "?vfs=" + name + "&mode=ro&_defensive=1&_pragma=trusted_schema(0)&_pragma=query_only(1)&_pragma=temp_store(2)"
	if len(d.log) > 0 {
		options += "&_pragma=locking_mode(EXCLUSIVE)" // there is no memory to share the index of the log in
	}
	connector, err := sqlite.NewConnector("file:" + main + options)
	if err == nil {
		c.db = sql.OpenDB(connector)
		c.Conn, err = c.db.Conn(context.Background())
	}
	if err == nil {
		err = c.restrict()
	}
	if err != nil {
		c.close()
		return nil, c.explain(err)
	}
	return c, nil
}

func (c *connection) restrict() error {
	if _, err := sqlite.Limit(c.Conn, sqlite3.SQLITE_LIMIT_LENGTH, longest); err != nil {
		return err
	}
	return c.Raw(func(driver any) error {
		r, ok := driver.(sqlite.AuthorizerRegisterer)
		if !ok {
			return errors.New("this build of SQLite can forbid nothing")
		}
		return r.RegisterAuthorizer(allowed)
	})
}

// allowed lets through the reading of tables, by no view and no function, and the names of
// tables and columns.
func allowed(action sqlite.AuthorizerActionCode, first, _, _, through string) sqlite.AuthorizerReturnCode {
	switch {
	case through != "":
	case action == sqlite.AuthSelect, action == sqlite.AuthRead,
		action == sqlite.AuthPragma && (first == "table_list" || first == "table_info"):
		return sqlite.AuthorizerOK
	}
	return sqlite.AuthorizerDeny
}

func (c *connection) close() {
	// What was only read has nothing to lose.
	if c.Conn != nil {
		_ = c.Conn.Close()
	}
	if c.db != nil {
		_ = c.db.Close()
	}
	_ = c.files.Close()
}

// explain says in words what SQLite says in its own.
func (c *connection) explain(err error) error {
	var at *sqlite.Error
	if !errors.As(err, &at) {
		return err
	}
	switch at.Code() & 0xff {
	case sqlite3.SQLITE_NOTADB:
		return errors.New("begins as an SQLite database and is none, or is encrypted")
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_IOERR:
		if err := c.disk.whole(); err != nil {
			return err
		}
		return errors.New("the SQLite database is damaged; sqlite3 FILE .recover makes a sound one of what is left")
	case sqlite3.SQLITE_TOOBIG:
		return fmt.Errorf("a row is longer than %d MiB", longest>>20)
	case sqlite3.SQLITE_INTERRUPT:
		return errors.New("SQLite comes to no end with it")
	}
	text, _, _ := strings.Cut(at.Error(), " (")
	return fmt.Errorf("SQLite: %s", text)
}

// listed is a table of a database, with the columns that are stored.
type listed struct {
	name    string
	columns []string
	// view: there is nothing stored, and what it shows is not read.
	view bool
	// bare: its rows have no number.
	bare bool
}

// tables lists what the database has of its own, in the order of its names.
func (c *connection) tables() (list []listed, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	rows, err := c.QueryContext(ctx, "PRAGMA main.table_list")
	if err != nil {
		return nil, c.explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		var schema, name, kind string
		var columns, bare, strict int
		if err := rows.Scan(&schema, &name, &kind, &columns, &bare, &strict); err != nil {
			return nil, c.explain(err)
		}
		if schema == "main" && !strings.HasPrefix(name, "sqlite_") && (kind == "table" || kind == "view") {
			list = append(list, listed{name: name, view: kind == "view", bare: bare != 0})
		}
	}
	if err := rows.Err(); err != nil {
		return nil, c.explain(err)
	}
	slices.SortFunc(list, func(a, b listed) int { return strings.Compare(a.name, b.name) }) // SQLite has no order
	for i := range list {
		if t := &list[i]; !t.view {
			if t.columns, err = c.columns(ctx, t.name); err != nil {
				return nil, err
			}
		}
	}
	return list, nil
}

// columns are those that are stored: what is computed on reading is left out.
func (c *connection) columns(ctx context.Context, table string) (names []string, err error) {
	rows, err := c.QueryContext(ctx, "PRAGMA main.table_info("+quoted(table)+")")
	if err != nil {
		return nil, c.explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		var number, required, key int
		var name, kind string
		var otherwise any
		if err := rows.Scan(&number, &name, &kind, &required, &otherwise, &key); err != nil {
			return nil, c.explain(err)
		}
		names = append(names, name)
	}
	if err := rows.Err(); err != nil {
		return nil, c.explain(err)
	}
	return names, nil
}

// quoted is a name as SQL writes it.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
