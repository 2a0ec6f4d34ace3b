// Package cli turns arguments into calls: one file per command. It is the only
// package that sees arguments and streams, and the only one that imports
// urfave/cli; everything below it is a function of its inputs.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/crossgrant/crossgrant/internal/defect"
	"github.com/crossgrant/crossgrant/internal/files"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/lint"
	"github.com/crossgrant/crossgrant/internal/report"
)

// Env is what a process has around it.
type Env struct {
	Args           []string
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	// Files is where paths lead to; nil is the disk, from the working folder.
	Files files.Folder
	// Colour says that standard output shows colours, and Width how many
	// characters a line of the terminal holds; 0 where it is none.
	Colour bool
	Width  int
	// Now is the time; zero is the clock's.
	Now time.Time
	// Terminal is the terminal that standard error is, where a line may change; nil if it
	// is none.
	Terminal io.Writer
	// Interruptible returns a context that ends when the user interrupts the program for
	// the first time, and what gives that up; nil where nobody can.
	Interruptible func(context.Context) (context.Context, context.CancelFunc)

	// names replaces names in what leaves the program; nil without --redact.
	names *report.Redactor
}

// in reads where paths lead to.
func (e *Env) in() files.Reader {
	if e.Files == nil {
		here, err := os.Getwd()
		if err != nil {
			here = "" // paths are told apart as they are written
		}
		e.Files = files.Disk{Here: here}
	}
	return files.Reader{Folder: e.Files}
}

// terminal is standard output for people, in colours where they are seen and
// wanted. What is written to it ends with a line break.
func (e *Env) terminal(c *cli.Context) io.Writer {
	out := e.Stdout
	if e.Colour && !c.Bool("no-color") {
		out = report.Colour(out)
	}
	if e.Width > 0 {
		out = report.Wrap(out, e.Width)
	}
	out = report.Plain(out)
	if e.names != nil {
		return e.names.Writer(out)
	}
	return out
}

// Exit codes: a finding or a difference, an input that is wrong, a failure of
// the tool itself.
const (
	exitFindings = 1
	exitInput    = 2
	exitTool     = 3
)

// exitError carries an exit code; a nil cause has been reported already.
type exitError struct {
	code  int
	cause error
}

func (e *exitError) Error() string {
	if e.cause == nil {
		return fmt.Sprintf("exit code %d", e.code)
	}
	return e.cause.Error()
}

func (e *exitError) Unwrap() error { return e.cause }

// codeOf is the exit code that errors come to: a defect of the tool outweighs
// what is wrong with the input.
func codeOf(errs ...error) int {
	switch {
	case slices.ContainsFunc(errs, defect.Is), slices.ContainsFunc(errs, interrupted):
		return exitTool
	case len(errs) > 0:
		return exitInput
	}
	return 0
}

func interrupted(err error) bool {
	var at *lint.Interruption
	return errors.As(err, &at)
}

// failed is the error of a command that came to nothing.
func failed(err error) error { return &exitError{codeOf(err), err} }

// Main runs the command line in env and returns the exit code.
func Main(ctx context.Context, env Env) int {
	stderr := report.Plain(env.Stderr)
	defer stderr.Close()
	env.Stderr = stderr
	if slices.ContainsFunc(env.Args, asksToRedact) {
		env.names = report.NewRedactor()
		redacted := env.names.Writer(stderr)
		defer redacted.Close()
		env.Stderr = redacted
	}
	err := defect.Catch("", func() error {
		app := newApp(env)
		return app.RunContext(ctx, flagsFirst(app, asCommand(app, env.Args)))
	})
	var exit *exitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		if exit.cause != nil {
			tell(env, []error{exit.cause})
		}
		return exit.code
	}
	tell(env, []error{err})
	return codeOf(err)
}

// redactFlag is that of the commands that print names.
var redactFlag = &cli.BoolFlag{Name: "redact", Usage: "replace account ids, names and all else that AWS did not name, so that the output can be shown around"}

// asksToRedact reports whether an argument is --redact: what is wrong with a
// command line is told before its flags are read.
func asksToRedact(arg string) bool {
	flag, _, _ := strings.Cut(strings.TrimPrefix(arg, "-"), "=")
	return flag == "redact" || flag == "-redact"
}

// redacted are findings as they may be shown.
func (e *Env) redacted(list []finding.Finding) []finding.Finding {
	if e.names == nil {
		return list
	}
	return e.names.Findings(list)
}

// json is standard output for programs.
func (e *Env) json() io.WriteCloser {
	out := report.JSON(e.Stdout)
	if e.names != nil {
		return e.names.Writer(out)
	}
	return out
}

func newApp(env Env) *cli.App {
	return &cli.App{
		Name:      "crossgrant",
		Usage:     "say whether an IAM role reaches an S3 bucket, from exported policies alone",
		Reader:    env.Stdin,
		Writer:    env.Stdout,
		ErrWriter: env.Stderr,
		// The exit code is Main's to give.
		ExitErrHandler: func(*cli.Context, error) {},
		CommandNotFound: func(c *cli.Context, name string) {
			report.Say(env.Stderr, "crossgrant: no command %q; see crossgrant --help\n", name)
		},
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return noCommand(c)
			}
			return cli.ShowAppHelp(c)
		},
		HideHelpCommand:       true,
		Flags:                 []cli.Flag{cli.HelpFlag},
		Version:               version(),
		CustomAppHelpTemplate: cli.AppHelpTemplate + exitCodes,
		Commands: terse([]*cli.Command{checkCommand(env), accessCommand(env), decideCommand(env),
			explainCommand(env), rulesCommand(env), schemaCommand(env), initCommand(env), newCommand(env), testCommand(env), inputCommand(env),
			exportScriptCommand(env), completionCommand(env), versionCommand(env), helpCommand()}),
	}
}

// terse makes commands answer a wrong flag in one line, which names the flag
// that was meant, instead of with their help.
func terse(commands []*cli.Command) []*cli.Command {
	for _, c := range commands {
		c.HideHelpCommand = true
		c.OnUsageError = func(_ *cli.Context, err error, _ bool) error {
			hint := "see crossgrant " + c.Name + " --help"
			if _, flag, ok := strings.Cut(err.Error(), "not defined: "); ok {
				if near := nearest(trimDashes(flag), flagNames(c)); near != "" {
					hint = "did you mean --" + near + "?"
				}
			}
			return &exitError{exitInput, fmt.Errorf("%s: %w; %s", c.Name, err, hint)}
		}
		terse(c.Subcommands)
	}
	return commands
}

func flagNames(c *cli.Command) (names []string) {
	for _, f := range c.Flags {
		names = append(names, f.Names()...)
	}
	return names
}

// orMeant says which command a misspelt one is nearest to.
func orMeant(name string, commands []*cli.Command) string {
	names := make([]string, len(commands))
	for i, c := range commands {
		names[i] = c.Name
	}
	if near := nearest(name, names); near != "" {
		return "did you mean " + near + "?"
	}
	return "see crossgrant --help"
}

// asCommand takes --version for the command, which says more than a number, and
// whatever asks for the help of a command for its flag.
func asCommand(app *cli.App, args []string) []string {
	switch {
	case len(args) == 2 && slices.Contains([]string{"--version", "-version", "-v"}, args[1]):
		return []string{args[0], "version"}
	case len(args) > 2 && args[1] == "help" && app.Command(args[2]) != nil:
		return []string{args[0], args[2], "--help"}
	case len(args) > 2 && app.Command(args[1]) != nil && slices.ContainsFunc(args[2:], asksForHelp):
		return []string{args[0], args[1], "--help"}
	}
	return args
}

func asksForHelp(arg string) bool { return arg == "--help" || arg == "-help" || arg == "-h" }

// flagsFirst moves flags before paths: urfave/cli stops looking for flags at
// the first argument that is none.
func flagsFirst(app *cli.App, args []string) []string {
	if len(args) < 3 {
		return args
	}
	command := app.Command(args[1])
	if command == nil {
		return args
	}
	takesValue := map[string]bool{}
	for _, f := range command.Flags {
		_, isBool := f.(*cli.BoolFlag)
		for _, name := range f.Names() {
			takesValue[name] = !isBool
		}
	}
	var flags, rest []string
	for i := 2; i < len(args); i++ {
		arg := args[i]
		if arg == "--" {
			rest = append(rest, args[i:]...)
			break
		}
		if len(arg) < 2 || arg[0] != '-' {
			rest = append(rest, arg)
			continue
		}
		flags = append(flags, arg)
		if name := trimDashes(arg); takesValue[name] && i+1 < len(args) {
			i++
			flags = append(flags, args[i])
		}
	}
	return append(append([]string{args[0], args[1]}, flags...), rest...)
}

func trimDashes(flag string) string {
	for len(flag) > 0 && flag[0] == '-' {
		flag = flag[1:]
	}
	return flag
}
