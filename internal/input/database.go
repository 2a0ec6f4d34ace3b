package input

import "bytes"

// DatabaseHead is how much of a file is looked at for the names of tables, where it is a
// database that cannot be read.
const DatabaseHead = 64 << 10

// sqlite is how a database of SQLite begins (SQLite, Database File Format).
var sqlite = []byte("SQLite format 3\x00")

// IsDatabase reports whether a file that begins so is a database of SQLite. gzip and zstd
// are looked into.
func IsDatabase(head []byte) bool {
	if p := packed(head); p != nil {
		head = p.head(head)
	}
	return bytes.HasPrefix(head, sqlite)
}

// Database is the error of Open of a file that is a database of SQLite, and holds it for
// who reads one. Derived is by which compression it was stored.
type Database struct {
	Name    string
	Pages   []byte
	Derived string
}

func (d *Database) Error() string { return d.Name + ": an SQLite database, where a text is wanted" }
