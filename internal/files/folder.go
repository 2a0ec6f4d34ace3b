package files

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
)

// Folder is where paths lead to: a disk, or files in memory. Paths are written as on the
// system that the program runs on. Errors are *fs.PathError.
type Folder interface {
	// Abs returns one name for all paths to a file.
	Abs(path string) string
	// Stat follows links, Lstat does not.
	Stat(path string) (fs.FileInfo, error)
	Lstat(path string) (fs.FileInfo, error)
	// ReadDir returns the entries of a folder by their names.
	ReadDir(path string) ([]fs.DirEntry, error)
	Open(path string) (fs.File, error)
}

// Disk is the file system of the machine. Here is the working folder.
type Disk struct{ Here string }

// Abs implements Folder.
func (d Disk) Abs(path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(cmp.Or(d.Here, "."), path)
}

// Stat implements Folder.
func (Disk) Stat(path string) (fs.FileInfo, error) { return os.Stat(path) }

// Lstat implements Folder.
func (Disk) Lstat(path string) (fs.FileInfo, error) { return os.Lstat(path) }

// ReadDir implements Folder.
func (Disk) ReadDir(path string) ([]fs.DirEntry, error) { return os.ReadDir(path) }

// Open implements Folder.
func (Disk) Open(path string) (fs.File, error) { return os.Open(path) }
