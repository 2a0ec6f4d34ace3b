package access

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// Refuted reports whether no request gets anything from an Allow statement of a
// document: no request meets its conditions, or a Deny of the document holds whatever
// the request is and covers all of it. True is proved, false says nothing.
func Refuted(d *policy.Document, st *policy.Statement, table *reference.Table) bool {
	return neverMet(st, d.Variables(), table) ||
		deniedBy(d, func(deny *policy.Statement) bool {
			// Most statements deny nothing: their long lists of actions are not compared.
			return takes(deny, st) && covers(&deny.Action, &st.Action, actionCovers)
		})
}

// DeniedAgain reports whether a Deny of a document holds whatever the request is and
// covers what an Allow statement of it allows of one action. True is proved.
func DeniedAgain(action string, d *policy.Document, st *policy.Statement) bool {
	return deniedBy(d, func(deny *policy.Statement) bool {
		return takes(deny, st) && policy.SpeaksOf(&deny.Action, action)
	})
}

// deniedBy reports whether some Deny of the document, without condition, is such a one.
func deniedBy(d *policy.Document, such func(*policy.Statement) bool) bool {
	for _, st := range d.All() {
		if st.Effect == policy.Deny && len(st.Conditions) == 0 && len(st.Hollow) == 0 && such(st) {
			return true
		}
	}
	return false
}

// neverMet reports whether some condition of a statement is met by no request.
func neverMet(st *policy.Statement, variables bool, table *reference.Table) bool {
	return slices.ContainsFunc(st.Conditions, func(c policy.Condition) bool {
		test := authz.CompileTest(&c, variables)
		return test.Eval(anyRequest{"", table}) == condition.False
	})
}

// takes reports whether a statement speaks of all whom and of all on what another does,
// leaving the actions to the caller.
func takes(deny, st *policy.Statement) bool {
	return (deny.Principal == nil && st.Principal == nil || isEverybody(deny.Principal)) &&
		(!deny.Resource.Present() && !st.Resource.Present() || covers(&deny.Resource, &st.Resource, glob.Covers))
}

// covers reports whether one element surely covers another.
func covers(wide, of *policy.Elements, covers func(p, q glob.Pattern) bool) bool {
	if wide.Not || !wide.Present() || !of.Present() {
		return false
	}
	within := of.Patterns
	if of.Not {
		within = []source.Text{{Value: "*"}}
	}
	return !slices.ContainsFunc(within, func(t source.Text) bool {
		narrow := condition.ParseTemplate(unknown.Widest(t.Value), true).Widest()
		return !slices.ContainsFunc(wide.Patterns, func(w source.Text) bool {
			pattern, plain := condition.ParseTemplate(w.Value, true).Plain()
			return plain && !unknown.In(w.Value) && covers(pattern, narrow)
		})
	})
}

// actionCovers compares entries of Action elements. What IAM refuses to store (a
// wildcard in the service prefix) covers nothing.
func actionCovers(wide, of glob.Pattern) bool {
	w := strings.ToLower(wide.String())
	if w == "*" || w == "*:*" {
		return true
	}
	service, _, _ := strings.Cut(w, ":")
	return !strings.ContainsAny(service, "*?") && glob.Covers(glob.Parse(w), glob.Parse(strings.ToLower(of.String())))
}
