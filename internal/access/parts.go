package access

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/way"
)

// Parts judges the parts of a multipart upload where an upload in one piece gets
// through with an ACL header; nil if the parts do, too. UploadPart takes no such
// header (S3 API Reference, UploadPart), and users found conditions that demand one
// to deny it (aws-cli 1674, boto3 2525).
func (p *Pair) Parts() *Capability {
	c := p.Capability(s3.Write)
	reached := []Verdict{Yes, Partly, Conditional}
	if c == nil || !c.Meant || c.ACL == "" && c.Grant == "" || !slices.Contains(reached, c.Verdict) || s3.IsDirectory(p.Bucket.Name) {
		return nil
	}
	part, _ := s3.FindOperation("UploadPart")
	role := way.Caller(p.Pair)
	if out := p.judge.capability(p, role, part.Plain()); out.Verdict == No {
		return &out
	}
	return nil
}
