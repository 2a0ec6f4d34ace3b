package fix

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/request"
	"github.com/crossgrant/crossgrant/internal/source"
)

// sentence says by the patterns of a statement what of it the question finds.
func (q *question) sentence(d *policy.Document, s *policy.Statement, ask func(request.Documents) request.Result) string {
	one := *s
	asked := func() request.Result { return ask(alone(d, &one)) }
	if s.Principal != nil && !s.Principal.Not {
		named := *s.Principal
		one.Principal = &named
		first(&named.Entries, asked)
	}
	for _, e := range []*policy.Elements{&one.Action, &one.Resource} {
		if !e.Not {
			first(&e.Patterns, asked)
		}
	}
	q.telling = true
	found := asked().Request
	q.telling = false
	text := q.pattern(&one.Action, found.Action) + " on " + q.pattern(&one.Resource, found.Resource)
	if who := q.who(&one, &found); who != "" {
		text += " by " + who
	}
	return text
}

// first leaves of a list the first item with which something is still found. It asks
// for halves: a list may be long.
func first[T any](list *[]T, asked func() request.Result) {
	for len(*list) > 1 {
		all := *list
		half := len(all) / 2
		if *list = all[:half]; asked().Answer == request.None {
			*list = all[half:]
		}
	}
}

// pattern is how a statement writes what an element of a request is; of an element
// behind Not it is what the other document writes there.
func (q *question) pattern(e *policy.Elements, found string) string {
	if !e.Not && len(e.Patterns) > 0 {
		return e.Patterns[0].Value
	}
	for _, s := range slices.Concat(q.fresh, q.gone) {
		for _, like := range []*policy.Elements{&s.Action, &s.Resource} {
			if !like.Not || like.Name != e.Name {
				continue
			}
			for _, t := range like.Patterns {
				same := func(u source.Text) bool { return u.Value == t.Value }
				if !slices.ContainsFunc(e.Patterns, same) && glob.Parse(strings.ToLower(t.Value)).Match(strings.ToLower(found)) {
					return t.Value
				}
			}
		}
	}
	return "*"
}

// who is the caller by the text that a changed statement has for him in its conditions,
// else by the principal that names him.
func (q *question) who(s *policy.Statement, found *request.Request) string {
	name := found.Caller.ARN
	if v := found.Keys[principalARN]; v.State == condition.Present {
		name = v.Values[0]
	}
	caller, _ := arn.Parse(name)
	for _, s := range slices.Concat(q.fresh, q.gone) {
		for _, c := range s.Conditions {
			for _, v := range c.Values {
				id, isSession := strings.CutSuffix(v.Value, ":*")
				switch {
				case name != "" && v.Value == name:
					return name
				case caller.Account != "" && v.Value == caller.Account:
					return "account " + caller.Account
				case isSession && id == q.roleID && found.Caller.ID == id:
					return q.role.String()
				}
			}
		}
	}
	switch {
	case s.Principal == nil:
		return ""
	case s.Principal.Not:
		return "*"
	case len(s.Principal.Entries) == 0:
		return ""
	}
	e := s.Principal.Entries[0]
	return strings.TrimPrefix(e.Kind+" "+e.Value.Value, "AWS ")
}

// principalARN is the key that holds the caller's ARN.
const principalARN = "aws:principalarn"

// spelled are the callers that changed statements spell in their conditions.
func (c *difference) spelled() (list []string) {
	for _, s := range slices.Concat(c.fresh, c.gone) {
		for _, test := range s.Conditions {
			for _, v := range test.Values {
				if name, is := arn.Parse(v.Value); is && name.Service == "iam" && !slices.Contains(list, v.Value) {
					list = append(list, v.Value)
				}
			}
		}
	}
	return list
}
