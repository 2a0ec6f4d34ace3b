package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/crossgrant/crossgrant/internal/engine"
	"github.com/crossgrant/crossgrant/internal/golden"
	"github.com/crossgrant/crossgrant/internal/report"
)

func testCommand(env Env) *cli.Command {
	return &cli.Command{
		Name:      "test",
		Usage:     "run the tests and the cases of rules of one's own",
		ArgsUsage: "[DIR]",
		Description: `Below DIR, which is the current folder unless it is named, *_test.rego are the tests of rules, as
opa test runs them, and CATEGORY/NAME.txtar the cases of a rule: files to check, and what the rule
says of them. data.lib is there without a copy of it.

Examples:
   crossgrant new rule team/no-public-read
   crossgrant test
   crossgrant test --update policies/rules`,
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "update", Usage: "write into the cases what is printed"},
			&cli.DurationFlag{Name: "rule-timeout", Value: 5 * time.Second, Usage: "`TIME` that a rule may take for one subject; 0 is no limit"},
		},
		Action: func(c *cli.Context) error { return runTest(env, c) },
	}
}

// trial is a run of what is tested.
type trial struct {
	env    Env
	c      *cli.Context
	out    io.Writer
	folder string // of the rules, an absolute path

	tests, cases, failed int
}

func runTest(env Env, c *cli.Context) error {
	if c.NArg() > 1 {
		return &exitError{exitInput, errors.New("test takes one folder")}
	}
	folder := "."
	if c.Args().Present() {
		folder = c.Args().First()
	}
	own, err := readOwn(folder)
	if err != nil {
		return &exitError{exitInput, err}
	}
	e, list, err := own.entries(c.Context)
	if err != nil {
		return failed(err)
	}
	e.Limits = engine.Limits{Time: c.Duration("rule-timeout"), Heap: engine.MaxHeap}
	tests, err := e.Test(c.Context, own.tests)
	if err != nil {
		return failed(err)
	}
	t := &trial{env: env, c: c, out: env.terminal(c)}
	if t.folder, err = filepath.Abs(folder); err != nil {
		return &exitError{exitInput, err}
	}
	for _, r := range tests {
		if t.tests++; r.Err != nil {
			t.fail("%s: %s\n  %v", r.At, r.Name, r.Err)
		}
	}
	shown := map[string]bool{}
	for _, name := range own.cases {
		id := ruleOfCases(list, name)
		if id == "" {
			return &exitError{exitInput, fmt.Errorf("%s: no rule below %s is named so; want CATEGORY/NAME.txtar", name, folder)}
		}
		shown[id] = true
		if err := t.file(id, name); err != nil {
			return failed(err)
		}
	}
	for _, r := range list {
		if !shown[r.ID] {
			fmt.Fprintf(t.out, "note: %s has no cases\n", r.ID)
		}
	}
	fmt.Fprintf(t.out, "%s, %s, %s: %d failed\n", report.Count(len(list), "rule"), report.Count(t.tests, "test"), report.Count(t.cases, "case"), t.failed)
	if t.failed > 0 {
		return &exitError{code: exitFindings}
	}
	return nil
}

func (t *trial) fail(format string, args ...any) {
	t.failed++
	fmt.Fprintf(t.out, "FAIL "+format+"\n", args...)
}

// file runs the cases of a file.
func (t *trial) file(id, name string) error {
	f, err := golden.Read(name)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	for _, c := range f.Cases {
		t.cases++
		got, code, err := t.run(id, c)
		if err != nil {
			return err
		}
		at := fmt.Sprintf("%s:%d: case %s", name, lineOfCase(text, c.Name), c.Name)
		fires := strings.Contains(got, "["+id+"]")
		switch {
		case code > exitFindings:
			t.fail("%s: exit code %d\n%s", at, code, indented(got))
		case c.Fires() && !fires:
			t.fail("%s: %s has no finding", at, id)
		case c.Silent() && fires:
			t.fail("%s: %s has a finding\n%s", at, id, indented(got))
		case t.c.Bool("update"):
			c.Want = got
		case c.Want != "" && c.Want != got:
			t.fail("%s: it prints something else; test --update writes it\n%s", at, indented(report.Difference("want", "printed", c.Want, got)))
		}
	}
	if updated := f.Format(); t.c.Bool("update") && !bytes.Equal(updated, text) {
		return os.WriteFile(name, updated, 0o644)
	}
	return nil
}

// run runs the command of a case in a folder with its files, and with the rule that it
// is about alone where the command lets one choose: what other rules say of the files
// changes with them.
func (t *trial) run(id string, c *golden.Case) (printed string, code int, err error) {
	folder, err := c.Folder()
	if err != nil {
		return "", 0, err
	}
	if flag := writes(c.Args); flag != "" {
		return "", 0, fmt.Errorf("case %s: a case takes no %s", c.Name, flag)
	}
	args := append(slices.Concat([]string{"crossgrant"}, c.Command()), "--rules", t.folder)
	if c.Command()[0] == "check" {
		args = append(args, "--select", id, "--quiet")
	}
	var out bytes.Buffer
	code = Main(t.c.Context, Env{Args: args, Files: folder, Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out, Now: t.env.Now})
	return out.String(), code, nil
}

// writes returns the argument by which a command would write files, or "".
func writes(args []string) string {
	for _, arg := range args {
		flag, _, _ := strings.Cut(trimDashes(arg), "=")
		if arg != flag && slices.Contains([]string{"output", "fix", "fix-to", "cache"}, flag) {
			return arg
		}
	}
	return ""
}

// lineOfCase is the line on which the first file of a case begins.
func lineOfCase(text []byte, name string) int {
	before, _, _ := bytes.Cut(text, []byte("-- "+name+"/"))
	return bytes.Count(before, []byte("\n")) + 1
}

// indented sets lines off from those that say what failed.
func indented(text string) string {
	var out strings.Builder
	for line := range strings.Lines(strings.TrimRight(text, "\n")) {
		if line != "\n" {
			out.WriteString("  ")
		}
		out.WriteString(line)
	}
	return out.String()
}
