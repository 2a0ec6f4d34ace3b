package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/crossgrant/crossgrant/internal/engine"
	"github.com/crossgrant/crossgrant/internal/files"
	"github.com/crossgrant/crossgrant/internal/golden"
)

// rulesFlag is that of every command to which a user's own rules are rules.
var rulesFlag = &cli.StringFlag{Name: "rules", Usage: "`FOLDER` of rules of your own"}

// ownFiles are the files of a user's rules, by name: modules, their tests, and the
// names of the files of cases.
type ownFiles struct {
	rules, tests map[string]string
	cases        []string
}

// readOwn reads what stands below a folder; one without rules is an error.
func readOwn(folder string) (*ownFiles, error) {
	own := &ownFiles{rules: map[string]string{}, tests: map[string]string{}}
	err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		into := own.rules
		switch {
		case strings.HasSuffix(name, ".txtar"):
			own.cases = append(own.cases, name)
			return nil
		case strings.HasSuffix(name, "_test.rego"):
			into = own.tests
		case !strings.HasSuffix(name, ".rego"):
			return nil
		}
		text, err := files.ReadRegular(name, files.MaxOwn)
		into[name] = string(text)
		return err
	})
	var at *fs.PathError
	if errors.As(err, &at) {
		err = fmt.Errorf("%s: %w", at.Path, at.Err)
	}
	if err == nil && len(own.rules) == 0 {
		err = fmt.Errorf("%s: the folder holds no .rego file", folder)
	}
	return own, err
}

// ownRules reads the rules below a folder, without their tests.
func ownRules(folder string) (map[string]string, error) {
	if folder == "" {
		return nil, nil
	}
	own, err := readOwn(folder)
	if err != nil {
		return nil, err
	}
	return own.rules, nil
}

// entries are the rules of the folder, sorted by id.
func (o *ownFiles) entries(ctx context.Context) (*engine.Engine, []engine.Entry, error) {
	e, err := engine.New(ctx, engine.Embedded(), o.rules)
	if err != nil {
		return nil, nil, err
	}
	var list []engine.Entry
	for _, r := range e.Entries() {
		if e.IsOwn(r.ID) {
			list = append(list, r)
		}
	}
	slices.SortFunc(list, func(a, b engine.Entry) int { return strings.Compare(a.ID, b.ID) })
	return e, list, nil
}

// casesOf returns the file of cases of a rule and its name; nil if there is none.
func (o *ownFiles) casesOf(list []engine.Entry, id string) (*golden.File, error) {
	for _, name := range o.cases {
		if ruleOfCases(list, name) == id {
			return golden.Read(name)
		}
	}
	return nil, nil
}

// ruleOfCases is the rule that a file of cases is named for: CATEGORY/NAME.txtar,
// or NAME.txtar below a folder of the category, as beside the rule. It is "" if
// there is no such rule.
func ruleOfCases(list []engine.Entry, file string) string {
	folders := strings.Split(filepath.ToSlash(filepath.Dir(file)), "/")
	base := strings.TrimSuffix(filepath.Base(file), ".txtar")
	for _, r := range list {
		category, name, _ := strings.Cut(r.ID, "/")
		if name == base && slices.Contains(folders, category) {
			return r.ID
		}
	}
	return ""
}

// table lists the embedded rules and those of a folder, if one is named.
func table(c *cli.Context) ([]engine.Entry, *ownFiles, error) {
	folder := c.String("rules")
	if folder == "" {
		return engine.Embedded(), &ownFiles{}, nil
	}
	own, err := readOwn(folder)
	if err != nil {
		return nil, nil, err
	}
	_, list, err := own.entries(c.Context)
	if err != nil {
		return nil, nil, err
	}
	all := slices.Concat(engine.Embedded(), list)
	slices.SortFunc(all, func(a, b engine.Entry) int { return strings.Compare(a.ID, b.ID) })
	return all, own, nil
}
