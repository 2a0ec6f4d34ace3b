package cloudformation

import (
	"cmp"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// links are what the template has to do with others: evaluated last, when all that it
// imports was asked for.
func (t *template) links(outputs *node) *input.Links {
	t.odd = func(source.Span, string, string) {} // what is no part of a policy is nobody's concern here
	l := &input.Links{Outputs: map[string]string{}, Exports: map[string]string{}, Account: t.account, Region: t.region}
	if outputs != nil {
		for _, m := range outputs.members {
			value, ok := t.text(m.value.get("Value"), nil)
			if !ok {
				continue
			}
			l.Outputs[m.name] = value
			if name := t.string(m.value, "Export", "Name"); name != "" && !unknown.In(name) {
				l.Exports[name] = value
			}
		}
	}
	if t.resources != nil {
		for _, m := range t.resources.members {
			if file := t.nestedFile(m.value); file != "" {
				l.Nested = append(l.Nested, input.Nested{ID: m.name, File: file, Parameters: t.passed(m.value.path("Properties", "Parameters"))})
			}
		}
	}
	slices.Sort(t.imports)
	l.Imports = slices.Compact(t.imports)
	return l
}

// nestedFile is the template of a stack in a stack, where it is a file beside this one:
// the path that aws cloudformation package and SAM put an address for, or the asset of a
// CDK app.
func (t *template) nestedFile(r *node) string {
	property := map[string]string{"AWS::CloudFormation::Stack": "TemplateURL", "AWS::Serverless::Application": "Location"}[typeOf(r)]
	if property == "" {
		return ""
	}
	file := cmp.Or(t.string(r, "Metadata", "aws:asset:path"), t.string(r, "Properties", property))
	if unknown.In(file) || strings.Contains(file, "://") {
		return ""
	}
	return file
}

// passed are the parameters that a stack is made with; of a list CloudFormation makes a
// text with commas.
func (t *template) passed(n *node) map[string]string {
	out := map[string]string{}
	if n == nil {
		return out
	}
	for _, m := range t.resolve(n, nil).members {
		switch v := m.value; v.kind {
		case scalar:
			out[m.name] = v.text
		case list:
			out[m.name] = strings.Join(t.texts(v), ",")
		}
	}
	return out
}

// importValue is the value that another template of the files exports under that name.
// Else it is one that nobody knows, the same whichever template asks for it: an export is
// one in an account and Region.
func (s *stack) importValue(argument *node, at source.Span, w ways) *node {
	name, ok := s.text(argument, w)
	if !ok || unknown.In(name) {
		return nil
	}
	s.imports = append(s.imports, name)
	if value, ok := s.linked.Imports[name]; ok {
		return scalarOf(value, at)
	}
	return s.given(at, "", "Fn::ImportValue "+name)
}

// output is that of a nested stack whose template is there, nil for others.
func (s *stack) output(id, attribute string, at source.Span) *node {
	name, ok := strings.CutPrefix(attribute, "Outputs.")
	value, known := s.linked.Outputs[id][name]
	if !ok || !known {
		return nil
	}
	return scalarOf(value, at)
}
