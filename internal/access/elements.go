package access

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/request"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

func texts(values []source.Text) []string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = v.Value
	}
	return list
}

// resources returns what the element names of the bucket: all or nothing for bucket
// actions, a set of objects for object actions. Behind an access point the element names the bucket, before it
// the access point. What it names perhaps is more than what it surely does where
// that hangs on a fact: what a policy variable holds.
func (q *query) resources(e *policy.Elements, leg s3.Leg, variables, behind bool) (sure, perhaps request.Set, fact string) {
	of := element{e, leg.On, variables, behind, q.owner}
	if named, is := q.ofBucket.sets[of]; is {
		return named, named, ""
	}
	var known, open []request.Set
	plain := true
	for _, t := range e.Patterns {
		template := condition.ParseTemplate(t.Value, variables)
		if _, is := template.Plain(); !is {
			plain = false
		}
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
	sure, perhaps = request.Union(known...), request.Union(append(known, open...)...)
	if e.Not {
		sure, perhaps = perhaps.Not(), sure.Not()
	}
	if fact != "" {
		fact = q.placed(fact, e, variables)
	} else if plain {
		put(&q.ofBucket.sets, of, sure)
	}
	return sure, perhaps, fact
}

// widest is what the element names whatever policy variables hold, and of
// NotResource what it names in every case.
func (q *query) widest(e *policy.Elements, leg s3.Leg, variables, behind bool) request.Set {
	sure, perhaps, _ := q.resources(e, leg, variables, behind)
	if e.Not {
		return sure
	}
	return perhaps
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

func (q *query) within(p arn.Pattern, leg s3.Leg, behind bool) request.Set {
	if leg.On == s3.Account {
		// AWS's own policies name arn:aws:s3:::* for what has no resource.
		whole := q.bucket
		if whole.Resource = "*"; p.Match(whole) {
			return request.All()
		}
		return request.Set{}
	}
	before := !behind && q.point.Resource != ""
	if leg.On == s3.Bucket {
		if !before && p.Match(q.bucket) || before && p.Match(q.point) {
			return request.All()
		}
		return request.Set{}
	}
	var parts []request.Set
	for _, g := range q.objectNames(p, before) {
		switch {
		case glob.Covers(g, q.objects):
			return request.All()
		case glob.Overlaps(g, q.objects):
			parts = append(parts, objectsLike(g))
		}
	}
	return request.Union(parts...)
}

// perhaps is where in the bucket a pattern may lead, for it or the name of the
// bucket holds what nobody knows; nothing where what is written decides it.
func (q *query) perhaps(pattern string, variables bool, leg s3.Leg, behind bool) request.Set {
	before := !behind && q.point.Resource != ""
	of := q.bucket
	if before {
		of = q.point
	}
	if leg.On == s3.Account || !unknown.In(pattern) && !unknown.In(of.Resource) && !unknown.In(of.Account) && !unknown.In(of.Region) {
		return request.Set{}
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
		return request.Set{}
	}
	a, _ := arn.Parse(pattern)
	bucket, key, object, ok := a.Bucket()
	if leg.On == s3.Object && !before && ok && object && !strings.ContainsAny(bucket, "*?") && !unknown.In(key) {
		g := glob.Join(glob.Literal(q.bucket.Resource+"/"), glob.Parse(key))
		switch {
		case glob.Covers(g, q.objects):
		case glob.Overlaps(g, q.objects):
			return objectsLike(g)
		default:
			return request.Set{}
		}
	}
	return request.All()
}

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

// placed makes a fact of whether the object lies where an element with an open
// variable says.
func (q *query) placed(label string, e *policy.Elements, variables bool) string {
	p := place{texts: strings.Join(texts(e.Patterns), ", "), outside: e.Not}
	where := " in "
	if e.Not {
		where = " outside "
	}
	fact := q.labelled(label, label+where+p.texts)
	for _, t := range e.Patterns {
		template := condition.ParseTemplate(t.Value, variables)
		if _, _, open := template.Expand(q.base); len(open) == 0 {
			continue
		}
		if name, ok := q.symbolic(template); ok && !unknown.In(t.Value) {
			p.names = append(p.names, name)
		} else {
			p.partial = true
		}
	}
	if q.places == nil {
		q.places = map[string]place{}
	}
	q.places[fact] = p
	return fact
}

// symbolic is the pattern of objects that an ARN with variables names; ok is false
// where a wildcard for one character could be taken for a variable, or the ARN is not
// written out up to the bucket.
func (q *query) symbolic(t condition.Template) (name glob.Pattern, ok bool) {
	rest, ok := strings.CutPrefix(t.Symbolic().String(), strings.TrimSuffix(q.bucket.String(), q.bucket.Resource))
	return glob.Parse(rest), ok && !strings.Contains(rest, "?")
}
