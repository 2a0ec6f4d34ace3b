package written

import (
	"unicode/utf8"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// limits are the quotas of the types of policies, as the reference calls them.
var limits = map[policy.Type]string{
	policy.Identity:     "a managed policy",
	policy.Trust:        "a trust policy",
	policy.SCP:          "a service control policy",
	policy.RCP:          "a resource control policy",
	policy.Bucket:       "a bucket policy",
	policy.AccessPoint:  "an access point policy",
	policy.AccessGrants: "an S3 Access Grants instance policy",
	policy.Endpoint:     "a VPC endpoint policy",
	policy.Key:          "a key policy",
}

// inlineLimits are those of the inline policies of an identity: of their sum.
var inlineLimits = map[string]string{
	"role":  "the inline policies of a role",
	"user":  "the inline policies of a user",
	"group": "the inline policies of a group",
}

// sizeOf states how long the document is, where that is more than AWS takes. Its own
// documents AWS makes as long as it likes: SecurityAudit has more than a managed policy may.
func (r *Reader) sizeOf(d *snapshot.Document) *Size {
	if d.AWSManaged {
		return nil
	}
	of := limits[d.Policy.Type()]
	if inline, ok := inlineLimits[d.Owner().Kind]; ok && d.Policy.Type() == policy.Identity {
		of = inline
	}
	q, ok := reference.QuotaOf(of)
	if !ok {
		return nil
	}
	text := d.Policy.Text()
	if len(text) <= q.Most {
		return nil
	}
	s := &Size{At: Place{Document: r.names.ID(d)}, Most: q.Most, WithoutSpace: q.Unit == reference.CharactersWithoutSpace, Of: q.Of}
	switch {
	case q.Unit == reference.Bytes:
		s.Bytes = len(text)
	case q.Unit == reference.CharactersWithoutSpace:
		s.Characters = withoutSpace(text)
	default:
		s.Characters = utf8.RuneCount(text)
	}
	if s.Bytes <= q.Most && s.Characters <= q.Most {
		return nil
	}
	return s
}

func withoutSpace(text []byte) (n int) {
	for _, c := range string(text) {
		if c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			n++
		}
	}
	return n
}
