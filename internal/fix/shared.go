package fix

import (
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/source"
)

// shared are documents that are made of lines which alone none of them can change, by where
// these stand: copies of a resource, a module that is called twice.
type shared struct {
	groups []*group
}

// group is the documents of one place.
type group struct {
	origin source.Origin
	first  source.Shared
	texts  map[source.Notation][]byte
	list   []*finding.Patch
}

// add adds a document with what it is to say; ok is false for one that shares no lines.
func (s *shared) add(p *finding.Patch, o source.Origin, text []byte) (ok bool) {
	n, ok := o.Notation.(source.Shared)
	if !ok || o.File.Derived != "" {
		return false
	}
	for _, g := range s.groups {
		if g.origin.File.Name == o.File.Name && g.origin.Span == o.Span {
			g.texts[n], g.list = text, append(g.list, p)
			return true
		}
	}
	s.groups = append(s.groups, &group{o, n, map[source.Notation][]byte{n: text}, []*finding.Patch{p}})
	return true
}

// patches adds one patch for all documents of a place where the same edit is right for each
// of them, else their own, which nobody can make but by hand. Left is how many go together
// with no other patch.
func (s *shared) patches(patches *[]*finding.Patch) (left int) {
	for _, g := range s.groups {
		if p := g.one(); p != nil {
			if !besides(patches, p) {
				left += len(g.list)
			}
			continue
		}
		*patches = append(*patches, g.list...)
	}
	return left
}

func (g *group) one() *finding.Patch {
	if len(g.list) < 2 {
		return nil
	}
	edits, err := g.first.Together(g.texts)
	if err != nil || len(edits) == 0 {
		return nil
	}
	p := &finding.Patch{File: g.origin.File, Edits: edits, Old: g.origin.File.Text}
	for i, one := range g.list {
		if i > 0 {
			p.Label += ", "
		}
		p.Label += one.Label
	}
	if _, err = source.Apply(p.Old, edits); err != nil {
		return nil
	}
	return p
}
