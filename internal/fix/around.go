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
func (g *Gains) around(b box, granted []box) bool {
	if dead(g.Table, b.action, b.resource) || slices.ContainsFunc(granted, func(o box) bool { return o.covers(b) }) {
		return false
	}
	return slices.ContainsFunc(granted, func(o box) bool {
		if !overlaps(b, o) || dead(g.Table, o.action, o.resource) || o.principal != b.principal && !(g.reaches(o) && g.byRole(b)) {
			return false
		}
		return g.Adds && b.drops(o) || o.variables && strings.Contains(o.resource, "${") && !strings.Contains(b.resource, "${")
	})
}

// reaches reports whether some requests of the box are the role's.
func (g *Gains) reaches(b box) bool {
	root := g.Role
	root.Resource = "root"
	return g.byRole(b) || b.caller == "" && slices.Contains([]string{"*", g.Role.Account, root.String()}, b.principal)
}

// granted are the boxes of allows: of the old document, and of those that can allow
// as well.
func (g *Gains) granted(before []box) []box {
	list := slices.Clone(before)
	for _, d := range g.Beside {
		for _, b := range boxes(d) {
			if b.principal == "" {
				b.principal = g.Role.String()
			}
			list = append(list, b)
		}
	}
	return slices.DeleteFunc(list, func(b box) bool { return b.statement.Effect != policy.Allow })
}
