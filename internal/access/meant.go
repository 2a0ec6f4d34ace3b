package access

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// meant finds out which objects somebody meant the role to reach: those that
// an expectation lists, or that an Allow speaks of which names the pair.
func (j *Judge) meant(q *query, p *Pair, c *Capability) {
	leg := q.legs[0]
	q.meant, q.meantLists, c.MeantResources = nil, nil, nil
	q.objects = objectsOf(q.bucket, q.prefix)
	for _, e := range p.Expect {
		if slices.Contains(e.Can, string(c.Capability)) {
			q.expect(c, leg, e.Prefix)
		}
	}
	c.ByWildcards = len(q.meant) == 0
	for i := range p.Evidence {
		e := &p.Evidence[i]
		if !p.says(e, leg.Action) || q.otherMode(p) {
			continue
		}
		where := q.widest(&e.Statement.Resource, leg, e.Document.Policy.Variables(), behind(e.Document.Policy))
		if where.op == nothing && !q.otherForm(j, e.Statement, leg) {
			continue
		}
		c.Meant = true
		c.ByWildcards = c.ByWildcards && j.broad(&e.Statement.Action, leg.Action)
		if where.op == nothing {
			// The other form of the ARN was written, and this one is meant.
			where = q.universe()
			c.mean(q.whole(leg.On))
		}
		q.meant = append(q.meant, q.withoutOwnDenies(where, e.Document.Policy, leg))
		c.mean(q.narrowed(&e.Statement.Resource, leg.On)...)
		var tests []condition.Test
		for i := range e.Statement.Conditions {
			tests = append(tests, authz.CompileTest(&e.Statement.Conditions[i], e.Document.Policy.Variables()))
		}
		q.meantLists = append(q.meantLists, meantList{tests: tests})
	}
}

// otherMode reports whether a statement of the pair keeps sessions with a directory
// bucket to another mode than the query's: who lets read alone means no writing.
func (q *query) otherMode(p *Pair) bool {
	if q.base.keys[s3.SessionModeKey].State != condition.Present {
		return false
	}
	for _, e := range p.Evidence {
		for i := range e.Statement.Conditions {
			test := authz.CompileTest(&e.Statement.Conditions[i], e.Document.Policy.Variables())
			kept := condition.False
			if e.Statement.Effect == policy.Deny {
				kept = condition.True
			}
			if test.Key() == s3.SessionModeKey && test.Eval(q.base) == kept {
				return true
			}
		}
	}
	return false
}

// behind reports whether a document speaks of the bucket also where requests go to
// an access point.
func behind(d *policy.Document) bool { return d.Type == policy.Bucket }

// withoutOwnDenies takes away what the same document denies without condition:
// an allow with a hole that its author cut means the rest. A deny of all of it
// contradicts the allow, and then what was allowed is meant.
func (q *query) withoutOwnDenies(where region, d *policy.Document, leg s3.Leg) region {
	denied := region{}
	for i := range d.Statements {
		st := &d.Statements[i]
		if st.Effect != policy.Deny || len(st.Conditions) > 0 || !policy.SpeaksOf(&st.Action, leg.Action) {
			continue
		}
		if d.Type == policy.Bucket || d.Type == policy.AccessPoint {
			if ways := q.asker.named(st.Principal); len(ways) == 0 || !ways[0].certain() {
				continue
			}
		}
		denied = union(denied, q.widest(&st.Resource, leg, d.Variables(), behind(d)))
	}
	rest := intersect(where, denied.complement())
	if _, some := intersect(q.universe(), rest).find(q.steps); some != glob.Yes {
		return where
	}
	return rest
}

// whole is the ARN of the bucket or of all its objects.
func (q *query) whole(on s3.Target) string {
	if on == s3.Object {
		return q.addressed(q.bucket.Resource + "/*").String()
	}
	return q.addressed(q.bucket.Resource).String()
}

// narrowed is what a Resource element names, as requests do.
func (q *query) narrowed(e *policy.Elements, on s3.Target) []string {
	if q.point.Resource == "" {
		return Narrowed(q.bucket, e, on)
	}
	if on != s3.Object || e.Not {
		return []string{q.whole(on)}
	}
	var list []string
	for _, t := range e.Patterns {
		if strings.HasPrefix(t.Value, q.point.String()+objectsBehind) {
			list = append(list, t.Value)
		}
	}
	if list == nil {
		return []string{q.whole(on)}
	}
	return list
}

func (c *Capability) mean(resources ...string) {
	for _, r := range resources {
		if !slices.Contains(c.MeantResources, r) {
			c.MeantResources = append(c.MeantResources, r)
		}
	}
}

// expect takes an expectation: every object, or prefix, that begins so.
func (q *query) expect(c *Capability, leg s3.Leg, prefix string) {
	c.Meant, c.ByWildcards = len(q.meant) == 0, false
	if leg.On == s3.Object {
		q.meant = append(q.meant, matching(glob.Join(glob.Literal(q.bucket.Resource+"/"+prefix), glob.Parse("*"))))
		c.mean(q.addressed(q.bucket.Resource + "/" + prefix + "*").String())
		return
	}
	q.meant = append(q.meant, region{op: everything})
	c.mean(q.addressed(q.bucket.Resource).String())
	var tests []condition.Test
	if prefix != "" {
		test, _ := condition.Compile("StringLike", prefixKey, []string{prefix + "*"}, false)
		tests = append(tests, test)
	}
	q.meantLists = append(q.meantLists, meantList{tests, true})
}

// Narrowed returns what a Resource element names of a bucket, as a policy would
// write it: its own patterns where they stay inside the bucket, else the bucket
// or all of its objects.
func Narrowed(bucket arn.ARN, e *policy.Elements, on s3.Target) (list []string) {
	whole := bucket.String()
	if on == s3.Object {
		whole += "/*"
	}
	if e.Not {
		return []string{whole}
	}
	objects := objectsOf(bucket, "")
	for _, t := range e.Patterns {
		pattern := arn.Compile(condition.ParseTemplate(t.Value, true).Widest())
		switch {
		case on == s3.Bucket:
			if pattern.Match(bucket) {
				list = append(list, whole)
			}
		case strings.HasPrefix(t.Value, bucket.String()+"/"):
			list = append(list, t.Value)
		case slices.ContainsFunc(pattern.Within(bucket), func(g glob.Pattern) bool { return glob.Overlaps(g, objects) }):
			list = append(list, whole)
		}
	}
	return list
}
