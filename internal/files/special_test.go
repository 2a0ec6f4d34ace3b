//go:build unix

package files

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestDevicesAndLinksToThemAreRefused(t *testing.T) {
	link := filepath.Join(t.TempDir(), "link.json")
	if err := os.Symlink("/dev/zero", link); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"/dev/zero", link} {
		if _, err := Read(name, 1<<20); err == nil {
			t.Errorf("%s was read", name)
		}
	}
}

func TestTheNullDeviceIsEmpty(t *testing.T) {
	if text, err := Read(os.DevNull, 1); err != nil || len(text) > 0 {
		t.Errorf("%q, %v", text, err)
	}
}

func TestPipes(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadRegular(pipe, 1<<20); err == nil {
		t.Error("a pipe that was come upon was read")
	}
	go func() { _ = os.WriteFile(pipe, []byte("{}"), 0o600) }()
	if text, err := Read(pipe, 1<<20); err != nil || string(text) != "{}" {
		t.Errorf("a named pipe: %q, %v", text, err)
	}
}
