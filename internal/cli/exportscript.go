package cli

import (
	_ "embed"
	"fmt"
	"io"

	"github.com/urfave/cli/v2"
)

// exportScript is run by POSIX shells that crossgrant has never seen, with
// credentials that crossgrant never sees.
//
//go:embed export.sh
var exportScript string

func exportScriptCommand(env Env) *cli.Command {
	return &cli.Command{
		Name:  "export-script",
		Usage: "print a shell script that exports an account with read-only calls of the AWS CLI",
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return &exitError{exitInput, fmt.Errorf("export-script takes no arguments; the script does: crossgrant export-script | sh -s -- -h")}
			}
			_, err := io.WriteString(env.Stdout, exportScript)
			return err
		},
	}
}
