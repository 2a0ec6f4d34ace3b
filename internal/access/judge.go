package access

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/way"
)

// Judge answers about the pairs of one snapshot. It keeps what it compiled; it
// must not be used by two goroutines at once.
type Judge struct {
	way.Guide
	carries map[[2]string]bool
	table   *reference.Table
	// prefix limits what is judged to the objects and listings that begin so.
	prefix string
	// forced is the canned ACL that uploads carry, where the user says so.
	forced string
	// plain: uploads carry no header about encryption.
	plain bool
}

// NewJudge returns a judge of the snapshot.
func NewJudge(world *snapshot.Snapshot) *Judge {
	return &Judge{Guide: way.NewGuide(world), carries: map[[2]string]bool{}, table: world.Reference}
}

// World returns the snapshot that the pair is of.
func (p *Pair) World() *snapshot.Snapshot { return p.judge.World }

// Reference returns the service reference that the pair was judged by.
func (p *Pair) Reference() *reference.Table { return p.judge.table }

// carried reports whether a request for the action can hold the key; what the
// reference does not know may be there.
func (j *Judge) carried(action, key string) bool {
	at := [2]string{action, key}
	carried, ok := j.carries[at]
	if !ok {
		var known bool
		carried, known = j.table.Carries(action, key)
		carried = carried || !known
		j.carries[at] = carried
	}
	return carried
}

// Pair judges a pair: all capabilities, in the order of s3.Capabilities.
func (j *Judge) Pair(p *snapshot.Pair) *Pair {
	role := way.Caller(p)
	out := j.frame(p)
	out.capabilities(role)
	return out
}

// frame is a pair with its layers, before anything is judged.
func (j *Judge) frame(p *snapshot.Pair) *Pair { return &Pair{Way: j.Lay(p), judge: j} }

// With judges the pair as it would be with other policies.
func (p *Pair) With(layers *authz.Layers) *Pair {
	out := *p
	out.Layers, out.Capabilities, out.uploads, out.stops, out.replicated = *layers, nil, nil, nil, nil
	role := way.Caller(p.Pair)
	out.capabilities(role)
	return &out
}

func (p *Pair) capabilities(role arn.ARN) {
	for _, capability := range s3.Capabilities {
		p.Capabilities = append(p.Capabilities, p.judge.capability(p, role, s3.Operations[capability]))
	}
}

// capability judges one operation. Where the bucket's account is not known it
// is judged both ways.
func (j *Judge) capability(p *Pair, role arn.ARN, operation s3.Operation) Capability {
	if s3.IsDirectory(p.Bucket.Name) && operation.Legs[0].On != s3.Account {
		operation = operation.Session()
	}
	c := Capability{Operation: operation}
	if p.AccountKnown {
		j.best(p, role, p.Bucket.Account, &c)
		return c
	}
	same, other := Capability{Operation: operation}, Capability{Operation: operation}
	j.best(p, role, role.Account, &same)
	j.best(p, role, "another account", &other)
	c = other
	if len(same.Unreached) == 0 {
		// The role's own account may be the bucket's, and then all is reached.
		c.Unreached = nil
	}
	if same.Verdict != other.Verdict {
		c.ByAccount = map[bool]Verdict{true: same.Verdict, false: other.Verdict}
		c.Verdict = Unknown
		c.Missing = append(c.Missing, "the account that owns the bucket: "+same.Verdict.String()+" if "+
			role.Account+" owns it, else "+other.Verdict.String())
	}
	return c
}

// best judges the operation with each header and keeps the first of the best.
func (j *Judge) best(p *Pair, role arn.ARN, owner string, c *Capability) {
	c.Unowned = false
	for i, h := range j.headers(p, role, owner, c.Operation) {
		owned := h.acl == s3.FullControl || h.grant != "" || c.Capability != s3.Write || owner == role.Account
		if i > 0 && c.Verdict == Yes && owned {
			continue // nothing is better, and it says nothing of who owns what is written
		}
		q := j.query(p, role, owner, c.Operation, h)
		j.meant(q, p, c)
		q.prepare(j.carried)
		a := q.answer()
		if !owned {
			c.Unowned = c.Unowned || a.verdict != No || h.acl == "" && !q.demandsACL()
		}
		if i > 0 && badness[a.verdict] >= badness[c.Verdict] {
			continue
		}
		c.ACL, c.Grant = h.acl, h.grant
		q.report(c, a)
	}
}

func (j *Judge) query(p *Pair, role arn.ARN, owner string, o s3.Operation, h header) *query {
	_, name, _ := role.RoleName()
	q := &query{spelling: map[string]string{}, labels: map[string]string{}, layers: &p.Layers, operation: o, owner: owner,
		bucket: arn.ARN{Partition: role.Partition, Service: "s3", Resource: p.Bucket.Name},
		asker: asker{kind: p.Role.Kind, role: role, text: p.Role.ARN, id: p.Role.ID, name: name,
			canonical: j.Canonical(role.Account), bounded: p.Layers.Boundary.State != authz.Absent}}
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
	q.base = &context{}
	q.base.keys, q.base.lacks = j.call(p, q.asker.caller(), o, owner, h)
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
func (j *Judge) call(p *Pair, caller authz.Caller, o s3.Operation, owner string, h header) (map[string]condition.Value, func(string) bool) {
	keys, lacks := j.NormalCall(p.Pair, caller, o, owner)
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
	return keys, lacks
}

var absent = condition.Value{State: condition.Absent}
