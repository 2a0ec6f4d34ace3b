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
	"github.com/crossgrant/crossgrant/internal/source"
)

// clause is a statement of one layer that can matter for one leg: whom and
// what it names is settled, only its conditions and the object key are open.
type clause struct {
	stage  int
	deny   bool
	grants grade
	region region
	tests  []condition.Test
	// facts have to be true for the statement to match: things that are
	// neither keys of the context nor text of a policy.
	facts []string
}

// grade is what a grant of the bucket policy is worth: see IAM User Guide,
// Policy evaluation logic.
type grade uint8

const (
	toNobody  grade = iota
	toAccount       // delegates to the account's own policies
	toRole          // limited by boundary and session policy
	toSession       // limited by neither
)

// asker is the role that asks, as principals name it.
type asker struct {
	role      arn.ARN
	text, id  string
	name      string
	canonical string
	bounded   bool // has a permissions boundary
}

const (
	sessionFact      = "role session name"
	notPrincipalFact = "undocumented NotPrincipal behaviour"
)

// clauses returns the clauses of a policy for one leg on a bucket.
func (q *query) clauses(at int, p *authz.Policy, leg s3.Leg) (list []clause) {
	layer := q.stages[at].name
	variables := p.Document.Variables()
	for i := range p.Document.Statements {
		st := &p.Document.Statements[i]
		if st.Effect == 0 || !SpeaksOf(&st.Action, leg.Action) && !q.deniesVersions(layer, st, leg) {
			continue
		}
		if leg.On == s3.Account && layer == authz.BucketPolicy {
			continue
		}
		c := clause{stage: at, deny: st.Effect == policy.Deny, grants: toSession}
		if q.stages[at].namesPrincipals() {
			c.grants, c.facts = q.asker.named(st.Principal)
		}
		if layer == authz.VPCEndpoint && c.grants == toAccount {
			// It admits the account's root user alone (AWS PrivateLink Guide,
			// Endpoint policies).
			continue
		}
		if !SpeaksOf(&st.Action, leg.Action) && q.layers.Settings.Versioned == condition.Unknown {
			c.facts = append(c.facts, versionFact)
		}
		if c.grants == toNobody {
			continue
		}
		c.region = q.resources(&c, &st.Resource, leg, variables, q.stages[at].behind())
		if c.region.op == nothing {
			continue
		}
		for j := range st.Conditions {
			written := st.Conditions[j].Key.Value
			q.spelling[strings.ToLower(written)] = written
			c.tests = append(c.tests, compileTest(&st.Conditions[j], variables))
		}
		list = append(list, c)
	}
	return list
}

// deniesVersions: where the bucket keeps no versions, a bucket policy that denies
// s3:DeleteObjectVersion makes plain deletes fail (S3 API Reference,
// DeleteObject).
func (q *query) deniesVersions(layer authz.LayerName, st *policy.Statement, leg s3.Leg) bool {
	return layer == authz.BucketPolicy && st.Effect == policy.Deny && leg.Action == "s3:DeleteObject" &&
		q.layers.Settings != nil && q.layers.Settings.Versioned != condition.True &&
		SpeaksOf(&st.Action, "s3:DeleteObjectVersion")
}

func compileTest(c *policy.Condition, variables bool) condition.Test {
	test, _ := condition.Compile(c.Operator.Value, c.Key.Value, texts(c.Values), variables)
	return test
}

func texts(values []source.Text) []string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = v.Value
	}
	return list
}

// SpeaksOf reports whether an Action or NotAction element covers the action.
// What IAM refuses to store (a wildcard in the service prefix) covers nothing.
func SpeaksOf(e *policy.Elements, action string) bool {
	if !e.Present() {
		return false
	}
	return slices.ContainsFunc(e.Patterns, func(t source.Text) bool { return lists(t.Value, action) }) != e.Not
}

// lists reports whether one entry of an Action element covers the action.
func lists(entry, action string) bool {
	if entry == "*" || entry == "*:*" {
		return true
	}
	service, name, ok := strings.Cut(entry, ":")
	if !ok || len(service) > len(action) || !strings.EqualFold(service, action[:len(service)]) || strings.Contains(name, ":") {
		return false
	}
	return glob.Parse(entry).MatchFold(action)
}

// named tells what a Principal element gives to the role, and on which facts
// that hangs.
func (a *asker) named(p *policy.Principals) (grade, []string) {
	if p == nil {
		return toNobody, nil
	}
	best, session := toNobody, false
	var accountListed, roleListed bool
	for _, e := range p.Entries {
		g := a.entry(e.Kind, e.Value.Value)
		if _, isSession := a.session(e.Value.Value); isSession && e.Kind == "AWS" {
			session = true
			continue
		}
		accountListed = accountListed || g == toAccount
		roleListed = roleListed || g == toRole || g == toSession
		best = max(best, g)
	}
	switch {
	case p.Not:
		return a.excepted(accountListed, roleListed, session, best == toSession)
	case best == toNobody && session:
		return toSession, []string{sessionFact}
	}
	return best, nil
}

// excepted reads NotPrincipal: it spares whom it names together with the
// account, never a principal with a boundary (IAM User Guide, NotPrincipal).
func (a *asker) excepted(account, role, session, everyone bool) (grade, []string) {
	switch {
	case a.bounded:
		return toSession, nil
	case everyone, account && role:
		return toNobody, nil
	case account, role:
		return toSession, []string{notPrincipalFact}
	case session:
		return toSession, []string{sessionFact}
	}
	return toSession, nil
}

func (a *asker) entry(kind, value string) grade {
	switch {
	case kind == "CanonicalUser" && a.canonical != "" && value == a.canonical:
		return toAccount
	case kind != "AWS":
		return toNobody
	case value == "*":
		return toSession
	case value == a.text, a.id != "" && value == a.id:
		return toRole
	case value == a.role.Account, value == "arn:"+a.role.Partition+":iam::"+a.role.Account+":root":
		return toAccount
	}
	return toNobody
}

// session reports whether the value is the ARN of a session of the role.
func (a *asker) session(value string) (string, bool) {
	prefix := "arn:" + a.role.Partition + ":sts::" + a.role.Account + ":assumed-role/" + a.name + "/"
	return strings.CutPrefix(value, prefix)
}

// resources returns the region of the element over the resource part of ARNs
// of the bucket: constant for bucket actions, a combination of globs for
// object actions. Behind an access point the element names the bucket, before it
// the access point.
func (q *query) resources(c *clause, e *policy.Elements, leg s3.Leg, variables, behind bool) region {
	var parts []region
	for _, t := range e.Patterns {
		template := condition.ParseTemplate(t.Value, variables)
		pattern, missing, unknown := template.Expand(q.base)
		if missing {
			continue
		}
		if len(unknown) > 0 {
			pattern = template.Widest()
			c.facts = append(c.facts, unknown[0])
		}
		parts = append(parts, q.within(arn.Compile(pattern), leg, behind))
	}
	listed := union(parts...)
	if e.Not {
		return listed.complement()
	}
	return listed
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

func (q *query) within(p arn.Pattern, leg s3.Leg, behind bool) region {
	if leg.On == s3.Account {
		// AWS's own policies name arn:aws:s3:::* for what has no resource.
		whole := q.bucket
		if whole.Resource = "*"; p.Match(whole) {
			return region{op: everything}
		}
		return region{}
	}
	before := !behind && q.point.Resource != ""
	if leg.On == s3.Bucket {
		if !before && p.Match(q.bucket) || before && p.Match(q.point) {
			return region{op: everything}
		}
		return region{}
	}
	var parts []region
	for _, g := range q.objectNames(p, before) {
		switch {
		case glob.Covers(g, q.objects):
			return region{op: everything}
		case glob.Overlaps(g, q.objects):
			parts = append(parts, matching(g))
		}
	}
	return union(parts...)
}
