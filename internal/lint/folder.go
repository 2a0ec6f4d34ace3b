package lint

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/input/cloudformation"
	"github.com/crossgrant/crossgrant/internal/input/hcl"
	"github.com/crossgrant/crossgrant/internal/parallel"
)

// skipped are folders that hold no exports.
var skipped = []string{".git", "node_modules", ".terraform"}

// endings are those of files that are read for their names, in any case, also
// with that of gzip or zstd behind them.
var endings = []string{".json", ".jsonl", ".ndjson", ".error"}

func byName(name string) bool {
	name = strings.ToLower(name)
	for _, packed := range []string{".gz", ".gzip", ".zst"} {
		name = strings.TrimSuffix(name, packed)
	}
	return slices.ContainsFunc(endings, func(s string) bool { return strings.HasSuffix(name, s) })
}

// templates are the endings of files that may be templates in YAML, among much
// YAML that has nothing to do with AWS.
var templates = []string{".yaml", ".yml", ".template"}

// folder adds the files below a folder. Links to folders are not followed:
// they may lead around.
func (f *finder) folder(path, absolute string, ignores []ignoreFile) {
	entries, err := f.in.ReadDir(path)
	if err != nil {
		f.errors = append(f.errors, readable(path, err))
	}
	if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return strings.EqualFold(e.Name(), ignoreName) }) {
		ignores = f.readIgnoreFile(ignores, absolute, filepath.Join(absolute, ignoreName))
	}
	ignores = slices.Clip(ignores) // each folder inside adds its own
	some := func(f *finder, entries []fs.DirEntry) {
		inFolder := strings.TrimSuffix(filepath.Join(path, "x"), "x") // "" in the current one
		for _, entry := range entries {
			name, dir := entry.Name(), entry.IsDir()
			inside := inFolder + name
			switch {
			case dir && slices.Contains(skipped, name):
				f.omitted = append(f.omitted, inside)
			case len(ignores) > 0 && ignored(ignores, filepath.ToSlash(filepath.Join(absolute, name)), dir):
				f.left(inside, name, dir)
			case dir:
				f.folder(inside, filepath.Join(absolute, name), ignores)
			default:
				f.entry(entry, inside)
			}
		}
	}
	if len(entries) <= manyEntries {
		some(f, entries)
		return
	}
	for part := range parallel.InOrder(slices.Chunk(entries, manyEntries), func(entries []fs.DirEntry) *finder {
		part := &finder{in: f.in}
		some(part, entries)
		return part
	}) {
		f.join(part)
	}
}

// manyEntries are looked at on all processors.
const manyEntries = 16

// join adds what another finder found.
func (f *finder) join(part *finder) {
	f.files, f.ignored, f.errors = append(f.files, part.files...), append(f.ignored, part.ignored...), append(f.errors, part.errors...)
	f.notes, f.omitted, f.passed = append(f.notes, part.notes...), append(f.omitted, part.omitted...), append(f.passed, part.passed...)
	f.packed = append(f.packed, part.packed...)
	f.repository = f.repository || part.repository
	for kind, n := range part.others {
		f.count(kind, n)
	}
}

// left notes what a .gitignore names, except for what would not be read anyhow.
func (f *finder) left(path, name string, dir bool) {
	if dir || byName(name) {
		f.ignored = append(f.ignored, path)
	}
}

// entry adds a file of a folder, if it is a regular one, or a link to one, and
// has the name or the beginning of an export. Reading from a pipe or a device
// might never end.
func (f *finder) entry(entry fs.DirEntry, path string) {
	mode := entry.Type()
	if mode&fs.ModeSymlink != 0 {
		// One that leads nowhere is an error where its name says that it counts.
		if info, err := f.in.Stat(path); err == nil {
			mode = info.Mode()
		} else if byName(entry.Name()) {
			mode = 0
		}
	}
	switch {
	case mode.IsDir():
		f.passed = append(f.passed, path+" (a link to a folder)")
	case !mode.IsRegular():
		f.passed = append(f.passed, path+" (no regular file)")
	case byName(entry.Name()):
		f.files = append(f.files, found{name: path})
	case hcl.IsSource(entry.Name()):
		f.files = append(f.files, found{name: path, odd: true})
	case slices.Contains(templates, strings.ToLower(filepath.Ext(entry.Name()))) && f.template(path):
		f.files = append(f.files, found{name: path, odd: true})
	default:
		f.odd(path)
	}
}

// template reports whether a file holds what a template in YAML does. What cannot
// be read is told by whoever reads it.
func (f *finder) template(path string) bool {
	text, err := f.in.Head(path, templateSize)
	return err == nil && cloudformation.YAML(text)
}

// otherYAML reports whether a text is YAML by the file's name and no template, as
// most YAML is.
func otherYAML(path string, text []byte) bool {
	return slices.Contains(templates, strings.ToLower(filepath.Ext(path))) && !cloudformation.YAML(text)
}

// templateSize is how much of a file is looked at. CloudFormation takes one
// megabyte.
const templateSize = 2 << 20

// odd adds a file of another name, if it begins as JSON does.
func (f *finder) odd(path string) {
	head, err := f.in.Head(path, input.HeadSize)
	switch packed := input.Compression(head); {
	case err != nil:
		f.passed = append(f.passed, readable(path, err).Error())
	case input.LooksLikeJSON(head):
		f.files = append(f.files, found{name: path, odd: true})
	case input.IsDatabase(head) && f.database(path, head):
	case packed != "" && packed != "zip":
		f.packed = append(f.packed, fmt.Sprintf("%s (%s)", path, packed))
	default:
		f.other(path, head)
	}
}
