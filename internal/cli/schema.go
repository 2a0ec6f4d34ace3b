package cli

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/crossgrant/crossgrant/internal/facts"
)

func schemaCommand(env Env) *cli.Command {
	names := strings.Join(facts.SchemaNames(), ", ")
	return &cli.Command{
		Name:      "schema",
		Usage:     "print a JSON Schema: " + names,
		ArgsUsage: "NAME",
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return &exitError{exitInput, fmt.Errorf("schema takes one of %s", names)}
			}
			text, ok := facts.Schema(c.Args().First())
			if !ok {
				return &exitError{exitInput, fmt.Errorf("no schema %s; there are %s", c.Args().First(), names)}
			}
			_, err := env.Stdout.Write(text)
			return err
		},
	}
}
