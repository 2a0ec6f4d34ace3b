package files

import (
	"bytes"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Over is a folder in which a file has a text that is not saved, as an editor holds it. The
// file may be a new one, in a folder that is there.
type Over struct {
	Folder
	path string
	text []byte
}

// NewOver returns a folder in which the file at a path has that text.
func NewOver(in Folder, path string, text []byte) *Over { return &Over{in, in.Abs(path), text} }

func (o *Over) is(path string) bool { return o.Abs(path) == o.path }

func (o *Over) info() fs.FileInfo { return unsaved{filepath.Base(o.path), int64(len(o.text))} }

// Stat implements Folder.
func (o *Over) Stat(path string) (fs.FileInfo, error) {
	if o.is(path) {
		return o.info(), nil
	}
	return o.Folder.Stat(path)
}

// Lstat implements Folder.
func (o *Over) Lstat(path string) (fs.FileInfo, error) {
	if o.is(path) {
		return o.info(), nil
	}
	return o.Folder.Lstat(path)
}

// ReadDir implements Folder.
func (o *Over) ReadDir(path string) ([]fs.DirEntry, error) {
	list, err := o.Folder.ReadDir(path)
	if err != nil || o.Abs(path) != filepath.Dir(o.path) {
		return list, err
	}
	byName := func(e fs.DirEntry, name string) int { return strings.Compare(e.Name(), name) }
	at, saved := slices.BinarySearchFunc(list, filepath.Base(o.path), byName)
	if entry := fs.FileInfoToDirEntry(o.info()); saved {
		list[at] = entry
	} else {
		list = slices.Insert(list, at, entry)
	}
	return list, nil
}

// Open implements Folder.
func (o *Over) Open(path string) (fs.File, error) {
	if o.is(path) {
		return &inMemory{bytes.NewReader(o.text), o.info()}, nil
	}
	return o.Folder.Open(path)
}

// unsaved describes a file that is not saved.
type unsaved struct {
	name string
	size int64
}

func (u unsaved) Name() string     { return u.name }
func (u unsaved) Size() int64      { return u.size }
func (unsaved) Mode() fs.FileMode  { return 0o644 }
func (unsaved) ModTime() time.Time { return time.Time{} }
func (unsaved) IsDir() bool        { return false }
func (unsaved) Sys() any           { return nil }

// inMemory is an open file whose text is known.
type inMemory struct {
	*bytes.Reader
	info fs.FileInfo
}

func (f *inMemory) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *inMemory) Close() error               { return nil }
