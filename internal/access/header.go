package access

import (
	"iter"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// onACL yields the conditions of the role's and the bucket's policies that are about an
// ACL header which hands over what is written.
func (p *Pair) onACL() iter.Seq[*policy.Condition] {
	return func(yield func(*policy.Condition) bool) {
		for _, layer := range []*authz.Layer{&p.Layers.Identity, &p.Layers.BucketPolicy} {
			for _, d := range layer.Policies {
				for _, st := range d.Document.All() {
					for j := range st.Conditions {
						c := &st.Conditions[j]
						if about := strings.EqualFold(c.Key.Value, s3.CannedACLKey) || strings.EqualFold(c.Key.Value, s3.GrantKey); about && !yield(c) {
							return
						}
					}
				}
			}
		}
	}
}

// testsACL reports whether a condition of the pair's policies is about such a header.
func (p *Pair) testsACL() bool {
	for range p.onACL() {
		return true
	}
	return false
}

// demandedACLs lists the canned ACLs other than bucket-owner-full-control that
// conditions of the pair's policies name.
func (p *Pair) demandedACLs() (list []string) {
	for c := range p.onACL() {
		if !strings.EqualFold(c.Key.Value, s3.CannedACLKey) {
			continue
		}
		for _, v := range c.Values {
			if slices.Contains(s3.CannedACLs, v.Value) && !slices.Contains(list, v.Value) {
				list = append(list, v.Value)
			}
		}
	}
	return list
}

// demandsACL reports whether the policies ask uploads for an ACL header: a deny
// that hits an upload without one, or no allow of the bucket policy without
// such a condition. It is asked where an upload is denied for other reasons.
func (q *query) demandsACL() bool {
	conditional, plain := false, false
	for _, layer := range []*authz.Layer{&q.layers.Identity, &q.layers.BucketPolicy} {
		for _, p := range layer.Policies {
			for _, st := range p.Document.All() {
				grants := st.Effect == policy.Allow && layer == &q.layers.BucketPolicy
				if !grants && (st.Effect != policy.Deny || len(st.Conditions) == 0) {
					continue // what a role is allowed asks for nothing, nor does a plain deny
				}
				uploads := policy.SpeaksOf(&st.Action, q.operation.Legs[0].Action)
				if !uploads && !policy.SpeaksOf(&st.Action, q.operation.Legs[len(q.operation.Legs)-1].Action) {
					continue
				}
				asks := q.asksForACL(st, p.Document.Variables())
				if uploads && st.Effect == policy.Deny && asks == condition.True {
					return true
				}
				if grants {
					conditional = conditional || asks == condition.False
					plain = plain || uploads && asks != condition.False
				}
			}
		}
	}
	return conditional && !plain
}

// asksForACL answers the statement's tests of ACL headers for an upload without
// one; without such a test the answer is Unknown.
func (q *query) asksForACL(st *policy.Statement, variables bool) condition.Truth {
	answer := condition.Unknown
	for i := range st.Conditions {
		test := authz.CompileTest(&st.Conditions[i], variables)
		if key := test.Key(); key == s3.CannedACLKey || key == s3.GrantKey {
			answer = test.Eval(q.base)
		}
	}
	return answer
}

// headers lists the uploads to try, the natural one first: an upload says who
// shall own it where a policy asks for that, and across accounts unless
// ownership is enforced.
func (j *Judge) headers(p *Pair, role arn.ARN, owner string, o s3.Operation) (list []header) {
	if s3.IsDirectory(p.Bucket.Name) {
		for _, mode := range s3.SessionModes(o.Capability) {
			list = append(list, header{mode: mode})
		}
		return list
	}
	if j.forced != "" {
		return []header{{acl: j.forced}}
	}
	if o.Capability != s3.Write || !slices.ContainsFunc(o.Legs, func(l s3.Leg) bool { return l.IfACL }) {
		return []header{{}}
	}
	canned := header{acl: s3.FullControl}
	list = []header{{}, canned}
	known := p.Bucket.Ownership
	inForce := known.State == input.Absent || known.State == input.Present && s3.Ownership(known.Value) != s3.OwnerEnforced
	if owner != role.Account && inForce || p.testsACL() && j.query(p, role, owner, o, header{}).demandsACL() {
		list = []header{canned, {}}
	}
	if id := j.Canonical(owner); id != "" {
		list = append(list, header{grant: "id=" + id})
	}
	for _, acl := range p.demandedACLs() {
		if p.Bucket.Ownership.State != input.Present || s3.Ownership(p.Bucket.Ownership.Value).AcceptsACL(acl) {
			list = append(list, header{acl: acl})
		}
	}
	return list
}
