package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/lint"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/report"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

func accessCommand(env Env) *cli.Command {
	return &cli.Command{
		Name:      "access",
		Usage:     "say whether a role can list, read, write and delete in a bucket, and if not, why",
		ArgsUsage: "[PATH...]",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "role", Usage: "`ARN` of the role", Required: true},
			&cli.StringFlag{Name: "bucket", Usage: "`NAME` of the bucket", Required: true},
			&cli.StringSliceFlag{Name: "bucket-account", Usage: "account `ID` of the bucket, or NAME=ID"},
			&cli.StringFlag{Name: "type", Usage: "policy `TYPE` of bare documents: " + typeNames()},
			&cli.StringSliceFlag{Name: "can", Usage: "`CAPABILITY` that has to be yes for exit code 0: list, read, write, delete (default all)"},
		},
		Action: func(c *cli.Context) error { return runAccess(env, c) },
	}
}

func typeNames() string {
	names := make([]string, len(policy.Types))
	for i, t := range policy.Types {
		names[i] = string(t)
	}
	return strings.Join(names, ", ")
}

func runAccess(env Env, c *cli.Context) error {
	wrong := func(format string, args ...any) error { return &exitError{exitInput, fmt.Errorf(format, args...)} }
	role, ok := arn.Parse(c.String("role"))
	if _, _, isRole := role.RoleName(); !ok || !isRole {
		return wrong("--role: want the ARN of a role, found %q", c.String("role"))
	}
	accounts, err := bucketAccounts(c.StringSlice("bucket-account"), c.String("bucket"))
	if err != nil {
		return &exitError{exitInput, err}
	}
	paths := c.Args().Slice()
	if len(paths) == 0 {
		paths = []string{"."}
	}
	world, err := lint.Load(paths, lint.Options{Type: policy.Type(c.String("type")), Role: role.String(),
		Stdin: env.Stdin, Bucket: c.String("bucket"), Snapshot: snapshot.Options{BucketAccounts: accounts}})
	if err != nil {
		return &exitError{exitInput, err}
	}
	for _, e := range world.Errors {
		fmt.Fprintln(env.Stderr, "crossgrant:", e)
	}
	r, b := world.Role(role.String()), world.Bucket(c.String("bucket"))
	switch {
	case r == nil:
		return wrong("no input describes %s; read were %d files with %d roles", role, world.Files, len(world.Roles))
	case b == nil && accounts[c.String("bucket")] == "":
		return wrong("no input describes the bucket %s; read were %d files with %d buckets",
			c.String("bucket"), world.Files, len(world.Buckets))
	case b == nil:
		b = &snapshot.Bucket{Bucket: input.Bucket{Name: c.String("bucket"), Account: accounts[c.String("bucket")]},
			AccountBy: "the command line"}
	}
	judge := access.NewJudge(world.Snapshot)
	verdict := judge.Pair(world.Pair(r, b))
	report.Access(env.Stdout, verdict)
	for _, note := range world.Notes {
		fmt.Fprintln(env.Stdout, "note:", note)
	}
	fmt.Fprintf(env.Stdout, "%d files read, %d not recognised\n", world.Files, len(world.NotRecognised))
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
	for _, name := range can {
		if p.Capability(s3.Capability(name)) == nil {
			return &exitError{exitInput, fmt.Errorf("--can: want list, read, write or delete, found %q", name)}
		}
	}
	return nil
}

func bucketAccounts(values []string, bucket string) (map[string]string, error) {
	accounts := map[string]string{}
	for _, v := range values {
		name, id, named := strings.Cut(v, "=")
		if !named {
			name, id = bucket, v
		}
		if !arn.IsAccountID(id) {
			return nil, errors.New("--bucket-account: want 12 digits or NAME=12 digits, found " + v)
		}
		accounts[name] = id
	}
	return accounts, nil
}
