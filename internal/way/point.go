package way

import (
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// point lays out the access point that requests go to, nil if they go to the
// bucket itself.
func (g *Guide) point(via *snapshot.AccessPoint) *authz.Point {
	if via == nil {
		return nil
	}
	p := &authz.Point{Account: via.Account, Bucket: via.Bucket, VPC: via.NetworkOrigin == "VPC" || via.VPC != ""}
	switch {
	case via.Policy != nil:
		p.Policy = authz.Of(g.Compile(via.Policy))
	case via.AccessPoint.Policy.State != input.Absent:
		p.Policy = authz.Layer{State: authz.NotExported}
	}
	if via.Origin != nil {
		p.Policy.Add(g.Compile(via.Origin))
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
