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
		Action: func(*cli.Context) error {
			fmt.Fprintln(env.Stdout, "crossgrant", version())
			fmt.Fprintln(env.Stdout, "service reference of", reference.Embedded().Source().Date)
			fmt.Fprintln(env.Stdout, "AWS-managed policies of", reference.ManagedPoliciesSource().Date)
			return nil
		},
	}
}

// version is that of the module as it was built.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
