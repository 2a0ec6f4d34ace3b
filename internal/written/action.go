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
	cover := coverageOf(e.Patterns, strings.ToLower)
	for i, t := range e.Patterns {
		if unknown.In(t.Value) {
			continue // it may be any action
		}
		a := r.action(t.Value)
		a.At = r.at(e.Path(path, i))
		if a.Name != "" && r.misses(s, a.Name) {
			a.Takes = r.takes(a.Name)
		}
		if by := cover.of(i); by >= 0 {
			a.CoveredBy = &Said{At: r.at(e.Path(path, by)), Value: e.Patterns[by].Value}
		}
		made.Everything = made.Everything || a.Everything
		made.Entries = append(made.Entries, a)
	}
	return made
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
