package access

import (
	"maps"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/request"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/way"
)

// Legs returns all of them.
func (u *Uploads) Legs() []Leg {
	legs := slices.Clone(u.Multipart)
	if u.Tagging != nil {
		legs = append(legs, *u.Tagging.Leg)
	}
	return legs
}

// Uploads judges fuller uploads, once, where somebody meant the role to write.
func (p *Pair) Uploads() *Uploads {
	if p.uploads != nil {
		return p.uploads
	}
	p.uploads = &Uploads{}
	w := p.Capability(s3.Write)
	if w == nil || !w.Meant {
		return p.uploads
	}
	p.uploads.Multipart = p.multipart(w)
	if p.uploads.Tagging = p.demanded(); p.uploads.Tagging == nil {
		p.uploads.Tagging = p.listed()
	}
	return p.uploads
}

// multipart returns what UploadPart needs of a customer managed key and PutObject
// does not.
func (p *Pair) multipart(w *Capability) (denied []Leg) {
	if !way.Encrypted(p.Pair) || way.ManagedKey(p.Pair) || way.Unresolved(p.Pair) {
		return nil
	}
	part, _ := s3.FindOperation("UploadPart")
	role := way.Caller(p.Pair)
	owner := p.Bucket.Account
	if owner == "" {
		owner = role.Account
	}
	q := p.judge.query(p, role, owner, part.Plain(), header{})
	for i := range q.keys {
		needed := func(l Leg) bool { return l.On == s3.Key && l.Action == q.keys[i].leg.Action }
		if q.keys[i].decision.Verdict.Denied() && !slices.ContainsFunc(w.Legs, needed) {
			denied = append(denied, q.keys[i].explained())
		}
	}
	return denied
}

const (
	putTagging = "s3:PutObjectTagging"
	tagKeys    = "s3:requestobjecttagkeys"
	tagPrefix  = "s3:requestobjecttag/"
)

func isTagKey(key string) bool { return key == tagKeys || strings.HasPrefix(key, tagPrefix) }

// demanded finds meant objects that no upload without tags reaches and no upload
// with tags either, whatever else is so, but that one would for which
// s3:PutObjectTagging were not needed.
func (p *Pair) demanded() *Tagging {
	keys := p.tagKeys()
	if keys == nil || !p.AccountKnown {
		return nil
	}
	role := way.Caller(p.Pair)
	o := s3.Operations[s3.Write]
	tagged := o
	tagged.Legs = append(slices.Clone(o.Legs), s3.Leg{Action: putTagging, On: s3.Object})
	c := &Capability{Operation: tagged}
	var q *query
	var groups []*group
	reached := request.Set{}
	for _, h := range p.judge.headers(p, role, p.Bucket.Account, o) {
		with := p.judge.query(p, role, p.Bucket.Account, tagged, h)
		p.judge.meant(with, p, c)
		without := p.judge.query(p, role, p.Bucket.Account, o, h)
		for _, key := range keys {
			without.base.keys[key] = absent
		}
		for _, each := range []*query{with, without} {
			each.prepare(p.judge.carried)
			worlds, ok := each.worlds(every)
			if !ok {
				return nil
			}
			found, _ := each.groups(worlds)
			for _, g := range found {
				reached = request.Union(reached, g.where)
			}
			if q == nil {
				q, groups = each, found
			}
		}
	}
	slices.SortStableFunc(groups, func(a, b *group) int { return b.favour - a.favour })
	for _, m := range q.meant {
		left := request.Intersection(q.universe(), m, reached.Not())
		for _, g := range groups {
			if w := q.witness(g, request.Intersection(left, q.whereBut(g.worlds[0], putTagging))); w != nil {
				return p.demandedAt(q, c, w, keys)
			}
		}
	}
	return nil
}

// demandedAt explains what lacks at a witness.
func (p *Pair) demandedAt(q *query, c *Capability, w *Witness, keys []string) *Tagging {
	c.Legs = q.explain(w)
	tagging := legOf(c.Legs, putTagging)
	plain := *c.Legs[0].Request
	plain.Context.Keys = maps.Clone(plain.Context.Keys)
	for _, key := range keys {
		plain.Context.Keys[key] = absent
	}
	list := demands(&p.Layers, &plain)
	if !tagging.Verdict.Denied() || list == nil {
		return nil
	}
	return &Tagging{Of: c, Leg: tagging, Demands: list}
}

// whereBut is where the operation is allowed in a world as if it did not need the
// action.
func (q *query) whereBut(w *world, action string) request.Set {
	return q.whereOf(w, func(l s3.Leg) bool { return l.Action != action })
}

// tagKeys lists the keys of tags on which conditions about uploads hang.
func (p *Pair) tagKeys() (keys []string) {
	for _, layer := range p.Layers.All() {
		for _, d := range layer.Policies {
			for _, st := range d.Document.All() {
				for j := range st.Conditions {
					key := strings.ToLower(st.Conditions[j].Key.Value)
					if isTagKey(key) && !slices.Contains(keys, key) && policy.SpeaksOf(&st.Action, "s3:PutObject") {
						keys = append(keys, key)
					}
				}
			}
		}
	}
	return keys
}

// demands lists the conditions on tags by which an upload without them is not
// allowed: that fail in a statement else fit to allow, or make a deny apply.
func demands(layers *authz.Layers, plain *authz.Request) (list []Demand) {
	e := authz.Explain(layers, plain)
	for _, v := range e.Layers {
		if v.Allow == condition.True {
			continue
		}
		for _, m := range v.Misses {
			if len(m.Failures) == 1 && m.Failures[0].Element == authz.ConditionElement {
				if at := m.Failures[0].Test; isTagKey(strings.ToLower(m.Statement.Conditions[at].Key.Value)) {
					list = append(list, Demand{m.Policy, m.Statement, at})
				}
			}
		}
	}
	for _, d := range e.Denies {
		at := slices.IndexFunc(d.Statement.Conditions, func(c policy.Condition) bool { return isTagKey(strings.ToLower(c.Key.Value)) })
		if d.Truth == condition.True && at >= 0 {
			list = append(list, Demand{d.Policy, d.Statement, at})
		}
	}
	return list
}

// listed finds objects on which a side evidently means tagging, and across
// accounts the other does not allow it.
func (p *Pair) listed() *Tagging {
	evident := func(e snapshot.Evidence) bool {
		st := e.Statement()
		return st.Effect == policy.Allow && meansTagging(&st.Action)
	}
	if !p.CrossAccount || !slices.ContainsFunc(p.Evidence, evident) {
		return nil
	}
	narrow := *p
	pair := *p.Pair
	pair.Expect, pair.Evidence = nil, slices.DeleteFunc(slices.Clone(p.Evidence), func(e snapshot.Evidence) bool { return !evident(e) })
	narrow.Pair = &pair
	o, _ := s3.FindOperation("PutObjectTagging")
	plain := o.Plain()
	plain.Creates = true
	role := way.Caller(p.Pair)
	c := p.judge.capability(&narrow, role, plain)
	for i := range c.Unreached {
		if leg := legOf(c.Unreached[i].Legs, putTagging); leg.Verdict.Denied() {
			return &Tagging{Of: &c, Leg: leg, Listed: pair.Evidence}
		}
	}
	return nil
}

// meansTagging reports whether an Action element lists the action by itself, or
// by a pattern that is not there for plain uploads: s3:PutObject* is.
func meansTagging(e *policy.Elements) bool {
	return !e.Not && slices.ContainsFunc(e.Patterns, func(t source.Text) bool {
		return policy.Lists(t.Value, putTagging) && !policy.Lists(t.Value, "s3:PutObject")
	})
}
