package fix

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Want is what may be gained: these actions on these resources, by one role.
type Want struct {
	Actions, Resources []string // patterns, as policies write them
}

// Gains is the question whether a change of one document lets in more than is
// wanted.
//
// A decision only grows with what a document allows and only shrinks with what
// it denies, so whatever a change gains is matched by an allow statement of
// the new document that no allow of the old one covers, or by a deny of the
// old one that no deny of the new one covers. Both are sets of boxes, one for
// each principal, action and resource pattern that a statement lists; each box
// has to be covered by what is wanted. Where the other side of a request has
// to allow as well, what it does not allow is no gain.
type Gains struct {
	Before, After *policy.Document // Before is nil for a new document
	Role          arn.ARN
	RoleID        string
	// Owned: the document speaks for the role alone.
	Owned bool
	// Adds: the change puts something beside what is written, and does not only mend it.
	Adds  bool
	Wants []Want
	// Other are the documents of the side that has to allow as well, nil if no
	// other side has to.
	Other []*policy.Document
	// Beside are the documents of the side that can allow instead, inside one account.
	Beside []*policy.Document
	// Table tells which ARNs an action takes.
	Table *reference.Table
}

// box is a set of requests: one combination of the patterns of a statement.
type box struct {
	principal        string // empty in documents without principals
	caller           string // what a condition narrows the principals to, empty if to nothing
	action, resource string
	conditions       []string
	statement        *policy.Statement
	variables        bool
}

// Find returns a sentence about a request that is gained and not wanted, or
// that could not be ruled out; empty if there is none. What the boxes leave open
// the meaning of the documents may still prove.
func (g *Gains) Find() string {
	var before []box
	if g.Before != nil {
		before = boxes(g.Before)
	}
	after := boxes(g.After)
	gained := g.among(before, after)
	if gained != "" && g.proved(before, after) {
		return ""
	}
	return gained
}

// among compares box by box.
func (g *Gains) among(before, after []box) string {
	was, is, granted := known(before), known(after), g.granted(before)
	for _, b := range after {
		switch {
		case b.statement.Effect != policy.Allow || was[b.key()]:
		case !g.harmless(b, before):
			return b.String()
		case g.around(b, granted):
			return b.String() + ", which a condition or a policy variable limits"
		}
	}
	for _, b := range before {
		if b.statement.Effect != policy.Deny || is[b.key()] || g.harmless(b, after) {
			continue
		}
		exempt, ok := g.exempted(b, after)
		if !ok {
			exempt, ok = spared(b, after)
		}
		if !ok {
			exempt = []box{b}
		}
		for _, lost := range exempt {
			if !g.wanted(lost) && !g.refused(lost) {
				return lost.String() + ", which was denied"
			}
		}
	}
	return ""
}

// spared returns what a deny of all but some actions no longer denies where the
// change only adds to these; ok is false if it changes something else.
func spared(b box, after []box) (list []box, ok bool) {
	for _, o := range after {
		if o.statement.Effect != policy.Deny || !b.statement.Action.Not || !o.statement.Action.Not {
			continue
		}
		as := *o.statement
		as.Action = b.statement.Action
		wide := o
		if wide.statement = &as; !wide.covers(b) {
			continue
		}
		for _, action := range o.statement.Action.Patterns {
			same := func(t source.Text) bool { return t.Value == action.Value }
			if !slices.ContainsFunc(b.statement.Action.Patterns, same) {
				lost := b
				lost.action = action.Value
				list = append(list, lost)
			}
		}
		return list, true
	}
	return nil, false
}

func (b box) String() string {
	who := ""
	switch {
	case b.caller != "":
		who = " by " + b.caller
	case b.principal != "":
		who = " by " + b.principal
	}
	return b.action + " on " + b.resource + who
}

// boxes lists those of every statement; an element written as its negation
// counts as everything.
func boxes(d *policy.Document) (list []box) {
	for i := range d.Statements {
		s := &d.Statements[i]
		var conditions []string
		for j := range s.Conditions {
			conditions = append(conditions, stated(&s.Conditions[j]))
		}
		principals := []string{""}
		if s.Principal != nil {
			principals = principals[:0]
			for _, e := range s.Principal.Entries {
				principals = append(principals, e.Kind+" "+e.Value.Value)
			}
			if s.Principal.Not {
				principals = []string{"AWS *"}
			}
		}
		for _, p := range principals {
			for _, a := range listed(&s.Action) {
				for _, r := range listed(&s.Resource) {
					list = append(list, callers(box{strings.TrimPrefix(p, "AWS "), "", a, r, conditions, s, d.Variables()})...)
				}
			}
		}
	}
	return list
}

// stated is the same text for conditions that say the same.
func stated(c *policy.Condition) string {
	texts := c.Texts()
	slices.Sort(texts)
	text, _ := json.Marshal([]any{strings.ToLower(c.Operator.Value), strings.ToLower(c.Key.Value), texts})
	return string(text)
}

func listed(e *policy.Elements) []string {
	if e.Not || !e.Present() {
		return []string{"*"}
	}
	texts := make([]string, len(e.Patterns))
	for i, t := range e.Patterns {
		texts[i] = t.Value
	}
	return texts
}

// boxKey tells boxes apart that are not the same in every word.
type boxKey struct {
	effect                              policy.Effect
	principal, caller, action, resource string
	elements                            string // those that a box holds no single pattern of
	conditions                          string
	variables                           bool
}

// key is the same for boxes that hold the same requests in the same words.
func (b box) key() boxKey {
	s := b.statement
	var elements strings.Builder
	for _, e := range []*policy.Elements{&s.Action, &s.Resource} {
		for i := 0; e.Not && i < len(e.Patterns); i++ {
			elements.WriteString(e.Patterns[i].Value + "\x00")
		}
		elements.WriteString("\x01")
	}
	for i := 0; s.Principal != nil && s.Principal.Not && i < len(s.Principal.Entries); i++ {
		elements.WriteString(s.Principal.Entries[i].Kind + " " + s.Principal.Entries[i].Value.Value + "\x00")
	}
	return boxKey{s.Effect, b.principal, b.caller, b.action, b.resource, elements.String(), strings.Join(b.conditions, "\x00"), b.variables}
}

func known(list []box) map[boxKey]bool {
	keys := make(map[boxKey]bool, len(list))
	for _, b := range list {
		keys[b.key()] = true
	}
	return keys
}

// harmless reports whether a box is covered by one of the same effect on the
// other side of the change, or is wanted, or names no request.
func (g *Gains) harmless(b box, others []box) bool {
	if dead(g.Table, b.action, b.resource) {
		return true
	}
	for _, o := range others {
		if o.statement.Effect == b.statement.Effect && o.covers(b) {
			return true
		}
	}
	return g.wanted(b) && !weakened(b, others) || g.refused(b)
}

// weakened reports whether the box is what an allow of the old document lets in
// under a condition that is no more: somebody put it there for a reason.
func weakened(b box, before []box) bool {
	if b.statement.Effect != policy.Allow {
		return false
	}
	return slices.ContainsFunc(before, func(o box) bool {
		if o.statement.Effect != policy.Allow || len(o.conditions) == 0 {
			return false
		}
		free := o
		free.conditions = nil
		return free.covers(b) && b.drops(o)
	})
}

// drops reports whether the box asks for no operator and key of some condition of
// another.
func (b box) drops(of box) bool {
	return slices.ContainsFunc(of.statement.Conditions, func(c policy.Condition) bool {
		return slices.Contains(of.conditions, stated(&c)) && !asks(b.statement, &c)
	})
}

// asks reports whether a statement has a condition of the same operator and key.
func asks(s *policy.Statement, like *policy.Condition) bool {
	return slices.ContainsFunc(s.Conditions, func(c policy.Condition) bool {
		return strings.EqualFold(c.Operator.Value, like.Operator.Value) && strings.EqualFold(c.Key.Value, like.Key.Value)
	})
}

// covers reports whether every request of b is one of a.
func (a box) covers(b box) bool {
	exact := func(e *policy.Elements, f *policy.Elements) bool {
		return e.Not == f.Not && (!e.Not || slices.EqualFunc(e.Patterns, f.Patterns, func(x, y source.Text) bool {
			return x.Value == y.Value
		}))
	}
	s, t := a.statement, b.statement
	if !exact(&s.Action, &t.Action) || !exact(&s.Resource, &t.Resource) {
		return false
	}
	if p, q := s.Principal, t.Principal; p != nil && q != nil && (p.Not || q.Not) {
		if p.Not != q.Not || !slices.EqualFunc(p.Entries, q.Entries, func(x, y policy.Principal) bool {
			return x.Kind == y.Kind && x.Value.Value == y.Value.Value
		}) {
			return false
		}
	}
	if a.principal != b.principal && a.principal != "*" || a.caller != "" && a.caller != b.caller {
		return false
	}
	for _, c := range a.conditions {
		if !slices.Contains(b.conditions, c) || a.variables != b.variables && strings.Contains(c, "${") {
			return false
		}
	}
	return patternCovers(strings.ToLower(a.action), strings.ToLower(b.action)) && a.coversResource(b)
}

func (a box) coversResource(b box) bool {
	if strings.Contains(a.resource, "${") {
		return a.resource == b.resource && a.variables == b.variables
	}
	return glob.Covers(glob.Parse(a.resource), condition.ParseTemplate(b.resource, b.variables).Widest())
}

func patternCovers(wide, narrow string) bool {
	return glob.Covers(glob.Parse(wide), glob.Parse(narrow))
}

// wanted reports whether the box lies in what is wanted, whatever its
// conditions.
func (g *Gains) wanted(b box) bool {
	return g.byRole(b) && slices.ContainsFunc(g.Wants, func(w Want) bool {
		return w.coversAction(b.action) && w.coversResource(b)
	})
}

// byRole reports whether all requests of the box are the role's.
func (g *Gains) byRole(b box) bool {
	return b.caller != "" && b.caller == g.Role.String() || g.isRole(b.principal)
}

// isRole reports whether a principal is the role or one of its sessions.
func (g *Gains) isRole(principal string) bool {
	if principal == "" {
		return g.Owned
	}
	_, name, _ := g.Role.RoleName()
	role := policy.Caller{Identity: g.Role, Text: g.Role.String(), Role: name, IsRole: true, ID: g.RoleID}
	named := policy.ReadNamed("AWS", principal)
	as, on := named.As(&role)
	return as == policy.AsRole && on == policy.ForCertain || on == policy.OnSession
}

func (w Want) coversAction(action string) bool {
	return slices.ContainsFunc(w.Actions, func(p string) bool {
		return patternCovers(strings.ToLower(p), strings.ToLower(action))
	})
}

func (w Want) coversResource(b box) bool {
	return slices.ContainsFunc(w.Resources, func(p string) bool {
		if strings.Contains(p, "${") {
			return p == b.resource
		}
		return glob.Covers(glob.Parse(p), condition.ParseTemplate(b.resource, b.variables).Widest())
	})
}

// refused reports whether the side that has to allow as well allows nothing of
// the box but what is wanted.
func (g *Gains) refused(b box) bool {
	if g.Other == nil || b.principal != "" && !g.byRole(b) {
		return false
	}
	for _, d := range g.Other {
		for _, o := range boxes(d) {
			if o.statement.Effect != policy.Allow || dead(g.Table, o.action, o.resource) || !overlaps(b, o) {
				continue
			}
			if !slices.ContainsFunc(g.Wants, func(w Want) bool {
				return (w.coversAction(b.action) || w.coversAction(o.action)) && (w.coversResource(b) || w.coversResource(o))
			}) {
				return false
			}
		}
	}
	return true
}

func overlaps(a, b box) bool {
	resource := func(x box) glob.Pattern { return condition.ParseTemplate(x.resource, x.variables).Widest() }
	return glob.Overlaps(glob.Parse(strings.ToLower(a.action)), glob.Parse(strings.ToLower(b.action))) &&
		glob.Overlaps(resource(a), resource(b))
}

// dead reports whether the action takes no ARN of the resource's form: a
// bucket action on objects, an object action on a bucket.
func dead(table *reference.Table, action, resource string) bool {
	name, ok := arn.Parse(resource)
	if !ok || name.Service != "s3" || strings.ContainsAny(action, "*?") {
		return false
	}
	known, ok := table.Action(action)
	if !ok || len(known.Resources) == 0 {
		return false
	}
	_, key, object := strings.Cut(name.Resource, "/")
	takes := func(kind string) bool {
		return slices.ContainsFunc(known.Resources, func(r reference.ActionResource) bool { return r.Type.Name == kind })
	}
	switch {
	case object && key != "" && !takes("object"):
		return takes("bucket")
	case !object && !strings.ContainsAny(name.Resource, "*?$") && !takes("bucket"):
		return takes("object")
	}
	return false
}
