package hcl

import (
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/unknown"
)

// name is an expression of the document that leads to a value elsewhere, with the text that
// it is.
type name struct{ text, expression string }

// names gathers the references that the texts of a document are made of, so that what is
// added is written by them, too: another path below the ARN of a bucket.
func (c *changes) names(v gjson.Result) {
	if v.IsObject() || v.IsArray() {
		v.ForEach(func(_, item gjson.Result) bool {
			c.names(item)
			return true
		})
		return
	}
	at, _ := c.made.At(spanIn(v))
	text, reference := v.String(), c.nodes[at]
	if t, ok := reference.(*hclsyntax.TemplateExpr); ok {
		var inner hclsyntax.Node
		for _, part := range t.Parts {
			plain, ok := literal(part)
			switch {
			case ok && inner == nil:
				text = strings.TrimPrefix(text, plain)
			case ok:
				text = strings.TrimSuffix(text, plain)
			case inner != nil:
				return // which of two is what nobody can tell
			default:
				inner = part
			}
		}
		reference = inner
	}
	if r, ok := reference.(*hclsyntax.ScopeTraversalExpr); ok && text != "" && !(c.json && strings.Contains(c.Text[spanOf(r).Start:spanOf(r).End], `"`)) {
		at := spanOf(r)
		c.known = append(c.known, name{text, c.Text[at.Start:at.End]})
	}
}

// placeholder stands for a reference until the text around it is written.
const placeholder = "\ue000"

// reference writes a text by the references of the document: as the ARN that one is with
// what stands below it, and in the place of what nobody knows yet.
func (c *changes) reference(text string) (expression string, ok bool) {
	var by *name
	for i := range c.known {
		k := &c.known[i]
		rest, begins := strings.CutPrefix(text, k.text)
		if begins && strings.HasPrefix(text, "arn:") && (rest == "" || rest[0] == '/') && (by == nil || len(k.text) > len(by.text)) {
			by = k
		}
	}
	if by != nil && by.text == text && !c.json {
		return by.expression, true
	}
	var marks []string
	mark := func(k name) {
		text = strings.ReplaceAll(text, k.text, placeholder+string(rune('0'+len(marks))))
		marks = append(marks, k.expression)
	}
	if by != nil {
		mark(*by)
	}
	for _, k := range c.known {
		if len(marks) < 9 && unknown.Whole(k.text) && strings.Contains(text, k.text) {
			mark(k)
		}
	}
	if len(marks) == 0 {
		return "", false
	}
	text = c.inside(text)
	for i, m := range marks {
		text = strings.ReplaceAll(text, placeholder+string(rune('0'+i)), "${"+m+"}")
	}
	return `"` + text + `"`, true
}
