package cli

import (
	"fmt"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/lint"
	"github.com/crossgrant/crossgrant/internal/report"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

func accessCommand(env Env) *cli.Command {
	return &cli.Command{
		Name:      "access",
		Usage:     "say whether a role can list, read, write and delete in a bucket, and if not, why",
		ArgsUsage: "[PATH...]",
		Description: `Bare policy documents are taken as the role's and the bucket's where nothing richer is given.

Examples:
   crossgrant access --role arn:aws:iam::111122223333:role/app --bucket logs exports/
   crossgrant access --role ARN --bucket logs --bucket-account 444455556666 role-policy.json bucket-policy.json
   crossgrant access --role ARN --bucket logs --can read --can list exports/`,
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "role", Usage: "`ARN` of the role", Required: true},
			&cli.StringFlag{Name: "bucket", Usage: "`NAME` of the bucket", Required: true},
			&cli.StringSliceFlag{Name: "can", Usage: "`CAPABILITY` that has to be yes for exit code 0: list, read, write, delete (default all)"},
			&cli.StringFlag{Name: "format", Value: "text", Usage: "`FORMAT`: text or json"},
			&cli.BoolFlag{Name: "no-color", Usage: "no colours on a terminal"},
		}, inputFlags()...),
		Action: func(c *cli.Context) error { return runAccess(env, c) },
	}
}

func runAccess(env Env, c *cli.Context) error {
	wrong := func(format string, args ...any) error { return &exitError{exitInput, fmt.Errorf(format, args...)} }
	role, ok := arn.Parse(c.String("role"))
	if _, _, isRole := role.RoleName(); !ok || !isRole {
		return wrong("--role: want the ARN of a role, found %q", c.String("role"))
	}
	if f := c.String("format"); f != "text" && f != "json" {
		return wrong("--format: want text or json, found %q", f)
	}
	bucket := c.String("bucket")
	for _, name := range c.StringSlice("can") {
		if !slices.Contains(s3.Capabilities, s3.Capability(name)) {
			return wrong("--can: want list, read, write or delete, found %q", name)
		}
	}
	q, err := read(env, c, bucket)
	if err != nil {
		return &exitError{exitInput, err}
	}
	q.options.Role, q.options.Bucket = role.String(), bucket
	if can := c.StringSlice("can"); len(can) > 0 {
		q.options.Snapshot.Expect = append(q.options.Snapshot.Expect,
			snapshot.Expectation{Role: role.String(), Bucket: bucket, Can: can})
	}
	world, err := q.load(env)
	if err != nil {
		return &exitError{exitInput, err}
	}
	r, b := world.Role(role.String()), world.Bucket(bucket)
	account := q.options.Snapshot.BucketAccounts[bucket]
	switch {
	case r == nil:
		return wrong("no input describes %s; read were %s with %s", role, count(world.Files, "file"), count(len(world.Roles), "role"))
	case b == nil && account == "":
		return wrong("no input describes the bucket %s; read were %s with %s",
			bucket, count(world.Files, "file"), count(len(world.Buckets), "bucket"))
	case b == nil:
		b = &snapshot.Bucket{Bucket: input.Bucket{Name: bucket, Account: account}, AccountBy: "the command line or the configuration"}
	}
	result, verdict, err := lint.RunPair(c.Context, world, world.Pair(r, b), q.settings)
	if err != nil {
		return &exitError{exitTool, err}
	}
	if c.String("format") == "json" {
		if err := report.AccessJSON(env.Stdout, verdict, result.Findings); err != nil {
			return &exitError{exitTool, err}
		}
	} else {
		out := env.terminal(c)
		report.Access(out, verdict)
		report.Findings(out, result.Findings)
		for _, note := range world.Notes {
			fmt.Fprintln(out, "note:", note)
		}
		fmt.Fprintf(out, "%s read, %d not recognised\n", count(world.Files, "file"), len(world.NotRecognised))
	}
	if len(world.Errors) > 0 {
		return &exitError{code: exitInput}
	}
	return wanted(verdict, c.StringSlice("can"))
}

// wanted is exit code 1 unless every capability asked for is yes.
func wanted(p *access.Pair, can []string) error {
	for i := range p.Capabilities {
		asked := len(can) == 0
		for _, name := range can {
			asked = asked || name == string(p.Capabilities[i].Capability)
		}
		if asked && p.Capabilities[i].Verdict != access.Yes {
			return &exitError{code: exitFindings}
		}
	}
	return nil
}
