package access

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/region"
	"github.com/crossgrant/crossgrant/internal/request"
)

// objectText is the name, bucket and key, of the object that a request is about.
var _ terms[request.Set] = (*inSets)(nil)

const objectText = "the object"

// inSets is a query as sets of requests: of object keys and of all that is not known.
type inSets struct {
	q         *query
	possible  []request.Set   // what is known of every request
	asked     map[string]bool // condition keys of which that is listed
	modelled  bool            // nothing is known of them that has no set
	setValued map[string]bool

	may, mayNot request.Set // what is possible, and allowed or not
}

// region is the requests for the objects of a region.
func (s *inSets) region(r region.Region) request.Set {
	named := func(p glob.Pattern, in bool) request.Set {
		if in {
			return request.Text(objectText, p)
		}
		return request.Text(objectText, p).Not()
	}
	return region.Fold(r, named, func(parts []request.Set, every bool) request.Set {
		if every {
			return request.Intersection(parts...)
		}
		return request.Union(parts...)
	})
}

// fact is the requests for which a fact is true; of those of one label one is at most.
func (s *inSets) fact(fact string) request.Set {
	if label := exclusive(fact); label != "" {
		return request.Text(label, glob.Literal(fact))
	}
	return request.Fact(fact)
}

// told is fact for one that is false where no variable stands for it.
func (s *inSets) told(fact string) request.Set {
	if exclusive(fact) != "" || slices.ContainsFunc(s.q.vars, func(v variable) bool { return v.fact == fact }) {
		return s.fact(fact)
	}
	return request.Set{}
}

func (s *inSets) whole() request.Set                    { return request.All() }
func (s *inSets) union(parts []request.Set) request.Set { return request.Union(parts...) }

// hopeless is false: only a search tells.
func (s *inSets) hopeless(request.Set) bool { return false }
