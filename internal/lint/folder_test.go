package lint

import (
	"fmt"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/crossgrant/crossgrant/internal/files"
)

// TestManyFoldersAreFoundAsFewAre holds that what is looked into on all processors is found
// in order, and that what one folder leaves out, its neighbours do not.
func TestManyFoldersAreFoundAsFewAre(t *testing.T) {
	all := fstest.MapFS{".git/HEAD": {}}
	var want, left []string
	for i := range 5 * manyEntries {
		folder := fmt.Sprintf("%03d", i)
		for k := range 1 + i%3*manyEntries {
			name := fmt.Sprintf("%s/%03d.json", folder, k)
			all[name] = &fstest.MapFile{Data: []byte("{}")}
			if k == i%5 {
				all[folder+"/.gitignore"] = &fstest.MapFile{Data: fmt.Appendf(nil, "%03d.json\n", k)}
				left = append(left, name)
				continue
			}
			want = append(want, name)
		}
		all[folder+"/data.db"] = &fstest.MapFile{Data: []byte("SQLite format 3\x00")}
		all[folder+"/node_modules/x.json"] = &fstest.MapFile{}
	}
	f := find(files.Reader{Folder: files.Memory{FS: all}}, []string{"."})
	var got []string
	for _, file := range f.files {
		got = append(got, file.name)
	}
	if !slices.Equal(got, want) || !slices.Equal(f.ignored, left) || len(f.omitted) != 5*manyEntries+1 {
		t.Errorf("%d files of %d, %d ignored of %d, %d omitted", len(got), len(want), len(f.ignored), len(left), len(f.omitted))
	}
	if n := f.others[sqlite]; n != 5*manyEntries {
		t.Errorf("%d databases that are not read, want %d", n, 5*manyEntries)
	}
}
