package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/crossgrant/crossgrant/internal/engine"
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
   crossgrant explain INVALID_EFFECT`,
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return &exitError{exitInput, errors.New("explain takes one rule, as in crossgrant explain syntax/effect; see crossgrant rules")}
			}
			found, err := findRules(engine.Embedded(), c.Args().First())
			if err != nil {
				return &exitError{exitInput, err}
			}
			for i, r := range found {
				page, err := rules.Files.ReadFile(r.ID + "/README.md")
				if err != nil {
					return &exitError{exitTool, err}
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
