package hcl

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
)

// argument is one of a statement's block.
type argument struct {
	element, name string
	list, block   bool
}

// arguments are those of a statement's block by the element that they become, in the order
// in which people write them; what is a block becomes one.
var arguments = []argument{
	{"Sid", "sid", false, false}, {"Effect", "effect", false, false},
	{"Action", "actions", true, false}, {"NotAction", "not_actions", true, false},
	{"Resource", "resources", true, false}, {"NotResource", "not_resources", true, false},
	{"Principal", "principals", false, true}, {"NotPrincipal", "not_principals", false, true}, {"Condition", "condition", false, true},
}

// source changes the document of a data source, which is put together of blocks.
func (c *changes) source(b *hclsyntax.Block, old, wanted gjson.Result) {
	for _, m := range append(input.MembersOf(old), input.MembersOf(wanted)...) {
		was, is := input.Find(old, m.Key.Str), input.Find(wanted, m.Key.Str)
		switch m.Key.Str {
		case "Version":
			c.argument(b.Body, "version", false, was, is)
		case "Id":
			c.argument(b.Body, "policy_id", false, was, is)
		case "Statement":
		default:
			c.fail(errElse)
		}
	}
	was, is := input.ItemsOf(input.Find(old, "Statement")), input.ItemsOf(input.Find(wanted, "Statement"))
	i, j := 0, 0
	for _, next := range append(input.Aligned(was, is, c.canonical), [2]int{len(was), len(is)}) {
		for i < next[0] && j < next[1] {
			c.statement(was[i], is[j])
			i, j = i+1, j+1
		}
		for ; i < next[0]; i++ {
			c.drop(c.block(b, was[i]))
		}
		for _, v := range is[j:next[1]] {
			var behind *hclsyntax.Block
			if i > 0 {
				behind = c.block(b, was[i-1])
			}
			c.addStatement(b, behind, v)
		}
		if next[0] < len(was) {
			c.statement(was[next[0]], is[next[1]])
		}
		i, j = next[0]+1, next[1]+1
	}
}

// block is that of a statement among those of a document; nil for one that comes from
// elsewhere.
func (c *changes) block(of *hclsyntax.Block, statement gjson.Result) *hclsyntax.Block {
	at, _ := c.made.At(spanIn(statement))
	b, _ := c.nodes[at].(*hclsyntax.Block)
	if !slices.Contains(of.Body.Blocks, b) {
		return nil
	}
	return b
}

// statement makes one statement another.
func (c *changes) statement(old, wanted gjson.Result) {
	if c.equal(old, wanted) {
		return
	}
	at, _ := c.made.At(spanIn(old))
	var b *hclsyntax.Block
	switch n := c.nodes[at].(type) {
	case *hclsyntax.ObjectConsExpr:
		c.value(n, old, wanted)
		return
	case *hclsyntax.Block:
		b = n
	default:
		c.fail(errElse)
		return
	}
	for _, a := range arguments {
		was, is := input.Find(old, a.element), input.Find(wanted, a.element)
		switch {
		case c.equal(was, is):
		case a.block:
			c.parted(b.Body, a.name, partsOf(a.name, was), partsOf(a.name, is))
		default:
			c.argument(b.Body, a.name, a.list, was, is)
		}
	}
	for _, m := range input.MembersOf(wanted) {
		if !slices.ContainsFunc(arguments, func(a argument) bool { return a.element == m.Key.Str }) {
			c.fail(errElse)
		}
	}
}

// argument makes the value of an argument another, be it none before or after.
func (c *changes) argument(body *hclsyntax.Body, name string, list bool, was, is gjson.Result) {
	a := body.Attributes[name]
	switch {
	case was.Exists() == is.Exists() && c.equal(was, is):
	case a != nil && !is.Exists():
		c.dropLines(spanOf(a))
	case a != nil && list:
		c.texts(a.Expr, was, is)
	case a != nil && was.Exists():
		c.value(a.Expr, was, is)
	case a != nil:
		c.fail(errElse)
	default:
		c.addArgument(body, name, c.argumentText(name, list, is))
	}
}

// listOf are the texts of an element, which may be one.
func listOf(v gjson.Result) []gjson.Result {
	if v.IsArray() {
		return input.ItemsOf(v)
	}
	if !v.Exists() {
		return nil
	}
	return []gjson.Result{v}
}

// texts changes the list of texts that an element is made of, of one text, too.
func (c *changes) texts(e hclsyntax.Expression, was, is gjson.Result) {
	if n := c.tuple(e, was); n != nil {
		c.items(n, listOf(was), listOf(is))
	} else {
		c.fail(errElse)
	}
}

// tuple is the list that an element is made of, where it stands or where a name leads to.
func (c *changes) tuple(e hclsyntax.Expression, v gjson.Result) *hclsyntax.TupleConsExpr {
	if p, ok := e.(*hclsyntax.ParenthesesExpr); ok {
		return c.tuple(p.Expression, v)
	}
	if n, ok := e.(*hclsyntax.TupleConsExpr); ok {
		return n
	}
	at, ok := c.made.At(spanIn(v))
	if n, is := c.nodes[at].(*hclsyntax.TupleConsExpr); ok && is {
		return n
	}
	for _, n := range c.nodes {
		if n, is := n.(*hclsyntax.TupleConsExpr); ok && is && len(n.Exprs) == 1 && spanOf(n.Exprs[0]) == at {
			return n
		}
	}
	return nil
}

// part is a block of principals or a condition: what names it, and its values.
type part struct {
	names  []string
	values []gjson.Result
}

// named are the arguments of such a block.
var named = map[string][]string{
	"principals": {"type", "identifiers"}, "not_principals": {"type", "identifiers"}, "condition": {"test", "variable", "values"},
}

// partsOf returns what blocks of a name an element is made of.
func partsOf(name string, v gjson.Result) (list []part) {
	if !v.IsObject() {
		if v.Exists() {
			list = append(list, part{[]string{"*"}, listOf(v)})
		}
		return list
	}
	for _, m := range input.MembersOf(v) {
		if name != "condition" {
			list = append(list, part{[]string{m.Key.Str}, listOf(m.Value)})
			continue
		}
		for _, inner := range input.MembersOf(m.Value) {
			list = append(list, part{[]string{m.Key.Str, inner.Key.Str}, listOf(inner.Value)})
		}
	}
	return list
}

func (c *changes) samePart(a, b part) bool {
	return slices.Equal(a.names, b.names) && slices.Equal(c.canonicals(a.values), c.canonicals(b.values))
}

// parted changes the blocks of a name in a statement: one that stays is changed where it
// stands, and one of which a name or the values stay is taken for the same.
func (c *changes) parted(body *hclsyntax.Body, name string, was, is []part) {
	list := named[name]
	of := func(p part) *hclsyntax.Block {
		var found *hclsyntax.Block
		for _, b := range body.Blocks {
			if b.Type != name {
				continue
			}
			for i, text := range p.names {
				if a := b.Body.Attributes[list[i]]; a == nil || c.literal(a.Expr) != text {
					b = nil
					break
				}
			}
			if b != nil && found != nil {
				return nil // of two that become one nobody can tell
			}
			found = cmp.Or(found, b)
		}
		return found
	}
	used := make([]bool, len(is))
	pair := func(likeness func(a, b part) bool) {
		for i := range was {
			for j := range is {
				if was[i].names != nil && !used[j] && likeness(was[i], is[j]) {
					if used[j] = true; !c.samePart(was[i], is[j]) {
						c.changePart(of(was[i]), list, was[i], is[j])
					}
					was[i].names = nil
				}
			}
		}
	}
	pair(c.samePart)
	pair(func(a, b part) bool { return slices.Equal(a.names, b.names) })
	pair(func(a, b part) bool { return slices.Equal(c.canonicals(a.values), c.canonicals(b.values)) })
	pair(func(a, b part) bool { return len(a.names) > 1 && a.names[1] == b.names[1] })
	pair(func(_, _ part) bool { return true })
	for _, p := range was {
		if p.names != nil {
			c.drop(of(p))
		}
	}
	for j, p := range is {
		if !used[j] {
			c.addBlock(body, c.partText(name, p))
		}
	}
}

// literal is the text that an expression is, as a document says it.
func (c *changes) literal(e hclsyntax.Expression) string {
	text, _ := literal(e)
	return strings.ReplaceAll(text, "&{", "${")
}

func (c *changes) changePart(b *hclsyntax.Block, list []string, was, is part) {
	if b == nil {
		c.fail(errElse)
		return
	}
	for i, name := range is.names {
		if name != was.names[i] {
			at := spanOf(b.Body.Attributes[list[i]].Expr)
			c.put(at.Start, at.End, `"`+c.inside(name)+`"`)
		}
	}
	values := b.Body.Attributes[list[len(list)-1]]
	switch {
	case slices.Equal(c.canonicals(was.values), c.canonicals(is.values)):
	case values == nil:
		c.fail(errElse)
	default:
		tuple, ok := values.Expr.(*hclsyntax.TupleConsExpr)
		if !ok && len(was.values) > 0 {
			tuple = c.tuple(values.Expr, was.values[0])
		}
		if tuple == nil {
			c.fail(errElse)
			return
		}
		c.items(tuple, was.values, is.values)
	}
}
