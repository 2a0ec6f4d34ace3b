package lint

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// TestNoNameHidesAPolicy holds that below a folder a policy is read whatever its
// name, and that what is not read is said.
func TestNoNameHidesAPolicy(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, _ = w.Write([]byte(sound))
	_ = w.Close()
	z, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	folder(t, map[string]string{"a.JSON": sound, "b.txt": sound, "c": sound, "d.gz": packed.String(), "e.json.gzip": packed.String(),
		"f.tpl": strings.Replace(sound, ",", ",,", 1), "README.md": "# Policies", "main.go": "package main", "tsconfig.json": "{ // no\n}",
		"g.json.xz": "\xfd7zXZ\x00", "i.zst": string(z.EncodeAll([]byte(sound), nil)), "j.json.zst": string(z.EncodeAll([]byte(sound), nil)), "h.ndjson": sound + "\n" + sound, "wide.json": "{\x00\"\x00a\x00\"\x00:\x001\x00}\x00",
		"node_modules/x.json": sound})
	if err := os.Symlink("node_modules", "link"); err != nil {
		t.Skip(err)
	}
	got := load(t, Options{}, ".")
	for _, name := range []string{"a.JSON", "b.txt", "c", "d.gz", "e.json.gzip", "h.ndjson", "i.zst", "j.json.zst"} {
		if got.Document(name) == nil {
			t.Errorf("%s was not read", name)
		}
	}
	if errs := messages(got.Errors); len(errs) != 1 || !strings.HasPrefix(errs[0], "wide.json: the text is UTF-16 without a byte order mark") {
		t.Errorf("errors %q", errs)
	}
	if len(got.NotJSON) != 2 || !strings.HasPrefix(got.NotJSON[0], "f.tpl:") || !strings.HasPrefix(got.NotJSON[1], "tsconfig.json:") {
		t.Errorf("passed over %q", got.NotJSON)
	}
	if !slices.Equal(got.Omitted, []string{"node_modules"}) || !slices.Equal(got.Passed, []string{"link (a link to a folder)"}) {
		t.Errorf("omitted %q, not read %q", got.Omitted, got.Passed)
	}
	if !slices.Contains(got.Notes, "not read, for their compression: g.json.xz (xz)") {
		t.Errorf("notes %q", got.Notes)
	}
	if _, err := Load([]string{"g.json.xz"}, Options{}); err != nil {
		t.Error(err)
	}
	if named := load(t, Options{}, "tsconfig.json", "g.json.zst"); len(named.Errors) != 2 {
		t.Errorf("named: %q", messages(named.Errors))
	}
}

// TestIgnoreFilesThatCannotBeRead holds that they are named, and hide nothing.
func TestIgnoreFilesThatCannotBeRead(t *testing.T) {
	folder(t, map[string]string{"a.json": sound, ".gitignore/x": ""})
	got := load(t, Options{}, ".")
	said := func(note string) bool {
		return strings.HasSuffix(note, ".gitignore: is a folder: nothing is ignored for it")
	}
	if got.Document("a.json") == nil || !slices.ContainsFunc(got.Notes, said) {
		t.Errorf("notes %q", got.Notes)
	}
}

// TestVanished holds that a file which is gone, or is another kind of thing, when
// it is read costs itself alone.
func TestVanished(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs links to devices")
	}
	folder(t, map[string]string{"a.json": sound, "b.json": sound, "c.json": sound, "d.txt": sound})
	files := find(here(t), []string{"."}).files
	if err := errors.Join(os.Remove("b.json"), os.Remove("c.json"), os.Symlink("/dev/zero", "c.json"), os.Remove("d.txt")); err != nil {
		t.Fatal(err)
	}
	var read, lost []string
	for one := range inOrder(files, Options{MaxSize: 1 << 20, memory: newBudget(1)}.decode) {
		if one.err == nil {
			read = append(read, one.name)
			continue
		}
		if lost = append(lost, filepath.Base(one.name)); !strings.HasPrefix(one.err.Error(), one.name+": ") || one.ordinary {
			t.Errorf("%s: %v", one.name, one.err)
		}
		if one.name != "c.json" && !errors.Is(one.err, fs.ErrNotExist) {
			t.Error(one.err)
		}
	}
	if !slices.Equal(read, []string{"a.json"}) || !slices.Equal(lost, []string{"b.json", "c.json", "d.txt"}) {
		t.Errorf("read %q, lost %q", read, lost)
	}
}
