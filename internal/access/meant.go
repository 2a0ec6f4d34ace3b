package access

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
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
	for _, e := range p.Evidence {
		if e.Statement.Effect != policy.Allow || !SpeaksOf(&e.Statement.Action, leg.Action) {
			continue
		}
		variables := e.Document.Policy.Variables()
		where := q.resources(&clause{}, &e.Statement.Resource, leg, variables)
		if where.op == nothing {
			continue
		}
		c.Meant = true
		q.meant = append(q.meant, where)
		c.mean(Narrowed(q.bucket, &e.Statement.Resource, leg.On)...)
		var tests []condition.Test
		for i := range e.Statement.Conditions {
			tests = append(tests, compileTest(&e.Statement.Conditions[i], variables))
		}
		q.meantLists = append(q.meantLists, meantList{tests: tests})
	}
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
	c.Meant = true
	if leg.On == s3.Object {
		q.meant = append(q.meant, matching(glob.Join(glob.Literal(q.bucket.Resource+"/"+prefix), glob.Parse("*"))))
		c.mean(q.bucket.String() + "/" + prefix + "*")
		return
	}
	q.meant = append(q.meant, region{op: everything})
	c.mean(q.bucket.String())
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
