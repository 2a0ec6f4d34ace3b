// Command crossgrant judges exported AWS policies offline.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"strconv"

	"github.com/crossgrant/crossgrant/internal/cli"
)

func main() {
	// What the runtime gives up on, it ends with 2, which says that an input is
	// wrong. Ended by a signal it cannot be mistaken for an answer.
	debug.SetTraceback("crash")
	tuneCollector()
	env := cli.Env{
		Args: os.Args, Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Colour: colour(os.Getenv), Width: lineWidth(os.Getenv),
		Interruptible: func(ctx context.Context) (context.Context, context.CancelFunc) {
			return signal.NotifyContext(ctx, os.Interrupt)
		},
	}
	if isTerminal(os.Stderr) && os.Getenv("TERM") != "dumb" {
		env.Terminal = os.Stderr
	}
	os.Exit(cli.Main(context.Background(), env))
}

// terminal reports whether somebody reads standard output.
func terminal() bool { return isTerminal(os.Stdout) }

func isTerminal(file *os.File) bool {
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// colour reports whether colours are wanted: not with NO_COLOR, else with
// FORCE_COLOR, else on a terminal (https://no-color.org, https://force-color.org).
func colour(env func(string) string) bool {
	switch force := env("FORCE_COLOR"); {
	case env("NO_COLOR") != "", force == "0":
		return false
	case force != "":
		return true
	}
	return terminal() && env("TERM") != "dumb"
}

// lineWidth is how many characters a line of the terminal holds: as COLUMNS says or
// the terminal itself; 0 where standard output is none.
func lineWidth(env func(string) string) int {
	if !terminal() {
		return 0
	}
	if n, err := strconv.Atoi(env("COLUMNS")); err == nil && n > 0 {
		return n
	}
	return terminalWidth(os.Stdout.Fd())
}
