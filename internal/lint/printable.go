package lint

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// unprintable is what the text of a file is to an edit whose name cannot be
// printed: no patch can name the file.
const unprintable = "a name that is not UTF-8"

// printable returns a path with \xff in the place of a byte that is not UTF-8.
// Rules, JSON and XML hold text alone: such a name would come back as another.
func printable(path string) string {
	if utf8.ValidString(path) {
		return path
	}
	var b strings.Builder
	for len(path) > 0 {
		r, size := utf8.DecodeRuneInString(path)
		if r == utf8.RuneError && size == 1 {
			fmt.Fprintf(&b, `\x%02x`, path[0])
		} else {
			b.WriteString(path[:size])
		}
		path = path[size:]
	}
	return b.String()
}

// unprintables says how many names are not shown as they are.
func unprintables(files []found) (notes []string) {
	var names []string
	for _, f := range files {
		if !utf8.ValidString(f.name) {
			names = append(names, printable(f.name))
		}
	}
	if names != nil {
		notes = append(notes, fmt.Sprintf(`not UTF-8, shown with \xff for such a byte, and named by no patch: %s`, few(names)))
	}
	return notes
}

func printables(paths []string) []string {
	for i, path := range paths {
		paths[i] = printable(path)
	}
	return paths
}
