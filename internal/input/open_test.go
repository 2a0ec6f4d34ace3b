package input

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

func zip(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestOpen holds how stored bytes become text.
func TestOpen(t *testing.T) {
	const wide = "\xff\xfe{\x00}\x00"
	for name, row := range map[string]struct {
		stored        []byte
		text, derived string
	}{
		"plain":                      {[]byte("{}"), "{}", ""},
		"gzip":                       {zip(t, "{}"), "{}", "gzip"},
		"gzip in two parts":          {append(zip(t, "{"), zip(t, "}")...), "{}", "gzip"},
		"zstd":                       {zst(t, "{}"), "{}", "zstd"},
		"zstd in two parts":          {append(zst(t, "{"), zst(t, "}")...), "{}", "zstd"},
		"UTF-16":                     {[]byte(wide), "{}", "UTF-16"},
		"UTF-16, compressed":         {zip(t, wide), "{}", "gzip"},
		"nothing":                    {nil, "", ""},
		"a byte order mark of UTF-8": {[]byte("\ufeff{}"), "\ufeff{}", ""},
	} {
		f, err := Open("f", row.stored, MaxText)
		if err != nil || string(f.Text) != row.text || f.Derived != row.derived {
			t.Errorf("%s: %q %s, %v", name, f.Text, f.Derived, err)
		}
	}
}

// zst returns the text in zstd.
func zst(t *testing.T, text string) []byte {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return w.EncodeAll([]byte(text), nil)
}

// TestOpenBroken holds what is said of what cannot be decompressed.
func TestOpenBroken(t *testing.T) {
	whole := zip(t, "{}")
	for name, row := range map[string]struct {
		stored []byte
		want   string
	}{
		"cut off":       {whole[:len(whole)-4], "f: unexpected EOF"},
		"damaged":       {append(bytes.Clone(whole[:len(whole)-1]), 9), "f: gzip: invalid checksum"},
		"a mark only":   {gzipMagic, "f: unexpected EOF"},
		"zstd cut off":  {zst(t, "{}")[:7], "f: unexpected EOF"},
		"UTF-16 halved": {[]byte("\xff\xfe{"), "f:1:1: the text is UTF-16 and ends inside a character"},
	} {
		if _, err := Open("f", row.stored, MaxText); fmt.Sprint(err) != row.want {
			t.Errorf("%s: %v, want %s", name, err, row.want)
		}
	}
	if _, _, err := unpack(zip(t, "123456"), 5); fmt.Sprint(err) != TooLarge(5).Error() {
		t.Errorf("a large one: %v", err)
	}
}

// TestDatabase holds how a database of SQLite is told of: by the tool that made it.
func TestDatabase(t *testing.T) {
	const head = "SQLite format 3\x00"
	for text, want := range map[string]string{
		head + "CREATE TABLE resource_metadata (":   "an SQLite database of iam-collect",
		head + "CREATE TABLE aws_iam_roles (":       "SELECT * FROM aws_iam_roles",
		head + "CREATE TABLE aws_iam_role (":        "SELECT * FROM aws_iam_role'",
		head + "CREATE TABLE users (":               "an SQLite database, which is not read",
		"SQLite format 3 is aws_iam_role of a text": "",
	} {
		_, err := Open("f.db", []byte(text), MaxText)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}
