package access

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/request"
)

// objectText is the name, bucket and key, of the object that a request is about.
const objectText = "the object"

// objectsLike is the requests for the objects whose names a pattern matches.
func objectsLike(p glob.Pattern) request.Set { return request.Text(objectText, p) }

// place is what a fact about a Resource or NotResource element says of the object:
// that it lies in one of the patterns whose variables nobody knows, or outside all.
type place struct {
	texts   string
	outside bool
	names   []glob.Pattern // of the objects, a variable standing for itself
	partial bool           // not all patterns are among names
}

func (p *place) within(outer *place) bool {
	covered := func(name glob.Pattern) bool {
		return slices.ContainsFunc(outer.names, func(o glob.Pattern) bool { return glob.Covers(o, name) })
	}
	return p.texts == outer.texts || !p.partial && len(p.names) > 0 && !slices.ContainsFunc(p.names, func(n glob.Pattern) bool { return !covered(n) })
}
