package files

import (
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
)

// Meta are the characters that make a path a pattern.
const Meta = `*?[`

// Glob returns the paths that a pattern of filepath.Match matches, folder by folder in the
// order of their names. What cannot be entered matches nothing, nor does a malformed pattern.
func Glob(in Folder, pattern string) (matches []string) {
	if !strings.ContainsAny(pattern, Meta) {
		if _, err := in.Lstat(pattern); err != nil {
			return nil
		}
		return []string{pattern}
	}
	dir, name := filepath.Split(pattern)
	folders := []string{dir}
	if around := filepath.Clean(dir); strings.ContainsAny(around, Meta) && around != pattern {
		folders = Glob(in, around)
	}
	for _, folder := range folders {
		at := folder
		if at == "" {
			at = "."
		}
		entries, err := in.ReadDir(at)
		if err != nil {
			continue
		}
		for _, entry := range entries {
			if is, err := filepath.Match(name, entry.Name()); is && err == nil {
				matches = append(matches, filepath.Join(folder, entry.Name()))
			}
		}
	}
	return matches
}

// Walk calls visit with every file below a folder, links and devices included, in the order
// of their names, but for what lies in folders of some names. What cannot be entered is
// passed over.
func Walk(in Folder, folder string, skipped []string, visit func(path string)) {
	entries, err := in.ReadDir(folder)
	if err != nil {
		return
	}
	for _, entry := range entries {
		path := filepath.Join(folder, entry.Name())
		switch {
		case entry.Type()&fs.ModeDir == 0:
			visit(path)
		case !slices.Contains(skipped, entry.Name()):
			Walk(in, path, skipped, visit)
		}
	}
}
