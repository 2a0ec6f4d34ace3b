package cli

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/crossgrant/crossgrant/internal/config"
	"github.com/crossgrant/crossgrant/internal/facts"
	"github.com/crossgrant/crossgrant/internal/report"
)

// factsPrefix tells the schemas of what rules read and state from those of
// what commands print.
const factsPrefix = "facts/"

// schemaNames lists the published schemas: of the configuration, of each JSON
// output, and of what rules read and state.
func schemaNames() []string {
	names := append([]string{"config"}, report.Schemas()...)
	for _, name := range facts.SchemaNames() {
		names = append(names, factsPrefix+name)
	}
	return names
}

func schemaText(name string) ([]byte, error) {
	if name == "config" {
		return []byte(config.Schema()), nil
	}
	if of, ok := strings.CutPrefix(name, factsPrefix); ok {
		if text, ok := facts.Schema(of); ok {
			return text, nil
		}
	}
	text, err := report.Schema(name)
	if err != nil {
		hint := "there are " + strings.Join(schemaNames(), ", ")
		if near := nearest(name, schemaNames()); near != "" {
			hint = "did you mean " + near + "?"
		}
		return nil, fmt.Errorf("no schema %s; %s", name, hint)
	}
	return text, nil
}

func schemaCommand(env Env) *cli.Command {
	names := strings.Join(schemaNames(), ", ")
	return &cli.Command{
		Name:      "schema",
		Usage:     "print a JSON Schema: " + names,
		ArgsUsage: "NAME",
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return &exitError{exitInput, fmt.Errorf("schema takes one of %s", names)}
			}
			text, err := schemaText(c.Args().First())
			if err != nil {
				return &exitError{exitInput, err}
			}
			_, err = env.Stdout.Write(text)
			return err
		},
	}
}
