package database

import (
	"bytes"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/crossgrant/crossgrant/internal/expect"
	"github.com/crossgrant/crossgrant/internal/input"
)

const (
	roles  = "CREATE TABLE aws_iam_roles (arn TEXT, role_name TEXT, assume_role_policy_document TEXT)"
	trusts = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}`
)

// role is a row of roles.
func role(n int) string {
	return fmt.Sprintf("INSERT INTO aws_iam_roles VALUES ('arn:aws:iam::111122223333:role/app%d', 'app%d', '%s')", n, n, trusts)
}

// told is what reading gives: how many roles, what is lost, what is noted, or the error.
func told(s Stored) string {
	r, err := Read(s, input.MaxText, input.Hints{})
	if err != nil {
		return err.Error()
	}
	out := fmt.Sprintf("%d roles", len(r.Roles))
	for _, d := range r.Roles {
		if d.Trust != nil && len(d.Trust.Problems()) > 0 {
			out += ", a broken policy"
		}
	}
	for _, err := range r.Lost {
		out += "; " + err.Error()
	}
	for _, note := range r.Notes {
		out += "; " + note
	}
	if r.Format == "" {
		out += fmt.Sprint("; none of ", r.TopLevel)
	}
	return out
}

// TestHostile holds what is said of databases that are broken or made to harm, and that
// all else in them is read.
func TestHostile(t *testing.T) {
	sound := expect.Database(t, roles, role(1), role(2))
	edited := func(at int, text string) []byte {
		pages := bytes.Clone(sound)
		copy(pages[at:], text)
		return pages
	}
	for name, row := range map[string]struct {
		pages []byte
		want  string
	}{
		"sound":                        {sound, "2 roles"},
		"nothing behind how it begins": {sound[:16], "x.db: begins as an SQLite database and is none, or is encrypted"},
		"encrypted":                    {append(bytes.Clone(sound[:16]), bytes.Repeat([]byte("\x9f\x03\xc1z"), 2000)...), "x.db: begins as an SQLite database and is none, or is encrypted"},
		"cut off":                      {sound[:len(sound)-4096], "x.db: the SQLite database is cut off: it lacks 4096 bytes"},
		"cut off inside its last page": {expect.Database(t, roles, role(1), "CREATE TABLE users (name)")[:3*4096-100], "1 roles; x.db: the SQLite database is cut off: it lacks 100 bytes"},
		"a page is damaged":            {edited(4096, "\x00\x00\x00\x00"), "0 roles; x.db#aws_iam_roles: the SQLite database is damaged; sqlite3 FILE .recover makes a sound one of what is left"},
		"other tables":                 {expect.Database(t, "CREATE TABLE users (name)", "CREATE TABLE posts (text)"), "0 roles; none of [posts users]"},
		"no tables":                    {expect.Database(t, "CREATE TABLE a (b)", "DROP TABLE a"), "0 roles; none of []"},
		"empty tables":                 {expect.Database(t, roles), "0 roles"},
		"tables that are not read":     {expect.Database(t, roles, role(1), "CREATE TABLE aws_iam_users (arn)", "CREATE TABLE other (arn)"), "1 roles; no rows are read of aws_iam_users"},
		"a view without end": {expect.Database(t, roles, role(1), `CREATE VIEW aws_iam_role AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)
			SELECT 'arn:aws:iam::111122223333:role/v' || x AS arn, '{}' AS assume_role_policy FROM n`),
			"1 roles; aws_iam_role is a view, which is not run; a table made of it is read (CREATE TABLE ... AS SELECT)"},
		"a trigger": {expect.Database(t, roles, role(1), "CREATE TRIGGER t AFTER INSERT ON aws_iam_roles BEGIN DELETE FROM aws_iam_roles; END"), "1 roles"},
		"a computed column": {expect.Database(t, "CREATE TABLE aws_iam_roles (arn TEXT, assume_role_policy_document TEXT, more AS (hex(zeroblob(200000000))))",
			"INSERT INTO aws_iam_roles VALUES ('arn:aws:iam::111122223333:role/a', '"+trusts+"')"), "1 roles"},
		"text as a BLOB": {expect.Database(t, roles, strings.Replace(role(1), "'"+trusts+"'", fmt.Sprintf("x'%x'", trusts), 1)), "1 roles"},
		"a BLOB": {expect.Database(t, roles, role(1), strings.Replace(role(2), "'"+trusts+"'", "x'ff00'", 1)),
			"2 roles, a broken policy; x.db#aws_iam_roles/2/assume_role_policy_document: what is stored is no text in UTF-8"},
		"a name that is no text": {expect.Database(t, roles, role(1), "INSERT INTO aws_iam_roles VALUES (CAST(x'fffe' AS TEXT), 'a', NULL)"),
			"1 roles; x.db#aws_iam_roles/2/arn: what is stored is no text in UTF-8"},
		"numbers":            {expect.Database(t, roles, "INSERT INTO aws_iam_roles VALUES ('arn:aws:iam::111122223333:role/a', 9e999, 1.5)"), "1 roles, a broken policy"},
		"a NUL in a text":    {expect.Database(t, roles, "INSERT INTO aws_iam_roles VALUES ('arn:aws:iam::111122223333:role/a', 'a' || char(0), NULL)"), "1 roles"},
		"UTF-16":             {expect.Database(t, "PRAGMA encoding = 'UTF-16'", roles, role(1)), "1 roles"},
		"names to be quoted": {expect.Database(t, `CREATE TABLE "a ""b'" (arn TEXT, rowid TEXT, "x""y", assume_role_policy TEXT)`, `INSERT INTO "a ""b'" VALUES ('arn:aws:iam::111122223333:role/a', 'x', 'y', '{}')`), "1 roles, a broken policy"},
		"without rowid": {expect.Database(t, "CREATE TABLE aws_iam_roles (arn TEXT PRIMARY KEY, assume_role_policy_document) WITHOUT ROWID", "INSERT INTO aws_iam_roles VALUES ('arn:aws:iam::111122223333:role/a', x'ff')"),
			"1 roles, a broken policy; x.db#aws_iam_roles/1/assume_role_policy_document: what is stored is no text in UTF-8"},
		"another version of iam-collect": {expect.Database(t, "CREATE TABLE resource_metadata (partition, account_id, arn, metadata_type, json)"),
			"0 roles; x.db#resource_metadata: there is no column data: the table is of a version of iam-collect that is not known"},
		"two of one": {expect.Database(t, append(collecting(), "INSERT INTO account_metadata VALUES ('aws', '111122223333', 's3-bpa', '{}')", "INSERT INTO account_metadata VALUES ('aws', '111122223333', 's3-bpa', '{}')")...),
			"0 roles; x.db#account_metadata/2/data:1:1: a second s3-bpa of one resource"},
		"a log that was written back": {edited(18, "\x02\x02"), "2 roles"},
		"another way of writing":      {edited(18, "\x09\x09"), "x.db: begins as an SQLite database and is none, or is encrypted"},
	} {
		t.Run(name, func(t *testing.T) {
			begin := time.Now()
			if got := told(in(row.pages)); got != row.want {
				t.Errorf("%s\nwant %s", got, row.want)
			}
			if took := time.Since(begin); took > 5*time.Second {
				t.Errorf("it took %v", took)
			}
		})
	}
}

// TestLog holds that writes are read that are not in the database yet, and of a broken log
// those before it breaks.
func TestLog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	db, err := sql.Open("sqlite", path+"?_pragma=journal_mode(WAL)&_pragma=wal_autocheckpoint(0)")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	defer db.Close()
	for _, s := range []string{roles, role(1), "PRAGMA wal_checkpoint(TRUNCATE)", role(2), role(3)} {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
	pages, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	log, err := os.ReadFile(path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	for name, row := range map[string]struct {
		log  []byte
		want string
	}{
		"none": {nil, "1 roles"}, "whole": {log, "3 roles"}, "cut off": {log[:len(log)-1], "2 roles"}, "no log": {[]byte("x"), "1 roles"},
	} {
		s := in(pages)
		s.Log = row.log
		if got := told(s); got != row.want {
			t.Errorf("%s: %s, want %s", name, got, row.want)
		}
	}
}

// FuzzRead reads databases of which some bytes were changed: there is no panic, and an end.
// Each change is the two bytes of its place and the new one.
func FuzzRead(f *testing.F) {
	rows := []string{"PRAGMA page_size = 512", roles}
	for n := range 40 {
		rows = append(rows, role(n))
	}
	bases := [][]byte{expect.Database(f, rows...),
		expect.Database(f, append(append([]string{"PRAGMA page_size = 512"}, collecting()...), "INSERT INTO account_metadata VALUES ('aws', '111122223333', 's3-bpa', '{}')")...)}
	r := rand.New(rand.NewPCG(1, 1))
	for range 100 {
		changes := make([]byte, 1+3*(1+r.IntN(4)))
		for i := range changes {
			changes[i] = byte(r.Uint32())
		}
		f.Add(changes)
	}
	f.Fuzz(func(t *testing.T, changes []byte) {
		if len(changes) == 0 {
			return
		}
		pages := bytes.Clone(bases[int(changes[0])%len(bases)])
		for c := changes[1:]; len(c) >= 3; c = c[3:] {
			pages[(int(c[0])<<8+int(c[1]))%len(pages)] = c[2]
		}
		begin := time.Now()
		_, _ = Read(in(pages), 8<<20, input.Hints{})
		if took := time.Since(begin); took > 20*time.Second {
			t.Errorf("it took %v", took)
		}
	})
}
