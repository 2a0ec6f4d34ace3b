package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/crossgrant/crossgrant/internal/engine"
	"github.com/crossgrant/crossgrant/internal/golden"
	"github.com/crossgrant/crossgrant/rules"
)

func explainCommand(env Env) *cli.Command {
	return &cli.Command{
		Name:      "explain",
		Usage:     "print the page of a rule: what it judges, an example, what to do",
		ArgsUsage: "RULE",
		Description: `Examples:
   crossgrant explain access/wrong-principal
   crossgrant explain wrong-principal
   crossgrant explain INVALID_EFFECT
   crossgrant explain --rules policies/rules team/no-public-read`,
		Flags: []cli.Flag{rulesFlag},
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return &exitError{exitInput, errors.New("explain takes one rule, as in crossgrant explain syntax/effect; see crossgrant rules")}
			}
			all, own, err := table(c)
			if err != nil {
				return failed(err)
			}
			found, err := findRules(all, c.Args().First())
			if err != nil {
				return &exitError{exitInput, err}
			}
			for i, r := range found {
				page, err := pageOf(own, r, all)
				if err != nil {
					return failed(err)
				}
				if i > 0 {
					fmt.Fprintln(env.Stdout, strings.Repeat("-", 72))
				}
				printPage(env.Stdout, string(page))
			}
			return nil
		},
	}
}

// pageOf is the page of a rule: that which is embedded, or one made of METADATA and
// cases of a user's own.
func pageOf(own *ownFiles, r engine.Entry, all []engine.Entry) ([]byte, error) {
	if _, mine := own.rules[r.File]; !mine {
		return rules.Files.ReadFile(r.ID + "/README.md")
	}
	cases, err := own.casesOf(all, r.ID)
	if err != nil {
		return nil, err
	}
	return golden.Page(&r.Rule, cases)
}

// printPage writes the Markdown of a page as plain text: what it shows stands
// indented instead of fenced, and the marks of emphasis are gone.
func printPage(out io.Writer, page string) {
	fenced, empty := false, false
	for line := range strings.Lines(page) {
		line = strings.TrimRight(line, "\n")
		switch {
		case strings.HasPrefix(line, "```"):
			fenced = !fenced
			continue
		case fenced:
			line = strings.TrimRight("    "+line, " ")
		case strings.HasPrefix(line, "<!--"):
			continue
		case strings.HasPrefix(line, "#"):
			line = strings.TrimLeft(line, "# ")
		case strings.HasPrefix(line, "`") && strings.HasSuffix(line, "`"):
			line = "  " + strings.Trim(line, "`")
		default:
			line = plainText.Replace(line)
		}
		// Where a fence was, two empty lines would meet.
		if line == "" && empty {
			continue
		}
		empty = line == ""
		fmt.Fprintln(out, line)
	}
}

var plainText = strings.NewReplacer("**", "", "`", "", "<http", "http", ">", "")
