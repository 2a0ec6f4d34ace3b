package lint

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/crossgrant/crossgrant/internal/files"
	"github.com/crossgrant/crossgrant/internal/gitignore"
)

// ignoreName is how such files are called.
const ignoreName = ".gitignore"

// ignoreFile is a .gitignore: its rules are about what lies below its folder.
type ignoreFile struct {
	folder string // slash-separated and absolute, with a slash at its end
	rules  *gitignore.Rules
}

// readIgnoreFile appends the rules of a file, if it is there. One that cannot be
// read ignores nothing, and that is said.
func (f *finder) readIgnoreFile(list []ignoreFile, folder, path string) []ignoreFile {
	text, err := f.in.ReadRegular(path, files.MaxOwn)
	if err != nil {
		// In a worktree .git is a file.
		if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) {
			f.notes = append(f.notes, readable(path, err).Error()+": nothing is ignored for it")
		}
		return list
	}
	rules := gitignore.Parse(text)
	if rules.Empty() {
		return list
	}
	// The list of a folder is shared by the folders below it.
	return append(list[:len(list):len(list)], ignoreFile{strings.TrimSuffix(filepath.ToSlash(folder), "/") + "/", rules})
}

// ignored reports what the rules say of a path, absolute and slash-separated:
// the innermost file that speaks of it decides.
func ignored(files []ignoreFile, path string, folder bool) bool {
	for i := len(files) - 1; i >= 0; i-- {
		below, ok := strings.CutPrefix(path, files[i].folder)
		if !ok {
			continue
		}
		if yes, decided := files[i].rules.Match(below, folder); decided {
			return yes
		}
	}
	return false
}
