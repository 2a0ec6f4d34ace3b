package written

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

func (r *reader) actions(s *policy.Statement, path source.Path) *Actions {
	e := &s.Action
	if !e.Present() {
		return nil
	}
	made := &Actions{At: r.at(e.Path(path, -1)), Not: e.Not}
	made.Empty = len(e.Patterns) == 0 && !r.wrongType(made.At.Path)
	index := coverage(e.Patterns, strings.ToLower)
	for i, t := range e.Patterns {
		if unknown.In(t.Value) {
			continue // it may be any action
		}
		a := r.action(t.Value)
		a.At = r.at(e.Path(path, i))
		if a.Name != "" && r.misses(s, a.Name) {
			a.Takes = r.takes(a.Name)
		}
		if by := index(i); by >= 0 {
			a.CoveredBy = &Said{At: r.at(e.Path(path, by)), Value: e.Patterns[by].Value}
		}
		made.Everything = made.Everything || a.Everything
		made.Entries = append(made.Entries, a)
	}
	return made
}

func (r *reader) action(entry string) *Action {
	a := &Action{Value: entry, Wildcard: wild(entry), WildcardInside: wild(strings.TrimRight(entry, "*?"))}
	if entry == "*" || entry == "*:*" {
		a.Everything = true
		return a
	}
	prefix, name, ok := strings.Cut(entry, ":")
	if !ok {
		a.NoPrefix = entry != "" && !strings.ContainsAny(entry, "$<{")
		return a
	}
	if prefix == "" {
		a.NoPrefix = true
		return a
	}
	a.Service = strings.ToLower(prefix)
	a.WildcardInService = wild(prefix)
	a.WholeService = name != "" && strings.Trim(name, "*") == ""
	if a.WildcardInService || strings.ContainsAny(prefix, "$<{") {
		return a
	}
	service, known := r.table.Service(prefix)
	if !known && r.document.AWSManaged {
		return a // what AWS names it has, or had
	}
	if !known {
		a.UnknownService = &Unknown{Value: prefix, NoName: !reference.IsName(prefix)}
		if near, ok := r.table.NearestService(prefix); ok {
			a.UnknownService.Nearest = near
		}
		return a
	}
	if known, ok := r.only(entry); ok {
		a.Name = known.FullName()
	}
	a.NotInRCPs = !service.RCP
	a.Foreign = r.foreign(service)
	return a
}

// only is the one action that an entry means, asked of the reference once.
func (r *reader) only(entry string) (reference.Action, bool) {
	if !wild(entry) {
		return r.table.Action(entry)
	}
	known, again := r.alone[entry]
	if !again {
		known, _ = r.table.Only(entry)
		if r.alone == nil {
			r.alone = map[string]reference.Action{}
		}
		r.alone[entry] = known
	}
	return known, known.Name != ""
}

// misses reports that the action takes none of the statement's resources.
func (r *reader) misses(s *policy.Statement, action string) bool {
	if s.Action.Not || s.Resource.Not || len(s.Resource.Patterns) == 0 {
		return false
	}
	for _, t := range s.Resource.Patterns {
		if !strings.HasPrefix(t.Value, "arn:") || r.table.Takes(action, t.Value) != glob.No {
			return false
		}
	}
	return true
}

// takes are the forms of the resources that an action takes.
func (r *reader) takes(action string) map[string]bool {
	forms := map[string]bool{}
	if known, ok := r.table.Action(action); ok {
		for _, of := range known.Resources {
			// An access point stands for the bucket behind it, of which the other form is.
			if !strings.Contains(of.Type.ARN, ":accesspoint/") {
				forms[of.Type.ARN] = true
			}
		}
	}
	if len(forms) == 0 {
		return set("*")
	}
	return forms
}

// carried are the services whose actions the policies of a type carry; a policy of
// another type carries those of any.
var carried = map[policy.Type][]string{
	policy.Bucket:       {"s3", "s3-object-lambda"},
	policy.AccessPoint:  {"s3"},
	policy.AccessGrants: {"s3"},
	policy.Key:          {"kms"},
	policy.Trust:        {"sts"},
}

// foreign names what the policy is attached to, where it cannot carry the service's
// actions.
func (r *reader) foreign(service *reference.Service) string {
	services := carried[r.policy.Type()]
	if r.policy.Type() == policy.Bucket && r.directory() {
		services = []string{"s3express"}
	}
	if services == nil {
		return ""
	}
	for _, prefix := range services {
		if prefix == service.Prefix {
			return ""
		}
	}
	return string(r.policy.Type())
}

func wild(s string) bool { return strings.ContainsAny(s, "*?") }

// coverage returns a function that tells of an entry which other one wholly covers it:
// the first that does and is itself covered by none, or of equal ones the earlier; -1 if
// there is none.
func coverage(list []source.Text, fold func(string) string) func(int) int {
	if len(list) < 2 {
		return func(int) int { return -1 }
	}
	first := map[string]int{}
	var wide []int
	patterns := make([]glob.Pattern, len(list))
	for i, t := range list {
		text := fold(t.Value)
		patterns[i] = glob.Parse(text)
		if _, again := first[text]; !again {
			first[text] = i
			if wild(text) {
				wide = append(wide, i)
			}
		}
	}
	budget := mostCompared
	covering := func(i int) int {
		text := fold(list[i].Value)
		if text == "" {
			return -1
		}
		if f := first[text]; f != i {
			return f
		}
		for _, w := range wide {
			if budget--; budget < 0 {
				return -1
			}
			if w != i && glob.Covers(patterns[w], patterns[i]) && !(glob.Covers(patterns[i], patterns[w]) && i < w) {
				return w
			}
		}
		return -1
	}
	return func(i int) int {
		by := covering(i)
		for by >= 0 {
			above := covering(by)
			if above < 0 {
				break
			}
			by = above
		}
		return by
	}
}

// mostCompared is how many pairs of one list are compared. AWS's own size limits leave
// no room for a list that needs more.
const mostCompared = 1 << 16
