package hcl

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/source"
)

// changes gathers what is to be changed in a file.
type changes struct {
	source.Layout
	made  *source.Rendered
	nodes map[source.Span]hclsyntax.Node
	style style
	// loose: the document is that of a data source, which writes it as it does.
	loose bool
	json  bool // the sources are in JSON
	known []name
	edits []source.Edit
	// dropped are blocks and arguments that go.
	dropped []source.Span
	err     error
}

// nodesOf finds which piece of syntax stands where in a file; it may be asked of nil.
func nodesOf(body *hclsyntax.Body) map[source.Span]hclsyntax.Node {
	nodes := map[source.Span]hclsyntax.Node{}
	if body == nil {
		return nodes
	}
	_ = hclsyntax.VisitAll(body, func(n hclsyntax.Node) hcl.Diagnostics {
		switch n.(type) {
		case *hclsyntax.Block, *spelled, *hclsyntax.ObjectConsExpr, *hclsyntax.TupleConsExpr, *hclsyntax.TemplateExpr, *hclsyntax.LiteralValueExpr, *hclsyntax.ScopeTraversalExpr:
			if at := spanOf(n); nodes[at] == nil {
				nodes[at] = n
			}
		}
		return nil
	})
	return nodes
}

func spanOf(n hclsyntax.Node) source.Span {
	r := n.Range()
	return source.Span{Start: r.Start.Byte, End: r.End.Byte}
}

// span is that of an expression with the quotes around it that JSON needs.
func (c *changes) span(e hclsyntax.Expression) source.Span {
	at := spanOf(e)
	if c.json && at.Start > 0 && at.End < len(c.Text) && c.Text[at.Start-1] == '"' && c.Text[at.End] == '"' {
		return source.Span{Start: at.Start - 1, End: at.End + 1}
	}
	return at
}

func spanIn(v gjson.Result) source.Span {
	return source.Span{Start: v.Index, End: v.Index + len(v.Raw)}
}

func (c *changes) put(start, end int, text string) {
	c.edits = append(c.edits, source.Edit{Span: source.Span{Start: start, End: end}, New: text})
}

func (c *changes) fail(err error) {
	if c.err == nil {
		c.err = err
	}
}

func (c *changes) canonical(v gjson.Result) string { return canonical(v, c.loose) }

func (c *changes) equal(a, b gjson.Result) bool { return c.canonical(a) == c.canonical(b) }

// document makes the document that stands at a place another.
func (c *changes) document(at source.Span, text, goal string) {
	old, wanted := gjson.Parse(text), gjson.Parse(goal)
	c.names(old)
	block, blocks := c.nodes[at].(*hclsyntax.Block)
	if c.json != (blocks && c.Text[at.Start] == '{') {
		c.fail(errElse) // an expression in a text
		return
	}
	switch n := c.nodes[at].(type) {
	case *hclsyntax.Block:
		if c.loose = true; c.json {
			c.object(block, old, wanted)
			return
		}
		c.style = blockStyle(c.Text, n)
		c.source(n, old, wanted)
	case *hclsyntax.ObjectConsExpr:
		c.style = styleOf(c.Text, n)
		c.value(n, old, wanted)
	case *hclsyntax.TemplateExpr:
		c.heredoc(n, text, goal)
	default:
		c.fail(errElse)
	}
}

// written is where a value is written that stands for one of the document: at its place,
// or where a name leads to.
func (c *changes) written(e hclsyntax.Expression, v gjson.Result) hclsyntax.Expression {
	switch n := e.(type) {
	case *hclsyntax.ParenthesesExpr:
		return c.written(n.Expression, v)
	case *hclsyntax.ObjectConsExpr, *hclsyntax.TupleConsExpr, *hclsyntax.TemplateExpr, *hclsyntax.LiteralValueExpr, *spelled:
		return e
	}
	at, ok := c.made.At(spanIn(v))
	if there, is := c.nodes[at].(hclsyntax.Expression); ok && is {
		return there
	}
	return e
}

// value makes one value another.
func (c *changes) value(e hclsyntax.Expression, old, wanted gjson.Result) {
	if c.err != nil || c.equal(old, wanted) {
		return
	}
	n := c.written(e, old)
	object, isObject := n.(*hclsyntax.ObjectConsExpr)
	tuple, isTuple := n.(*hclsyntax.TupleConsExpr)
	items := input.ItemsOf(wanted)
	switch {
	case isObject && old.IsObject() && wanted.IsObject() && c.members(object, old, wanted):
	case isTuple && old.IsArray() && wanted.IsArray():
		c.items(tuple, input.ItemsOf(old), items)
	case wanted.IsArray() && !old.IsArray() && len(items) > 0:
		c.wrap(e, old, items)
	case constant(n):
		at := c.span(n)
		c.put(at.Start, at.End, c.write(wanted, c.indent(at.Start), strings.Contains(c.Text[at.Start:at.End], "\n")))
	case !c.partly(n, old, wanted):
		c.fail(errElse)
	}
}

// constant reports whether an expression says the same wherever it stands.
func constant(e hclsyntax.Expression) bool {
	_, diagnostics := e.Value(nil)
	return !diagnostics.HasErrors() && len(e.Variables()) == 0
}

// partly changes a text in what is written out of it, before the first of its expressions
// or behind the last.
func (c *changes) partly(e hclsyntax.Expression, old, wanted gjson.Result) bool {
	t, ok := e.(*hclsyntax.TemplateExpr)
	if !ok || c.json || len(t.Parts) < 2 || old.Type != gjson.String || wanted.Type != gjson.String {
		return false
	}
	was, is := old.String(), wanted.String()
	if text, ok := literal(t.Parts[len(t.Parts)-1]); ok {
		if head := strings.TrimSuffix(was, text); len(head) < len(was) && strings.HasPrefix(is, head) {
			at := spanOf(t.Parts[len(t.Parts)-1])
			c.put(at.Start, at.End, c.inside(is[len(head):]))
			return true
		}
	} else if strings.HasPrefix(is, was) {
		end := spanOf(t).End - 1
		c.put(end, end, c.inside(is[len(was):]))
		return c.Text[end] == '"'
	}
	if text, ok := literal(t.Parts[0]); ok {
		if tail := strings.TrimPrefix(was, text); len(tail) < len(was) && strings.HasSuffix(is, tail) {
			at := spanOf(t.Parts[0])
			c.put(at.Start, at.End, c.inside(strings.TrimSuffix(is, tail)))
			return true
		}
	}
	return false
}

// members changes an object, member by member; it reports whether it did, for of one that
// has nothing in common with what is wanted nothing stays.
func (c *changes) members(n *hclsyntax.ObjectConsExpr, old, wanted gjson.Result) bool {
	was, is := input.MembersOf(old), input.MembersOf(wanted)
	named := func(list []input.Pair, name string) int {
		return slices.IndexFunc(list, func(p input.Pair) bool { return p.Key.Str == name })
	}
	if len(was) != len(n.Items) || len(was) > 0 && !slices.ContainsFunc(is, func(m input.Pair) bool { return named(was, m.Key.Str) >= 0 }) {
		return false
	}
	list := entries{c: c, at: spanOf(n), object: true}
	var gone []int
	for i, m := range was {
		list.add(spanOf(n.Items[i].KeyExpr).Start, spanOf(n.Items[i].ValueExpr).End)
		if at := named(is, m.Key.Str); at >= 0 {
			c.value(n.Items[i].ValueExpr, m.Value, is[at].Value)
		} else {
			gone = append(gone, i)
		}
	}
	list.remove(gone)
	var first, more []input.Pair
	for i, m := range is {
		switch {
		case named(was, m.Key.Str) >= 0:
		case i == 0 && len(was) > 0:
			first = append(first, m)
		default:
			more = append(more, m)
		}
	}
	list.insert(-1, len(first), func(i int, indent string, lines bool) string {
		return c.member(first[i], list.like(-1), indent, lines)
	})
	behind := len(was) - 1
	for slices.Contains(gone, behind) {
		behind--
	}
	list.insert(behind, len(more), func(i int, indent string, lines bool) string {
		return c.member(more[i], list.like(behind), indent, lines)
	})
	return true
}

// entriesOf is the items of a list.
func (c *changes) entriesOf(n *hclsyntax.TupleConsExpr) entries {
	list := entries{c: c, at: spanOf(n)}
	for _, e := range n.Exprs {
		at := c.span(e)
		list.add(at.Start, at.End)
	}
	return list
}

// items changes a list by as few of its items as there can be.
func (c *changes) items(n *hclsyntax.TupleConsExpr, was, is []gjson.Result) {
	if len(was) != len(n.Exprs) || len(was)*len(is) > 1<<16 {
		c.fail(errElse)
		return
	}
	list := c.entriesOf(n)
	var gone []int
	i, j := 0, 0
	for _, next := range append(input.Aligned(was, is, c.canonical), [2]int{len(was), len(is)}) {
		for i < next[0] && j < next[1] {
			c.value(n.Exprs[i], was[i], is[j])
			i, j = i+1, j+1
		}
		for ; i < next[0]; i++ {
			gone = append(gone, i)
		}
		more := is[j:max(j, next[1])]
		list.insert(i-1, len(more), func(k int, indent string, lines bool) string { return c.write(more[k], indent, lines) })
		if next[0] < len(was) {
			c.value(n.Exprs[next[0]], was[next[0]], is[next[1]])
		}
		i, j = next[0]+1, next[1]+1
	}
	list.remove(gone)
}

func (c *changes) canonicals(list []gjson.Result) (out []string) {
	for _, v := range list {
		out = append(out, c.canonical(v))
	}
	return out
}

// wrap makes a list of a value that is to be its first item.
func (c *changes) wrap(e hclsyntax.Expression, old gjson.Result, items []gjson.Result) {
	at := c.span(e)
	lines := strings.Contains(c.Text[at.Start:at.End], "\n")
	c.put(at.Start, at.Start, "[")
	c.value(e, old, items[0])
	for _, v := range items[1:] {
		c.put(at.End, at.End, ", "+c.write(v, c.indent(at.Start), lines))
	}
	c.put(at.End, at.End, "]")
}
