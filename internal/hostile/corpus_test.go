package hostile

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/golden"
)

// testdata is where the inputs are that the mutations begin with.
const testdata = "../../testdata"

// folder is an input of check: texts by their paths, with slashes.
type folder map[string][]byte

func (f folder) names() []string {
	names := make([]string, 0, len(f))
	for name := range f {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// corpus is what mutations are made of: whole folders, and the values and the
// names that occur in them.
type corpus struct {
	folders []folder
	values  map[string][]*node // by the name of the member that holds them
	names   []string
}

// readCorpus reads the snapshots and every case of the rules.
func readCorpus(t testing.TB) *corpus {
	t.Helper()
	c := &corpus{values: map[string][]*node{}}
	cases, err := filepath.Glob(testdata + "/rules/*/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases below %s: %v", testdata, err)
	}
	for _, name := range cases {
		file, err := golden.Read(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range file.Cases {
			f := folder{}
			for _, text := range one.Files {
				f[text.Name] = text.Data
			}
			c.add(f)
		}
	}
	for _, snapshot := range []string{"cluster"} {
		c.add(readFolder(t, filepath.Join(testdata, "snapshots", snapshot)))
	}
	slices.Sort(c.names)
	c.names = slices.Compact(c.names)
	return c
}

func readFolder(t testing.TB, root string) folder {
	t.Helper()
	f := folder{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		below, err := filepath.Rel(root, path)
		f[filepath.ToSlash(below)] = text
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func (c *corpus) add(f folder) {
	c.folders = append(c.folders, f)
	for _, name := range f.names() {
		if n, ok := parseNode(f[name]); ok && strings.HasSuffix(name, ".json") {
			for _, s := range n.spots() {
				c.values[s.name()] = append(c.values[s.name()], s.node())
				c.names = append(c.names, s.in.names...)
			}
		}
	}
}
