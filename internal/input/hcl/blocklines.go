package hcl

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/source"
)

// drop takes a block out, with the blank line above it.
func (c *changes) drop(b *hclsyntax.Block) {
	if b == nil {
		c.fail(errElse)
		return
	}
	c.dropLines(spanOf(b))
}

// dropLines takes out what has its lines to itself.
func (c *changes) dropLines(at source.Span) {
	start, end := c.LineStart(at.Start), c.LineEnd(at.End)
	if strings.TrimSpace(c.Text[start:at.Start]) != "" || c.skip(at.End) < end {
		c.fail(errElse)
		return
	}
	next := c.nextLine(end)
	above, below := c.LineStart(max(start-1, 0)), c.nextLine(next)
	before, behind := strings.TrimSpace(c.Text[above:start]), strings.TrimSpace(c.Text[next:below])
	switch {
	case before == "" && (behind == "" || strings.HasPrefix(behind, "}")):
		start = above
	case behind == "" && strings.HasSuffix(before, "{"):
		next = below
	}
	c.put(start, next, "")
	c.dropped = append(c.dropped, at)
}

// addStatement adds a statement behind another one; nil is behind all that stand there.
func (c *changes) addStatement(of, behind *hclsyntax.Block, v gjson.Result) {
	if behind == nil {
		c.addBlock(of.Body, c.statementText(v))
		return
	}
	c.behind(spanOf(behind), true, c.statementText(v))
}

// entriesOf are the arguments and blocks of a body, in order.
func entriesOf(body *hclsyntax.Body) (list []source.Span) {
	for _, a := range body.Attributes {
		list = append(list, spanOf(a))
	}
	for _, b := range body.Blocks {
		list = append(list, spanOf(b))
	}
	slices.SortFunc(list, func(a, b source.Span) int { return a.Start - b.Start })
	return list
}

// addBlock adds a block behind all that stands in a body.
func (c *changes) addBlock(body *hclsyntax.Body, text func(indent string) string) {
	list := slices.DeleteFunc(entriesOf(body), func(at source.Span) bool { return slices.Contains(c.dropped, at) })
	if len(list) == 0 {
		c.fail(errElse)
		return
	}
	c.behind(list[len(list)-1], true, text)
}

// behind puts a text on lines of its own behind what stands at a place.
func (c *changes) behind(at source.Span, blank bool, text func(indent string) string) {
	end := c.LineEnd(at.End)
	if strings.TrimSpace(c.Text[c.LineStart(at.Start):at.Start]) != "" || c.skip(at.End) < end {
		c.fail(errElse)
		return
	}
	indent, feed := c.indent(at.Start), c.Feed()
	if blank {
		feed += c.Feed()
	}
	c.put(end, end, feed+indent+text(indent))
}

// addArgument adds an argument where people write it: behind the last of those that they
// write before it.
func (c *changes) addArgument(body *hclsyntax.Body, name string, value func(indent string) string) {
	list := entriesOf(body)
	var last *hclsyntax.Attribute
	for _, a := range arguments {
		if a.name == name {
			break
		}
		if other := body.Attributes[a.name]; other != nil && (last == nil || spanOf(other).Start > spanOf(last).Start) {
			last = other
		}
	}
	if last != nil {
		c.behind(spanOf(last), false, func(indent string) string {
			return name + c.parts(len(name), c.column(last)) + value(indent)
		})
		return
	}
	if len(list) == 0 || strings.TrimSpace(c.Text[c.LineStart(list[0].Start):list[0].Start]) != "" {
		c.fail(errElse)
		return
	}
	first, width := list[0], 0
	for _, a := range body.Attributes {
		if spanOf(a) == first {
			width = c.column(a)
		}
	}
	indent := c.indent(first.Start)
	c.put(first.Start, first.Start, name+c.parts(len(name), width)+value(indent)+c.Feed()+indent)
}

// column is how wide the names of arguments are written, by one of them.
func (c *changes) column(a *hclsyntax.Attribute) int {
	return a.EqualsRange.Start.Byte - a.NameRange.Start.Byte - 1
}
