package config

import (
	"github.com/crossgrant/crossgrant/internal/lazy"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"github.com/crossgrant/crossgrant/internal/source"
)

// kind is the type of a YAML value. The zero value is one that was refused, of
// which an error has been told.
type kind uint8

const (
	refused kind = iota
	nothing
	text
	number
	boolean
	list
	mapping
)

// value is a YAML value with its place.
type value struct {
	kind    kind
	name    string // what messages call it
	text    string // of a scalar
	span    source.Span
	items   []value
	members []member
}

type member struct{ key, value value }

// numeral is what YAML 1.1 or 1.2 takes for a number. The parser takes some of
// them for text, 012345678901 among them.
var numeral = lazy.Regexp(`^[-+]?[0-9][0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?$`)

// value turns a node of the parser into a value.
func (r *reader) value(n ast.Node) value {
	switch n := n.(type) {
	case *ast.MappingNode:
		v := value{kind: mapping, members: r.members(n.Values)}
		if n.IsFlowStyle {
			v.span = r.flow(n.Start, n.End)
		} else {
			v.span = around(v.members)
		}
		return v
	case *ast.MappingValueNode:
		v := value{kind: mapping, members: r.members([]*ast.MappingValueNode{n})}
		v.span = around(v.members)
		return v
	case *ast.SequenceNode:
		v := value{kind: list, span: r.span(n.Start)}
		for _, item := range n.Values {
			v.items = append(v.items, r.value(item))
			v.span.End = max(v.span.End, v.items[len(v.items)-1].span.End)
		}
		if n.IsFlowStyle {
			v.span = r.flow(n.Start, n.End)
		}
		return v
	case *ast.LiteralNode:
		return value{kind: text, text: n.Value.Value, span: r.span(n.Start)}
	case ast.ScalarNode:
		return r.scalar(n)
	}
	// Anchors, aliases and tags, which guard has told too.
	if n != nil && unread[n.GetToken().Type] == "" {
		r.errorf(r.span(n.GetToken()), "this part of YAML is not read here")
	}
	return value{}
}

func (r *reader) scalar(n ast.ScalarNode) value {
	t := n.GetToken()
	v := value{text: t.Value, span: r.span(t)}
	switch n.Type() {
	case ast.StringType:
		v.kind = text
		quoted := t.Type == token.DoubleQuoteType || t.Type == token.SingleQuoteType
		if !quoted && numeral().MatchString(t.Value) {
			v.kind = number
		}
	case ast.IntegerType, ast.FloatType, ast.InfinityType, ast.NanType:
		v.kind = number
	case ast.BoolType:
		v.kind = boolean
	case ast.NullType:
		v.kind = nothing
	}
	return v
}

// members reads the members of a mapping and tells of keys that stand twice;
// the first of them counts.
func (r *reader) members(nodes []*ast.MappingValueNode) []member {
	var out []member
	first := map[string]source.Span{}
	for _, n := range nodes {
		key := value{}
		if n.Key.IsMergeKey() {
			r.errorf(r.span(n.Key.GetToken()), "merge keys are not read here; write the members out")
		} else if explicit, ok := n.Key.(*ast.MappingKeyNode); ok {
			key = r.value(explicit.Value)
		} else {
			key = r.value(n.Key)
		}
		v := r.value(n.Value)
		switch key.kind {
		case refused:
			continue
		case list, mapping:
			r.errorf(key.span, "wanted a key, found a %s", key.kind)
			continue
		}
		if t := n.Value.GetToken(); t != nil && t.Type == token.ImplicitNullType {
			v.span = key.span
		}
		if at, twice := first[key.text]; twice {
			r.errorf(key.span, "key %s stands twice, first in line %d", quote(key.text), r.file.Position(at.Start).Line)
			continue
		}
		first[key.text] = key.span
		out = append(out, member{key, v})
	}
	return out
}

// around is the span of a block mapping: it has no sign of its own.
func around(members []member) source.Span {
	if len(members) == 0 {
		return source.Span{}
	}
	s := members[0].key.span
	for _, m := range members {
		s.End = max(s.End, m.key.span.End, m.value.span.End)
	}
	return s
}

func (r *reader) flow(start, end *token.Token) source.Span {
	s := r.span(start)
	if end != nil {
		s.End = max(s.End, r.span(end).End)
	}
	return s
}
