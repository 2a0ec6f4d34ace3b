package access

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/region"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// whatIs is the label of the fact that decides on what an unknown value is.
func whatIs(texts ...string) string { return authz.WhatIs(texts...) }

// openAction returns the fact that an element hangs on which has an entry that may
// be any action, nil if it does not.
func (q *query) openAction(e *policy.Elements, action string) []string {
	open := func(t source.Text) bool { return unknown.In(t.Value) && policy.Lists(unknown.Widest(t.Value), action) }
	sure := func(t source.Text) bool { return policy.Lists(t.Value, action) }
	at := slices.IndexFunc(e.Patterns, open)
	if at < 0 || slices.ContainsFunc(e.Patterns, sure) {
		return nil
	}
	return []string{q.labelled(whatIs(e.Patterns[at].Value), "action "+strings.Join(texts(e.Patterns), ", "))}
}

// perhaps is where in the bucket a pattern may lead, for it or the name of the
// bucket holds what nobody knows; nothing where what is written decides it.
func (q *query) perhaps(pattern string, variables bool, leg s3.Leg, behind bool) region.Region {
	before := !behind && q.point.Resource != ""
	of := q.bucket
	if before {
		of = q.point
	}
	if leg.On == s3.Account || !unknown.In(pattern) && !unknown.In(of.Resource) && !unknown.In(of.Account) && !unknown.In(of.Region) {
		return region.Region{}
	}
	name := of.String()
	switch {
	case leg.On == s3.Object && before:
		name += objectsBehind + "*"
	case leg.On == s3.Object:
		name += "/*"
	}
	pattern = condition.ParseTemplate(pattern, variables).Widest().String()
	if !arn.Perhaps(pattern, name) {
		return region.Region{}
	}
	a, _ := arn.Parse(pattern)
	bucket, key, object, ok := a.Bucket()
	if leg.On == s3.Object && !before && ok && object && !strings.ContainsAny(bucket, "*?") && !unknown.In(key) {
		g := glob.Join(glob.Literal(q.bucket.Resource+"/"), glob.Parse(key))
		switch {
		case glob.Covers(g, q.objects):
		case glob.Overlaps(g, q.objects):
			return region.Matching(g)
		default:
			return region.Region{}
		}
	}
	return region.Everything()
}
