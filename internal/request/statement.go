package request

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// Documents is what policies come to that name no principals, all of one type: the
// requests that a statement of theirs allows, and those that one denies.
type Documents struct{ Allows, Denies Set }

// Allowed is what is allowed and not denied.
func (d Documents) Allowed() Set { return d.Allows.And(d.Denies.Not()) }

// Of reads documents. A statement that names principals is about those whom it
// names, and belongs to no set of this kind: ok is then false, as where a document
// could not be read, or a text of it is not known yet.
func Of(documents ...*policy.Document) (d Documents, ok bool) {
	var allows, denies []Set
	for _, doc := range documents {
		if doc.Unread() || unknown.In(string(doc.Text)) {
			return Documents{}, false
		}
		for i := range doc.Statements {
			st := &doc.Statements[i]
			if st.Principal != nil {
				return Documents{}, false
			}
			switch st.Effect {
			case policy.Allow:
				allows = append(allows, spokenOf(st, doc.Variables()))
			case policy.Deny:
				denies = append(denies, spokenOf(st, doc.Variables()))
			}
		}
	}
	return Documents{Union(allows...), Union(denies...)}, true
}

// spokenOf is the requests that a statement speaks of. Variables says whether the
// document's Version knows policy variables.
func spokenOf(st *policy.Statement, variables bool) Set {
	if !st.Action.Present() || !st.Resource.Present() {
		return Set{}
	}
	parts := []Set{actions(&st.Action), resources(&st.Resource, variables)}
	for i := range st.Conditions {
		c := &st.Conditions[i]
		texts := make([]string, len(c.Values))
		for j, v := range c.Values {
			texts[j] = v.Value
		}
		t, is := condition.Compile(c.Operator.Value, c.Key.Value, texts, variables)
		if !is {
			parts = append(parts, Fact(t.Wanted()))
			continue
		}
		parts = append(parts, Having(&t))
	}
	return Intersection(parts...)
}

// actions is the requests for what an Action or NotAction element names. What IAM
// refuses to store names nothing: a wildcard in the prefix of a service, and more
// colons than one (IAM User Guide, Action).
func actions(e *policy.Elements) Set {
	named := &language{}
	everything := false
	for _, t := range e.Patterns {
		if t.Value == "*" || t.Value == "*:*" {
			everything = true
			continue
		}
		service, name, ok := strings.Cut(t.Value, ":")
		if ok && !strings.ContainsAny(service, "*?") && !strings.Contains(name, ":") {
			named.add(wordOf(true, glob.Parse(t.Value)))
		}
	}
	s := All()
	if !everything {
		s = Set{&node{kind: leaf, lit: &literal{variable: actionVariable, id: actionVariable + " " + written(e), text: named}}}
	}
	return s.unless(e.Not)
}

func resources(e *policy.Elements, variables bool) Set {
	l, whole := &literal{variable: resourceVariable, text: &language{}}, false
	for _, t := range e.Patterns {
		template := condition.ParseTemplate(t.Value, variables)
		if p, plain := template.Plain(); plain {
			whole = l.text.addResource(p) || whole
			continue
		}
		l.open = append(l.open, template)
		l.needs = append(l.needs, template.Keys()...)
	}
	if whole {
		return All().unless(e.Not)
	}
	l.id = resourceVariable + " " + written(e)
	if l.needs != nil {
		l.id += " with variables"
	}
	return Set{&node{kind: leaf, lit: l}}.unless(e.Not)
}

// written is the patterns of an element as they stand there.
func written(e *policy.Elements) string {
	var b strings.Builder
	for _, t := range e.Patterns {
		b.WriteString(t.Value)
		b.WriteByte(0)
	}
	return b.String()
}

func (s Set) unless(not bool) Set {
	if not {
		return s.Not()
	}
	return s
}

// Asking is the requests for an action and a resource, both patterns as a policy
// writes them.
func Asking(action, resource string) Set {
	element := func(name, text string) policy.Elements {
		return policy.Elements{Name: name, Patterns: []source.Text{{Value: text}}}
	}
	a, r := element("Action", action), element("Resource", resource)
	return actions(&a).And(resources(&r, false))
}
