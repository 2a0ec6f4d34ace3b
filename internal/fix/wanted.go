package fix

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/request"
	"github.com/crossgrant/crossgrant/internal/source"
)

// wants is what a proposal may let in: what its rule states, as far as somebody meant it.
// A rule that states what nobody meant makes no fix safe.
func (p *Prover) wants(proposal *Proposal) []access.Want {
	same := func(v, w access.Want) bool {
		return slices.Equal(v.Actions, w.Actions) && slices.Equal(v.Resources, w.Resources)
	}
	if slices.EqualFunc(proposal.Wants, p.Meant, same) {
		return p.Meant // which is read once for all fixes
	}
	return slices.DeleteFunc(slices.Clone(proposal.Wants), func(w access.Want) bool {
		return !slices.ContainsFunc(p.Meant, func(m access.Want) bool { return within(w.Actions, m.Actions) && within(w.Resources, m.Resources) })
	})
}

func within(list, of []string) bool {
	return !slices.ContainsFunc(list, func(s string) bool { return !slices.Contains(of, s) })
}

// Granted is a sentence about what the change lets in of what is wanted, each action with
// the resources for which it is; empty if it lets in none of it.
func (g *Gains) Granted() string {
	q := g.question()
	theirs := g.theirs()
	var resources []string
	actions := map[string][]string{}
	var told request.Set
	spoken := g.spoken()
	for i, w := range g.Wants {
		for _, action := range w.Actions {
			for k, resource := range w.Resources {
				if !q.speaks(action, spoken[i].Resources[k]) {
					continue
				}
				asked := request.Asking([]string{action}, spoken[i].Resources[k:k+1])
				if !q.lets(asked.And(theirs), told) {
					continue
				}
				told = told.Or(asked)
				if actions[resource] == nil {
					resources = append(resources, resource)
				}
				actions[resource] = append(actions[resource], action)
			}
		}
	}
	var parts []string
	for _, r := range resources {
		parts = append(parts, strings.Join(actions[r], ", ")+" on "+r)
	}
	return strings.Join(parts, "; ")
}

// speaks reports whether changed statements may be about an action on a resource, by how
// their patterns begin: a pair may be meant to do hundreds of things.
func (q *question) speaks(action, resource string) bool {
	meets := func(e *policy.Elements, pattern string) bool {
		return e.Not || !e.Present() || slices.ContainsFunc(e.Patterns, func(t source.Text) bool { return beginAlike(t.Value, pattern) })
	}
	return slices.ContainsFunc(slices.Concat(q.fresh, q.gone), func(s *policy.Statement) bool {
		return meets(&s.Action, action) && meets(&s.Resource, resource)
	})
}

// beginAlike is false of patterns that no text matches both; letters may be in any case.
func beginAlike(a, b string) bool {
	fixed := func(p string) string {
		if i := strings.IndexAny(p, "*?$"); i >= 0 {
			return p[:i]
		}
		return p
	}
	a, b = fixed(a), fixed(b)
	n := min(len(a), len(b))
	return strings.EqualFold(a[:n], b[:n])
}

// lets reports whether the change lets in a request of a set that is in no other one.
func (q *question) lets(asked, told request.Set) bool {
	defer func(fine request.Set) { q.fine = fine }(q.fine)
	q.fine = told
	for _, o := range q.openings() {
		d := q.of(o.in, o.is)
		for as := range d.Named {
			d.Named[as] = d.Named[as].And(asked)
		}
		d.Denies = d.Denies.And(asked)
		if o.ask(d).Answer != request.None {
			return true
		}
	}
	return false
}
