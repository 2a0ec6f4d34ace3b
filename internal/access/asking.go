package access

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/request"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/way"
)

func (j *Judge) query(p *Pair, role arn.ARN, owner string, o s3.Operation, h header) *query {
	_, name, _ := role.RoleName()
	q := &query{spelling: map[string]string{}, labels: map[string]string{}, layers: &p.Layers, operation: o, owner: owner, ofBucket: p.ofBucket,
		bucket: arn.ARN{Partition: role.Partition, Service: "s3", Resource: p.Bucket.Name},
		asker: asker{kind: p.Role.Kind, role: role, text: p.Role.ARN, id: p.Role.ID, name: name,
			canonical: j.Canonical(role.Account), bounded: p.Layers.Boundary.State != authz.Absent, read: j.named}}
	budget := q.budget()
	q.steps, q.setSteps = &budget, setSteps
	if q.prefix = j.prefix; p.Via != nil {
		q.point, _ = arn.Parse(p.Via.ARN)
	}
	q.endpointOf, q.compile, q.carries = j.World.Endpoint, j.Compile, j.carried
	if owner != p.Bucket.Account {
		// Whose RCPs have a say hangs on who owns the bucket.
		of := p.Layers
		of.RCPs = j.Guards(p.Role, owner)
		q.layers = &of
	}
	for _, leg := range o.Legs {
		if !leg.IfACL || h.acl+h.grant != "" {
			q.legs = append(q.legs, leg)
		}
	}
	q.header = s3.Header{Canned: h.acl, FullControl: h.grant}
	if h.grant != "" {
		q.header.Grants = []string{h.grant}
	}
	if (h.acl == s3.FullControl || h.grant != "") && owner != role.Account {
		q.vars = append(q.vars, variable{label: aclFact, fact: aclFact, size: 2})
	}
	if s3.IsDirectory(p.Bucket.Name) && !q.ofAccount() {
		q.bucket = s3.DirectoryARN(role.Partition, regionOf(p), owner, p.Bucket.Name)
		of := *q.layers
		of.RCPs = nil // they do not cover S3 Express
		q.layers = &of
	}
	q.objects = objectsOf(q.bucket, q.prefix)
	if q.all = request.All(); !q.onBucket() {
		q.all = objectsLike(q.objects)
	}
	q.base = &context{}
	if p.normal == nil || p.normal.Owner != owner {
		p.normal = j.Normal(p.Pair, q.asker.caller(), owner)
	}
	q.base.keys, q.base.lacks = j.call(p.normal, o, h), p.normal.Lacks
	q.missing = func(layer string) string {
		if why := q.unread(authz.LayerName(layer)); why != nil {
			return strings.Join(why, " and ")
		}
		switch layer {
		case string(authz.KMS):
			return keyMissing(p)
		case string(authz.SCP):
			return textsMissing(authz.SCP, q.layers.SCPs)
		case string(authz.AccessPoint):
			return "the policy of the access point: aws s3control get-access-point-policy --name " + p.Via.Name
		case string(authz.RCP):
			return textsMissing(authz.RCP, q.layers.RCPs)
		}
		return missingText[layer]
	}
	j.keyLegs(q, p)
	return q
}

// call is the context of the call that a pair is asked about.
func (j *Judge) call(n *way.Normal, o s3.Operation, h header) map[string]condition.Value {
	keys := j.NormalCall(n, o)
	if h.mode != "" {
		keys[s3.SessionModeKey] = authz.One(h.mode)
	}
	if h.acl != "" {
		keys[s3.CannedACLKey] = authz.One(h.acl)
	}
	if h.grant != "" {
		keys[s3.GrantKey] = authz.One(h.grant)
	}
	for i := 0; j.plain && i < len(encryptionKeys); i++ {
		keys[encryptionKeys[i]] = absent
	}
	return keys
}
