package access

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/request"
)

var (
	_ terms              = (*inSets)(nil)
	_ parts[request.Set] = (*inSets)(nil)
)

// inSets is a query in all worlds, where a set tells all that is not known.
type inSets struct {
	q         *query
	possible  []request.Set   // what is known of every request
	asked     map[string]bool // condition keys of which that is listed
	modelled  bool            // nothing is known of them that has no set
	setValued map[string]bool

	may, mayNot request.Set // what is possible, and allowed or not
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
