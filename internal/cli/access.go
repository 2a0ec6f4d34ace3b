package cli

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/files"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/lint"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/refusal"
	"github.com/crossgrant/crossgrant/internal/report"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
	"github.com/crossgrant/crossgrant/internal/verdict"
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
   crossgrant access --role ARN --bucket logs --can read --can list exports/
   crossgrant access --role ARN --bucket logs --operation PutObject --acl bucket-owner-full-control exports/
   crossgrant access --role ARN --bucket logs --operation CopyObject --copy-source raw/2026/a.csv exports/
   crossgrant access --role ARN --bucket logs --endpoint vpce-0123456789abcdef0 exports/
   crossgrant access --role ARN --bucket arn:aws:s3:eu-west-1:444455556666:accesspoint/logs exports/
   crossgrant access --principal cloudfront.amazonaws.com --source-arn ARN --bucket logs exports/
   crossgrant access --role ARN --via athena --bucket logs exports/
   crossgrant access --error 'User: ARN is not authorized to perform: s3:GetObject on resource: ...' exports/
   crossgrant access --error @cloudtrail-event.json exports/`,
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "role", Usage: "`ARN` of the role"},
			&cli.StringFlag{Name: "bucket", Usage: "`NAME` of the bucket, or the ARN or alias of an access point"},
			&cli.StringSliceFlag{Name: "can", Usage: "`CAPABILITY` that has to be yes for exit code 0: list, read, write, delete (default those that some policy means)"},
			&cli.StringFlag{Name: "operation", Usage: "`NAME` of one S3 API operation to judge instead, such as CopyObject"},
			&cli.StringFlag{Name: "endpoint", Usage: "`ID` of the VPC endpoint through which the requests come; its policy is among the files"},
			&cli.StringFlag{Name: "session-policy", Usage: "`FILE` with the session policy that the role was assumed with"},
			&cli.StringFlag{Name: "copy-source", Usage: "`BUCKET/KEY` that --operation CopyObject or UploadPartCopy reads: judge that side too"},
			&cli.StringFlag{Name: "acl", Usage: "canned `ACL` that the uploads of --operation carry"},
			&cli.StringFlag{Name: "error", Usage: "AWS's `MESSAGE` of a denied request, or a file with its CloudTrail event: names role and bucket, and is explained"},
			&cli.StringFlag{Name: "format", Value: "text", Usage: "`FORMAT`: text or json"},
			redactFlag,
			&cli.BoolFlag{Name: "no-color", Usage: "no colours on a terminal"},
		}, slices.Concat(callerFlags(), inputFlags())...),
		Action: func(c *cli.Context) error { return runAccess(env, c) },
	}
}

// asked is what a command line asks access about.
type asked struct {
	role      arn.ARN
	who       caller
	bucket    string // its name, or the access point's ARN or alias in its place
	point     bool
	operation *s3.Operation
	refusal   *refusal.Refusal
	source    *copySource
}

// readAsked reads the flags. A message of AWS names the role by its session,
// which has no path.
func readAsked(env Env, c *cli.Context) (a asked, err error) {
	who, role, err := readCaller(env, c)
	if err != nil {
		return a, err
	}
	role = unknown.Read(role)
	a.who, a.bucket = who, unknown.Read(c.String("bucket"))
	if text := c.String("error"); text != "" {
		if a.refusal, err = readRefusal(env.in(), text, c.String("operation")); err != nil {
			return a, err
		}
		a.bucket = cmp.Or(a.bucket, a.refusal.Bucket)
		if a.who.other() {
			return a, errors.New("--error: the text says who called; want neither --principal nor --via beside it")
		}
		if role == "" {
			if role, err = callerRole(a.refusal); err != nil {
				return a, err
			}
		}
	}
	var ok bool
	a.role, ok = arn.Parse(role)
	if _, _, isRole := a.role.RoleName(); a.who.kind == snapshot.IsRole && (!ok || !isRole) {
		return a, fmt.Errorf("--role: want the ARN of a role, found %q", unknown.Show(role))
	}
	if a.refusal != nil && a.bucket == "" {
		return a, errors.New("--error: the text does not say which bucket; name it: --bucket NAME")
	}
	if err := a.whichBucket(); err != nil {
		return a, err
	}
	if name := c.String("operation"); name != "" {
		if a.operation, ok = s3.FindOperation(name); !ok {
			if meant := nearest(name, s3.OperationNames()); meant != "" {
				return a, fmt.Errorf("--operation: there is no %s; did you mean %s?", name, meant)
			}
			return a, fmt.Errorf("--operation: want an operation of the S3 API, such as GetObject, found %q", name)
		}
		if a.refusal != nil {
			a.refusal.Operation = a.operation.Name
		}
	}
	if a.source, err = readCopySource(c, a.operation); err != nil {
		return a, err
	}
	return a, a.checkACL(c.String("acl"))
}

// whichBucket reads the ways in which S3 lets callers name a bucket: its name, its
// ARN, and the ARN or alias of an access point (S3 User Guide, Access point
// compatibility).
func (a *asked) whichBucket() error {
	name, isARN := arn.Parse(a.bucket)
	switch {
	case a.bucket == "":
		return errors.New("--bucket: want the name of a bucket, found nothing")
	case strings.HasSuffix(a.bucket, "-s3alias"), isARN && strings.HasPrefix(name.Resource, "accesspoint/"):
		a.point = true
	case isARN && name.Service == "s3" && !strings.Contains(name.Resource, "/"):
		a.bucket = name.Resource
	case isARN || strings.ContainsAny(a.bucket, "/:"):
		return fmt.Errorf("--bucket: want the name of a bucket, or the ARN or alias of an access point, found %q", unknown.Show(a.bucket))
	}
	return nil
}

func (a *asked) checkACL(acl string) error {
	switch {
	case acl == "":
		return nil
	case acl != s3.FullControl && !slices.Contains(s3.CannedACLs, acl):
		return fmt.Errorf("--acl: want %s or %s, found %q", s3.FullControl, strings.Join(s3.CannedACLs, ", "), acl)
	case a.operation == nil:
		return errors.New("--acl: want --operation beside it")
	case !slices.ContainsFunc(a.operation.Legs, func(l s3.Leg) bool { return l.IfACL }):
		return fmt.Errorf("--acl: %s takes no ACL", a.operation.Name)
	}
	return nil
}

func runAccess(env Env, c *cli.Context) error {
	wrong := func(format string, args ...any) error { return &exitError{exitInput, fmt.Errorf(format, args...)} }
	a, err := readAsked(env, c)
	if err != nil {
		return &exitError{exitInput, err}
	}
	role := a.role
	if f := c.String("format"); f != "text" && f != "json" {
		return wrong("--format: want text or json, found %q", f)
	} else if f == "json" && a.refusal != nil {
		return wrong("--format: --error is answered in text alone")
	}
	for _, name := range c.StringSlice("can") {
		if !slices.Contains(s3.Capabilities, s3.Capability(name)) {
			return wrong("--can: want list, read, write or delete, found %q", name)
		}
	}
	q, err := a.files(env, c)
	if err != nil {
		return &exitError{exitInput, err}
	}
	world, err := q.load(env)
	if err != nil {
		return &exitError{exitInput, err}
	}
	if a.refusal != nil && c.String("role") == "" {
		if role, err = known(world, role); err != nil {
			return &exitError{exitInput, err}
		}
	}
	ask := a.question(c, q, role)
	pair, err := ask.Pair(world)
	if err != nil {
		return &exitError{exitInput, err}
	}
	if a.refusal != nil {
		return a.explain(env, c, world, pair, ask, q.settings)
	}
	answer, err := ask.Answer(c.Context, world, pair, q.settings)
	if err != nil {
		return failed(err)
	}
	if answer.Findings == nil {
		return a.plain(env, c, world, ask, answer.Verdict)
	}
	return a.full(env, c, world, answer)
}

// files is what to read for the question.
func (a *asked) files(env Env, c *cli.Context) (*request, error) {
	bucket := a.bucket
	if a.point {
		bucket = "" // which one only the files tell
	}
	q, err := read(env, c, bucket)
	if err != nil {
		return nil, err
	}
	if a.who.kind == snapshot.IsRole {
		q.options.Role = a.role.String()
	}
	of := &q.options.Snapshot
	q.options.Bucket, of.User, of.Through = bucket, a.who.name, c.String("endpoint")
	if a.refusal != nil {
		of.Through = cmp.Or(of.Through, a.refusal.Endpoint)
	}
	if can := c.StringSlice("can"); len(can) > 0 && !a.point {
		of.Expect = append(of.Expect, snapshot.Expectation{Role: q.options.Role, Bucket: bucket, Can: can})
	}
	of.Session, err = sessionPolicy(env.in(), c.String("session-policy"))
	return q, err
}

// full says a verdict with the findings beside it.
func (a *asked) full(env Env, c *cli.Context, world *lint.World, answer lint.Answer) error {
	result, pair := answer.Findings, answer.Verdict
	tell(env, result.Unjudged)
	if c.String("format") == "json" {
		if err := verdict.JSON(env.json(), pair, env.redacted(result.Findings)); err != nil {
			return &exitError{exitTool, err}
		}
	} else {
		out := env.terminal(c)
		verdict.Write(out, pair)
		report.Findings(out, env.redacted(result.Findings))
		for _, note := range world.Notes {
			report.Say(out, "note: %s\n", note)
		}
		fmt.Fprintf(out, "%s read, %d not recognised\n", report.Count(world.Files, "file"), len(world.NotRecognised))
	}
	if code := codeOf(slices.Concat(world.Errors, result.Unjudged)...); code > 0 {
		return &exitError{code: code}
	}
	return wanted(pair, c.StringSlice("can"), !result.AtLeast(finding.Warning))
}

// sessionPolicy reads the policy document that a session was made with.
func sessionPolicy(in files.Reader, name string) (*policy.Document, error) {
	if name == "" {
		return nil, nil
	}
	stored, err := in.Read(name, files.MaxOwn)
	if err != nil {
		return nil, fmt.Errorf("--session-policy: %w", err)
	}
	file, err := input.Open(name, stored, files.MaxOwn)
	if err != nil {
		return nil, fmt.Errorf("--session-policy: %w", err)
	}
	d := policy.Parse(source.Whole(file), policy.Identity)
	if len(d.Problems()) > 0 {
		p := d.Problems()[0]
		at := file.Position(d.Origin().Locate(p.Span).Start)
		return nil, fmt.Errorf("--session-policy: %s:%d:%d: want %s, found %s", name, at.Line, at.Column, p.Wanted, cmp.Or(p.Found, "none"))
	}
	return d, nil
}

// question is what the command line asks, of the files that were read for it.
func (a *asked) question(c *cli.Context, q *request, role arn.ARN) *lint.Question {
	ask := &lint.Question{Kind: a.who.kind, Caller: a.who.name, Bucket: a.bucket, Point: a.point,
		Accounts: q.options.Snapshot.BucketAccounts, Expect: q.options.Snapshot.Expect, Can: c.StringSlice("can"),
		Operation: a.operation, ACL: c.String("acl"),
		Forwarded: a.who.via, SourceARN: c.String("source-arn"), SourceAccount: c.String("source-account")}
	if a.who.kind == snapshot.IsRole {
		ask.Caller = role.String()
	}
	return ask
}

// explain explains one request that AWS denied.
func (a *asked) explain(env Env, c *cli.Context, world *lint.World, pair *snapshot.Pair, ask *lint.Question, settings lint.Settings) error {
	judge, out := ask.Judge(world), env.terminal(c)
	d := denied{a.refusal, world, judge.Pair(pair)}
	explained, err := d.answer(out, judge, pair, c.String("acl"))
	if err != nil {
		return &exitError{exitInput, err}
	}
	if !explained {
		return &exitError{code: exitFindings}
	}
	result, _, err := lint.RunPair(c.Context, world, pair, settings)
	if err != nil {
		return &exitError{exitTool, err}
	}
	d.mended(out, env.redacted(result.Findings))
	return &exitError{code: exitFindings}
}

// plain says a verdict beside which there are no findings: about one operation, or of a
// caller that is no role by itself. The reasons say what stands in the way.
func (a *asked) plain(env Env, c *cli.Context, world *lint.World, ask *lint.Question, pair *access.Pair) error {
	if a.source != nil {
		pair.Assuming = slices.DeleteFunc(pair.Assuming, func(text string) bool { return text == access.SourceAllowed })
	}
	out := env.terminal(c)
	if c.String("format") == "json" {
		if err := verdict.JSON(env.json(), pair, nil); err != nil {
			return &exitError{exitTool, err}
		}
	} else {
		verdict.Write(out, pair)
	}
	if a.source != nil {
		may, err := a.source.answer(out, ask.Judge(world), world, pair.Role, a.operation)
		if err != nil {
			return &exitError{exitInput, err}
		}
		if !may {
			return &exitError{code: exitFindings}
		}
	}
	if code := codeOf(world.Errors...); a.operation == nil && code > 0 {
		return &exitError{code: code}
	}
	return wanted(pair, c.StringSlice("can"), a.operation == nil)
}

// wanted is exit code 1 unless every capability asked for is yes. Without a
// question those count that somebody means the role to have, and a part is enough
// where it is sound; if nobody means any, the answer is no.
func wanted(p *access.Pair, can []string, sound bool) error {
	_, someMeant := p.Worst()
	for i := range p.Capabilities {
		c := &p.Capabilities[i]
		asked := slices.Contains(can, string(c.Capability)) ||
			len(can) == 0 && (c.Meant || !someMeant || p.Call != "")
		part := c.Verdict == access.Partly && sound && len(can) == 0 && p.Call == ""
		if asked && c.Verdict != access.Yes && !part {
			return &exitError{code: exitFindings}
		}
	}
	return nil
}
