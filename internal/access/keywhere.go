package access

import (
	"maps"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/request"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// contextKey is the part of the encryption context that names the object, or the
// bucket where S3 Bucket Keys are on.
const contextKey = s3.EncryptionContextKey + "aws:s3:arn"

// narrow finds the objects for which the key may be used, where that hangs on
// nothing but the object's name in the encryption context (S3 User Guide,
// Encryption context): then the answer is about some of the objects and not
// conditional.
func (k *keyLeg) narrow(q *query) {
	if d := k.decision; d.Verdict != authz.Conditional || len(d.DependsOn) != 1 || !strings.EqualFold(d.DependsOn[0], contextKey) ||
		q.point.Resource != "" || q.onBucket() {
		return
	}
	names, ok := k.contexts(q)
	if !ok || len(names) > maxContexts {
		return
	}
	where := request.Set{}
	for mask := range 1 << len(names) {
		cell := objectsLike(objectsOf(q.bucket, ""))
		for i, name := range names {
			if part := objectsLike(name); mask>>i&1 == 1 {
				cell = request.Intersection(cell, part)
			} else {
				cell = request.Intersection(cell, part.Not())
			}
		}
		object, answer := cell.FindText(q.steps)
		if answer == glob.No {
			continue
		}
		decision := authz.Decide(k.layers, k.about(q, object))
		switch {
		case answer != glob.Yes, decision.Verdict != authz.Allowed && !decision.Verdict.Denied():
			return
		case decision.Verdict == authz.Allowed:
			where = request.Union(where, cell)
		}
	}
	k.where = &where
}

// contexts lists the names of objects, as the resource parts of their ARNs, that
// policies test the encryption context for; ok is false where a test is another
// than for such a name.
func (k *keyLeg) contexts(q *query) (names []glob.Pattern, ok bool) {
	prefix := strings.TrimSuffix(q.bucket.String(), q.bucket.Resource)
	for _, p := range k.policies() {
		for _, st := range p.Document.All() {
			for _, c := range st.Conditions {
				o, _ := condition.ParseOperator(c.Operator.Value)
				if !strings.EqualFold(c.Key.Value, contextKey) || o.Family == condition.Presence {
					continue
				}
				for _, v := range c.Values {
					name, found := strings.CutPrefix(v.Value, prefix)
					if !found || o.IgnoreCase || o.Family != condition.Text && o.Family != condition.ARN || strings.Contains(name, "${") {
						return nil, false
					}
					pattern := glob.Literal(name)
					if o.Wildcards {
						pattern = glob.Parse(name)
					}
					if !slices.Contains(names, pattern) {
						names = append(names, pattern)
					}
				}
			}
		}
	}
	return names, len(names) > 0
}

// about is the request for the key of one object, the resource part of its ARN.
func (k *keyLeg) about(q *query, object string) *authz.Request {
	r := *k.request
	r.Context.Keys = maps.Clone(r.Context.Keys)
	name := q.bucket
	name.Resource = object
	r.Context.Keys[contextKey] = authz.One(name.String())
	return &r
}

// at is the leg as a witness has it.
func (k *keyLeg) at(q *query, w *Witness) *keyLeg {
	if len(k.shared) > 0 && w.world != nil {
		of := *k
		of.request = k.with(w.world)
		of.decision = authz.Decide(of.layers, of.request)
		return &of
	}
	if k.where == nil {
		return k
	}
	_, object, _ := strings.Cut(w.Resource, ":::")
	of := *k
	of.where = nil
	of.request = k.about(q, object)
	of.decision = authz.Decide(of.layers, of.request)
	return &of
}
