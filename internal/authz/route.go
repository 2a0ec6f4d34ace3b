package authz

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
)

// route is what is asked about a request on the way to its resource.
type route struct {
	kind Kind
	// name is the layer of the resource-based policy, empty if there is none that
	// could have a say.
	name     LayerName
	endpoint bool // the S3 endpoint's policy
	scps     bool
	rcps     bool
}

// routeOf finds which layers have a say. S3 itself calls KMS, so no endpoint is
// on that way; RCPs do not touch AWS managed keys nor the services named like
// S3, and service-linked roles are spared by SCPs and RCPs (Organizations User
// Guide, Resource control policies).
func routeOf(l *Layers, r *Request) route {
	linked := r.Caller.serviceLinked()
	to := route{endpoint: true, scps: !linked && !r.Caller.inNoAccount(), rcps: !linked}
	service, operation, _ := strings.Cut(r.action, ":")
	switch {
	case service == "kms" && l.Key != nil:
		to.kind, to.name = ResourceSide, KMS
		to.endpoint, to.rcps = false, to.rcps && !l.Key.Managed
	case service == "sts" && l.Trust.State != Absent:
		to.kind, to.name = ResourceSide, Trust
	case service == "s3" && strings.HasPrefix(r.Resource.Resource, "access-grants/"):
		// An instance has a policy of its own, and belongs to no bucket (S3 User
		// Guide, S3 Access Grants cross-account access).
		to.name = AccessGrants
	case r.accountLevel():
		to.kind, to.rcps = OwnSide, false
	case service == "s3express" && operation != "createsession":
		// Control actions of directory buckets never cross accounts.
		to.kind, to.rcps = OwnSide, false
	default:
		to.name = BucketPolicy
		to.rcps = to.rcps && !withoutRCPs[service]
	}
	return to
}

// asks reports whether a layer has a say.
func (to *route) asks(t *Trait, r *Request) bool {
	switch t.slot {
	case slotSCP:
		return to.scps
	case slotRCP:
		return to.rcps
	case slotEndpoint:
		return to.endpoint
	case slotResource:
		return t.Name == to.name
	case slotPoint:
		return r.through()
	}
	return true
}

// withoutRCPs are services beside S3 that RCPs do not cover.
var withoutRCPs = map[string]bool{
	"s3express": true, "s3tables": true, "s3vectors": true, "s3files": true, "s3-object-lambda": true,
}

// unreachable reports whether caller and resource are of different partitions:
// nothing crosses from one to another.
func (r *Request) unreachable() bool {
	from := r.Caller.identity().Partition
	return from != "" && r.Resource.Partition != "" && from != r.Resource.Partition
}

// about returns the name of the resource that a layer is asked about: behind an
// access point the bucket's.
func (r *Request) about(at slot) arn.ARN {
	if at == slotResource || at == slotRCP || at == slotBehind {
		return r.behind
	}
	return r.Resource
}
