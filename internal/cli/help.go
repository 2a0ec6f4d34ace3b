package cli

import (
	"fmt"
	"os"
	"strings"

	"github.com/urfave/cli/v2"
)

// exitCodes is what the help says of them.
const exitCodes = `
EXIT CODES:
   0  nothing to complain about
   1  a finding at or above --fail-on, a capability that is not yes, a difference
   2  an input, a rule of your own, the configuration or the command line is wrong
   3  the tool itself failed
`

func helpCommand() *cli.Command {
	return &cli.Command{
		Name:      "help",
		Usage:     "print what the program or a command does",
		ArgsUsage: "[COMMAND]",
		Action: func(c *cli.Context) error {
			if !c.Args().Present() {
				return cli.ShowAppHelp(c)
			}
			// That of a command is its flag --help.
			name := c.Args().First()
			return &exitError{exitInput, fmt.Errorf("no command %q; %s", name, orMeant(name, c.App.Commands))}
		},
	}
}

// noCommand is the error of a first argument that is no command. One that names a
// file may have been meant for check.
func noCommand(c *cli.Context) error {
	name := c.Args().First()
	if _, err := os.Stat(name); err == nil {
		return &exitError{exitInput, fmt.Errorf("no command %q; check it? crossgrant check %s", name, strings.Join(shellWords(c.Args().Slice()), " "))}
	}
	return &exitError{exitInput, fmt.Errorf("no command %q; %s", name, orMeant(name, c.App.Commands))}
}

// shellWords are arguments as a shell takes them for what they are.
func shellWords(args []string) []string {
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-"
	words := make([]string, len(args))
	for i, a := range args {
		words[i] = a
		if a == "" || strings.Trim(a, plain) != "" {
			words[i] = "'" + strings.ReplaceAll(a, "'", `'\''`) + "'"
		}
	}
	return words
}
