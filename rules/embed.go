// Package rules holds the rules that Crossgrant judges by, as Rego files: a
// folder each, <category>/<id>/<id>.rego, and under lib what they share. This
// file only puts them into the binary; internal/engine reads and runs them,
// and so does any stock opa.
package rules

import (
	"embed"
	"io/fs"
	"strings"
)

// Files are all Rego files below this folder, their tests included, and the
// page of each rule, README.md.
//
//go:embed */*/*.rego */*/README.md
var Files embed.FS

// Modules returns the texts of rules and libraries by file name, without the
// tests.
func Modules() (map[string]string, error) { return modules(".") }

// Libraries returns the texts of what rules share by file name, without the
// tests.
func Libraries() (map[string]string, error) { return modules("lib") }

func modules(root string) (map[string]string, error) {
	texts := map[string]string{}
	err := fs.WalkDir(Files, root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".rego") || strings.HasSuffix(name, "_test.rego") {
			return err
		}
		text, err := Files.ReadFile(name)
		texts[name] = string(text)
		return err
	})
	return texts, err
}
