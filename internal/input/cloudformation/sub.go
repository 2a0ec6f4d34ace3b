package cloudformation

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/source"
)

// sub evaluates Fn::Sub: ${Name} and ${Name.Attribute}, also of the names that
// it brings along; ${!Name} is the text ${Name} (CloudFormation User Guide,
// Fn::Sub).
func (s *stack) sub(argument *node, at source.Span, w ways) *node {
	text, own := argument, (*node)(nil)
	if argument.kind == list && len(argument.items) == 2 {
		text, own = argument.items[0], argument.items[1]
	}
	if text.kind != scalar {
		s.odd(at, "Fn::Sub "+describe(argument), "a text, or a list of a text and its names")
		return nil
	}
	var b strings.Builder
	for rest := text.text; ; {
		before, after, found := strings.Cut(rest, "${")
		b.WriteString(before)
		if !found {
			return scalarOf(b.String(), at)
		}
		name, tail, closed := strings.Cut(after, "}")
		if !closed || b.Len() > maxText {
			b.WriteString("${" + after)
			return scalarOf(b.String(), at)
		}
		rest = tail
		if literal, ok := strings.CutPrefix(name, "!"); ok {
			b.WriteString("${" + literal + "}")
			continue
		}
		name = strings.TrimSpace(name)
		var v *node
		switch attribute, ok := own.get(name), strings.Contains(name, "."); {
		case attribute != nil:
			v = s.resolve(attribute, w)
		case strings.Contains(name, ":") && !strings.HasPrefix(name, "AWS::"):
			// CloudFormation refuses it; a policy variable is meant.
			b.WriteString("${" + name + "}")
			continue
		case ok:
			v = s.call("Fn::GetAtt", scalarOf(name, at), at, w)
		default:
			v = s.call("Ref", scalarOf(name, at), at, w)
		}
		if v.kind != scalar {
			v = s.unknown(nil, at, name)
		}
		b.WriteString(v.text)
	}
}
