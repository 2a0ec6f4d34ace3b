package snapshot

import "github.com/crossgrant/crossgrant/internal/input"

// findCaps marks the documents that only limit: those that are boundaries of roles or
// users and attached to nobody in the input, and the session policy.
func (b *Builder) findCaps() {
	if b.s.Session != nil {
		b.s.Session.Caps = true
	}
	for _, r := range b.s.Roles {
		if d := r.Boundary.Document; d != nil {
			d.Caps = true
		}
	}
	for _, u := range b.s.Users {
		if d := b.s.managed[u.Boundary.Value.ARN]; d != nil && u.Boundary.State == input.Present {
			d.Caps = true
		}
	}
	attached := func(d *Document) {
		if d != nil {
			d.Caps = false
		}
	}
	for _, r := range b.s.Roles {
		for _, a := range r.Attached {
			attached(a.Document)
		}
	}
	for _, list := range [][]input.Identity{b.s.Users, b.s.Groups} {
		for _, i := range list {
			for _, a := range i.Attached {
				attached(b.s.managed[a.ARN])
			}
		}
	}
}
