package snapshot

import (
	"maps"
	"slices"
)

// Bare reports that no input describes anything that a role could have to do with, and no
// expectation speaks of it: there are no pairs, whatever policies say.
func (s *Snapshot) Bare() bool { return len(s.Buckets)+len(s.Points)+len(s.expect) == 0 }

// Namer collects the buckets that roles' policies name in a bare snapshot, of one policy
// after the other, when they are read anyway. It is for one goroutine.
type Namer struct {
	reader reader
	nobody *Role
}

// Namer returns one that has read nothing yet.
func (s *Snapshot) Namer() *Namer {
	return &Namer{reader{s: s, unknown: map[string]bool{}}, &Role{Rarely: &Rarely{}}}
}

// Inline collects what a document names if it is an inline policy of a role.
func (n *Namer) Inline(d *Document) {
	if d.part == inlinePart {
		n.reader.document(n.nobody, d)
	}
}

// NamedBy are the buckets that namers collected, and those that policies name which are
// attached to roles: what Pairs returns beside the pairs.
func (s *Snapshot) NamedBy(by []*Namer) []string {
	rest := s.Namer()
	attached := map[*Document]bool{nil: true}
	for _, r := range s.Roles {
		for _, a := range r.Attached {
			if !attached[a.Document] {
				attached[a.Document] = true
				rest.reader.document(rest.nobody, a.Document)
			}
		}
	}
	for _, n := range by {
		maps.Copy(rest.reader.unknown, n.reader.unknown)
	}
	return slices.Sorted(maps.Keys(rest.reader.unknown))
}
