package lint

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/files"
	"github.com/crossgrant/crossgrant/internal/gitignore"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/input/hcl"
)

// stdin is the name of standard input among the paths, and stdinName the one
// that it is told by.
const (
	stdin     = "-"
	stdinName = "<stdin>"
)

// found is a file to be read. Named says that the user named it, be it by a
// glob; otherwise it was met below a folder, and odd says that its name is no
// export's and it is read for how it begins. Database says that it is one of SQLite, of
// which parts are read.
type found struct {
	name       string
	named, odd bool
	database   bool
	// onDisk is the name that leads to it, where name is one that can be shown.
	onDisk string
	// folder is that of sources of Terraform, which are read together: sources.
	// resource: it is that of a resource that iam-collect wrote.
	folder   string
	sources  []string
	uses     hcl.Uses // of all such folders
	resource bool
	// linked is what other files say of the stack of a template that is read again.
	linked *input.Linked
}

// finder turns the paths of a command line into files.
type finder struct {
	in      files.Reader
	files   []found
	ignored []string
	errors  []error
	notes   []string
	// omitted are folders that hold no exports, and passed what might hold some:
	// links, devices, what has no name of an export and could not be looked into.
	omitted, passed []string
	packed          []string // in compressions that are not read
	// others counts, by kind, files that may speak of grants in a form that is not read.
	others map[string]int
	// repository: the user named the root of one, where there may be nothing to judge.
	repository bool
}

// find returns the files that the paths name, sorted and each once.
func find(in files.Reader, paths []string) finder {
	f := finder{in: in}
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
	seen := make(map[string]int, len(f.files))
	kept := f.files[:0]
	for _, file := range f.files {
		full := f.in.Abs(file.name)
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
	_, err := f.in.Lstat(path)
	switch {
	case err == nil:
		f.path(path)
	case !errors.Is(err, fs.ErrNotExist) && !strings.ContainsAny(path, files.Meta):
		f.errors = append(f.errors, readable(path, err))
	case !strings.ContainsAny(path, files.Meta):
		f.errors = append(f.errors, fmt.Errorf("%s: no such file or folder", path))
	default:
		matches := f.glob(path)
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
	info, err := f.in.Stat(path)
	switch {
	case err != nil:
		f.errors = append(f.errors, readable(path, err))
		return
	case !info.IsDir():
		f.files = append(f.files, found{name: path, named: true, database: isDatabase(f.in, path)})
		return
	}
	absolute := f.in.Abs(path)
	_, err = f.in.Lstat(filepath.Join(path, ".git"))
	root := err == nil
	f.repository = f.repository || root
	before, ignored := len(f.files), len(f.ignored)
	f.folder(path, absolute, f.above(absolute))
	switch left := len(f.ignored) - ignored; {
	case len(f.files) > before || len(f.errors) > 0:
	case root:
		f.notes = append(f.notes, fmt.Sprintf("%s: the repository holds nothing that is read", path))
	case left > 0:
		f.errors = append(f.errors, fmt.Errorf(
			"%s: a .gitignore names all that the folder holds; name the files or the folder inside", path))
	default:
		f.errors = append(f.errors, fmt.Errorf("%s: the folder holds no JSON", path))
	}
}

// above returns the ignore files of the repository that a folder lies in, from
// the outermost to that of the folder around it.
func (f *finder) above(folder string) (list []ignoreFile) {
	var around []string
	for at := folder; ; at = filepath.Dir(at) {
		if at != folder {
			around = append(around, at)
		}
		if _, err := f.in.Lstat(filepath.Join(at, ".git")); err == nil {
			list = f.readIgnoreFile(list, at, filepath.Join(at, ".git", "info", "exclude"))
			break
		}
		if at == filepath.Dir(at) {
			return nil
		}
	}
	for _, at := range slices.Backward(around) {
		list = f.readIgnoreFile(list, at, filepath.Join(at, ignoreName))
	}
	return list
}

// glob returns the files and folders that a glob matches; ** between slashes
// stands for any number of folders.
func (f *finder) glob(pattern string) (matches []string) {
	if !strings.Contains(pattern, "**") {
		return files.Glob(f.in, pattern)
	}
	slashed := filepath.ToSlash(filepath.Clean(pattern))
	base := slashed[:strings.IndexAny(slashed, files.Meta)]
	base = base[:strings.LastIndexByte(base, '/')+1]
	files.Walk(f.in, filepath.FromSlash(cmp.Or(base, ".")), skipped, func(path string) {
		if gitignore.Match(slashed, filepath.ToSlash(path)) {
			matches = append(matches, path)
		}
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
