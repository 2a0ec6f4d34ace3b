package fix

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// Size limits in characters (IAM User Guide, IAM and STS quotas; S3 User Guide,
// Bucket policies; Organizations User Guide, Quotas; PrivateLink Guide, Control
// access to VPC endpoints; KMS Developer Guide, Resource quotas).
const (
	bucketLimit       = 20480
	managedLimit      = 6144
	inlineLimit       = 10240
	organizationLimit = 5120
	endpointLimit     = 20480
	keyLimit          = 32768
)

// sizeLimit returns how long a document is as AWS counts, and the most that it
// takes, 0 where that is not known. White space counts for neither IAM nor S3,
// and for all others.
func sizeLimit(d *snapshot.Document, after *policy.Document) (n, limit int) {
	written := utf8.RuneCount(after.Text())
	switch {
	case after.Type() == policy.Bucket:
		return size(after.Text()), bucketLimit
	case after.Type() == policy.SCP, after.Type() == policy.RCP:
		return written, organizationLimit
	case after.Type() == policy.Endpoint:
		return written, endpointLimit
	case after.Type() == policy.Key:
		return written, keyLimit
	case d.Owner().Kind == "policy":
		return size(after.Text()), managedLimit
	case d.Owner().Kind == "role" && after.Type() == policy.Identity:
		return size(after.Text()), inlineLimit
	}
	return 0, 0
}

// size counts characters as IAM does, without white space between tokens.
func size(text []byte) int {
	var compact bytes.Buffer
	if json.Compact(&compact, text) != nil {
		return len(text)
	}
	return utf8.RuneCount(compact.Bytes())
}
