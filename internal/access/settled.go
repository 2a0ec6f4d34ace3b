package access

import (
	"cmp"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/request"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// onBucket reports whether the operation is about the bucket, or the account,
// and not about objects.
func (q *query) onBucket() bool { return q.legs[0].On != s3.Object }

// ofAccount reports whether it is about the caller's account alone.
func (q *query) ofAccount() bool { return q.legs[0].On == s3.Account }

// begins reports whether a listing's prefix is one of those that are judged.
func (q *query) begins(v condition.Value) bool {
	return q.prefix == "" || !q.onBucket() || v.State == condition.StateUnknown ||
		v.State == condition.Present && len(v.Values) == 1 && strings.HasPrefix(v.Values[0], q.prefix)
}

// spelled is a condition key as some policy writes it.
func (q *query) spelled(key string) string { return cmp.Or(q.spelling[key], key) }

// labelled makes a fact known to people by a label that others may share.
func (q *query) labelled(label, fact string) string {
	q.labels[fact] = label
	return fact
}

// crosses reports whether the bucket is of another account than the role.
func (q *query) crosses() bool { return !q.asker.owns(q.owner) }

// outside reports whether RestrictPublicBuckets keeps the role out: of a public
// bucket that is of another account, and so is the access point.
func (q *query) outside() bool {
	return q.crosses() && (q.layers.Point == nil || !q.asker.owns(q.layers.Point.Account))
}

// existing reports whether the operation is about an object that exists.
func (q *query) existing() bool {
	if q.operation.Creates {
		return false
	}
	for _, leg := range q.legs {
		if s3.FindAction(strings.ToLower(leg.Action)).Existing {
			return true
		}
	}
	return false
}

// universe is what is quantified over: every object key, or the bucket.
func (q *query) universe() request.Set { return q.all }

// prefixIndex returns the place of s3:prefix among the variables, or -1: for
// list it is quantified over like an object key.
func (q *query) prefixIndex() int {
	if !q.onBucket() {
		return -1
	}
	return slices.IndexFunc(q.vars, func(v variable) bool { return v.key == prefixKey })
}

// addressed is the ARN of the bucket, or of the object with the key behind the
// slash, as requests name it.
func (q *query) addressed(resource string) arn.ARN {
	a := q.bucket
	a.Resource = resource
	if q.point.Resource == "" {
		return a
	}
	a = q.point
	if _, key, object := strings.Cut(resource, "/"); object {
		a.Resource += objectsBehind + key
	}
	return a
}

// objectsOf matches the resource part of every object's ARN in the bucket.
func objectsOf(bucket arn.ARN, prefix string) glob.Pattern {
	if prefix != "" {
		return glob.Join(glob.Literal(bucket.Resource+"/"+prefix), glob.Parse("*"))
	}
	return glob.Join(glob.Literal(bucket.Resource+"/"), glob.Parse("?*"))
}

// speaksOf reports whether a statement is about one of the query's actions.
func (q *query) speaksOf(st *policy.Statement) bool {
	return slices.ContainsFunc(q.legs, func(l s3.Leg) bool { return policy.SpeaksOf(&st.Action, l.Action) })
}

// settled tells how many of a clause's tests are passed and failed, where the answers are
// kept and none is open.
func (q *query) settled(c *clause) (t tally, all bool) {
	if q.passed == nil {
		return tally{}, false
	}
	t = q.passed.tallies[c.number]
	return t, t.passed+t.failed == len(c.tests)
}

// answerOf is the answer of a clause's test in the world that is tried.
func (q *query) answerOf(c *clause, i int) condition.Truth {
	if q.passed == nil || !c.tests[i].Alone() {
		return c.tests[i].Eval(q.base)
	}
	return q.passed.answers[c.at+i]
}

// valuesOf lists the values that are tried of a key.
func (q *query) valuesOf(key string) []condition.Value {
	for i := range q.vars {
		if q.vars[i].key == key {
			return q.vars[i].values
		}
	}
	return nil
}
