package hcl

import (
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/input/terraform"
	"github.com/crossgrant/crossgrant/internal/source"
)

// template puts a text together. Each of its parts keeps its place, so that a policy
// written out in it does.
func (s *scope) template(e *hclsyntax.TemplateExpr, at input.Place) *terraform.Value {
	out := &source.Rendered{}
	plain := true
	for _, part := range e.Parts {
		start, where := len(out.Text), placeOf(s.file, part.Range())
		v := s.eval(part)
		if l, ok := part.(*hclsyntax.LiteralValueExpr); ok && l.Val.Type() == cty.String {
			if as := string(s.file.Text[where.Span.Start:where.Span.End]) == v.Text; as {
				out.Add(v.Text)
				noteLines(out, start, where.Span.Start)
				continue
			}
			plain = false
		} else {
			plain = false
		}
		text, ok := textOf(v)
		if !ok {
			return nil
		}
		if out.Add(text); len(out.Text) > maxSize {
			return nil
		}
		if len(e.Parts) > 1 {
			out.Note(start, where.Span)
		}
	}
	v := terraform.Text(string(out.Text), at)
	if !strings.Contains(v.Text, "{") {
		return v
	}
	v.Origin = source.Origin{File: s.file, Span: at.Span, Rendered: out}
	if plain && s.alone && s.module.single() && len(e.Parts) > 0 {
		// It stands there letter by letter: an edit of it is one of the file.
		first, last := e.Parts[0].Range(), e.Parts[len(e.Parts)-1].Range()
		span := source.Span{Start: first.Start.Byte, End: last.End.Byte}
		if string(s.file.Text[span.Start:span.End]) == v.Text {
			v.Origin = source.Origin{File: s.file, Span: span, Source: true}
		}
	}
	return v
}

// noteLines says of a text that was added as it stands in its file where each of its
// lines is.
func noteLines(out *source.Rendered, start, from int) {
	text := string(out.Text[start:])
	out.Text = out.Text[:start]
	for line := range strings.Lines(text) {
		at, inside := len(out.Text), strings.TrimLeft(line, " \t")
		blank := len(line) - len(inside)
		out.Add(line[:blank])
		out.Add(strings.TrimRight(inside, "\r\n"))
		out.Note(at, source.Span{Start: from + blank, End: from + blank + len(strings.TrimRight(inside, "\r\n"))})
		out.Add(inside[len(strings.TrimRight(inside, "\r\n")):])
		from += len(line)
	}
}

// textOf returns a value as it stands in a text.
func textOf(v *terraform.Value) (string, bool) {
	switch {
	case v == nil || v.Kind == terraform.Null:
		return "", false
	case v.Kind == terraform.Scalar:
		return v.Text, true
	case v.Encoded:
		out := &source.Rendered{}
		terraform.Render(out, v, nil)
		return string(out.Text), true
	}
	return "", false
}

// joined puts the texts of a list together.
func (s *scope) joined(v *terraform.Value, at input.Place) *terraform.Value {
	if v.Open {
		return nil
	}
	var b strings.Builder
	for _, item := range v.Items {
		text, ok := textOf(item)
		if !ok || b.Len() > maxSize {
			return nil
		}
		b.WriteString(text)
	}
	return terraform.Text(b.String(), at)
}
