package reference

import (
	"slices"
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

// Only returns the one action that an entry of an Action element means: the one that it
// names, or the one that the wildcards in its name leave.
func (t *Table) Only(entry string) (Action, bool) {
	prefix, name, _ := strings.Cut(entry, ":")
	if !strings.ContainsAny(entry, "*?") {
		return t.Action(entry)
	}
	s, ok := t.Service(prefix)
	if !ok || strings.Trim(name, "*") == "" {
		return Action{}, false
	}
	p, found := glob.Parse(name), -1
	for i := range s.Actions {
		if !p.MatchFold(s.Actions[i].Name) {
			continue
		}
		if found >= 0 {
			return Action{}, false
		}
		found = i
	}
	if found < 0 {
		return Action{}, false
	}
	return s.Actions[found], true
}

// Has reports whether some action is what an entry of an Action element names, with or
// without wildcards in its name. An entry with wildcards in the service's prefix names
// none.
func (t *Table) Has(entry string) bool {
	prefix, name, colon := strings.Cut(entry, ":")
	s, ok := t.Service(prefix)
	if !colon || !ok {
		return false
	}
	if !strings.ContainsAny(name, "*?") {
		_, ok := s.Action(name)
		return ok
	}
	p := glob.Parse(name)
	return slices.ContainsFunc(s.Actions, func(a Action) bool { return p.MatchFold(a.Name) })
}

func (s *Service) matching(p glob.Pattern, list []Action) []Action {
	for _, a := range s.Actions {
		if p.MatchFold(a.FullName()) {
			list = append(list, a)
		}
	}
	return list
}
