package lint

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// kinds are the kinds of files that people keep grants in and that are not read,
// by their endings, in the order in which they are told. Source code and prose
// are not among them: nobody expects them to be judged.
var kinds = []struct {
	name    string
	endings []string
}{
	{"YAML that is no template", templates},
	{"HCL", []string{".hcl"}},
	{name: sqlite}, // by how it begins
	{"CSV", []string{".csv"}},
	{"Parquet", []string{".parquet"}},
}

const sqlite = "SQLite"

// sqliteHead is how a database begins (SQLite, Database File Format).
var sqliteHead = []byte("SQLite format 3\x00")

// other counts a file that is passed over, if it is of a kind to be told.
func (f *finder) other(path string, head []byte) {
	ending := strings.ToLower(filepath.Ext(path))
	for _, k := range kinds {
		is := slices.Contains(k.endings, ending)
		if k.name == sqlite {
			is = bytes.HasPrefix(head, sqliteHead)
		}
		if is {
			if f.others == nil {
				f.others = map[string]int{}
			}
			f.others[k.name]++
			return
		}
	}
}

// told says what was passed over, a count for each kind.
func (f *finder) told() []string {
	var counts []string
	for _, k := range kinds {
		if n := f.others[k.name]; n > 0 {
			counts = append(counts, fmt.Sprintf("%d %s", n, k.name))
		}
	}
	if counts == nil {
		return nil
	}
	return []string{"passed over by kind: " + strings.Join(counts, ", ")}
}
