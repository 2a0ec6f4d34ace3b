package written

import (
	"unicode/utf8"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// limit is how long a policy may be (IAM and AWS STS quotas; Organizations quotas; S3
// User Guide, Bucket policies).
type limit struct {
	most         int
	withoutSpace bool
	bytes        bool
	of           string
}

var limits = map[policy.Type]limit{
	policy.Identity: {most: 6144, withoutSpace: true, of: "a managed policy"},
	policy.Trust:    {most: 2048, withoutSpace: true, of: "a trust policy"},
	policy.SCP:      {most: 10240, of: "a service control policy"},
	policy.RCP:      {most: 5120, of: "a resource control policy"},
	policy.Bucket:   {most: 20480, bytes: true, of: "a bucket policy"},
	policy.Key:      {most: 32768, bytes: true, of: "a key policy"},
}

// sizeOf states how long the document is, where that is more than AWS takes.
func sizeOf(d *snapshot.Document) *Size {
	l, ok := limits[d.Policy.Type]
	if !ok {
		return nil
	}
	if inline, ok := inlineLimits[d.Owner.Kind]; ok && d.Policy.Type == policy.Identity {
		l = inline
	}
	text := d.Policy.Text
	if len(text) <= l.most {
		return nil
	}
	s := &Size{At: Place{Document: d.ID}, Most: l.most, WithoutSpace: l.withoutSpace, Of: l.of}
	switch {
	case l.bytes:
		s.Bytes = len(text)
	case l.withoutSpace:
		s.Characters = withoutSpace(text)
	default:
		s.Characters = utf8.RuneCount(text)
	}
	if s.Bytes <= l.most && s.Characters <= l.most {
		return nil
	}
	return s
}

// inlineLimits are those of the inline policies of an identity: of their sum.
var inlineLimits = map[string]limit{
	"role":  {most: 10240, withoutSpace: true, of: "the inline policies of a role"},
	"user":  {most: 2048, withoutSpace: true, of: "the inline policies of a user"},
	"group": {most: 5120, withoutSpace: true, of: "the inline policies of a group"},
}

func withoutSpace(text []byte) (n int) {
	for _, c := range string(text) {
		if c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			n++
		}
	}
	return n
}
