package cli

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/cases"
	"github.com/crossgrant/crossgrant/internal/defect"
	"github.com/crossgrant/crossgrant/internal/files"
	"github.com/crossgrant/crossgrant/internal/report"
)

// maxLine is how long one case may be.
const maxLine = 64 << 20

func decideCommand(env Env) *cli.Command {
	return &cli.Command{
		Name:      "decide",
		Usage:     "answer decision cases, one a line, each a request with everything that decides it",
		ArgsUsage: "CASES.jsonl",
		Description: `Each line is an object with role, bucket and request; a case can say what it expects.

Examples:
   crossgrant decide cases.jsonl
   crossgrant decide --expect cases.jsonl`,
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "expect", Usage: "compare with what the cases expect and print only the differences"},
			redactFlag,
		},
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return &exitError{exitInput, errors.New("decide takes one file of cases, or - for standard input")}
			}
			name, in := c.Args().First(), env.Stdin
			if name != "-" {
				file, _, err := files.Open(name)
				if err != nil {
					return &exitError{exitInput, err}
				}
				defer file.Close()
				in = file
			}
			d := decider{name: name, expect: c.Bool("expect"), out: bufio.NewWriter(env.json())}
			err := d.run(in)
			if flush := d.out.Flush(); err == nil {
				err = flush
			}
			return err
		},
	}
}

type decider struct {
	name   string
	expect bool
	out    *bufio.Writer

	total, agreed, open, differ, unreadable int

	defects []error
}

func (d *decider) run(in io.Reader) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxLine)
	for number := 1; lines.Scan(); number++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		line := append([]byte(nil), lines.Bytes()...)
		err := defect.Catch(fmt.Sprintf("%s:%d", d.name, number), func() error { return d.line(number, line) })
		if defect.Is(err) {
			d.defects = append(d.defects, err)
			err = d.print(cases.Answer{Error: err.Error()})
		}
		if err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return &exitError{exitInput, fmt.Errorf("%s: %w", d.name, err)}
	}
	if d.expect {
		fmt.Fprintf(d.out, "%d cases: %d agree, %d differ, %d not modelled, %d not read\n",
			d.total, d.agreed, d.differ, d.open, d.unreadable)
	}
	switch {
	case len(d.defects) > 0:
		return failed(errors.Join(d.defects...))
	case d.unreadable > 0:
		return &exitError{code: exitInput}
	case d.differ > 0:
		return &exitError{code: exitFindings}
	}
	return nil
}

func (d *decider) line(number int, line []byte) error {
	d.total++
	c, err := cases.Read(fmt.Sprintf("%s:%d", d.name, number), line)
	if err != nil {
		d.unreadable++
		a := cases.Answer{Error: fmt.Sprintf("%s:%d: %v", d.name, number, err)}
		if c != nil {
			a.ID = c.ID
		}
		return d.print(a)
	}
	a := c.Answer()
	if !d.expect {
		return d.print(a)
	}
	switch difference := c.Differs(a); {
	case a.Verdict == authz.NotModelled.String():
		d.open++
	case difference == "":
		d.agreed++
	default:
		d.differ++
		report.Say(d.out, "%s: %s (%s)\n", c.ID, difference, c.Why)
	}
	return nil
}

func (d *decider) print(a cases.Answer) error {
	text, err := json.Marshal(a)
	if err != nil {
		return err
	}
	_, err = d.out.Write(append(text, '\n'))
	return err
}
