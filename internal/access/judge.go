package access

import (
	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/way"
)

// Pair judges a pair: all capabilities, in the order of s3.Capabilities.
func (j *Judge) Pair(p *snapshot.Pair) *Pair {
	role := way.Caller(p)
	out := j.frame(p)
	out.capabilities(role)
	return out
}

// With judges a capability of the pair as it would be with other policies.
func (p *Pair) With(layers *authz.Layers, c s3.Capability) Capability {
	with := *p
	with.Layers, with.Capabilities, with.uploads, with.stops, with.replicated = *layers, nil, nil, nil, nil
	return p.judge.capability(&with, way.Caller(p.Pair), s3.Operations[c])
}

func (p *Pair) capabilities(role arn.ARN) {
	p.Capabilities = make([]Capability, 0, len(s3.Capabilities))
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
