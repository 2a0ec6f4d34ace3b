//go:build unix

package files

import (
	"bytes"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestSmall holds that a small file is read as any other is.
func TestSmall(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "a.json")
	for _, size := range []int{0, 1, 700, 1 << 16} {
		if err := os.WriteFile(path, bytes.Repeat([]byte("a"), size), 0o600); err != nil {
			t.Fatal(err)
		}
		want, err := ReadRegular(path, 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		for most, ok := range map[int64]bool{int64(size): true, int64(size) - 1: false} {
			if got, is := (Reader{Disk{}}).Small(path, most); is != ok || is && !bytes.Equal(got, want) {
				t.Errorf("%d bytes, at most %d: %d bytes, %v", size, most, len(got), is)
			}
		}
	}
}

func TestSmallIsRegular(t *testing.T) {
	folder := t.TempDir()
	pipe := filepath.Join(folder, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{pipe, folder, os.DevNull, filepath.Join(folder, "none"), "/proc/self/status"} {
		if text, ok := (Reader{Disk{}}).Small(name, 1<<20); ok {
			t.Errorf("%s: %d bytes", name, len(text))
		}
	}
}
