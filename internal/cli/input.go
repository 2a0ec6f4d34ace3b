package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/crossgrant/crossgrant/internal/facts"
	"github.com/crossgrant/crossgrant/internal/lint"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/report"
)

func inputCommand(env Env) *cli.Command {
	return &cli.Command{
		Name:      "input",
		Usage:     "print what rules read, for opa eval and for tests of rules of one's own",
		ArgsUsage: "[PATH...]",
		Description: `Each line is {"kind", "id", "input"} of one subject: a document, a role with its trust policy, a
bucket, a pair of role and bucket ("ROLE -> BUCKET"), the snapshot as a whole, the configuration.
With --subject only the input of that one is printed:

   crossgrant input --subject ID PATH... | opa eval -I -d rules 'data.rules.access["missing-action"].findings'`,
		Flags: append([]cli.Flag{
			&cli.StringSliceFlag{Name: "ask", Usage: "state which statements allow this `ACTION` too, besides those that rules ask for"},
			&cli.BoolFlag{Name: "asks", Usage: "list the actions that rules ask for, and nothing else"},
			&cli.StringFlag{Name: "subject", Usage: "print the input of the subject `ID` alone"},
			redactFlag,
		}, inputFlags()...),
		Action: func(c *cli.Context) error { return runInput(env, c) },
	}
}

func runInput(env Env, c *cli.Context) error {
	q, err := read(env, c, "")
	if err != nil {
		return &exitError{exitInput, err}
	}
	asks, err := lint.Asks(c.Context, q.settings)
	if err != nil {
		return failed(err)
	}
	for _, action := range c.StringSlice("ask") {
		known, ok := q.settings.Reference.Action(action)
		if !ok {
			return &exitError{exitInput, fmt.Errorf("--ask: no action %s%s", action, nearestAction(q.settings.Reference, action))}
		}
		asks = append(asks, known.FullName())
	}
	if c.Bool("asks") {
		for _, action := range asks {
			fmt.Fprintln(env.Stdout, action)
		}
		return nil
	}
	world, err := q.load(env)
	if err != nil {
		return &exitError{exitInput, err}
	}
	subjects, err := subjectsOf(c.Context, world, q.settings, asks)
	if err != nil {
		return failed(err)
	}
	errs := slices.Clone(world.Errors)
	sound := func(yield func(lint.Subject) bool) {
		for s := range subjects {
			if s.Failed != nil {
				tell(env, []error{s.Failed})
				errs = append(errs, s.Failed)
			} else if !yield(s) {
				return
			}
		}
	}
	out, show := report.JSON(env.Stdout), func(v facts.Value) facts.Value { return v }
	if env.names != nil {
		show = env.names.Facts
	}
	if id := c.String("subject"); id != "" {
		err = printSubject(out, sound, id, show)
	} else {
		err = printSubjects(out, sound, show)
	}
	if code := codeOf(errs...); err == nil && code > 0 {
		return &exitError{code: code}
	}
	return err
}

// nearestAction says which action a misspelt one is nearest to.
func nearestAction(table *reference.Table, name string) string {
	if near, ok := table.Nearest(name); ok {
		return "; did you mean " + near.FullName() + "?"
	}
	return ""
}

// subjectsOf returns what the rules judge. What they read of a configuration is
// known only after they ran.
func subjectsOf(ctx context.Context, world *lint.World, settings lint.Settings, asks []string) (iter.Seq[lint.Subject], error) {
	pairs, _ := world.Pairs()
	all := world.Subjects(pairs, asks)
	if settings.Config == nil {
		return all, nil
	}
	result, err := lint.Run(ctx, world, settings)
	if err != nil {
		return nil, err
	}
	return func(yield func(lint.Subject) bool) {
		for s := range all {
			if !yield(s) {
				return
			}
		}
		if result.Configuration != nil {
			yield(*result.Configuration)
		}
	}, nil
}

func printSubjects(out io.Writer, subjects iter.Seq[lint.Subject], show func(facts.Value) facts.Value) error {
	w := bufio.NewWriter(out)
	var line []byte
	for s := range subjects {
		line = facts.AppendJSON(line[:0], facts.Object{{Name: "kind", Value: facts.String(s.Kind.String())},
			{Name: "id", Value: show(facts.String(s.ID))}, {Name: "input", Value: show(s.Facts())}})
		if _, err := w.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return w.Flush()
}

// printSubject prints the input of one subject, indented for people.
func printSubject(out io.Writer, subjects iter.Seq[lint.Subject], id string, show func(facts.Value) facts.Value) error {
	var ids []string
	for s := range subjects {
		if s.ID == id {
			var text bytes.Buffer
			if err := json.Indent(&text, facts.AppendJSON(nil, show(s.Facts())), "", "  "); err != nil {
				return err
			}
			text.WriteByte('\n')
			_, err := text.WriteTo(out)
			return err
		}
		ids = append(ids, s.ID)
	}
	near := nearest(id, ids)
	if i := slices.IndexFunc(ids, func(other string) bool { return strings.Contains(other, id) }); near == "" && i >= 0 {
		near = ids[i]
	}
	if near != "" {
		return &exitError{exitInput, fmt.Errorf("--subject: no subject %q; did you mean %q?", id, near)}
	}
	return &exitError{exitInput, errors.New("--subject: no subject " + id + "; without --subject all are listed")}
}
