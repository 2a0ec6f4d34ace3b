package facts

import "github.com/crossgrant/crossgrant/internal/source"

// Site is an element of a document, as rules and findings name it: the object {"document",
// "path", "key"}. Half of all objects that facts are made of are places, and hardly a gate
// leads into one, so it stays what it is until somebody wants the object.
type Site struct {
	Document string
	Path     source.Path
	Key      bool // the name of the last member is meant, not its value
}

// Place is the site of an element's value.
func Place(document string, path source.Path) *Site { return &Site{Document: document, Path: path} }

// keyPlace is the site of a member's name.
func keyPlace(document string, path source.Path) *Site {
	return &Site{Document: document, Path: path, Key: true}
}

// Object is the site as rules read it.
func (s *Site) Object() Object {
	steps := make(Array, len(s.Path))
	for i, step := range s.Path {
		if step.Array {
			steps[i] = Int(step.Index)
		} else {
			steps[i] = String(step.Name)
		}
	}
	o := Object{{"document", String(s.Document)}, {"path", steps}}
	if s.Key {
		o = append(o, Member{"key", Present})
	}
	return o
}

func (s *Site) appendJSON(dst []byte) []byte { return s.Object().appendJSON(dst) }
