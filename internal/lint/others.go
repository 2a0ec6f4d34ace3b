package lint

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/config"
	"github.com/crossgrant/crossgrant/internal/input"
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

// other counts a file that is passed over, if it is of a kind to be told. The
// configuration is read by whoever reads it.
func (f *finder) other(path string, head []byte) {
	if filepath.Base(path) == config.Name {
		return
	}
	ending := strings.ToLower(filepath.Ext(path))
	for _, k := range kinds {
		is := slices.Contains(k.endings, ending)
		if k.name == sqlite {
			is = input.IsDatabase(head)
		}
		if is {
			f.count(k.name, 1)
			return
		}
	}
}

// told says what was passed over, a count for each kind.
func (f *finder) told() []string {
	var all []string
	for _, k := range kinds {
		all = append(all, slices.Repeat([]string{k.name}, f.others[k.name])...)
	}
	return counted("passed over by kind", all)
}

// counted is a sentence that counts equal names, in the order in which they come.
func counted(what string, names []string) []string {
	var counts []string
	number := map[string]int{}
	for _, name := range names {
		if number[name]++; number[name] == 1 {
			counts = append(counts, name)
		}
	}
	for i, name := range counts {
		counts[i] = fmt.Sprintf("%d %s", number[name], name)
	}
	if counts == nil {
		return nil
	}
	return []string{what + ": " + strings.Join(counts, ", ")}
}

// count counts files of a kind that is not read.
func (f *finder) count(kind string, n int) {
	if f.others == nil {
		f.others = map[string]int{}
	}
	f.others[kind] += n
}
