package reference

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/glob"
)

// Actions returns the actions that a pattern such as s3:Get* covers, sorted by name.
// In the service prefix too a wildcard is followed, at the cost of reading every service.
func (t *Table) Actions(pattern string) []Action {
	prefix, _, colon := strings.Cut(pattern, ":")
	if colon && !strings.ContainsAny(prefix, "*?") {
		s, ok := t.Service(prefix)
		if !ok {
			return nil
		}
		return s.matching(glob.Parse(pattern), nil)
	}
	p := glob.Parse(pattern)
	var list []Action
	for i := range t.archive.blocks {
		list = t.service(i).matching(p, list)
	}
	return list
}

func (s *Service) matching(p glob.Pattern, list []Action) []Action {
	for _, a := range s.Actions {
		if p.MatchFold(a.FullName()) {
			list = append(list, a)
		}
	}
	return list
}
