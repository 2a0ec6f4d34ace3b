package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/crossgrant/crossgrant/internal/defect"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/lint"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/report"
)

func checkCommand(env Env) *cli.Command {
	return &cli.Command{
		Name:      "check",
		Usage:     "judge documents, and every pair of role and bucket that have to do with each other",
		ArgsUsage: "[PATH...]",
		Description: `PATH is a file, a folder, a glob or - for standard input; without one it is the current folder.

Examples:
   crossgrant check exports/
   crossgrant check --format sarif --output findings.sarif exports/
   crossgrant check --patch role.json bucket.json --bucket-account logs=444455556666
   crossgrant check --select 'access/*' --fail-on never exports/`,
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "format", Value: "text", Usage: "`FORMAT`: " + strings.Join(report.Formats(), ", ")},
			&cli.StringFlag{Name: "output", Usage: "write to `FILE` instead of standard output"},
			&cli.BoolFlag{Name: "patch", Usage: "print the fixes alone, one patch for each document"},
			&cli.BoolFlag{Name: "fix", Usage: "make the safe fixes in the files that are policies, and judge again"},
			&cli.StringFlag{Name: "fix-to", Usage: "write the mended documents of exports to files in `DIR`, and print the calls that put them"},
			&cli.BoolFlag{Name: "unsafe", Usage: "with --patch, --fix and --fix-to: make also the fixes that are not proved to be safe"},
			&cli.StringSliceFlag{Name: "select", Usage: "judge by these `RULES` or categories alone, as access/*"},
			&cli.StringSliceFlag{Name: "ignore", Usage: "leave out these `RULES` or categories"},
			&cli.StringFlag{Name: "severity", Value: "warning", Usage: "show findings of this `SEVERITY` and above"},
			&cli.StringFlag{Name: "fail-on", Usage: "exit with 1 at this `SEVERITY` and above, or never (default: as --severity)"},
			&cli.BoolFlag{Name: "policies-only", Usage: "pass over named files that hold no policy, as a pre-commit hook needs it"},
			&cli.BoolFlag{Name: "allow-empty", Usage: "go on without an account of which the export brought no roles or no buckets"},
			&cli.BoolFlag{Name: "verbose", Usage: "list the files that were not recognised or that a .gitignore names"},
			&cli.StringFlag{Name: "cache", Usage: "keep in `FOLDER` what rules find and the verdicts, for later runs"},
			&cli.BoolFlag{Name: "progress", Usage: "say every ten seconds on standard error how far a long run is (on a terminal a line does)"},
			&cli.BoolFlag{Name: "quiet", Usage: "print findings and nothing else"},
			redactFlag,
			&cli.BoolFlag{Name: "no-color", Usage: "no colours on a terminal"},
		}, inputFlags()...),
		Action: func(c *cli.Context) error { return runCheck(env, c) },
	}
}

func runCheck(env Env, c *cli.Context) error {
	shown, failing, err := severities(c)
	if err != nil {
		return &exitError{exitInput, err}
	}
	if f := c.String("format"); !slices.Contains(report.Formats(), f) {
		return &exitError{exitInput, fmt.Errorf("--format: want one of %s, found %q", strings.Join(report.Formats(), ", "), f)}
	}
	if c.Bool("fix") && c.String("stdin-filename") != "" {
		return &exitError{exitInput, errors.New("--fix: want files that are saved; --stdin-filename gives the text of one that is not (--patch prints what to change)")}
	}
	q, err := read(env, c, "")
	if err == nil {
		err = q.choose(c)
	}
	if err != nil {
		return &exitError{exitInput, err}
	}
	target := output{c.String("output")}
	if err := target.check(q.named()); err != nil {
		return &exitError{exitInput, err}
	}
	if q.settings.Cache, err = openCache(c.String("cache"), q.reference); err != nil {
		return &exitError{exitInput, err}
	}
	q.settings.Shown = shown
	q.settings.Unpatched = !c.Bool("patch") && !c.Bool("fix") && c.String("fix-to") == ""
	q.options.PoliciesOnly, q.options.AllowEmpty = c.Bool("policies-only"), c.Bool("allow-empty")
	world, err := q.load(env)
	if err != nil {
		return &exitError{exitInput, err}
	}
	if err := target.check(world.Inputs); err != nil {
		return &exitError{exitInput, err}
	}
	result, err := env.judge(c, world, q.settings)
	if err != nil {
		return failed(err)
	}
	tell(env, result.Unjudged)
	if mends := c.Bool("fix") || c.String("fix-to") != ""; mends && !result.Interrupted {
		changed, err := mend(env, c, result, shown)
		if err != nil {
			return &exitError{exitInput, err}
		}
		if changed {
			// What is left to say is about the files as they are now.
			if world, err = q.load(env); err != nil {
				return &exitError{exitInput, err}
			}
			if result, err = lint.Run(c.Context, world, q.settings); err != nil {
				return failed(err)
			}
		}
	}
	code := codeOf(slices.Concat(world.Errors, result.Unjudged)...)
	if err := write(env, c, result, shown); err != nil {
		return &exitError{exitTool, err}
	}
	switch {
	case code > 0:
		return &exitError{code: code}
	case failing > 0 && result.AtLeast(failing):
		return &exitError{code: exitFindings}
	}
	return nil
}

// severities reads --severity and --fail-on; failing is 0 for never.
func severities(c *cli.Context) (shown, failing finding.Severity, err error) {
	if shown, err = finding.ParseSeverity(c.String("severity")); err != nil {
		return 0, 0, fmt.Errorf("--severity: %w", err)
	}
	switch name := c.String("fail-on"); name {
	case "":
		return shown, shown, nil
	case "never":
		return shown, 0, nil
	default:
		if failing, err = finding.ParseSeverity(name); err != nil {
			return 0, 0, fmt.Errorf("--fail-on: %w, or never", err)
		}
		return shown, failing, nil
	}
}

// choose reads --select and --ignore; an id that no rule has is an error.
func (r *request) choose(c *cli.Context) error {
	r.settings.Select, r.settings.Ignore = c.StringSlice("select"), c.StringSlice("ignore")
	known := r.ids()
	for _, flag := range []string{"select", "ignore"} {
		for _, id := range c.StringSlice(flag) {
			category, isCategory := strings.CutSuffix(id, "/*")
			fits := func(rule string) bool { return rule == id || isCategory && strings.HasPrefix(rule, category+"/") }
			if !slices.ContainsFunc(known, fits) {
				hint := ""
				if near := nearest(id, append(categories(known), known...)); near != "" {
					hint = "; did you mean " + near + "?"
				}
				return fmt.Errorf("--%s: no rule %s%s", flag, id, hint)
			}
		}
	}
	return nil
}

func categories(rules []string) (list []string) {
	for _, id := range rules {
		category, _, _ := strings.Cut(id, "/")
		if !slices.Contains(list, category+"/*") {
			list = append(list, category+"/*")
		}
	}
	return list
}

// write hands the run over to its format.
func write(env Env, c *cli.Context, result *lint.Result, shown finding.Severity) error {
	run := summarise(result, shown, c.Bool("verbose"), c.Bool("policies-only"))
	if env.names != nil {
		run = env.names.Run(run)
	}
	if !c.Bool("patch") {
		result.LetGo()
	}
	all := func(out io.Writer) error {
		switch {
		case c.Bool("patch"):
			return patches(env, c, out, result, shown)
		case c.String("format") != "text":
			return report.Write(out, c.String("format"), run)
		case c.Bool("quiet"):
			return report.WriteFindings(out, run)
		}
		return report.Write(out, "text", run)
	}
	name := c.String("output")
	if name == "" && !c.Bool("patch") {
		if c.String("format") == "text" {
			return all(env.terminal(c))
		}
		return all(env.Stdout)
	}
	var text bytes.Buffer
	err := all(&text)
	if err != nil && !defect.Is(err) {
		return err
	}
	// A defect took some findings; the others are there.
	if name != "" {
		return errors.Join(output{name}.write(text.Bytes()), err)
	}
	_, failed := text.WriteTo(env.Stdout)
	return errors.Join(failed, err)
}

// summarise lays out what a run found and read.
func summarise(r *lint.Result, shown finding.Severity, verbose, hook bool) report.Run {
	run := report.Run{
		Tool: report.Tool{Name: "crossgrant", Version: version(), Reference: r.Reference.Source().Date},
		Summary: report.Summary{
			Files: r.Files, Documents: map[policy.Type]int{}, Roles: len(r.Roles), Users: len(r.Users), Buckets: len(r.Buckets),
			Pairs: r.Verdicts, Findings: map[finding.Severity]int{}, Accepted: r.Accepted, Off: r.Off, Undescribed: r.Undescribed,
			Assuming: r.Assuming, Notes: slices.Clone(r.Notes),
		},
	}
	s := &run.Summary
	for _, d := range r.World.Snapshot.Documents {
		s.Documents[d.Policy.Type()]++
	}
	run.Findings = slices.Grow(run.Findings, len(r.Findings))
	for _, f := range r.Findings {
		s.Findings[f.Rule.Severity]++
		if f.Rule.Severity < shown {
			s.Hidden++
			continue
		}
		run.Findings = append(run.Findings, f)
	}
	if r.Interrupted {
		s.Notes = append(s.Notes, "interrupted: this is not all there is to find")
	}
	for _, e := range slices.Concat(r.Errors, r.Unjudged) {
		s.Errors = append(s.Errors, e.Error())
	}
	s.Notes = append(s.Notes, someOf(r.Open, verbose)...)
	s.Notes = append(s.Notes, lint.WideNotes(r.Wide, verbose)...)
	if verbose {
		for _, n := range r.NotRecognised {
			s.NotRecognised = append(s.NotRecognised, n.String())
		}
		for _, left := range []struct {
			what  string
			names []string
		}{{"ignored by git: ", r.World.Ignored}, {"passed over: ", r.World.NotJSON}, {"not read: ", r.World.Passed}, {"not entered: ", r.World.Omitted},
			{"a report of an earlier run: ", r.World.Reports}} {
			for _, name := range left.names {
				s.Notes = append(s.Notes, left.what+name)
			}
		}
		return run
	}
	if n := len(r.World.NotJSON); n > 0 {
		s.Notes = append(s.Notes, report.Count(n, "file")+" passed over that cannot be JSON (--verbose lists them)")
	}
	if n := len(r.World.Reports); n > 0 {
		s.Notes = append(s.Notes, report.Count(n, "report")+" of earlier runs passed over (--verbose lists them)")
	}
	if n := len(r.World.Passed); n > 0 {
		s.Notes = append(s.Notes, report.Count(n, "path")+" not read, a link to a folder, a device or the like (--verbose lists them)")
	}
	// A hook is given every file of a kind: that most hold no policy is no news.
	if n := len(r.NotRecognised); n > 0 && !hook {
		s.Notes = append(s.Notes, report.Count(n, "file")+" not recognised (--verbose lists them)")
	}
	if n := len(r.World.Ignored); n > 0 {
		s.Notes = append(s.Notes, report.Count(n, "path")+" ignored by git (--verbose lists them)")
	}
	return run
}

// someOf cuts a long list of sentences short.
func someOf(list []string, whole bool) []string {
	const some = 5
	if whole || len(list) <= some+1 {
		return list
	}
	return append(list[:some:some], fmt.Sprintf("%d more verdicts hang on something (--verbose lists them)", len(list)-some))
}
