package files

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

var tree = map[string]string{"a.json": "a", "roles/app.json": "app", "roles/deep/b.json": "b", "roles/deep/c.txt": "c", "x[1].json": "x"}

// onDisk writes the tree into a new folder and works there.
func onDisk(t *testing.T) Folder {
	t.Helper()
	t.Chdir(t.TempDir())
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range tree {
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return Disk{here}
}

func inMemoryTree() Folder {
	m := fstest.MapFS{}
	for name, text := range tree {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return Memory{m}
}

// TestFoldersAreAlike holds that a folder in memory, and one with a text that is not saved,
// answer as the disk does.
func TestFoldersAreAlike(t *testing.T) {
	disk := onDisk(t)
	want := seen(disk)
	if !strings.Contains(want, "roles/deep/b.json") || !strings.Contains(want, "a.json=a ") {
		t.Fatal(want)
	}
	for name, folder := range map[string]Folder{"memory": inMemoryTree(), "the same text": NewOver(disk, "./roles/../roles/app.json", []byte("app"))} {
		if got := seen(folder); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
		}
	}
}

// seen is all that a folder answers about some paths.
func seen(in Folder) string {
	var b strings.Builder
	for _, path := range []string{".", "a.json", "./a.json", "roles", "roles/", "roles/deep/../app.json", "roles/deep", "none", "none/x", "a.json/x", "..none"} {
		info, err := in.Stat(path)
		fmt.Fprintf(&b, "%s: abs %s ", path, strings.Trim(strings.TrimPrefix(in.Abs(path), in.Abs(".")), "/"))
		if err != nil {
			fmt.Fprintf(&b, "none\n")
			continue
		}
		fmt.Fprintf(&b, "folder %t", info.IsDir())
		if !info.IsDir() {
			text, err := Reader{in}.ReadRegular(path, 10)
			head, _ := Reader{in}.Head(path, 2)
			file, size, open := Reader{in}.OpenRegular(path)
			part := make([]byte, 1)
			_, _ = file.ReadAt(part, size-1)
			_, large := Reader{in}.Read(path, 0)
			fmt.Fprintf(&b, " %s=%s %s %d %v %v %s %v %v\n", path, text, head, size, err, open, part, large, file.Close())
			continue
		}
		entries, err := in.ReadDir(path)
		for _, e := range entries {
			fmt.Fprintf(&b, " %s %t", e.Name(), e.IsDir())
		}
		fmt.Fprintf(&b, " %v\n", err)
	}
	for _, pattern := range []string{"*.json", "roles/*", "*/*.json", "*/*/*", "roles/deep/?.json", "none/*", "[", "x[[]1].json", "a.json", "none", "./*.json", "r*/deep/"} {
		fmt.Fprintf(&b, "%s: %q\n", pattern, Glob(in, pattern))
	}
	Walk(in, ".", []string{"deep"}, func(path string) { fmt.Fprintln(&b, path) })
	Walk(in, "none", nil, func(path string) { fmt.Fprintln(&b, path) })
	Walk(in, "roles", nil, func(path string) { fmt.Fprintln(&b, path) })
	return b.String()
}

// TestGlob holds Glob to that of the standard library.
func TestGlob(t *testing.T) {
	disk := onDisk(t)
	for _, pattern := range []string{"*.json", "roles/*", "*/*.json", "*/*/*", "roles/deep/?.json", "none/*", "[", "x[[]1].json", "a.json", "none", "./*.json", "r*/deep/", "*", "roles/*/../*", disk.Abs("ro*/app.json")} {
		want, _ := filepath.Glob(pattern)
		if got := Glob(disk, pattern); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", pattern, got, want)
		}
	}
}

// TestOver holds that an unsaved text takes the place of a file, and that a new file stands
// among those of its folder.
func TestOver(t *testing.T) {
	disk := onDisk(t)
	for name, row := range map[string]struct{ path, list string }{
		"one that is there": {"roles/app.json", "app.json deep"},
		"a new one":         {"roles/b.json", "app.json b.json deep"},
		"the last one":      {"roles/z.json", "app.json deep z.json"},
		"in no folder":      {"none/z.json", "app.json deep"},
	} {
		over := NewOver(disk, row.path, []byte("unsaved"))
		text, err := Reader{over}.Read(over.Abs(row.path), 100)
		if string(text) != "unsaved" || err != nil {
			t.Errorf("%s: %q, %v", name, text, err)
		}
		entries, err := over.ReadDir("roles")
		var names []string
		for _, e := range entries {
			names = append(names, e.Name())
			if info, err := e.Info(); err != nil || info.Name() != e.Name() || e.IsDir() != (e.Name() == "deep") || e.Type()&fs.ModeType != info.Mode()&fs.ModeType {
				t.Errorf("%s: %v, %v", name, info, err)
			}
		}
		if got := strings.Join(names, " "); got != row.list || err != nil {
			t.Errorf("%s: %q, %v", name, got, err)
		}
		if text, err := os.ReadFile("roles/app.json"); string(text) != "app" || err != nil {
			t.Errorf("%s: the disk has %q, %v", name, text, err)
		}
	}
}
