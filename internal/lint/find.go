package lint

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// stdin is the name of standard input among the paths, and stdinName the one
// that it is told by.
const (
	stdin     = "-"
	stdinName = "<stdin>"
)

// found is a file to be read. Named says that the user named it, be it by a
// glob; otherwise it was met below a folder.
type found struct {
	name  string
	named bool
	// onDisk is the name that leads to it, where name is one that can be shown.
	onDisk string
}

// finder turns the paths of a command line into files.
type finder struct {
	files   []found
	ignored []string
	errors  []error
}

// find returns the files that the paths name, sorted and each once.
func find(paths []string) finder {
	f := finder{}
	for _, path := range paths {
		f.argument(path)
	}
	f.once()
	return f
}

// once sorts the files and leaves each in only once, by whatever paths it was
// found; that the user named it counts.
func (f *finder) once() {
	slices.SortStableFunc(f.files, func(a, b found) int { return cmp.Compare(a.name, b.name) })
	seen := map[string]int{}
	kept := f.files[:0]
	for _, file := range f.files {
		full := absolute(file.name)
		if at, again := seen[full]; again {
			kept[at].named = kept[at].named || file.named
			continue
		}
		seen[full] = len(kept)
		kept = append(kept, file)
	}
	f.files = kept
}

// argument adds a path or, where nothing has that name, what it matches as a
// glob: not every shell expands them.
func (f *finder) argument(path string) {
	if path == stdin {
		f.files = append(f.files, found{name: stdinName, named: true})
		return
	}
	_, err := os.Lstat(path)
	switch {
	case err == nil:
		f.path(path)
	case !errors.Is(err, fs.ErrNotExist) && !strings.ContainsAny(path, `*?[`):
		f.errors = append(f.errors, readable(path, err))
	case !strings.ContainsAny(path, `*?[`):
		f.errors = append(f.errors, fmt.Errorf("%s: no such file or folder", path))
	default:
		matches := glob(path)
		if len(matches) == 0 {
			f.errors = append(f.errors, fmt.Errorf("%s: matches no file", path))
		}
		for _, match := range matches {
			f.path(match)
		}
	}
}

// path adds a file, or what lies below a folder.
func (f *finder) path(path string) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		f.errors = append(f.errors, readable(path, err))
		return
	case !info.IsDir():
		f.files = append(f.files, found{name: path, named: true})
		return
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		f.errors = append(f.errors, readable(path, err))
		return
	}
	files, ignored := len(f.files), len(f.ignored)
	f.folder(path, absolute, above(absolute))
	switch left := len(f.ignored) - ignored; {
	case len(f.files) > files || len(f.errors) > 0:
	case left > 0:
		f.errors = append(f.errors, fmt.Errorf(
			"%s: a .gitignore names all that the folder holds; name the files or the folder inside", path))
	default:
		f.errors = append(f.errors, fmt.Errorf("%s: the folder holds no %s file", path, suffixes[0]))
	}
}

// above returns the ignore files of the repository that a folder lies in, from
// the outermost to that of the folder around it.
func above(folder string) (files []ignoreFile) {
	var around []string
	for at := folder; ; at = filepath.Dir(at) {
		if at != folder {
			around = append(around, at)
		}
		if _, err := os.Lstat(filepath.Join(at, ".git")); err == nil {
			files = readIgnoreFile(files, at, filepath.Join(at, ".git", "info", "exclude"))
			break
		}
		if at == filepath.Dir(at) {
			return nil
		}
	}
	for _, at := range slices.Backward(around) {
		files = readIgnoreFile(files, at, filepath.Join(at, ".gitignore"))
	}
	return files
}

// skipped are folders that hold no exports.
var skipped = map[string]bool{".git": true, "node_modules": true}

// suffixes are the endings of the files that are read below folders.
var suffixes = []string{".json", ".json.gz", ".jsonl", ".jsonl.gz", ".error"}

func mayHold(name string) bool {
	return slices.ContainsFunc(suffixes, func(s string) bool { return strings.HasSuffix(name, s) })
}

// folder adds the files below a folder. Links to folders are not followed:
// they may lead around.
func (f *finder) folder(path, absolute string, ignores []ignoreFile) {
	ignores = readIgnoreFile(ignores, absolute, filepath.Join(absolute, ".gitignore"))
	entries, err := os.ReadDir(path)
	if err != nil {
		f.errors = append(f.errors, readable(path, err))
	}
	for _, entry := range entries {
		name, dir := entry.Name(), entry.IsDir()
		if dir && skipped[name] || !dir && !mayHold(name) || entry.Type()&fs.ModeIrregular != 0 {
			continue
		}
		inside, full := filepath.Join(path, name), filepath.Join(absolute, name)
		switch {
		case ignored(ignores, filepath.ToSlash(full), dir):
			f.ignored = append(f.ignored, inside)
		case dir:
			f.folder(inside, full, ignores)
		case regular(entry, inside):
			f.files = append(f.files, found{name: inside})
		}
	}
}

// regular reports whether an entry is a file or a link to one; reading from a
// pipe or a device might never end.
func regular(entry fs.DirEntry, path string) bool {
	if entry.Type()&fs.ModeSymlink == 0 {
		return entry.Type().IsRegular()
	}
	info, err := os.Stat(path)
	return err != nil || info.Mode().IsRegular()
}

// glob returns the files and folders that a glob matches; ** between slashes
// stands for any number of folders.
func glob(pattern string) (matches []string) {
	if !strings.Contains(pattern, "**") {
		// The only error is that of a malformed pattern, which matches nothing.
		matches, _ = filepath.Glob(pattern)
		return matches
	}
	slashed := filepath.ToSlash(filepath.Clean(pattern))
	compiled, ok := pathPattern(slashed)
	if !ok {
		return nil
	}
	base := slashed[:strings.IndexAny(slashed, `*?[`)]
	base = base[:strings.LastIndexByte(base, '/')+1]
	// What cannot be entered matches nothing.
	_ = filepath.WalkDir(filepath.FromSlash(cmp.Or(base, ".")), func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil || entry.IsDir() && skipped[entry.Name()]:
			return fs.SkipDir
		case !entry.IsDir() && compiled.MatchString(filepath.ToSlash(path)):
			matches = append(matches, path)
		}
		return nil
	})
	return matches
}

// readable returns a file system error that begins with the path.
func readable(path string, err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	return fmt.Errorf("%s: %w", printable(path), err)
}
