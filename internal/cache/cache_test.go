package cache

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

func key(n int) Key { return sha256.Sum256([]byte(fmt.Sprint(n))) }

func open(t *testing.T, folder, version string) *Cache {
	t.Helper()
	c, err := Open(folder, version)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func fill(t *testing.T, c *Cache, from, to int) {
	t.Helper()
	for n := from; n < to; n++ {
		c.Put(key(n), []byte(fmt.Sprint("value ", n)))
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
}

// found counts the values that a cache has of the first so many; a wrong one fails.
func found(t *testing.T, c *Cache, of int) (n int) {
	t.Helper()
	for i := range of {
		value, ok := c.Get(key(i))
		if ok && string(value) != fmt.Sprint("value ", i) {
			t.Fatalf("%d has %q", i, value)
		}
		if ok {
			n++
		}
	}
	return n
}

func TestValuesOutliveTheRun(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "a", "b")
	fill(t, open(t, folder, "1"), 0, 500)
	if n := found(t, open(t, folder, "1"), 600); n != 500 {
		t.Errorf("%d values", n)
	}
	if n := found(t, open(t, folder, "2"), 600); n != 0 {
		t.Errorf("%d values of another version", n)
	}
}

// TestWhatIsBrokenIsPassedOver holds that of files that were cut, changed or emptied no
// value comes back, and that the next run writes them anew.
func TestWhatIsBrokenIsPassedOver(t *testing.T) {
	for name, harm := range map[string]func([]byte) []byte{
		"cut":      func(b []byte) []byte { return b[:len(b)/2] },
		"changed":  func(b []byte) []byte { b[len(b)/3] ^= 1; return b },
		"emptied":  func([]byte) []byte { return nil },
		"longer":   func(b []byte) []byte { return append(b, 0) },
		"all ones": func(b []byte) []byte { return make([]byte, len(b)) },
	} {
		folder := t.TempDir()
		fill(t, open(t, folder, "1"), 0, 500)
		names, _ := filepath.Glob(filepath.Join(folder, "*"))
		for _, file := range names {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, harm(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		c := open(t, folder, "1")
		if n := found(t, c, 500); n != 0 {
			t.Errorf("%s: %d values", name, n)
		}
		fill(t, c, 0, 500)
		if n := found(t, open(t, folder, "1"), 500); n != 500 {
			t.Errorf("%s: %d values after it was written anew", name, n)
		}
	}
}

// TestARunThatDiesLeavesWhatWasThere holds that files which were never finished are not
// read.
func TestARunThatDiesLeavesWhatWasThere(t *testing.T) {
	folder := t.TempDir()
	fill(t, open(t, folder, "1"), 0, 100)
	open(t, folder, "1").Put(key(100), []byte("value 100")) // and it is never closed
	if err := os.WriteFile(filepath.Join(folder, "new-123.crossgrant"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if n := found(t, open(t, folder, "1"), 200); n != 100 {
		t.Errorf("%d values", n)
	}
}

func TestRunsShareAFolder(t *testing.T) {
	folder := t.TempDir()
	var wait sync.WaitGroup
	for run := range 4 {
		wait.Go(func() {
			c := open(t, folder, "1")
			for n := range 200 {
				c.Put(key(200*run+n), []byte(fmt.Sprint("value ", 200*run+n)))
				c.Get(key(n))
			}
			if err := c.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	// Which of several runs writes last is not known; none of them breaks a file.
	if n := found(t, open(t, folder, "1"), 800); n < 200 {
		t.Errorf("%d values", n)
	}
	left, _ := filepath.Glob(filepath.Join(folder, "new-*"))
	if len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

// TestWhatKilledRunsLeftIsSwept holds that files which were never finished go when nobody
// can be writing them any more, and that nothing else goes.
func TestWhatKilledRunsLeftIsSwept(t *testing.T) {
	folder := t.TempDir()
	fill(t, open(t, folder, "1"), 0, 100)
	old := time.Now().Add(-2 * forgotten)
	for name, aged := range map[string]bool{"new-1.crossgrant": true, "new-2.crossgrant": false, "new-3.txt": true, "notes.crossgrant": true} {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
		if aged {
			if err := os.Chtimes(path, old, old); err != nil {
				t.Fatal(err)
			}
		}
	}
	if n := found(t, open(t, folder, "1"), 100); n != 100 {
		t.Errorf("%d values", n)
	}
	for name, stays := range map[string]bool{"new-1.crossgrant": false, "new-2.crossgrant": true, "new-3.txt": true, "notes.crossgrant": true} {
		if _, err := os.Stat(filepath.Join(folder, name)); (err == nil) != stays {
			t.Errorf("%s: %v", name, err)
		}
	}
}
