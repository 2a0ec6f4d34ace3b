package policy

import (
	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/source"
)

var statementElements = []string{"Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction",
	"Resource", "NotResource", "Condition"}

func (p *parser) statement(path source.Path, index int, r gjson.Result) {
	s := Statement{Index: index, Span: span(r)}
	if !r.IsObject() {
		p.wrongType(path, r, "object")
		p.doc.Statements = append(p.doc.Statements, s)
		return
	}
	p.members(r, path, func(key, value gjson.Result) {
		at := path.With(source.Member(key.Str))
		s.Members = append(s.Members, key.Str)
		switch key.Str {
		case "Sid":
			s.Sid = p.scalar(at, value)
		case "Effect":
			p.effect(&s, at, value)
		case "Principal", "NotPrincipal":
			s.Principal = p.principals(at, value, key.Str == "NotPrincipal")
		case "Action", "NotAction":
			s.Action = p.elements(key.Str, at, value)
		case "Resource", "NotResource":
			s.Resource = p.elements(key.Str, at, value)
		case "Condition":
			s.Conditions = p.conditions(at, value)
		default:
			p.unknown(path, key, value, statementElements)
		}
	})
	p.doc.Statements = append(p.doc.Statements, s)
}

func (p *parser) effect(s *Statement, at source.Path, r gjson.Result) {
	t := p.scalar(at, r)
	if t == nil {
		return
	}
	s.EffectSpan = t.Span
	switch t.Value {
	case "Allow":
		s.Effect = Allow
	case "Deny":
		s.Effect = Deny
	default:
		p.problem(EffectValue, at, t.Span, t.Value, "Allow or Deny")
	}
}

func (p *parser) elements(name string, at source.Path, r gjson.Result) Elements {
	e := Elements{Name: name, Not: name[:3] == "Not", Span: span(r)}
	e.Patterns, e.Scalar = p.strings(at, r)
	return e
}

// strings reads a string or an array of strings.
func (p *parser) strings(at source.Path, r gjson.Result) (values []source.Text, scalar bool) {
	const wanted = "string or array of strings"
	switch {
	case r.Type == gjson.String:
		return []source.Text{text(r)}, true
	case !r.IsArray():
		p.wrongType(at, r, wanted)
		return nil, true
	}
	i := 0
	r.ForEach(func(_, item gjson.Result) bool {
		if item.Type == gjson.String {
			values = append(values, text(item))
		} else {
			p.wrongType(at.With(source.Element(i)), item, "string")
			// An entry keeps its index, so that places stay true; it matches nothing.
			values = append(values, source.Text{Span: span(item)})
		}
		i++
		return true
	})
	return values, false
}

var principalKeys = map[string]bool{"AWS": true, "Service": true, "Federated": true, "CanonicalUser": true}

func (p *parser) principals(at source.Path, r gjson.Result, not bool) *Principals {
	result := &Principals{Not: not, Span: span(r)}
	switch {
	case r.Type == gjson.String && r.Str == "*":
		result.Star = true
		result.Entries = []Principal{{Kind: "AWS", Value: text(r), Scalar: true}}
	case r.IsObject():
		p.members(r, at, func(key, value gjson.Result) {
			inside := at.With(source.Member(key.Str))
			if !principalKeys[key.Str] {
				p.problem(PrincipalKey, at.With(source.MemberKey(key.Str)), span(key), key.Str,
					"AWS, Service, Federated or CanonicalUser")
				p.repeats(value, inside)
				return
			}
			values, scalar := p.strings(inside, value)
			for i, v := range values {
				result.Entries = append(result.Entries, Principal{Kind: key.Str, Value: v, Index: i, Scalar: scalar})
			}
		})
	default:
		p.wrongType(at, r, `object or "*"`)
	}
	return result
}

func (p *parser) conditions(at source.Path, r gjson.Result) []Condition {
	if !r.IsObject() {
		p.wrongType(at, r, "object")
		return nil
	}
	var result []Condition
	p.members(r, at, func(operator, keys gjson.Result) {
		inside := at.With(source.Member(operator.Str))
		if !keys.IsObject() {
			p.wrongType(inside, keys, "object")
			return
		}
		p.members(keys, inside, func(key, values gjson.Result) {
			c := Condition{Operator: text(operator), Key: text(key), Span: span(values)}
			c.Values, c.Scalar = p.values(inside.With(source.Member(key.Str)), values)
			result = append(result, c)
		})
	})
	return result
}

// values reads a condition's values: strings, numbers and booleans, one or an
// array. AWS stores all three, S3's own MFA example among them.
func (p *parser) values(at source.Path, r gjson.Result) (values []source.Text, scalar bool) {
	if !r.IsArray() {
		if v, ok := p.value(at, r); ok {
			return []source.Text{v}, true
		}
		return nil, true
	}
	i := 0
	r.ForEach(func(_, item gjson.Result) bool {
		v, _ := p.value(at.With(source.Element(i)), item)
		values = append(values, v)
		i++
		return true
	})
	return values, false
}

func (p *parser) value(at source.Path, r gjson.Result) (source.Text, bool) {
	switch r.Type {
	case gjson.String:
		return text(r), true
	case gjson.Number, gjson.True, gjson.False:
		return source.Text{Value: r.Raw, Span: span(r)}, true
	}
	p.wrongType(at, r, "string, number or boolean")
	return source.Text{Span: span(r)}, false
}
