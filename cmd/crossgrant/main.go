// Command crossgrant judges exported AWS policies offline.
package main

import (
	"context"
	"os"

	"github.com/crossgrant/crossgrant/internal/cli"
)

func main() {
	os.Exit(cli.Main(context.Background(), cli.Env{
		Args: os.Args, Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Terminal: isTerminal(),
	}))
}

// isTerminal reports whether somebody reads standard output and wants colours
// (https://no-color.org).
func isTerminal() bool {
	info, err := os.Stdout.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}
