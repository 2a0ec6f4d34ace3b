package cli

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/lint"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/report"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

func checkCommand(env Env) *cli.Command {
	return &cli.Command{
		Name:      "check",
		Usage:     "judge every pair of role and bucket that have to do with each other",
		ArgsUsage: "[PATH...]",
		Flags: []cli.Flag{
			&cli.StringSliceFlag{Name: "bucket-account", Usage: "account of a bucket, as `NAME=ID`"},
			&cli.BoolFlag{Name: "policies-only", Usage: "pass over named files that hold no policy, as a pre-commit hook needs it"},
			&cli.BoolFlag{Name: "verbose", Usage: "list the files that were not recognised or that a .gitignore names"},
			&cli.StringFlag{Name: "type", Usage: "policy `TYPE` of bare documents: " + typeNames()},
		},
		Action: func(c *cli.Context) error { return runCheck(env, c) },
	}
}

func runCheck(env Env, c *cli.Context) error {
	accounts, err := bucketAccounts(c.StringSlice("bucket-account"), "")
	if err != nil {
		return &exitError{exitInput, err}
	}
	paths := c.Args().Slice()
	if len(paths) == 0 {
		paths = []string{"."}
	}
	world, err := lint.Load(paths, lint.Options{Type: policy.Type(c.String("type")),
		Stdin: env.Stdin, PoliciesOnly: c.Bool("policies-only"), Snapshot: snapshot.Options{BucketAccounts: accounts}})
	if err != nil {
		return &exitError{exitInput, err}
	}
	for _, e := range world.Errors {
		fmt.Fprintln(env.Stderr, "crossgrant:", e)
	}
	result, err := lint.Run(c.Context, world)
	if err != nil {
		return &exitError{exitTool, err}
	}
	report.Findings(env.Stdout, result.Findings)
	for _, note := range world.Notes {
		fmt.Fprintln(env.Stdout, "note:", note)
	}
	unread(env, world, c.Bool("verbose"))
	summary(env, result)
	switch {
	case len(world.Errors) > 0:
		return &exitError{code: exitInput}
	case result.AtLeast(finding.Warning):
		return &exitError{code: exitFindings}
	}
	return nil
}

// unread counts or lists the files that nothing was read from.
func unread(env Env, w *lint.World, list bool) {
	line := func(names int, what, thing string, name func(int) string) {
		switch {
		case names == 0:
		case list:
			for i := range names {
				fmt.Fprintf(env.Stdout, "%s: %s\n", what, name(i))
			}
		default:
			fmt.Fprintf(env.Stdout, "%s: %s (--verbose lists them)\n", what, count(names, thing))
		}
	}
	line(len(w.NotRecognised), "not recognised", "file", func(i int) string { return w.NotRecognised[i].String() })
	line(len(w.Ignored), "ignored by git", "path", func(i int) string { return w.Ignored[i] })
}

// summary says what was judged, so that an empty result can be told from an
// input that was not read.
func summary(env Env, r *lint.Result) {
	if r.Undescribed > 0 {
		fmt.Fprintf(env.Stdout, "%s named by roles %s not in the input\n", count(r.Undescribed, "bucket"), isAre(r.Undescribed))
	}
	verdicts := ""
	for _, v := range []access.Verdict{access.Yes, access.Partly, access.Conditional, access.No, access.Unknown} {
		if n := r.Verdicts[v]; n > 0 {
			verdicts += fmt.Sprintf(", %d %s", n, v)
		}
	}
	fmt.Fprintf(env.Stdout, "%s: %s, %s%s, %s, %s%s: %s\n", count(r.Files, "file"), count(len(r.World.Snapshot.Documents), "document")+byType(r),
		count(len(r.Roles), "role"), users(len(r.Users)), count(len(r.Buckets), "bucket"), count(r.Pairs, "pair"), verdicts,
		count(len(r.Findings), "finding"))
}

// byType says how many documents there are of each type.
func byType(r *lint.Result) string {
	counts := map[policy.Type]int{}
	for _, d := range r.World.Snapshot.Documents {
		counts[d.Policy.Type]++
	}
	var parts []string
	for _, t := range policy.Types {
		if n := counts[t]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, t))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

// users are counted and not judged as pairs.
func users(n int) string {
	if n == 0 {
		return ""
	}
	return ", " + count(n, "user") + " (judged as documents only)"
}

func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}
