// Command rulepages writes the page of every rule,
// rules/<category>/<id>/README.md, from the METADATA of the rule and its
// cases. Its one idea is that a page shows what the tool does because the tool
// did it: the cases are run by the tests of internal/cli, and a page is cut
// from them. crossgrant explain prints the pages.
package main

import (
	"errors"
	"io/fs"
	"log"
	"os"
	"path/filepath"

	"github.com/crossgrant/crossgrant/internal/engine"
	"github.com/crossgrant/crossgrant/internal/golden"
)

func main() {
	if err := writePages(os.Args[1]); err != nil {
		log.Fatal("rulepages: ", err)
	}
}

func writePages(root string) error {
	for _, e := range engine.Embedded() {
		text, err := generate(root, e)
		if err != nil {
			return err
		}
		if err := os.WriteFile(pageOf(root, e), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func pageOf(root string, e engine.Entry) string {
	return filepath.Join(root, "rules", filepath.FromSlash(e.ID), "README.md")
}

// generate returns the page of a rule.
func generate(root string, e engine.Entry) ([]byte, error) {
	name := filepath.Join(root, "testdata", "rules", filepath.FromSlash(e.ID)+".txtar")
	cases, err := golden.Read(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return golden.Page(&e.Rule, e.File, cases)
}
