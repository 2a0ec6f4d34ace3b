package lint

import (
	"compress/gzip"
	"database/sql"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/expect"
)

// stores makes a database of statements, and returns its bytes.
func stores(t *testing.T, path string, statements ...string) []byte {
	t.Helper()
	pages := expect.Database(t, statements...)
	if err := os.WriteFile(path, pages, 0o644); err != nil {
		t.Fatal(err)
	}
	return pages
}

// account is the tables of an account in which a role may read a bucket of another one,
// and as rows of JSON what they hold.
func account(id, bucket, other, actions string) (tables, rows []string) {
	arn := "arn:aws:iam::" + id + ":role/app"
	reads := strings.Replace(reads, `"s3:GetObject"`, actions, 1)
	lets := strings.ReplaceAll(lets("arn:aws:iam::"+other+":role/app"), "data1", bucket)
	for _, row := range []struct{ table, columns, values string }{
		{"aws_iam_role", "account_id, arn, name, assume_role_policy, inline_policies, attached_policy_arns, permissions_boundary_arn",
			fmt.Sprintf(`"%s" | "%s" | "app" | %s | [{"PolicyName": "s3", "PolicyDocument": %s}] | [] | null`, id, arn, trusts, reads)},
		{"aws_s3_bucket_policies", "account_id, bucket_arn, policy_json", fmt.Sprintf(`"%s" | "arn:aws:s3:::%s" | %s`, id, bucket, lets)},
	} {
		columns := strings.Split(row.columns, ", ")
		var members, values []string
		for i, value := range strings.Split(row.values, " | ") {
			members = append(members, `"`+columns[i]+`": `+value)
			if value == "null" {
				values = append(values, "NULL")
			} else {
				values = append(values, "'"+strings.Trim(value, `"`)+"'")
			}
		}
		tables = append(tables, "CREATE TABLE IF NOT EXISTS "+row.table+" ("+row.columns+")", "INSERT INTO "+row.table+" VALUES ("+strings.Join(values, ", ")+")")
		rows = append(rows, "{"+strings.Join(members, ", ")+"}")
	}
	return tables, rows
}

// answered is all that a run says of what it found, but where that is.
func answered(r *Result) string {
	lines := []string{fmt.Sprint(r.Pairs, r.Verdicts, messages(r.World.Errors))}
	for _, f := range r.Findings {
		lines = append(lines, fmt.Sprint(f.Rule.ID, " ", f.Subject.ID, " ", f.Message, " ", f.At.Label, " ", f.At.Path, " ", f.Fingerprint))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// TestDatabases holds that a database is judged as the JSON of its rows is: of one account
// and of several, in one file, compressed, and in one for each of two environments.
func TestDatabases(t *testing.T) {
	const dev, prod = "111122223333", "444455556666"
	for name, actions := range map[string]string{"granted": `"s3:GetObject"`, "not granted": `"s3:PutObject"`, "misspelt": `"s3:GetObjekt"`} {
		t.Run(name, func(t *testing.T) {
			folder(t, nil)
			ofDev, devRows := account(dev, "data1", dev, actions)
			ofProd, prodRows := account(prod, "data2", dev, actions)
			for _, dir := range []string{"json", "one", "two", "gzip"} {
				if err := os.Mkdir(dir, 0o700); err != nil {
					t.Fatal(err)
				}
			}
			for name, rows := range map[string][]string{"json/dev.json": devRows, "json/prod.json": prodRows} {
				if err := os.WriteFile(name, []byte("["+strings.Join(rows, ",")+"]"), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			pages := stores(t, "one/all.db", slices.Concat(ofDev, ofProd)...)
			stores(t, "two/dev.db", ofDev...)
			stores(t, "two/prod.sqlite", ofProd...)
			file, err := os.Create("gzip/all.db.gz")
			if err != nil {
				t.Fatal(err)
			}
			w := gzip.NewWriter(file)
			if _, err := w.Write(pages); err != nil || w.Close() != nil || file.Close() != nil {
				t.Fatal(err)
			}
			want := answered(settled(t, "json", Settings{}))
			for _, dir := range []string{"one", "one/all.db", "two", "gzip"} {
				if got := answered(settled(t, dir, Settings{})); got != want {
					t.Errorf("%s:\n%s\nwant\n%s", dir, got, want)
				}
			}
		})
	}
}

// TestDatabasesBesides holds what is told of databases that are not read, of one that
// cannot be, and of writes that are not in one yet.
func TestDatabasesBesides(t *testing.T) {
	folder(t, map[string]string{"sound.json": sound})
	tables, _ := account("111122223333", "data1", "111122223333", `"s3:GetObject"`)
	stores(t, "users.db", "CREATE TABLE users (name)")
	if r := load(t, Options{}, "."); !slices.Contains(r.Notes, "passed over by kind: 1 SQLite") || len(r.Errors)+len(r.NotRecognised) > 0 {
		t.Errorf("a database of others: %v, %v, %v", r.Notes, r.Errors, r.NotRecognised)
	}
	if r := load(t, Options{}, "users.db"); len(r.Errors) != 1 || !strings.HasPrefix(r.Errors[0].Error(), "users.db (users): not recognised; known are ") {
		t.Errorf("named: %v", r.Errors)
	}
	pages := stores(t, "all.db", tables...)
	if r := settled(t, ".", Settings{}); r.Verdicts[access.Yes] != 1 || len(r.World.Errors) > 0 {
		t.Errorf("%v, %v", r.Verdicts, r.World.Errors)
	}
	if err := os.WriteFile("all.db-journal", append(journal, "..."...), 0o600); err != nil {
		t.Fatal(err)
	}
	if r := settled(t, "all.db", Settings{}); r.Verdicts[access.Yes] != 1 || len(r.World.Errors) != 1 {
		t.Errorf("in the midst of a change: %v, %v", r.Verdicts, r.World.Errors)
	}
	for name, text := range map[string][]byte{"all.db-journal": nil, "cut.db": pages[:len(pages)-100]} {
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if r := settled(t, ".", Settings{}); fmt.Sprint(messages(r.World.Errors)) != "[cut.db: the SQLite database is cut off: it lacks 100 bytes]" {
		t.Errorf("one that is cut off: %v, %v", r.Verdicts, r.World.Errors)
	}
}

// TestDatabaseInUse holds that a database is read with the writes beside it.
func TestDatabaseInUse(t *testing.T) {
	folder(t, nil)
	tables, _ := account("111122223333", "data1", "111122223333", `"s3:GetObject"`)
	db, err := sql.Open("sqlite", "all.db?_pragma=journal_mode(WAL)&_pragma=wal_autocheckpoint(0)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	for _, s := range tables {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range []string{".", "all.db"} {
		if r := settled(t, path, Settings{}); r.Verdicts[access.Yes] != 1 || len(r.World.Errors) > 0 {
			t.Errorf("%s: %v, %v", path, r.Verdicts, r.World.Errors)
		}
	}
}
