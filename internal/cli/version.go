package cli

import (
	"fmt"
	"runtime/debug"

	"github.com/urfave/cli/v2"

	"github.com/crossgrant/crossgrant/internal/reference"
)

func versionCommand(env Env) *cli.Command {
	return &cli.Command{
		Name:  "version",
		Usage: "print the version and the dates of the reference data",
		Flags: []cli.Flag{referenceFlag},
		Action: func(c *cli.Context) error {
			table, err := serviceReference(env, c)
			if err != nil {
				return &exitError{exitInput, err}
			}
			fmt.Fprintln(env.Stdout, "crossgrant", version())
			fmt.Fprintln(env.Stdout, "service reference of", table.Source().Date)
			fmt.Fprintln(env.Stdout, "AWS-managed policies of", reference.ManagedPoliciesSource().Date)
			return nil
		},
	}
}

// stamped is the version of a build that cannot read it off a repository: the
// linker sets it, with -X github.com/crossgrant/crossgrant/internal/cli.stamped=v1.2.3.
var stamped string

// version is that of the build: as it was stamped, or that of the module as Go
// knows it.
func version() string {
	if stamped != "" {
		return stamped
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
