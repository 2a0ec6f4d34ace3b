package cli

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/crossgrant/crossgrant/internal/files"
	"github.com/crossgrant/crossgrant/internal/reference"
)

var referenceFlag = &cli.StringFlag{Name: "reference", Usage: "service reference `FILE` in the place of the built-in one, as go generate writes services.bin"}

// serviceReference opens the file of --reference, and without one the embedded table.
func serviceReference(env Env, c *cli.Context) (*reference.Table, error) {
	name := c.String("reference")
	if name == "" {
		return reference.Embedded(), nil
	}
	data, err := env.in().Read(name, files.MaxOwn)
	if err != nil {
		return nil, fmt.Errorf("--reference: %w", err)
	}
	table, err := reference.Open(data)
	if err != nil {
		return nil, fmt.Errorf("--reference: %s is no service reference: %w", name, err)
	}
	return table, nil
}
