package access

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
)

// objectsBehind is what stands between the name of an access point and a key in
// the ARN of an object (S3 User Guide, Configuring IAM policies for using access
// points).
const objectsBehind = "/object/"

// behind reports whether the statements of the stage speak of the bucket also
// where requests go to an access point.
func (s *stage) behind() bool {
	return s.Name == authz.BucketPolicy || s.Name == authz.RCP || s.ofBucket
}

// addressed is the ARN of the bucket, or of the object with the key behind the
// slash, as requests name it.
func (q *query) addressed(resource string) arn.ARN {
	a := q.bucket
	a.Resource = resource
	if q.point.Resource == "" {
		return a
	}
	a = q.point
	if _, key, object := strings.Cut(resource, "/"); object {
		a.Resource += objectsBehind + key
	}
	return a
}
