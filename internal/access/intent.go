package access

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

// serviceWide reports whether an element lists every action of S3 and no
// other pattern.
func serviceWide(e *policy.Elements) bool {
	return e.Not || !slices.ContainsFunc(e.Patterns, func(t source.Text) bool { return !everyAction(t.Value) })
}

func everyAction(entry string) bool {
	return entry == "*" || entry == "*:*" || strings.EqualFold(entry, "s3:*")
}

// names reports whether an entry of an Action element means the action and no other,
// whether it spells it out or has wildcards that leave nothing else.
func (j *Judge) names(entry, action string) bool {
	if strings.EqualFold(entry, action) {
		return true
	}
	if !strings.ContainsAny(entry, "*?") || everyAction(entry) || !policy.Lists(entry, action) {
		return false
	}
	_, one := j.table.Only(entry)
	return one
}

// broad reports whether an element covers the action together with others alone: whoever
// writes s3:List* or s3:* need not have thought of this one.
func (j *Judge) broad(e *policy.Elements, action string) bool {
	return e.Not || !slices.ContainsFunc(e.Patterns, func(t source.Text) bool { return j.names(t.Value, action) })
}

// intents tells which statements of a pair mean an action. What others list is looked
// at once, however many statements are asked about.
type intents struct {
	p      *Pair
	action string
	lists  [2]listing      // of the bucket's side and the role's
	capped condition.Truth // whether a policy that caps lists other actions or denies this one by name
}

// listing is what a side lists, beside statements about all of S3.
type listing struct {
	asked      bool
	some, this bool // any actions, and this one
}

// says reports whether an Allow speaks of the pair and means the action. One that
// has it by wildcards alone does not where somebody else is more precise: the
// other side, or a policy that caps the role, lists other actions, or a policy
// that denies names this one.
func (n *intents) says(e *snapshot.Evidence) bool {
	st := e.Statement()
	switch {
	case st.Effect != policy.Allow || e.Pattern || !policy.SpeaksOf(&st.Action, n.action):
		return false
	case !n.p.judge.broad(&st.Action, n.action):
		return true
	case n.listedByOther(e, serviceWide(&st.Action)):
		return false
	}
	return !n.isCapped()
}

func (n *intents) isCapped() bool {
	if n.capped == condition.Unknown {
		n.capped = condition.False
		for t, layer := range n.p.Layers.All() {
			caps := t.Weight == authz.LimitsOwn || t.Weight == authz.LimitsAll
			if caps && narrows(layer, n.action) || deniesByName(layer, n.action) {
				n.capped = condition.True
				break
			}
		}
	}
	return n.capped == condition.True
}

// listedByOther reports whether the other side lists actions, but not this one;
// beside s3:* whatever it lists says more.
func (n *intents) listedByOther(e *snapshot.Evidence, wide bool) bool {
	other := &n.lists[0]
	if !e.FromRole {
		other = &n.lists[1]
	}
	if !other.asked {
		other.asked = true
		for i := range n.p.Evidence {
			o := &n.p.Evidence[i]
			st := o.Statement()
			if o.FromRole == e.FromRole || st.Effect != policy.Allow || serviceWide(&st.Action) {
				continue
			}
			other.some = true
			other.this = other.this || policy.SpeaksOf(&st.Action, n.action)
		}
	}
	return other.some && (wide || !other.this)
}

// narrows reports whether a layer allows some actions of S3 that it lists, and
// this one in no statement.
func narrows(l *authz.Layer, action string) bool {
	lists := false
	for _, p := range l.Policies {
		for _, st := range p.Document.All() {
			if st.Effect != policy.Allow {
				continue
			}
			if policy.SpeaksOf(&st.Action, action) {
				return false
			}
			lists = lists || !st.Action.Not && slices.ContainsFunc(st.Action.Patterns, func(t source.Text) bool {
				return len(t.Value) > 3 && strings.EqualFold(t.Value[:3], "s3:")
			})
		}
	}
	return lists
}

// deniesByName reports whether a layer denies the action by a pattern that says
// more than every action.
func deniesByName(l *authz.Layer, action string) bool {
	for _, p := range l.Policies {
		for _, st := range p.Document.All() {
			if st.Effect == policy.Deny && !st.Action.Not && slices.ContainsFunc(st.Action.Patterns, func(t source.Text) bool {
				return !everyAction(t.Value) && policy.Lists(t.Value, action)
			}) {
				return true
			}
		}
	}
	return false
}

// otherForm reports whether a statement speaks of the action and names the
// bucket by the ARN form alone that the action does not take: objects for the
// bucket, or the bucket for its objects. Of wildcards only those count that say
// every action, or every listing: s3:Get* and s3:Put* make sense on either form.
func (q *query) otherForm(j *Judge, st *policy.Statement, leg s3.Leg) bool {
	if st.Resource.Not || q.point.Resource != "" || !slices.ContainsFunc(st.Action.Patterns, func(t source.Text) bool {
		return j.names(t.Value, leg.Action) || everyAction(t.Value) ||
			leg.On == s3.Bucket && policy.Lists(t.Value, leg.Action) && glob.Covers(everyListing, glob.Parse(strings.ToLower(t.Value)))
	}) {
		return false
	}
	bucket := q.bucket.String()
	return slices.ContainsFunc(st.Resource.Patterns, func(t source.Text) bool {
		if leg.On == s3.Object {
			return t.Value == bucket
		}
		return strings.HasPrefix(t.Value, bucket+"/")
	})
}

var everyListing = glob.Parse("s3:list*")
