package input

import (
	"bytes"
	"compress/gzip"
	"io"
	"runtime"
	"strings"
	"testing"
)

// bomb returns gzip of a text that is repeated.
func bomb(t *testing.T, text string, times int) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	text = strings.Repeat(text, 1<<10)
	for range times >> 10 {
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// allocated returns how many bytes were allocated meanwhile.
func allocated(do func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// TestBombs holds that a small file of much text costs no more than what is
// trusted, or what its text takes.
func TestBombs(t *testing.T) {
	for name, row := range map[string]struct {
		stored []byte
		most   uint64 // bytes
		want   string
	}{
		"zeros":                        {bomb(t, "\x00", 64<<20), 1 << 20, "no text"},
		"spaces in zstd":               {zst(t, strings.Repeat(" ", 64<<20)), trusted + 12<<20, "stands for more than"},
		"spaces":                       {bomb(t, " ", 64<<20), trusted + 1<<20, "stands for more than"},
		"empty objects, one a line":    {bomb(t, "{}\n", 1<<20), 4 << 20, ""},
		"empty objects one by another": {bomb(t, "{}", 1<<20), 4 << 20, ""},
		"lines that are no JSON":       {bomb(t, "{}\n{}\n{\n", 1<<18), 256 << 20, ""},
	} {
		t.Run(name, func(t *testing.T) {
			var err error
			n := allocated(func() {
				f, failed := Open("f", row.stored, MaxText)
				if err = failed; err == nil {
					_, err = Decode(nil, f, Hints{})
				}
			})
			if n > row.most {
				t.Errorf("%d bytes allocated for %d stored", n, len(row.stored))
			}
			if row.want == "" && err != nil || row.want != "" && (err == nil || !strings.Contains(err.Error(), row.want)) {
				t.Errorf("%v", err)
			}
		})
	}
}

// TestInflates holds what is read of compressed files beside their size.
func TestInflates(t *testing.T) {
	for _, row := range []struct {
		head              string
		size, limit, want int64
	}{
		{"{}", 1 << 30, MaxText, 0},
		{"\x1f\x8b", 1 << 10, MaxText, most << 10},
		{"\x1f\x8b", 100 << 10, MaxText, trusted},
		{"\x1f\x8b", 10 << 20, MaxText, usual * 10 << 20},
		{"\x1f\x8b", 1 << 30, MaxText, MaxText},
		{"\x1f\x8b", 1 << 30, 5, 5},
		{"\x28\xb5\x2f\xfd", 1 << 10, MaxText, trusted},
		{"\x28\xb5\x2f\xfd", 10 << 20, MaxText, usual * 10 << 20},
	} {
		if got := Inflates([]byte(row.head), row.size, row.limit); got != row.want {
			t.Errorf("%+v: %d", row, got)
		}
	}
}
