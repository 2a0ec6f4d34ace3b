package input

import (
	"bytes"
	"fmt"
)

// DatabaseHead is how much of a file tells which database it is: the first page of one of
// SQLite's, which holds the texts that made its tables.
const DatabaseHead = 64 << 10

// sqlite is how a database of SQLite begins (SQLite, Database File Format).
var sqlite = []byte("SQLite format 3\x00")

// databases are those of tools that read AWS, by a table in them, and how to have what
// they hold in JSON.
var databases = []struct{ table, name, instead string }{
	{"resource_metadata", "an SQLite database of iam-collect", `storage of type "file" in iam-collect.jsonc writes folders, which are read`},
	{"aws_iam_roles", "an SQLite database of CloudQuery", "sqlite3 -json FILE 'SELECT * FROM aws_iam_roles' > aws_iam_roles.json, and so on for each table, writes rows, which are read"},
	{"aws_iam_role", "an SQLite database of steampipe", "sqlite3 -json FILE 'SELECT * FROM aws_iam_role' > aws_iam_role.json, and so on for each table, writes rows, which are read"},
}

// IsDatabase reports whether a file that begins so is a database of SQLite.
func IsDatabase(head []byte) bool { return bytes.HasPrefix(head, sqlite) }

// Database says what a database is that begins so and is not read, and how to have it in
// JSON; empty for one that is of no tool that reads AWS.
func Database(head []byte) string {
	if !IsDatabase(head) {
		return ""
	}
	for _, d := range databases {
		if bytes.Contains(head, []byte(d.table)) {
			return fmt.Sprintf("%s, which is not read; %s", d.name, d.instead)
		}
	}
	return ""
}
