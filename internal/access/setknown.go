package access

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/request"
)

// know lists what is known of a condition key.
func (s *inSets) know(key string) {
	if s.asked[key] {
		return
	}
	s.asked[key] = true
	like := "StringLike"
	if s.setValued[key] {
		like = "ForAllValues:StringLike"
	}
	switch v := s.q.base.Lookup(key); {
	case v.State == condition.Absent:
		s.possible = append(s.possible, having("Null", key, "true"))
	case v.State == condition.Present && len(v.Values) == 1 && !v.Set:
		s.possible = append(s.possible, having("StringEquals", key, v.Values[0]))
	case v.State == condition.Present:
		s.modelled = false
	case v.State == condition.PresentUnknown:
		s.possible = append(s.possible, having("Null", key, "false"))
		if v.Within != nil {
			s.possible = append(s.possible, having(like, key, v.Within.String()))
		}
	}
	if known := taken[key]; known != nil {
		s.possible = append(s.possible, having("StringEqualsIfExists", key, known...))
	}
	if key == prefixKey && s.q.onBucket() && s.q.prefix != "" {
		s.possible = append(s.possible, having("StringLike", key, s.q.prefix+"*"))
	}
	if twin := authz.Twin(key); twin != "" && s.asked[twin] {
		s.modelled = false // both tell the same instant
	}
}

// through is the requests that come through a stage.
func (s *inSets) through(at int) request.Set {
	id := s.q.stages[at].endpoint
	if id == "" {
		return request.All()
	}
	s.know(endpointKey)
	return having("StringEquals", endpointKey, id)
}

func (s *inSets) onWay(at int) request.Set { return s.through(at) }

// present are keys of which presence alone says which others are there.
var presence = []string{"aws:sourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:vpcsourceip", "aws:multifactorauthage", "aws:multifactorauthpresent"}

// together lists which of these keys can be present together.
func (s *inSets) together() {
	keys := slices.DeleteFunc(slices.Clone(presence), func(key string) bool { return !s.asked[key] })
	if len(keys) < 2 {
		return
	}
	var cases []request.Set
	for mask := range 1 << len(keys) {
		tried, one := map[string]condition.Value{}, request.All()
		for i, key := range keys {
			if tried[key] = absent; mask>>i&1 == 1 {
				tried[key] = authz.One("x")
				one = one.And(having("Null", key, "false"))
			} else {
				one = one.And(having("Null", key, "true"))
			}
		}
		if authz.Consistent(tried) {
			cases = append(cases, one)
		}
	}
	s.possible = append(s.possible, request.Union(cases...))
}

// like is where a key that is asked about has a value, if it is there.
func (s *inSets) like(key, value string) request.Set {
	if !s.asked[key] {
		return request.All()
	}
	return having("StringEqualsIfExists", key, value)
}
