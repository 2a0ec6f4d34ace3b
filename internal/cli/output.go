package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// output is the file that --output names.
type output struct{ name string }

// check says why the file cannot be written, before anything is judged. A link is
// not followed: what it leads to is not what the user sees. Inputs are the files
// that are read.
func (o output) check(inputs []string) error {
	info, err := os.Lstat(o.name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("--output: %w", err)
	case info.Mode()&fs.ModeSymlink != 0:
		return fmt.Errorf("--output: %s: want a file, found a link; name what it leads to", o.name)
	case info.IsDir():
		return fmt.Errorf("--output: %s: want a file, found a folder", o.name)
	}
	for _, input := range inputs {
		if read, err := os.Stat(input); err == nil && os.SameFile(info, read) {
			return fmt.Errorf("--output: %s: an input of this run is not overwritten", o.name)
		}
	}
	return nil
}

// write puts the text there in one step: whoever reads the file sees the old text
// or the new one. To a device or a pipe it is written as it is.
func (o output) write(text []byte) error {
	info, err := os.Lstat(o.name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = replaceFile(o.name, text, 0)
	case err == nil && info.Mode().IsRegular():
		err = replaceFile(o.name, text, info.Mode().Perm())
	case err == nil && info.Mode()&(fs.ModeDevice|fs.ModeNamedPipe) != 0:
		err = writeThrough(o.name, text)
	case err == nil:
		// It has changed since it was checked.
		return o.check(nil)
	}
	if err != nil {
		return fmt.Errorf("--output: %w", err)
	}
	return nil
}

func writeThrough(name string, text []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Close())
}

// replaceFile writes a file beside the one of that name and moves it there. Mode
// 0 is that of a new file. On failure nothing is left behind.
func replaceFile(name string, text []byte, mode os.FileMode) error {
	f, err := createBeside(name)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if mode != 0 {
		err = errors.Join(err, f.Chmod(mode))
	}
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

// createBeside creates a file of a name that nothing has, with the rights that
// the user's mask leaves to new files, which os.CreateTemp does not give.
func createBeside(name string) (*os.File, error) {
	for n := time.Now().UnixNano(); ; n++ {
		beside := filepath.Join(filepath.Dir(name), ".crossgrant-"+strconv.FormatInt(n, 36))
		f, err := os.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}
