package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/lint"
	"github.com/crossgrant/crossgrant/internal/report"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// copySource is the object that a copy reads.
type copySource struct{ bucket, key string }

// readCopySource reads --copy-source, which S3 writes as BUCKET/KEY (S3 API
// Reference, x-amz-copy-source); it is nil where the flag is not given.
func readCopySource(c *cli.Context, o *s3.Operation) (*copySource, error) {
	value := c.String("copy-source")
	if value == "" {
		return nil, nil
	}
	bucket, key, ok := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(value, "s3://"), "/"), "/")
	switch {
	case !ok || bucket == "" || key == "":
		return nil, fmt.Errorf("--copy-source: want BUCKET/KEY, found %q", value)
	case o == nil || len(readLegs(o)) == 0:
		return nil, errors.New("--copy-source: want --operation CopyObject or UploadPartCopy beside it")
	case c.String("format") == "json":
		return nil, errors.New("--format: --copy-source is answered in text alone")
	}
	return &copySource{bucket, key}, nil
}

// readLegs are the legs of an operation on the object that it copies; what a plain
// copy does not need is said with the leg.
func readLegs(o *s3.Operation) (legs []s3.Leg) {
	for _, l := range o.Legs {
		if l.On == s3.Source && l.If&s3.SourceVersioned == 0 {
			legs = append(legs, l)
		}
	}
	return legs
}

// answer says whether the role may read the source of a copy, and reports whether
// it may. The tags of the source are copied too, unless the call says otherwise.
func (s *copySource) answer(out io.Writer, judge *access.Judge, world *lint.World, role *snapshot.Role, o *s3.Operation) (bool, error) {
	near := world.BucketsFor(role, s.bucket)
	if len(near) > 1 {
		var names []string
		for _, b := range near {
			names = append(names, b.Ref())
		}
		return false, fmt.Errorf("--copy-source: several stacks make the bucket %s: %s; name the files of one of them", s.bucket, strings.Join(names, ", "))
	}
	b := world.BucketFor(role, s.bucket)
	if b == nil {
		return false, fmt.Errorf("--copy-source: no input describes the bucket %s; read were %s with %s", s.bucket,
			report.Count(world.Files, "file"), report.Count(len(world.Buckets), "bucket"))
	}
	read, _ := s3.FindOperation("GetObject")
	pair := judge.Call(world.Pair(role, b), read, "")
	report.Say(out, "\nsource  %s/%s\n", s.bucket, s.key)
	all := true
	for _, needed := range readLegs(o) {
		l, ok := pair.Request(needed.Action, s.key, access.Told{})
		if !ok {
			continue
		}
		when := ""
		if needed.If&s3.SourceTags != 0 {
			when = " (if the object has tags, unless the call replaces them: x-amz-tagging-directive: REPLACE)"
		}
		report.Say(out, "  needs %s on %s: %s%s\n", l.Action, l.Resource, strings.ReplaceAll(l.Verdict.String(), "_", " "), when)
		if l.Verdict != authz.Allowed {
			all = all && when != ""
			causes(out, l.Action, l.Explanation().Reasons())
		}
	}
	return all, nil
}
