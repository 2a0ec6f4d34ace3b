package written

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/lazy"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// variables states what stands in the form of a policy variable and is none, or does not
// count where it stands (IAM User Guide, Policy variables).
func (r *reader) variables(s *policy.Statement, path source.Path) (list []*Variable) {
	// Hardly a text has such a thing, so its place is asked for last.
	add := func(text string, at func() source.Path, element, operator string) {
		found := r.variablesIn(text)
		if element != "Sid" {
			found = append(found, toFill(text)...)
		}
		for _, v := range found {
			if v.Element = element; v.named() {
				v.UnknownKey = r.unknownKey(v.Value)
				v.Operator = operator
				v.OldVersion = !r.policy.Variables() && element == ""
			}
			if v.notable() {
				v.At = r.at(at())
				list = append(list, v)
			}
		}
	}
	for i, t := range s.Action.Patterns {
		add(t.Value, func() source.Path { return s.Action.Path(path, i) }, s.Action.Name, "")
	}
	for i, t := range s.Resource.Patterns {
		add(t.Value, func() source.Path { return s.Resource.Path(path, i) }, "", "")
	}
	if p := s.Principal; p != nil {
		for i := range p.Entries {
			add(p.Entries[i].Value.Value, func() source.Path { return p.Path(path, i) }, p.Name(), "")
		}
	}
	if s.Sid != nil {
		add(s.Sid.Value, func() source.Path { return path.With(source.Member("Sid")) }, "Sid", "")
	}
	for i := range s.Conditions {
		c := &s.Conditions[i]
		operator := ""
		if o, ok := condition.ParseOperator(c.Operator.Value); ok && !o.Variables {
			operator = c.Operator.Value
		}
		for j, t := range c.Values {
			add(t.Value, func() source.Path { return c.ValuePath(path, j) }, "", operator)
		}
	}
	return list
}

// variablesIn reads every ${ of a text.
func (r *reader) variablesIn(text string) (list []*Variable) {
	for {
		start := strings.Index(text, "${")
		if start < 0 {
			return list
		}
		text = text[start:]
		end := strings.IndexByte(text, '}')
		if next := strings.Index(text[2:], "${"); end < 0 || next >= 0 && next+2 < end {
			list = append(list, &Variable{Value: text, Open: true})
			text = text[2:]
			continue
		}
		list = append(list, variableOf(text[:end+1]))
		text = text[end+1:]
	}
}

func variableOf(text string) *Variable {
	v := &Variable{Value: text}
	inner := text[2 : len(text)-1]
	name, value, hasDefault := strings.Cut(inner, ",")
	switch {
	case inner == "*" || inner == "?" || inner == "$":
	case strings.TrimSpace(inner) == "":
		v.Empty = true
	case strings.ContainsAny(strings.TrimSpace(name), " \t") || name != strings.TrimSpace(name):
		v.Blank = true
	case hasDefault:
		value = strings.TrimSpace(value)
		v.Unquoted = len(value) < 2 || value[0] != '\'' || value[len(value)-1] != '\''
	case !strings.Contains(name, ":"):
		v.Placeholder = true
	}
	return v
}

// blanks are the forms in which people leave something to be filled in: <account-id>,
// {{name}}, {name}, YOUR_BUCKET. No id of an account and no name of a bucket has them.
var blanks = lazy.Regexp(`<[A-Za-z][\w .-]*>|\{\{? ?[A-Za-z][\w .-]* ?\}?\}|\bYOUR[-_][A-Z0-9_-]+|\b(AWS[-_])?ACCOUNT[-_]ID\b|\bBUCKET[-_]NAME\b`)

// blanksIn finds them. Every text of a document is looked through, and hardly one has what
// each of the forms begins with.
func blanksIn(text string) [][]int {
	if !strings.ContainsAny(text, "<{") && !strings.Contains(text, "YOUR") && !strings.Contains(text, "ACCOUNT") && !strings.Contains(text, "BUCKET") {
		return nil
	}
	return blanks().FindAllStringIndex(text, -1)
}

// toFill lists what is to be filled in and has not the form of a variable.
func toFill(text string) (list []*Variable) {
	for _, at := range blanksIn(text) {
		if at[0] == 0 || text[at[0]-1] != '$' {
			list = append(list, &Variable{Value: text[at[0]:at[1]], Placeholder: true})
		}
	}
	return list
}

// named reports that the text is a variable, or a placeholder for something.
func (v *Variable) named() bool {
	return !v.Open && !v.Empty && !v.Blank && len(v.Value) > len("${*}")
}

// unknownKey states what a variable names that is no condition key of AWS. Keys of
// identity providers are known to nobody.
func (r *reader) unknownKey(text string) *Unknown {
	name, _, _ := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(text, "${"), "}"), ",")
	name = strings.TrimSpace(name)
	prefix, rest, ok := strings.Cut(name, ":")
	if _, service := r.table.Service(prefix); !ok || rest == "" || strings.ContainsAny(rest, "$<{:") ||
		!service && !strings.EqualFold(prefix, "aws") {
		return nil
	}
	if _, known := r.table.ConditionKey(name); known {
		return nil
	}
	near, _ := r.table.NearestKey(name)
	if strings.EqualFold(near, name) {
		return nil // a tag of a form that the reference does not list
	}
	if of, _, dotted := strings.Cut(name, "."); dotted && slices.Contains(ofIoT, of) {
		return nil
	}
	return &Unknown{Value: name, Nearest: near}
}

// ofIoT begin the variables that the policies of AWS IoT Core have for the thing and the
// certificate of a connection (AWS IoT Core Developer Guide, Thing policy variables and
// X.509 Certificate policy variables).
var ofIoT = []string{"iot:Connection", "iot:Certificate"}

func (v *Variable) notable() bool {
	return v.UnknownKey != nil || v.Open || v.Empty || v.Unquoted || v.Blank || v.Element != "" || v.Operator != "" || v.OldVersion || v.Placeholder
}
