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
)

// clause is a statement of one layer that can matter for one leg: whom and
// what it names is settled, only its conditions and the object key are open.
type clause struct {
	stage  int
	deny   bool
	grants grade
	region region.Region
	tests  []condition.Test
	// facts have to be true for the statement to match, those of unless false,
	// and one of anyOf, if there are any, true: things that are neither keys of the
	// context nor text of a policy.
	facts, unless, anyOf []string
	// at is the place of the first of the tests among those of all clauses.
	at int
	// any is anyOf once more, to be looked up.
	any anySet
}

// grade is what a grant of a resource-based policy is worth: by how closely it names
// the caller.
type grade = policy.As

const (
	toNobody  = policy.AsNobody
	toAccount = policy.AsAccount // delegates to the account's own policies
	toRole    = policy.AsRole    // limited by boundary and session policy
	toSession = policy.AsItself  // limited by neither
)

// clauses returns the clauses of a policy for one leg on a bucket.
func (q *query) clauses(at int, p *authz.Policy, leg s3.Leg) (list []clause) {
	layer := q.stages[at].Name
	variables := p.Document.Variables()
	for i := range p.Document.Statements {
		st := &p.Document.Statements[i]
		openAction := q.openAction(&st.Action, leg.Action)
		if st.Effect == 0 || !policy.SpeaksOf(&st.Action, leg.Action) && openAction == nil && !q.deniesVersions(layer, st, leg) {
			continue
		}
		if leg.On == s3.Account && layer == authz.BucketPolicy {
			continue
		}
		ways := q.named(at, st)
		if len(ways) == 0 {
			continue
		}
		tests, facts := q.tests(st, variables)
		facts = append(facts, openAction...)
		if openAction == nil && !policy.SpeaksOf(&st.Action, leg.Action) && q.layers.Settings.Versioned == condition.Unknown {
			facts = append(facts, versionFact)
		}
		sure, perhaps, hangsOn := q.resources(&st.Resource, leg, variables, q.stages[at].behind())
		for _, who := range ways {
			c := clause{stage: at, deny: st.Effect == policy.Deny, grants: who.grade, unless: who.unless, anyOf: who.anyOf}
			add := func(where region.Region, on ...string) {
				if c.region = where; where.IsNothing() {
					return
				}
				c.facts, c.tests = slices.Concat(who.facts, facts, on), slices.Clone(tests)
				list = append(list, c)
			}
			if add(sure); hangsOn != "" {
				add(perhaps, hangsOn)
			}
		}
	}
	return list
}

// tests are the statement's conditions. One that compares what nobody knows, and
// hangs on it, is a fact.
func (q *query) tests(st *policy.Statement, variables bool) (list []condition.Test, facts []string) {
	for i := range st.Conditions {
		written := st.Conditions[i].Key.Value
		q.spelling[strings.ToLower(written)] = written
		test := authz.CompileTest(&st.Conditions[i], variables)
		if open := test.Open(q.base); open != "" && test.Eval(q.base) == condition.Unknown {
			facts = append(facts, q.labelled(written+", "+whatIs(open), test.Wanted()))
			continue
		}
		list = append(list, test)
	}
	return list, facts
}

// deniesVersions: where the bucket keeps no versions, a bucket policy that denies
// s3:DeleteObjectVersion makes plain deletes fail (S3 API Reference,
// DeleteObject).
func (q *query) deniesVersions(layer authz.LayerName, st *policy.Statement, leg s3.Leg) bool {
	return layer == authz.BucketPolicy && st.Effect == policy.Deny && leg.Action == "s3:DeleteObject" &&
		q.layers.Settings != nil && q.layers.Settings.Versioned != condition.True &&
		policy.SpeaksOf(&st.Action, "s3:DeleteObjectVersion")
}

func texts(values []source.Text) []string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = v.Value
	}
	return list
}

// resources returns the region of the element over the resource part of ARNs
// of the bucket: constant for bucket actions, a combination of globs for
// object actions. Behind an access point the element names the bucket, before it
// the access point. What it names perhaps is more than what it surely does where
// that hangs on a fact: what a policy variable holds.
func (q *query) resources(e *policy.Elements, leg s3.Leg, variables, behind bool) (sure, perhaps region.Region, fact string) {
	var known, open []region.Region
	for _, t := range e.Patterns {
		template := condition.ParseTemplate(t.Value, variables)
		pattern, missing, unknown := template.Expand(q.base)
		switch {
		case missing:
		case !q.perhaps(t.Value, variables, leg, behind).IsNothing():
			known = append(known, q.within(arn.Compile(pattern), leg, behind))
			open = append(open, q.perhaps(t.Value, variables, leg, behind))
			fact = whatIs(t.Value, q.bucket.Resource, q.point.String())
		case len(unknown) > 0:
			open = append(open, q.within(arn.Compile(template.Widest()), leg, behind))
			fact = unknown[0]
		default:
			known = append(known, q.within(arn.Compile(pattern), leg, behind))
		}
	}
	sure, perhaps = region.Union(known...), region.Union(append(known, open...)...)
	if e.Not {
		sure, perhaps = perhaps.Complement(), sure.Complement()
	}
	if fact != "" {
		fact = q.placed(fact, e, variables)
	}
	return sure, perhaps, fact
}

// widest is what the element names whatever policy variables hold, and of
// NotResource what it names in every case.
func (q *query) widest(e *policy.Elements, leg s3.Leg, variables, behind bool) region.Region {
	sure, perhaps, _ := q.resources(e, leg, variables, behind)
	if e.Not {
		return sure
	}
	return perhaps
}

// labelled makes a fact known to people by a label that others may share.
func (q *query) labelled(label, fact string) string {
	q.labels[fact] = label
	return fact
}

// objectNames are the resource parts of the bucket's objects that a pattern covers;
// before an access point the pattern is about their names behind it.
func (q *query) objectNames(p arn.Pattern, before bool) (names []glob.Pattern) {
	if !before {
		return p.Within(q.bucket)
	}
	for _, g := range p.Within(q.point) {
		for _, key := range g.After(q.point.Resource + objectsBehind) {
			names = append(names, glob.Join(glob.Literal(q.bucket.Resource+"/"), key))
		}
	}
	return names
}

func (q *query) within(p arn.Pattern, leg s3.Leg, behind bool) region.Region {
	if leg.On == s3.Account {
		// AWS's own policies name arn:aws:s3:::* for what has no resource.
		whole := q.bucket
		if whole.Resource = "*"; p.Match(whole) {
			return region.Everything()
		}
		return region.Region{}
	}
	before := !behind && q.point.Resource != ""
	if leg.On == s3.Bucket {
		if !before && p.Match(q.bucket) || before && p.Match(q.point) {
			return region.Everything()
		}
		return region.Region{}
	}
	var parts []region.Region
	for _, g := range q.objectNames(p, before) {
		switch {
		case glob.Covers(g, q.objects):
			return region.Everything()
		case glob.Overlaps(g, q.objects):
			parts = append(parts, region.Matching(g))
		}
	}
	return region.Union(parts...)
}
