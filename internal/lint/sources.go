package lint

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/input/collect"
	"github.com/crossgrant/crossgrant/internal/input/hcl"
	"github.com/crossgrant/crossgrant/internal/source"
)

// sources puts the sources of Terraform together: those of one folder are one
// answer, and a folder that another one calls as a module is judged there.
func (o Options) sources(list []found) []found {
	if !slices.ContainsFunc(list, func(f found) bool { return hcl.IsSource(f.name) }) {
		return list
	}
	var kept []found
	folders := map[string]int{}
	for _, file := range list {
		if !hcl.IsSource(file.name) {
			kept = append(kept, file)
			continue
		}
		dir := filepath.ToSlash(filepath.Dir(file.name))
		at, again := folders[dir]
		if !again {
			at = len(kept)
			folders[dir] = at
			file.folder = dir
			kept = append(kept, file)
		}
		kept[at].named = kept[at].named || file.named
		kept[at].sources = append(kept[at].sources, file.name)
	}
	called, known := map[string]bool{}, map[string][]string{}
	calls := func(dir string) []string {
		if _, again := known[dir]; !again {
			known[dir] = hcl.Calls(dir, o.reader())
		}
		return known[dir]
	}
	for dir := range folders {
		for _, module := range calls(dir) {
			called[module] = called[module] || module != dir
		}
	}
	kept = slices.DeleteFunc(kept, func(f found) bool {
		_, beside := folders[filepath.ToSlash(filepath.Dir(f.name))]
		return !f.named && (f.folder != "" && called[f.folder] || beside && hcl.IsValues(f.name))
	})
	var roots []string
	for _, f := range kept {
		if f.folder != "" {
			roots = append(roots, f.folder)
		}
	}
	uses := hcl.UsesOf(roots, calls)
	for i := range kept {
		kept[i].uses = uses
	}
	return kept
}

// collected puts the files of iam-collect together: those of one resource are one
// answer.
func (o Options) collected(list []found) []found {
	kept := make([]found, 0, len(list))
	folders := map[string]int{}
	for _, file := range list {
		if file.folder != "" || file.name == stdinName {
			kept = append(kept, file)
			continue
		}
		dir, ok := collect.Folder(filepath.ToSlash(o.files().Abs(file.name)))
		if !ok {
			kept = append(kept, file)
			continue
		}
		at, again := folders[dir]
		if !again {
			at = len(kept)
			folders[dir] = at
			file.folder, file.resource = dir, true
			kept = append(kept, file)
		}
		kept[at].named = kept[at].named || file.named
		kept[at].sources = append(kept[at].sources, file.name)
	}
	return kept
}

// reader reads the files that a module needs.
func (o Options) reader() hcl.Reader {
	return hcl.Reader{
		List: func(folder string) (names []string) {
			entries, err := o.files().ReadDir(filepath.FromSlash(folder))
			if err != nil {
				return nil // who calls a module that is not there is told so
			}
			for _, entry := range entries {
				if !entry.IsDir() {
					names = append(names, entry.Name())
				}
			}
			return names
		},
		File: func(name string) (*source.File, error) {
			stored, err := o.files().ReadRegular(filepath.FromSlash(name), o.MaxSize)
			if err != nil {
				return nil, readable(name, err)
			}
			return input.Open(printable(name), stored, o.MaxSize)
		},
	}
}

// decodeSources reads the folder of a file.
func (o Options) decodeSources(file found) answer {
	if file.resource {
		return o.decodeCollected(file)
	}
	hints := input.PathHints(path.Join(file.folder, "main.json"))
	hints.Type = o.Type
	reader := o.reader()
	reader.Uses = file.uses
	records := hcl.Read(file.folder, reader, hints)
	if records.File == nil {
		records.Format = ""
		return answer{found: file, records: records, err: cannot(records.Lost)}
	}
	return answer{found: file, records: records}
}

// cannot is the error of sources of which nothing was read.
func cannot(lost []error) error {
	if len(lost) == 0 {
		return nil
	}
	return fmt.Errorf("%w", lost[0])
}

// decodeCollected reads a folder of iam-collect.
func (o Options) decodeCollected(file found) answer {
	var below []string
	names := map[string]string{}
	for _, name := range file.sources {
		inside := strings.TrimPrefix(filepath.ToSlash(o.files().Abs(name)), file.folder+"/")
		below = append(below, inside)
		names[inside] = name
	}
	open := o.reader().File
	records := collect.Read(file.folder, below, func(name string, hints input.Hints) (input.Candidate, error) {
		text, err := open(names[name])
		if err != nil {
			return input.Candidate{}, err
		}
		return input.Whole(text, hints)
	})
	return answer{found: file, records: records}
}
