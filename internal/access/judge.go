package access

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// Judge answers about the pairs of one snapshot. It keeps what it compiled; it
// must not be used by two goroutines at once.
type Judge struct {
	compiled map[*policy.Document]*authz.Policy
	sources  map[*policy.Document]*snapshot.Document
	carries  map[[2]string]bool
	table    *reference.Table
	world    *snapshot.Snapshot
	// Given: the documents were given for exactly this pair, so that lists of
	// policies which were not exported are taken as complete.
	Given bool
	// prefix limits what is judged to the objects and listings that begin so.
	prefix string
	// forced is the canned ACL that uploads carry, where the user says so.
	forced string
	// plain: uploads carry no header about encryption.
	plain bool
	// Forwarded is the service that makes the requests with the caller's credentials,
	// athena.amazonaws.com; empty where the caller makes them.
	Forwarded string
	// SourceARN and SourceAccount are the resource for which a service calls, and its
	// account; empty where that is not said.
	SourceARN, SourceAccount string
}

// NewJudge returns a judge of the snapshot.
func NewJudge(world *snapshot.Snapshot) *Judge {
	return &Judge{compiled: map[*policy.Document]*authz.Policy{}, sources: map[*policy.Document]*snapshot.Document{}, carries: map[[2]string]bool{},
		table: world.Reference, world: world}
}

// Reference returns the service reference that the pair was judged by.
func (p *Pair) Reference() *reference.Table { return p.judge.table }

// Sources returns what the policies belong to that were asked so far. It grows
// with further pairs.
func (j *Judge) Sources() map[*policy.Document]*snapshot.Document { return j.sources }

func (j *Judge) compile(d *snapshot.Document) *authz.Policy {
	p := j.compiled[d.Policy]
	if p == nil {
		p = authz.Compile(d.Label, d.Policy)
		p.Open = d.Disputed
		j.compiled[d.Policy], j.sources[d.Policy] = p, d
	}
	return p
}

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
	role := callerOf(p)
	out := j.frame(p, role)
	out.capabilities(role)
	return out
}

// frame is a pair with its layers, before anything is judged.
func (j *Judge) frame(p *snapshot.Pair, role arn.ARN) *Pair {
	out := &Pair{Pair: p, AccountKnown: p.Bucket.Account != "", judge: j}
	of := asker{kind: p.Role.Kind, role: role}
	out.CrossAccount = out.AccountKnown && !of.owns(p.Bucket.Account)
	if out.CrossAccount && unknown.In(p.Bucket.Account+role.Account) {
		// Two accounts of which one is not known may be one.
		out.AccountKnown, out.CrossAccount = false, false
	}
	out.Layers = j.layers(p, out)
	return out
}

// With judges the pair as it would be with other policies.
func (p *Pair) With(layers *authz.Layers) *Pair {
	out := *p
	out.Layers, out.Capabilities, out.uploads, out.stops, out.replicated = *layers, nil, nil, nil, nil
	role := callerOf(p.Pair)
	out.capabilities(role)
	return &out
}

func (p *Pair) capabilities(role arn.ARN) {
	for _, capability := range s3.Capabilities {
		p.Capabilities = append(p.Capabilities, p.judge.capability(p, role, s3.Operations[capability]))
	}
}

// layers lays out the policies on the way, and says what was assumed.
func (j *Judge) layers(p *snapshot.Pair, out *Pair) (l authz.Layers) {
	l.Identity.State = authz.Present
	for _, d := range p.Role.Documents() {
		l.Identity.Add(j.compile(d))
	}
	for _, a := range p.Role.Attached {
		if a.Document == nil {
			l.Identity.Missing = append(l.Identity.Missing, a.ARN)
		}
	}
	l.Identity.Doubts = append(l.Identity.Doubts, p.Role.Unread...)
	if !p.Role.AttachedKnown && !j.Given {
		l.Identity.Missing = append(l.Identity.Missing, "the list of attached policies")
	}
	assume := func(format string, args ...any) { out.Assuming = append(out.Assuming, fmt.Sprintf(format, args...)) }
	switch b := p.Role.Boundary; {
	case b.Disputed != "":
		l.Boundary = authz.Layer{State: authz.Present, Doubts: []string{b.Disputed}}
	case b.Document != nil:
		l.Boundary = authz.Of(j.compile(b.Document))
	case b.State == input.Present:
		l.Boundary = authz.Layer{State: authz.Present, Missing: []string{b.ARN}}
	case b.State == input.NotExported:
		assume("the %s has no permissions boundary (not exported)", nouns[p.Role.Kind])
	}
	switch p.Bucket.Bucket.Policy.State {
	case input.Present:
		l.BucketPolicy = authz.Of(j.compile(p.Bucket.Policy))
	case input.NotExported, input.NotPermitted:
		l.BucketPolicy = authz.Layer{State: authz.NotExported}
	}
	if unread := unreadOf(p); len(unread) > 0 {
		l.BucketPolicy.State = authz.Present
		l.BucketPolicy.Doubts = append(l.BucketPolicy.Doubts, unread...)
	}
	j.organization(p, &l, assume)
	l.Endpoint, l.Interface = j.endpoint(assume), isInterface(j.world.Endpoint(j.world.Through))
	var none []string
	if j.world.Session != nil {
		l.Session = authz.Of(j.compile(j.world.Session))
	} else if p.Role.Kind == snapshot.IsRole || p.Role.Kind == snapshot.IsUser {
		none = append(none, "no session policy")
	}
	if j.world.Through == "" {
		none = append(none, "no VPC endpoint policy")
	}
	if none != nil {
		assume("%s takes it away", strings.Join(none, " and "))
	}
	assume("%s, single-part, without versionId", j.manner(p.Role.Kind))
	l.Point = j.point(p.Via)
	l.Settings = j.settings(out, assume)
	l.Key = j.key(out, assume)
	return l
}

// unreadOf names what leaves open whether the bucket lets the role in.
func unreadOf(p *snapshot.Pair) []string {
	unread := slices.Clone(p.Bucket.Unread)
	if p.Role.PathOpen {
		unread = append(unread, "the path of role "+p.Role.Name+", which no file says")
	}
	return unread
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

func (j *Judge) canonical(account string) string {
	if a := j.world.Accounts[account]; a != nil {
		return a.CanonicalID
	}
	return ""
}

// best judges the operation with each header and keeps the first of the best.
func (j *Judge) best(p *Pair, role arn.ARN, owner string, c *Capability) {
	c.Unowned = false
	for i, h := range j.headers(p, role, owner, c.Operation) {
		q := j.query(p, role, owner, c.Operation, h)
		j.meant(q, p, c)
		q.prepare(j.carried)
		a := q.answer()
		if h.acl != s3.FullControl && h.grant == "" && c.Capability == s3.Write && owner != role.Account {
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
			canonical: j.canonical(role.Account), bounded: p.Layers.Boundary.State != authz.Absent}}
	budget := q.budget()
	q.steps, q.setSteps = &budget, setSteps
	if q.prefix = j.prefix; p.Via != nil {
		q.point, _ = arn.Parse(p.Via.ARN)
	}
	q.endpointOf, q.compile, q.carries = j.world.Endpoint, j.compile, j.carried
	if owner != p.Bucket.Account {
		// Whose RCPs have a say hangs on who owns the bucket.
		of := p.Layers
		of.RCPs = j.guards(p.Role, owner)
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
	q.base.keys, q.base.lacks = j.normalCall(p, role, o, owner, h)
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

var absent = condition.Value{State: condition.Absent}

// normalKeys are the keys that every such call carries or lacks.
var normalKeys = map[string]condition.Value{
	"aws:securetransport": authz.One("true"),
	"s3:authtype":         authz.One("REST-HEADER"), "s3:signatureversion": authz.One("AWS4-HMAC-SHA256"),
	"s3:versionid":  absent,
	s3.CannedACLKey: absent, s3.GrantKey: absent, "s3:x-amz-grant-read": absent, "s3:x-amz-grant-write": absent,
	"s3:x-amz-grant-read-acp": absent, "s3:x-amz-grant-write-acp": absent, "s3:x-amz-copy-source": absent,
	"aws:currenttime":    {State: condition.PresentUnknown},
	"aws:epochtime":      {State: condition.PresentUnknown},
	"aws:tokenissuetime": {State: condition.PresentUnknown},
}

// normalCall is the context of the call that a pair is asked about.
func (j *Judge) normalCall(p *Pair, role arn.ARN, o s3.Operation, owner string, h header) (map[string]condition.Value, func(string) bool) {
	who := asker{kind: p.Role.Kind, role: role, text: p.Role.ARN, id: p.Role.ID}
	caller := who.caller()
	known := authz.Knowledge{Region: p.Bucket.Region.Value, Direct: j.Forwarded == "", Forwarded: j.Forwarded, ToBucket: p.Via == nil,
		Action: o.Legs[0].Action, Operation: o.Name}
	if arn.IsAccountID(owner) {
		known.Owner = owner
	}
	// Attribute-based access control is off unless somebody turned it on (S3 User
	// Guide, Enabling ABAC in general purpose buckets).
	known.NoBucketTags = p.Bucket.ABAC.State == input.Absent || p.Bucket.ABAC.State == input.Present && p.Bucket.ABAC.Value == "Disabled"
	j.knowledge(&known, role, owner)
	j.tags(&known, p)
	j.throughEndpoint(&known)
	throughPoint(&known, p.Via)
	keys := make(map[string]condition.Value, 4*len(normalKeys))
	maps.Copy(keys, normalKeys)
	j.signed(keys, p.Role.Kind)
	authz.Tell(keys, &caller, known)
	j.source(keys)
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
	return keys, func(key string) bool { return known.Lacks(&caller, key) }
}

// tags states the role's tags, and whether its sessions can have others.
func (j *Judge) tags(k *authz.Knowledge, p *Pair) {
	if !p.Role.Tags.State.Known() {
		return
	}
	k.Tags = map[string]string{}
	for _, t := range p.Role.Tags.Value {
		k.Tags[t.Key] = t.Value
	}
	if k.SessionTags = condition.Unknown; p.Role.Trust != nil && !p.Role.Trust.Unread() {
		k.SessionTags = authz.SessionTags(p.Role.Trust.Policy)
	}
	if k.SessionTags == condition.Unknown {
		k.Tags = nil
	}
}
