package request

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// reader reads the statements of a document.
type reader struct {
	variables bool // the document's Version knows policy variables
	callers   bool // its statements name those whose requests they are about
	ofRole    bool // its statements are about the role that it belongs to, and name no resource
}

// statement is the requests that a statement speaks of, by how closely it names the
// caller.
func (r reader) statement(st *policy.Statement) (sets [policy.AsItself + 1]Set) {
	if !st.Action.Present() || !st.Resource.Present() && !r.ofRole || r.callers && st.Principal == nil {
		return sets
	}
	parts := []Set{actions(&st.Action)}
	if st.Resource.Present() {
		parts = append(parts, r.resources(&st.Resource))
	}
	for i := range st.Conditions {
		parts = append(parts, r.condition(&st.Conditions[i]))
	}
	spoken := Intersection(parts...)
	for as := range sets {
		sets[as] = spoken
	}
	if r.callers {
		for as, who := range named(st.Principal) {
			sets[as] = who.And(spoken)
		}
	}
	return sets
}

// condition is the requests that pass a condition.
func (r reader) condition(c *policy.Condition) Set {
	texts := c.Texts()
	t, is := condition.Compile(c.Operator.Value, c.Key.Value, texts, r.variables)
	open := slices.ContainsFunc(texts, unknown.In)
	if !is || unknown.In(c.Key.Value) || open && !r.canOpen(t.Family(), texts...) {
		return Fact(t.Wanted())
	}
	if open {
		for i := range texts {
			texts[i] = unknown.Variables(texts[i])
		}
		t, _ = condition.Compile(c.Operator.Value, c.Key.Value, texts, true)
	}
	if r.callers && slices.Contains(linked, t.Key()) {
		if s, ok := ofKey(&t); ok {
			return s
		}
		// Find says that the key is not linked to the caller.
	}
	return Having(&t)
}

// canOpen reports whether values that nobody knows yet can stand as policy variables
// in texts.
func (r reader) canOpen(f condition.Family, texts ...string) bool {
	return (f == condition.Text || f == condition.ARN) &&
		(r.variables || !slices.ContainsFunc(texts, func(t string) bool { return strings.Contains(t, "${") }))
}

// actions is the requests for what an Action or NotAction element names. What IAM
// refuses to store names nothing: a wildcard in the prefix of a service, and more
// colons than one (IAM User Guide, Action).
func actions(e *policy.Elements) Set {
	listed := &language{}
	everything := false
	var perhaps []Set
	for _, t := range e.Patterns {
		if t.Value == "*" || t.Value == "*:*" {
			everything = true
			continue
		}
		if unknown.GivenIn(t.Value) {
			widest := source.Text{Value: unknown.Widest(t.Value)}
			within := actions(&policy.Elements{Name: e.Name, Patterns: []source.Text{widest}})
			perhaps = append(perhaps, within.And(Fact("action "+t.Value)))
		}
		service, name, ok := strings.Cut(t.Value, ":")
		if ok && !strings.ContainsAny(service, "*?") && !strings.Contains(name, ":") {
			listed.add(glob.WordOf(true, glob.Parse(t.Value)))
		}
	}
	s := All()
	if !everything {
		s = Set{&node{kind: leaf, lit: &literal{variable: actionVariable, id: actionVariable + " " + written(e), text: listed}}}
	}
	return s.Or(Union(perhaps...)).unless(e.Not)
}

// resources is the requests for what a Resource or NotResource element names. Each
// entry with a variable is a part of its own, so that equal ones are known for equal.
func (r reader) resources(e *policy.Elements) Set {
	plain := &literal{variable: resourceVariable, text: &language{}, id: resourceVariable + r.reading(e) + written(e)}
	var list []Set
	for _, t := range e.Patterns {
		text, variables := t.Value, r.variables
		if unknown.In(text) {
			if !r.canOpen(condition.Text, text) {
				list = append(list, Fact("resource "+text))
				continue
			}
			text, variables = unknown.Variables(text), true
		}
		template := condition.ParseTemplate(text, variables)
		if p, is := template.Plain(); !is {
			list = append(list, Set{&node{kind: leaf, lit: &literal{variable: resourceVariable, text: &language{},
				open: []condition.Template{template}, needs: template.Keys(), id: resourceVariable + " with variables " + text}}})
		} else if plain.text.addResource(p) {
			return All().unless(e.Not)
		}
	}
	if len(plain.text.all()) > 0 || len(list) == 0 {
		list = append(list, Set{&node{kind: leaf, lit: plain}})
	}
	return Union(list...).unless(e.Not)
}

// reading tells elements apart that say another thing where policy variables are known.
func (r reader) reading(e *policy.Elements) string {
	if r.variables && slices.ContainsFunc(e.Patterns, func(t source.Text) bool { return strings.Contains(t.Value, "${") }) {
		return " beside variables "
	}
	return " "
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

// Asking is the requests for one of the actions and one of the resources, patterns as
// a policy of the present Version writes them.
func Asking(of, on []string) Set {
	element := func(name string, texts []string) *policy.Elements {
		e := &policy.Elements{Name: name}
		for _, t := range texts {
			e.Patterns = append(e.Patterns, source.Text{Value: t})
		}
		return e
	}
	return actions(element("Action", of)).And(reader{variables: true}.resources(element("Resource", on)))
}
