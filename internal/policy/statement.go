package policy

import (
	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/source"
)

var statementElements = []string{"Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction",
	"Resource", "NotResource", "Condition"}

func (p *parser) statement(index int, r gjson.Result) {
	p.read = append(p.read, Statement{Index: index, Span: span(r)})
	s := &p.read[len(p.read)-1]
	p.named = append(p.named, nil)
	if !r.IsObject() {
		p.wrongType(r, "object")
		return
	}
	base := len(p.scratch)
	p.members(r, func(key, value gjson.Result) {
		p.scratch = append(p.scratch, text(key))
		switch key.Str {
		case "Sid":
			s.Sid = p.scalar(value)
		case "Effect":
			p.effect(s, value)
		case "Principal", "NotPrincipal":
			s.Principal = p.principals(value, key.Str == "NotPrincipal")
		case "Action", "NotAction":
			s.Action = p.patterns(key.Str, value)
		case "Resource", "NotResource":
			s.Resource = p.patterns(key.Str, value)
		case "Condition":
			s.Conditions, s.Hollow = p.conditions(key, value)
		default:
			p.unknown(key, value, statementElements)
		}
	})
	start := len(p.names)
	p.names = append(p.names, p.scratch[base:]...)
	p.scratch = p.scratch[:base]
	if p.named[len(p.named)-1] = p.names[start:]; len(p.names) == start {
		p.named[len(p.named)-1] = memberNames{}
	}
}

func (p *parser) effect(s *Statement, r gjson.Result) {
	if r.Type != gjson.String {
		p.wrongType(r, "string")
		return
	}
	t := text(r)
	s.EffectSpan = t.Span
	switch t.Value {
	case "Allow":
		s.Effect = Allow
	case "Deny":
		s.Effect = Deny
	default:
		p.problem(EffectValue, t.Span, t.Value, "Allow or Deny")
	}
}

func (p *parser) patterns(name string, r gjson.Result) Elements {
	e := Elements{Name: name, Not: name[:3] == "Not", Span: span(r)}
	e.Patterns, e.Scalar = p.strings(r)
	return e
}

// strings reads a string or an array of strings.
func (p *parser) strings(r gjson.Result) (values []source.Text, scalar bool) {
	const wanted = "string or array of strings"
	switch {
	case r.Type == gjson.String:
		return p.lone(text(r)), true
	case !r.IsArray():
		p.wrongType(r, wanted)
		return nil, true
	}
	base := len(p.scratch)
	p.elements(r, func(_ int, item gjson.Result) {
		if item.Type == gjson.String {
			p.scratch = append(p.scratch, text(item))
			return
		}
		p.wrongType(item, "string")
		// An entry keeps its index, so that places stay true; it matches nothing.
		p.scratch = append(p.scratch, source.Text{Span: span(item)})
	})
	return p.list(base), false
}

var principalKeys = map[string]bool{"AWS": true, "Service": true, "Federated": true, "CanonicalUser": true}

func (p *parser) principals(r gjson.Result, not bool) *Principals {
	result := &Principals{Not: not, Span: span(r)}
	switch {
	case r.Type == gjson.String && r.Str == "*":
		result.Star = true
		result.Entries = []Principal{{Kind: "AWS", Value: text(r), Scalar: true}}
	case r.IsObject():
		named := 0
		p.members(r, func(key, value gjson.Result) {
			if !principalKeys[key.Str] {
				named++
				p.principalKey(key, value)
				return
			}
			values, scalar := p.strings(value)
			if named++; len(values) == 0 && value.IsArray() {
				result.Hollow = append(result.Hollow, text(key))
			}
			for i, v := range values {
				result.Entries = append(result.Entries, Principal{Kind: key.Str, Value: v, Index: i, Scalar: scalar})
			}
		})
		if named == 0 {
			result.Hollow = []source.Text{{Value: result.Name(), Span: result.Span}}
		}
	default:
		p.problem(PrincipalForm, span(r), kind(r), `object or "*"`)
		p.repeats(r)
	}
	return result
}

func (p *parser) principalKey(key, value gjson.Result) {
	p.path[len(p.path)-1].Key = true
	p.problem(PrincipalKey, span(key), key.Str, "AWS, Service, Federated or CanonicalUser")
	p.path[len(p.path)-1].Key = false
	p.repeats(value)
}

func (p *parser) conditions(name, r gjson.Result) (result []Condition, hollow []source.Text) {
	if !r.IsObject() {
		p.wrongType(r, "object")
		return nil, nil
	}
	operators := 0
	p.members(r, func(operator, keys gjson.Result) {
		operators++
		if !keys.IsObject() {
			p.wrongType(keys, "object")
			return
		}
		before := len(result)
		p.members(keys, func(key, values gjson.Result) {
			c := Condition{Operator: text(operator), Key: text(key), Span: span(values)}
			c.Values, c.Scalar = p.values(values, &c.Types)
			result = append(result, c)
		})
		if len(result) == before {
			hollow = append(hollow, text(operator))
		}
	})
	if operators == 0 {
		hollow = append(hollow, text(name))
	}
	return result, hollow
}

// values reads a condition's values: strings, numbers and booleans, one or an
// array. AWS stores all three, S3's own MFA example among them.
func (p *parser) values(r gjson.Result, types *JSONTypes) (values []source.Text, scalar bool) {
	if !r.IsArray() {
		if v, ok := p.value(r, types); ok {
			return p.lone(v), true
		}
		return nil, true
	}
	base := len(p.scratch)
	p.elements(r, func(_ int, item gjson.Result) {
		v, _ := p.value(item, types)
		p.scratch = append(p.scratch, v)
	})
	return p.list(base), false
}

func (p *parser) value(r gjson.Result, types *JSONTypes) (source.Text, bool) {
	switch r.Type {
	case gjson.String:
		*types |= Strings
		return text(r), true
	case gjson.Number:
		*types |= Numbers
		return source.Text{Value: r.Raw, Span: span(r)}, true
	case gjson.True, gjson.False:
		*types |= Booleans
		return source.Text{Value: r.Raw, Span: span(r)}, true
	}
	p.wrongType(r, "string, number or boolean")
	return source.Text{Span: span(r)}, false
}
