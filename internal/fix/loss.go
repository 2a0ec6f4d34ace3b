package fix

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Losses is the question whether a change of one document takes something from
// somebody: what an allow of the old document let in and none of the new one
// does, or what a deny of the new one refuses and none of the old one did. Both
// are sets of boxes, as in Gains, and each has to be covered by a box of the
// other side, or to hold no request at all.
type Losses struct {
	Before, After *policy.Document
	World         *snapshot.Snapshot
	// Bucket is the one whose policy the documents are, empty for other documents:
	// such a policy speaks of no other bucket.
	Bucket string
	// Table tells which ARNs an action takes.
	Table *reference.Table
}

// Find returns a sentence about requests that are lost, or of which that could
// not be ruled out; empty if there are none. What the boxes leave open the meaning of
// the documents may still prove.
func (l *Losses) Find() string {
	if l.Before == nil {
		return ""
	}
	lost := l.among()
	if lost != "" && l.proved() {
		return ""
	}
	return lost
}

// among compares box by box.
func (l *Losses) among() string {
	before, after := boxes(l.Before), boxes(l.After)
	was, is := known(before), known(after)
	for _, b := range before {
		if b.statement.Effect == policy.Allow && !is[b.key()] && !l.kept(b, after) && !l.nobody(b) {
			return b.String()
		}
	}
	for _, b := range after {
		if b.statement.Effect == policy.Deny && !was[b.key()] && !slices.ContainsFunc(before, func(o box) bool {
			return o.statement.Effect == policy.Deny && o.holds(b)
		}) {
			return b.String() + ", which is denied then"
		}
	}
	return ""
}

// kept reports whether an allow of the new document lets in all that the box
// holds.
func (l *Losses) kept(b box, after []box) bool {
	return slices.ContainsFunc(after, func(o box) bool {
		return o.statement.Effect == policy.Allow && (o.holds(b) || l.sessionOf(b, o))
	})
}

// sessionOf reports whether the box is that of one session of a role, and the
// other the role's, which lets in the same. What a policy grants to a session no
// boundary caps, what it grants to the role it does (IAM User Guide, Policy
// evaluation logic).
func (l *Losses) sessionOf(b, of box) bool {
	account, _ := arn.Parse(of.principal)
	_, name, isRole := account.RoleName()
	session := policy.ReadNamed("AWS", b.principal)
	if _, on := session.As(&policy.Caller{Identity: account, Text: of.principal, Role: name, IsRole: isRole}); on != policy.OnSession {
		return false
	}
	role := l.World.Role(of.principal)
	if role == nil || role.Boundary.ARN != "" || role.Boundary.Disputed != "" {
		return false
	}
	b.principal = of.principal
	return of.holds(b)
}

// holds is covers, and knows besides that more values admit more under an
// operator that asks for one of them, and less under one that asks for none,
// and that more elements behind Not leave less.
func (a box) holds(b box) bool {
	s, t := *a.statement, *b.statement
	for _, of := range [][2]*policy.Elements{{&s.Action, &t.Action}, {&s.Resource, &t.Resource}} {
		if of[0].Not && of[1].Not && within(of[0].Patterns, of[1].Patterns) {
			*of[0] = *of[1]
		}
	}
	a.statement, b.statement = &s, &t
	for i := range s.Conditions {
		for j := range t.Conditions {
			if weaker(&s.Conditions[i], &t.Conditions[j]) && slices.Contains(b.conditions, stated(&t.Conditions[j])) {
				b.conditions = append(slices.Clone(b.conditions), stated(&s.Conditions[i]))
			}
		}
	}
	return a.covers(b)
}

// weaker reports whether a condition is met wherever another of the same
// operator and key is.
func weaker(c, than *policy.Condition) bool {
	operator := strings.ToLower(c.Operator.Value)
	if operator != strings.ToLower(than.Operator.Value) || !strings.EqualFold(c.Key.Value, than.Key.Value) {
		return false
	}
	if strings.Contains(operator, "not") {
		return within(c.Values, than.Values)
	}
	return within(than.Values, c.Values)
}

// within reports whether every text of a list is one of another.
func within(list, of []source.Text) bool {
	return !slices.ContainsFunc(list, func(t source.Text) bool {
		return !slices.ContainsFunc(of, func(u source.Text) bool { return t.Value == u.Value })
	})
}

// nobody reports whether the box holds no request of anybody: its action takes
// no such resource, or its principal is none that AWS has.
func (l *Losses) nobody(b box) bool {
	if dead(l.Table, b.action, b.resource) || l.unknown(b.action) {
		return true
	}
	if of, _ := arn.Parse(b.resource); l.Bucket != "" {
		name, _, _ := strings.Cut(of.Resource, "/")
		if of.Service == "s3" && of.Account == "" && !strings.ContainsAny(name, "*?$") && name != l.Bucket {
			return true
		}
	}
	name, ok := arn.Parse(b.principal)
	switch {
	case b.principal == "" || b.principal == "*":
		return false
	case arn.IsAccountID(b.principal):
		return l.misspelt(b.principal)
	case !ok:
		// IAM puts the unique id in the place of a role that was deleted.
		return strings.HasPrefix(b.principal, "AROA") && !slices.ContainsFunc(l.World.Roles, func(r *snapshot.Role) bool {
			return r.ID == b.principal
		})
	case strings.ContainsAny(name.Resource, "*?"):
		// It is plain text in a principal, and no name has these characters.
		return true
	case l.World.Named(name):
		return false
	}
	account := l.World.Accounts[name.Account]
	elsewhere, _ := arn.Parse(l.World.Elsewhere(name))
	// An account has one role of a name, whatever its path.
	return account != nil && account.Listed || elsewhere.Account == name.Account || l.misspelt(name.Account)
}

// unknown reports whether the service is known and has no such action.
func (l *Losses) unknown(action string) bool {
	service, _, _ := strings.Cut(action, ":")
	_, known := l.Table.Service(service)
	_, exists := l.Table.Action(action)
	return known && !exists && !strings.ContainsAny(action, "*?")
}

// misspelt reports whether no input knows an account and one that some input
// does has almost the same id.
func (l *Losses) misspelt(account string) bool {
	if l.World.Accounts[account] != nil {
		return false
	}
	for known := range l.World.Accounts {
		if arn.OneDigitApart(known, account) {
			return true
		}
	}
	return false
}
