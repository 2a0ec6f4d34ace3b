package files

import (
	"io/fs"
	"path"
	"path/filepath"
	"strings"
)

// Memory is a folder that holds what an fs.FS does: /roles/app.json and roles/app.json are
// its roles/app.json.
type Memory struct{ fs.FS }

// Abs implements Folder.
func (m Memory) Abs(name string) string {
	return filepath.FromSlash(path.Join("/", filepath.ToSlash(name)))
}

// at is the name of a path in the fs.FS.
func (m Memory) at(name string) string {
	if name = strings.TrimPrefix(filepath.ToSlash(m.Abs(name)), "/"); name == "" {
		return "."
	}
	return name
}

// Stat implements Folder.
func (m Memory) Stat(name string) (fs.FileInfo, error) { return fs.Stat(m.FS, m.at(name)) }

// Lstat implements Folder.
func (m Memory) Lstat(name string) (fs.FileInfo, error) { return fs.Lstat(m.FS, m.at(name)) }

// ReadDir implements Folder.
func (m Memory) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(m.FS, m.at(name)) }

// Open implements Folder.
func (m Memory) Open(name string) (fs.File, error) { return m.FS.Open(m.at(name)) }
