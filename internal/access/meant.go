package access

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/request"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// meant finds out which objects somebody meant the role to reach: those that
// an expectation lists, or that an Allow speaks of which names the pair.
func (j *Judge) meant(q *query, p *Pair, c *Capability) {
	leg := q.legs[0]
	q.meant, q.meantLists, q.means, c.MeantResources = nil, nil, nil, nil
	for _, e := range p.Expect {
		if slices.Contains(e.Can, string(c.Capability)) {
			q.expect(c, leg, e.Prefix)
		}
	}
	c.ByWildcards = len(q.meant) == 0
	intents := intents{p: p, action: leg.Action}
	for i := range p.Evidence {
		e := &p.Evidence[i]
		if !intents.says(e) || q.otherMode(p) {
			continue
		}
		st := e.Statement()
		where := q.widest(&st.Resource, leg, e.Document.Policy.Variables(), behind(e.Document.Policy))
		if where.IsNothing() && !q.otherForm(j, st, leg) {
			continue
		}
		c.Meant = true
		c.ByWildcards = c.ByWildcards && j.broad(&st.Action, leg.Action)
		if where.IsNothing() {
			// The other form of the ARN was written, and this one is meant.
			where = q.universe()
			q.mean(c, q.whole(leg.On))
		}
		q.meant = append(q.meant, q.withoutOwnDenies(where, e.Document.Policy, leg))
		q.mean(c, q.narrowed(&st.Resource, leg.On)...)
		var tests []condition.Test
		for i := range st.Conditions {
			tests = append(tests, authz.CompileTest(&st.Conditions[i], e.Document.Policy.Variables()))
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
		st := e.Statement()
		for i := range st.Conditions {
			test := authz.CompileTest(&st.Conditions[i], e.Document.Policy.Variables())
			kept := condition.False
			if st.Effect == policy.Deny {
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
func behind(d *policy.Document) bool { return d.Type() == policy.Bucket }

// withoutOwnDenies takes away what the same document denies without condition:
// an allow with a hole that its author cut means the rest. A deny of all of it
// contradicts the allow, and then what was allowed is meant.
func (q *query) withoutOwnDenies(where request.Set, d *policy.Document, leg s3.Leg) request.Set {
	kept, ok := q.undenied[d]
	if !ok {
		kept = q.denied(d, leg).Not()
		if q.undenied == nil {
			q.undenied = map[*policy.Document]request.Set{}
		}
		q.undenied[d] = kept
	}
	rest := request.Intersection(where, kept)
	if _, some := request.Intersection(q.universe(), rest).FindText(q.steps); some != glob.Yes {
		return where
	}
	return rest
}

// denied is what a document denies the role for certain and without condition.
func (q *query) denied(d *policy.Document, leg s3.Leg) request.Set {
	var denied []request.Set
	for _, st := range d.All() {
		if st.Effect != policy.Deny || len(st.Conditions) > 0 || !policy.SpeaksOf(&st.Action, leg.Action) {
			continue
		}
		if d.Type() == policy.Bucket || d.Type() == policy.AccessPoint {
			if ways := q.asker.named(st.Principal); len(ways) == 0 || !ways[0].certain() {
				continue
			}
		}
		denied = append(denied, q.widest(&st.Resource, leg, d.Variables(), behind(d)))
	}
	return request.Union(denied...)
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
		of := element{Elements: e, on: on, owner: q.owner}
		list, known := q.ofBucket.texts[of]
		if !known {
			list = Narrowed(q.bucket, e, on)
			put(&q.ofBucket.texts, of, list)
		}
		return list
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

// mean adds what is meant, once.
func (q *query) mean(c *Capability, resources ...string) {
	if q.means == nil {
		q.means = map[string]bool{}
	}
	for _, r := range resources {
		if !q.means[r] {
			q.means[r] = true
			c.MeantResources = append(c.MeantResources, r)
		}
	}
}

// expect takes an expectation: every object, or prefix, that begins so.
func (q *query) expect(c *Capability, leg s3.Leg, prefix string) {
	c.Meant, c.ByWildcards = len(q.meant) == 0, false
	if leg.On == s3.Object {
		q.meant = append(q.meant, objectsLike(glob.Join(glob.Literal(q.bucket.Resource+"/"+prefix), glob.Parse("*"))))
		q.mean(c, q.addressed(q.bucket.Resource+"/"+prefix+"*").String())
		return
	}
	q.meant = append(q.meant, request.All())
	q.mean(c, q.addressed(q.bucket.Resource).String())
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
