package access

import (
	"maps"
	"slices"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/request"
)

// key is the requests for which the key lets itself be used: of the shared keys
// those whose values the decision allows, told apart by what tests them.
func (s *inSets) key(k *keyLeg) request.Set {
	allows := request.Set{}
	w := &world{tried: map[string]condition.Value{}}
	var each func(keys []string, so request.Set)
	each = func(keys []string, so request.Set) {
		if len(keys) > 0 {
			for _, value := range s.q.valuesOf(keys[0]) {
				w.tried[keys[0]] = value
				each(keys[1:], so.And(s.answering(k.shared[keys[0]], value)))
			}
			return
		}
		switch v, _ := k.in(w); {
		case v == authz.Allowed:
			allows = allows.Or(so)
		case !v.Denied():
			allows = allows.Or(so.And(s.fact(k.fact)))
		}
	}
	each(slices.Sorted(maps.Keys(k.shared)), request.All())
	return allows
}

// answering is the requests of whose key tests say the same as of a value.
func (s *inSets) answering(tests []*condition.Test, value condition.Value) request.Set {
	so := request.All()
	for _, t := range tests {
		s.know(t.Key())
		if t.Eval(&context{tried: map[string]condition.Value{t.Key(): value}}) == condition.True {
			so = so.And(request.Having(t))
		} else {
			so = so.And(request.Having(t).Not())
		}
	}
	return so
}
