package access

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// objectsBehind is what stands between the name of an access point and a key in
// the ARN of an object (S3 User Guide, Configuring IAM policies for using access
// points).
const objectsBehind = "/object/"

// point lays out the access point that requests go to, nil if they go to the
// bucket itself.
func (j *Judge) point(via *snapshot.AccessPoint) *authz.Point {
	if via == nil {
		return nil
	}
	p := &authz.Point{Account: via.Account, Bucket: via.Bucket, VPC: via.NetworkOrigin == "VPC" || via.VPC != ""}
	switch {
	case via.Policy != nil:
		p.Policy = authz.Of(j.compile(via.Policy))
	case via.AccessPoint.Policy.State != input.Absent:
		p.Policy = authz.Layer{State: authz.NotExported}
	}
	if via.Origin != nil {
		p.Policy.Add(j.compile(via.Origin))
		if p.Policy.State == authz.Absent {
			p.Policy.State = authz.Present
		}
	}
	return p
}

// throughPoint states the access point to which requests go.
func throughPoint(k *authz.Knowledge, via *snapshot.AccessPoint) {
	if via != nil {
		k.PointARN, k.PointAccount, k.PointOrigin = via.ARN, via.Account, via.NetworkOrigin
	}
}

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
