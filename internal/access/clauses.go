package access

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/request"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// clauses returns the clauses of a policy for one leg on a bucket.
func (q *query) clauses(at int, p *authz.Policy, leg s3.Leg) (list []clause) {
	layer := q.stages[at].Name
	variables := p.Document.Variables()
	for _, st := range p.Document.All() {
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
			add := func(where request.Set, on ...string) {
				if c.objects = where; where.IsNothing() {
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

// named lists the ways in which a statement names the role, the certain one
// first; none if it does not.
func (q *query) named(at int, st *policy.Statement) []naming {
	if !q.stages[at].Principals {
		return []naming{{grade: toSession}}
	}
	ways := q.asker.named(st.Principal)
	if q.stages[at].Name == authz.VPCEndpoint {
		ways = accountsAt(ways, q.stages[at].wholeAccounts)
	}
	if st.Effect == policy.Deny && len(ways) > 1 && ways[0].certain() {
		ways = ways[:1] // a deny is worth the same however it names
	}
	for _, n := range ways {
		for _, fact := range n.facts {
			label, _, _ := strings.Cut(fact, ": ")
			q.labelled(label, fact)
		}
	}
	return ways
}
