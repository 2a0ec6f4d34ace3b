package hcl

import (
	"slices"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
)

// object is source for the JSON notation, in which the statements are objects: values that
// are there are changed, and whole statements go. What would need a member is left.
func (c *changes) object(b *hclsyntax.Block, old, wanted gjson.Result) {
	for _, m := range append(input.MembersOf(old), input.MembersOf(wanted)...) {
		if name := m.Key.Str; name != "Statement" && !c.equal(input.Find(old, name), input.Find(wanted, name)) {
			c.fail(errElse)
		}
	}
	was, is := input.ItemsOf(input.Find(old, "Statement")), input.ItemsOf(input.Find(wanted, "Statement"))
	var list entries
	if a := b.Body.Attributes["statement"]; a != nil {
		if tuple, ok := a.Expr.(*hclsyntax.TupleConsExpr); ok && len(tuple.Exprs) == len(was) {
			list = c.entriesOf(tuple)
		}
	}
	var gone []int
	i, j := 0, 0
	for _, next := range append(input.Aligned(was, is, c.canonical), [2]int{len(was), len(is)}) {
		for ; i < next[0] && j < next[1]; i, j = i+1, j+1 {
			c.arguments(was[i], is[j])
		}
		for ; i < next[0]; i++ {
			gone = append(gone, i)
		}
		if j < next[1] {
			c.fail(errElse)
		} else if next[0] < len(was) {
			c.arguments(was[next[0]], is[next[1]])
		}
		i, j = next[0]+1, next[1]+1
	}
	if len(gone) > 0 && len(list.list) == 0 {
		c.fail(errElse)
		return
	}
	list.remove(gone)
}

// arguments changes the values of a statement that is an object.
func (c *changes) arguments(old, wanted gjson.Result) {
	at, _ := c.made.At(spanIn(old))
	n, ok := c.nodes[at].(*hclsyntax.ObjectConsExpr)
	if !c.equal(old, wanted) && !ok {
		c.fail(errElse)
		return
	}
	for _, a := range arguments {
		was, is := input.Find(old, a.element), input.Find(wanted, a.element)
		if was.Exists() == is.Exists() && c.equal(was, is) {
			continue
		}
		of := slices.IndexFunc(n.Items, func(item hclsyntax.ObjectConsItem) bool {
			name, _ := literal(item.KeyExpr)
			return name == a.name
		})
		switch {
		case of < 0 || a.block || !was.Exists() || !is.Exists():
			c.fail(errElse)
		case a.list:
			c.texts(n.Items[of].ValueExpr, was, is)
		default:
			c.value(n.Items[of].ValueExpr, was, is)
		}
	}
}
