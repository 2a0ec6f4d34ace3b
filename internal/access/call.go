package access

import (
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/way"
)

// SourceAllowed is what is assumed of a call that reads another object.
const SourceAllowed = "what the call reads from elsewhere, the source of a copy, is allowed"

// Call judges one operation instead of the capabilities; its uploads carry the
// canned ACL, if one is given.
func (j *Judge) Call(p *snapshot.Pair, o *s3.Operation, acl string) *Pair {
	role := way.Caller(p)
	forcing := *j
	forcing.forced = acl
	out := j.frame(p)
	out.judge, out.Call = &forcing, o.Name
	plain := o.Plain()
	if len(plain.Legs) < len(o.Needs(s3.ACLHeader)) {
		out.Assuming = append(out.Assuming, SourceAllowed)
	}
	out.Capabilities = []Capability{forcing.capability(out, role, plain)}
	return out
}

// Told is what somebody tells of one request: condition keys by their names in lower
// case, and the name of the session.
type Told struct {
	Keys    map[string]condition.Value
	Session string
}

// Request decides one request of the role for an object, or the bucket if the
// key is empty, and explains it: the leg of an S3 action, or of an action on
// the key of default encryption; false if no operation here needs the action. What
// nobody tells of it is as in a normal call, or not known.
func (p *Pair) Request(action, key string, told Told) (Leg, bool) {
	role := way.Caller(p.Pair)
	owner := p.Bucket.Account
	if owner == "" {
		owner = role.Account
	}
	for _, capability := range s3.Capabilities {
		o := s3.Operations[capability]
		q := p.judge.query(p, role, owner, o, header{})
		for i := range q.keys {
			if q.keys[i].leg.Action == action {
				return q.keys[i].explained(), true
			}
		}
	}
	on := s3.Bucket
	if key != "" {
		on = s3.Object
	}
	leg := s3.Leg{Action: action, On: on}
	q := p.judge.query(p, role, owner, s3.Operation{Name: action, Legs: []s3.Leg{leg}, Creates: action == "s3:PutObject"}, header{})
	w := &Witness{Resource: q.addressed(q.bucket.Resource + "/" + key).String(), world: &world{}}
	r := q.request(leg, w)
	r.Caller.Session = told.Session
	if id := p.Role.ID; id != "" && told.Session != "" {
		r.Context.Keys["aws:userid"] = authz.One(id + ":" + told.Session)
	}
	for name, value := range told.Keys {
		if q.carries(action, name) {
			r.Context.Keys[name] = value
		}
	}
	d := authz.Decide(q.layers, r)
	return newLeg(leg, q.layers, r, d.Verdict), len(action) > 3 && action[:3] == "s3:"
}
