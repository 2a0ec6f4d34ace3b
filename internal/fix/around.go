package fix

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/policy"
)

// around reports whether the box, which is new, lets in some of what an allow lets in
// under a condition, or for some values of a policy variable, without either: it would
// go around what somebody put there for a reason. A name that is mended grants what its
// own statement says, whatever conditions others have.
func (g *Gains) around(b box, before []box) bool {
	before = append(slices.Clone(before), g.beside()...)
	if dead(g.Table, b.action, b.resource) || slices.ContainsFunc(before, func(o box) bool { return o.statement.Effect == policy.Allow && o.covers(b) }) {
		return false
	}
	return slices.ContainsFunc(before, func(o box) bool {
		if o.statement.Effect != policy.Allow || !overlaps(b, o) || dead(g.Table, o.action, o.resource) || o.principal != b.principal && !(g.reaches(o) && g.byRole(b)) {
			return false
		}
		narrow := func(c policy.Condition) bool {
			return slices.Contains(o.conditions, stated(&c)) && !asks(b.statement, &c)
		}
		return g.Adds && slices.ContainsFunc(o.statement.Conditions, narrow) ||
			o.variables && strings.Contains(o.resource, "${") && !strings.Contains(b.resource, "${")
	})
}

// reaches reports whether some requests of the box are the role's.
func (g *Gains) reaches(b box) bool {
	root := g.Role
	root.Resource = "root"
	return g.byRole(b) || b.caller == "" && slices.Contains([]string{"*", g.Role.Account, root.String()}, b.principal)
}

// beside are the boxes of the documents that can allow as well.
func (g *Gains) beside() (list []box) {
	for _, d := range g.Beside {
		for _, b := range boxes(d) {
			if b.principal == "" {
				b.principal = g.Role.String()
			}
			list = append(list, b)
		}
	}
	return list
}
