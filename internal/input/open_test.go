package input

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
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

// TestOpenDatabase holds that a database of SQLite is handed on as what it is.
func TestOpenDatabase(t *testing.T) {
	const text = "SQLite format 3\x00 and pages"
	for name, stored := range map[string][]byte{"": []byte(text), "gzip": zip(t, text), "zstd": zst(t, text)} {
		var d *Database
		if _, err := Open("f.db", stored, MaxText); !IsDatabase(stored) || !errors.As(err, &d) || string(d.Pages) != text || d.Derived != name {
			t.Errorf("%s: %v, %v", name, err, d)
		}
	}
}
