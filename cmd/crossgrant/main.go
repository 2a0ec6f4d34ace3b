// Command crossgrant judges exported AWS policies offline.
package main

import (
	"context"
	"os"
	"runtime/debug"

	"github.com/crossgrant/crossgrant/internal/cli"
)

func main() {
	// What the runtime gives up on, it ends with 2, which says that an input is
	// wrong. Ended by a signal it cannot be mistaken for an answer.
	debug.SetTraceback("crash")
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
