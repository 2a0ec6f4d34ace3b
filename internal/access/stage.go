package access

import (
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
)

// stage is a layer of policies that the query asks.
type stage struct {
	*authz.Trait
	layer *authz.Layer
	// endpoint is the id of the VPC endpoint whose policy it is: the stage is on
	// the way of the requests that come through it alone.
	endpoint string
	// wholeAccounts: an account that the endpoint's policy names is all its
	// principals.
	wholeAccounts condition.Truth
	// ofBucket: the endpoint's policy is asked about the bucket behind an access
	// point.
	ofBucket bool
}

// behind reports whether the statements of the stage speak of the bucket also
// where requests go to an access point.
func (s *stage) behind() bool {
	return s.Name == authz.BucketPolicy || s.Name == authz.RCP || s.ofBucket
}

// objectsBehind is what stands between the name of an access point and a key in
// the ARN of an object (S3 User Guide, Configuring IAM policies for using access
// points).
const objectsBehind = "/object/"
