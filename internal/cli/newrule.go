package cli

import (
	"embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/crossgrant/crossgrant/internal/engine"
)

// scaffold holds a rule that works, with its tests: it is easier to change one
// than to begin with nothing.
//
//go:embed scaffold
var scaffold embed.FS

// ruleName is the id of a rule: words of small letters and digits.
var ruleName = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*/[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

func newCommand(env Env) *cli.Command {
	return &cli.Command{
		Name:      "new",
		Usage:     "write the files of a new rule: the rule, its test and its cases",
		ArgsUsage: "rule CATEGORY/ID",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "dir", Value: ".", Usage: "`FOLDER` that has the folders rules and testdata"},
		},
		Action: func(c *cli.Context) error {
			if c.NArg() != 2 || c.Args().First() != "rule" {
				return &exitError{exitInput, errors.New("want new rule CATEGORY/ID, as in crossgrant new rule logic/empty-deny")}
			}
			files, err := newRule(c.String("dir"), c.Args().Get(1))
			if err != nil {
				return &exitError{exitInput, err}
			}
			for _, name := range files {
				fmt.Fprintln(env.Stdout, name)
			}
			if _, err := os.Stat(filepath.Join(c.String("dir"), "internal", "gen")); err == nil {
				fmt.Fprint(env.Stdout, nextSteps)
			} else {
				fmt.Fprintf(env.Stdout, ownSteps, c.String("dir"))
			}
			return nil
		},
	}
}

const nextSteps = `
The rule works as it stands. Make it, its test and its cases say what you mean; then
  go generate ./internal/gen                writes the table of rules
  UPDATE_GOLDEN=1 go test ./internal/cli    writes what the cases print
  go generate ./internal/gen                writes the page of the rule
`

// ownSteps are those for rules that stand outside the program.
const ownSteps = `
The rule works as it stands. Make it, its test and its cases say what you mean; then
  crossgrant test --update %[1]s           runs tests and cases, and writes what the cases print
  crossgrant check --rules %[1]s PATH...
`

// newRule writes the files and returns their names.
func newRule(dir, id string) ([]string, error) {
	if !ruleName.MatchString(id) {
		return nil, fmt.Errorf("%q: want CATEGORY/ID, in small letters and digits with hyphens between words", id)
	}
	for _, r := range engine.Embedded() {
		if r.ID == id {
			return nil, fmt.Errorf("there is a rule %s; see crossgrant explain %s", id, id)
		}
	}
	category, name, _ := strings.Cut(id, "/")
	folder := filepath.Join(dir, "rules", category, name)
	files := []struct{ name, template string }{
		{filepath.Join(folder, name+".rego"), "rule.rego.txt"},
		{filepath.Join(folder, name+"_test.rego"), "rule_test.rego.txt"},
		{filepath.Join(dir, "testdata", "rules", category, name+".txtar"), "rule.txtar.txt"},
	}
	// Replacements are tried in this order at each place.
	fill := strings.NewReplacer("TITLE", "Say in a phrase what "+name+" means",
		"TESTPACKAGE", "rules"+member(category)+member(name+"_test"), "PACKAGE", "rules"+member(category)+member(name))
	var names []string
	for _, f := range files {
		if _, err := os.Stat(f.name); err == nil {
			return nil, fmt.Errorf("%s: the file exists already", f.name)
		}
		names = append(names, f.name)
	}
	for _, f := range files {
		text, err := scaffold.ReadFile("scaffold/" + f.template)
		if err != nil {
			return nil, err
		}
		if err := os.MkdirAll(filepath.Dir(f.name), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(f.name, []byte(fill.Replace(string(text))), 0o644); err != nil {
			return nil, err
		}
	}
	return names, nil
}

// member writes a step of a package as opa fmt does: by a dot where the name is
// a plain one.
func member(name string) string {
	if strings.Contains(name, "-") {
		return fmt.Sprintf("[%q]", name)
	}
	return "." + name
}
