package hcl

import (
	"strings"

	"github.com/aymanbagabas/go-udiff"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// stretch is a part of a text that stands in the file as it is, behind an indentation that the
// text has not.
type stretch struct {
	made   source.Span
	from   int
	indent string
}

// heredoc changes the text of a document that stands in a template, beside expressions.
func (c *changes) heredoc(t *hclsyntax.TemplateExpr, old, wanted string) {
	list, ok := c.stretches(t, old)
	if !ok {
		c.fail(errElse)
		return
	}
	for _, e := range udiff.Strings(old, wanted) {
		c.literally(list, source.Span{Start: e.Start, End: e.End}, e.New)
	}
}

// literally writes a text in the place of a part of what stands in the file as it is.
func (c *changes) literally(list []stretch, at source.Span, text string) {
	for _, s := range list {
		if s.made.Start > at.Start || at.End > s.made.End {
			continue
		}
		if unknown.In(text) {
			c.fail(errUnknown)
		}
		indent := ""
		for _, other := range list {
			indent = max(indent, other.indent)
		}
		text = strings.NewReplacer("${", "$${", "%{", "%%{", "\n", "\n"+indent).Replace(text)
		c.put(s.from+at.Start-s.made.Start, s.from+at.End-s.made.Start, text)
		return
	}
	c.fail(errElse)
}

// stretches are those of the text that a template makes.
func (c *changes) stretches(t *hclsyntax.TemplateExpr, text string) (list []stretch, ok bool) {
	at := 0
	for _, part := range t.Parts {
		where := spanOf(part)
		plain, is := literal(part)
		if !is {
			made, ok := c.made.Of(where)
			if !ok || made.Start != at {
				return nil, false
			}
			at = made.End
			continue
		}
		if !strings.HasPrefix(text[min(at, len(text)):], plain) {
			return nil, false
		}
		stored, from := strings.SplitAfter(c.Text[where.Start:where.End], "\n"), where.Start
		lines := strings.SplitAfter(plain, "\n")
		for i, line := range lines {
			if len(stored) != len(lines) {
				break
			}
			indent, as := strings.CutSuffix(stored[i], line)
			if as && strings.TrimLeft(indent, " \t") == "" {
				list = append(list, stretch{source.Span{Start: at, End: at + len(line)}, from + len(indent), indent})
			}
			at, from = at+len(line), from+len(stored[i])
		}
		if len(stored) != len(lines) {
			at += len(plain)
		}
	}
	return list, at == len(text)
}
