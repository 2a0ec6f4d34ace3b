package files

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// zeros never ends and counts what is taken of it.
type zeros struct{ taken int64 }

func (z *zeros) Read(p []byte) (int, error) {
	clear(p)
	z.taken += int64(len(p))
	return len(p), nil
}

func TestStreamsEndAtTheLimit(t *testing.T) {
	z := &zeros{}
	if _, err := ReadFrom(z, 0, 1<<20); !errors.Is(err, ErrTooLarge) {
		t.Errorf("a stream without end: %v", err)
	}
	if z.taken > 1<<20+1 {
		t.Errorf("%d bytes were taken", z.taken)
	}
	text, err := ReadFrom(io.LimitReader(z, 1<<10), 5, 1<<10)
	if err != nil || len(text) != 1<<10 {
		t.Errorf("a stream as long as the limit: %d bytes, %v", len(text), err)
	}
}

func TestRead(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "a.json")
	if err := os.WriteFile(path, []byte("12345"), 0o600); err != nil {
		t.Fatal(err)
	}
	if text, err := Read(path, 5); err != nil || string(text) != "12345" {
		t.Errorf("%q, %v", text, err)
	}
	for name, limit := range map[string]int64{path: 4, folder: 5, filepath.Join(folder, "none"): 5} {
		var at *fs.PathError
		if _, err := Read(name, limit); !errors.As(err, &at) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v does not name the file", name, err)
		}
	}
}
