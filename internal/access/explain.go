package access

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// report copies an answer into the capability and explains it leg by leg.
func (q *query) report(c *Capability, a answer) {
	c.Verdict, c.Objects, c.Conditions = a.verdict, a.objects, a.conditions
	c.Allowed, c.Denied, c.Missing = a.allowed, a.denied, nil
	q.unreadable(c)
	c.Legs, c.Unreached = nil, nil
	for _, layer := range a.layers {
		if text := q.missing(layer); !slices.Contains(c.Missing, text) {
			c.Missing = append(c.Missing, text)
		}
	}
	if c.Limit = a.limit; a.limit != "" && a.verdict == Unknown {
		c.Missing = append(c.Missing, a.limit)
	}
	for _, w := range a.missed {
		c.Unreached = append(c.Unreached, Unreached{w, q.explain(w)})
	}
	switch {
	case len(c.Unreached) > 0:
		c.Legs = c.Unreached[0].Legs
	case a.denied != nil:
		c.Legs = q.explain(a.denied)
	case a.allowed != nil:
		c.Legs = q.explain(a.allowed)
	}
	q.replay(c)
}

// unreadable makes unknown what hangs on a condition that nobody can evaluate:
// one whose operator AWS does not have is never taken for the one that was meant.
func (q *query) unreadable(c *Capability) {
	if c.Verdict != Conditional {
		return
	}
	for _, clauses := range q.perLeg {
		for i := range clauses {
			for j := range clauses[i].tests {
				t := &clauses[i].tests[j]
				if t.Family() != 0 || !slices.Contains(c.Conditions, q.spelled(t.Key())) {
					continue
				}
				c.Verdict = Unknown
				if text := "what " + t.Wanted() + " asks for: AWS has no such condition operator"; !slices.Contains(c.Missing, text) {
					c.Missing = append(c.Missing, text)
				}
			}
		}
	}
}

// explain states what each layer does about each leg of a request.
func (q *query) explain(w *Witness) (legs []Leg) {
	chosen := map[string]bool{}
	for key := range w.world.tried {
		chosen[key] = true
	}
	for _, leg := range q.legs {
		r := q.asked(leg, w, q.keysOf(leg, w, false))
		layers := q.layersIn(w.world)
		l := newLeg(leg, layers, r, authz.Decide(layers, r).Verdict)
		l.Chosen = chosen
		legs = append(legs, l)
	}
	for i := range q.keys {
		legs = append(legs, q.keys[i].at(q, w).explained())
	}
	return legs
}

// unread says which policies of a layer could not be read, and why.
func (q *query) unread(layer authz.LayerName) (why []string) {
	add := func(l *authz.Layer) {
		for _, name := range l.Unread {
			why = append(why, name+", whose text is no policy document")
		}
		why = append(why, l.Doubts...)
	}
	for _, s := range q.stages {
		if s.Name == layer {
			add(s.layer)
		}
	}
	if key := q.layers.Key; key != nil && layer == authz.KMS {
		add(&key.Policy)
	}
	slices.Sort(why)
	return slices.Compact(why)
}

// missingText says what would settle an open layer.
var missingText = map[string]string{
	string(authz.Identity):     "the text of all policies of the role: aws iam list-attached-role-policies, get-policy-version",
	string(authz.Boundary):     "the text of the permissions boundary: aws iam get-policy-version",
	string(authz.BucketPolicy): "the bucket policy: aws s3api get-bucket-policy",
	string(authz.PublicAccess): "Block Public Access of the bucket and of its account: aws s3api get-public-access-block, aws s3control get-public-access-block",
	string(authz.Ownership):    "Object Ownership: aws s3api get-bucket-ownership-controls",
}

// keysOf are the condition keys of a witness: its own, or to be read alone.
func (q *query) keysOf(leg s3.Leg, w *Witness, own bool) map[string]condition.Value {
	foreign := func(key string) bool {
		v, told := q.base.keys[key]
		return told && v.State != condition.Absent && !q.carries(leg.Action, key)
	}
	if !own && len(w.world.tried) == 0 && !slices.ContainsFunc(authz.OperationKeys, foreign) {
		return q.base.keys
	}
	keys := maps.Clone(q.base.keys)
	for _, key := range authz.OperationKeys {
		if foreign(key) {
			delete(keys, key)
		}
	}
	maps.Copy(keys, w.world.tried)
	return keys
}

// request is the witness as authz asks it, with keys of its own.
func (q *query) request(leg s3.Leg, w *Witness) *authz.Request {
	return q.asked(leg, w, q.keysOf(leg, w, true))
}

// asked is the witness as authz asks it.
func (q *query) asked(leg s3.Leg, w *Witness, keys map[string]condition.Value) *authz.Request {
	q.base.carried = func(string) bool { return true }
	resource := q.addressed(q.bucket.Resource)
	switch leg.On {
	case s3.Account:
		resource = arn.ARN{}
	case s3.Object:
		resource, _ = arn.Parse(w.Resource)
	}
	r := &authz.Request{
		Caller: q.asker.caller(),
		Action: leg.Action, Resource: resource, Owner: q.owner, Creates: q.operation.Creates,
		Context: authz.Context{Keys: keys, Open: true,
			Carries: func(key string) bool { return q.carries(leg.Action, key) && !q.base.lacks(key) }},
	}
	if !r.Creates {
		// The object's own access control list is taken to grant nothing.
		if r.Object = (&authz.Object{Owner: q.owner, ACL: &s3.ACL{}}); w.world.facts[foreignFact] {
			r.Object.Owner = ""
		}
	}
	return r
}

// textsMissing says which SCPs or RCPs would settle an answer.
func textsMissing(name authz.LayerName, levels []authz.Layer) string {
	var ids []string
	for i := range levels {
		ids = append(ids, levels[i].Missing...)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	return fmt.Sprintf("the text of %s %s: aws organizations describe-policy --policy-id %s",
		strings.ToUpper(string(name)), strings.Join(ids, ", "), ids[0])
}
