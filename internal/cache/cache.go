// Package cache keeps values by key in a folder, for later runs.
//
// The folder may go at any time, and several runs may use it at once. Values lie in a
// few files, each of which is written aside and then takes its name, so that a run which
// is killed leaves the files as they were. A file that is not as it was written is passed
// over and written anew. What a value means is for others to know: it is kept under a
// version, and one of another version is never found.
package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/crossgrant/crossgrant/internal/files"
)

// Key names a value: a digest of all that it hangs on, but for the version.
type Key [sha256.Size]byte

const (
	shards = 16
	// most is how large a file grows before what nobody asked for is left out of it.
	most = 8 << 20
)

// Cache is a folder of values. It may be used by several goroutines.
type Cache struct {
	folder, prefix string
	shards         [shards]shard
}

type shard struct {
	mu     sync.Mutex
	read   bool
	values map[Key][]byte
	asked  map[Key]bool
	added  bool
}

// Open returns the cache in a folder, which it makes where there is none. Version is
// whatever makes values of other runs worthless.
func Open(folder, version string) (*Cache, error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, err
	}
	sweep(folder)
	of := sha256.Sum256([]byte(version))
	return &Cache{folder: folder, prefix: hex.EncodeToString(of[:12])}, nil
}

// unfinished are the files that are written aside; none is for longer than forgotten.
const (
	unfinished = "new-*.crossgrant"
	forgotten  = time.Hour
)

// sweep removes what runs left that were killed while they wrote. What cannot be removed
// is in nobody's way.
func sweep(folder string) {
	entries, _ := os.ReadDir(folder)
	for _, entry := range entries {
		if ok, _ := filepath.Match(unfinished, entry.Name()); !ok {
			continue
		}
		if info, err := entry.Info(); err == nil && info.Mode().IsRegular() && time.Since(info.ModTime()) > forgotten {
			_ = os.Remove(filepath.Join(folder, entry.Name()))
		}
	}
}

func (c *Cache) file(i int) string {
	return filepath.Join(c.folder, fmt.Sprintf("%s-%x.crossgrant", c.prefix, i))
}

// Get returns the value of a key; it must not be changed.
func (c *Cache) Get(key Key) ([]byte, bool) {
	s, i := c.shard(key)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.load(c.file(i))
	value, ok := s.values[key]
	if ok {
		s.asked[key] = true
	}
	return value, ok
}

// Put keeps a value until Close.
func (c *Cache) Put(key Key, value []byte) {
	s, i := c.shard(key)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.load(c.file(i))
	s.values[key], s.asked[key], s.added = value, true, true
}

func (c *Cache) shard(key Key) (*shard, int) {
	i := int(key[0]) % shards
	return &c.shards[i], i
}

func (s *shard) load(name string) {
	if s.read {
		return
	}
	s.read, s.values, s.asked = true, readFile(name), map[Key]bool{}
}

// Close writes what was put, beside what other runs wrote meanwhile.
func (c *Cache) Close() error {
	var errs []error
	for i := range c.shards {
		s := &c.shards[i]
		s.mu.Lock()
		if s.added {
			errs = append(errs, s.write(c.file(i)))
			s.added = false
		}
		s.mu.Unlock()
	}
	return errors.Join(errs...)
}

func (s *shard) write(name string) error {
	all := readFile(name)
	maps.Copy(all, s.values)
	size := 0
	for _, value := range all {
		size += len(Key{}) + len(value)
	}
	if size > most {
		maps.DeleteFunc(all, func(key Key, _ []byte) bool { return !s.asked[key] })
	}
	f, err := os.CreateTemp(filepath.Dir(name), unfinished)
	if err != nil {
		return err
	}
	_, err = f.Write(encode(all))
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// encode writes values one behind the other, and a digest of it all.
func encode(values map[Key][]byte) []byte {
	var text []byte
	for _, key := range slices.SortedFunc(maps.Keys(values), func(x, y Key) int { return bytes.Compare(x[:], y[:]) }) {
		text = append(text, key[:]...)
		text = binary.AppendUvarint(text, uint64(len(values[key])))
		text = append(text, values[key]...)
	}
	digest := sha256.Sum256(text)
	return append(text, digest[:]...)
}

// readFile returns the values of a file: none, if it is not there or not as it was written.
func readFile(name string) map[Key][]byte {
	none := map[Key][]byte{}
	text, err := files.ReadRegular(name, 16*most)
	if err != nil || len(text) < sha256.Size {
		return none
	}
	text, said := text[:len(text)-sha256.Size], text[len(text)-sha256.Size:]
	if digest := sha256.Sum256(text); !bytes.Equal(digest[:], said) {
		return none
	}
	values := map[Key][]byte{}
	for len(text) > 0 {
		var key Key
		text = text[copy(key[:], text):]
		size, n := binary.Uvarint(text)
		if n <= 0 || size > uint64(len(text)-n) {
			return none
		}
		values[key], text = text[n:n+int(size):n+int(size)], text[n+int(size):]
	}
	return values
}
