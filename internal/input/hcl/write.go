package hcl

import (
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// style is how a document is laid out, so that what is put into it looks like what stands
// around it.
type style struct {
	parts  string // what stands between a name and its value
	quoted bool   // names are in quotes where they need not be
	parted bool   // commas part members that have their lines to themselves
	commas bool   // one stands behind the last of them, too
	even   bool   // signs stand below each other
	unit   string // one step of indentation
}

// lone is how long a list of texts on one line may be.
const lone = 60

// styleOf reads the style off an object: what is most common in it.
func styleOf(text string, root *hclsyntax.ObjectConsExpr) style {
	s, quoted, colons, commas, parted, members, tight := style{unit: "  "}, 0, 0, 0, 0, 0, 0
	c, even := changes{Layout: source.Layout{Text: text}}, false
	_ = hclsyntax.VisitAll(root, func(n hclsyntax.Node) hcl.Diagnostics {
		object, ok := n.(*hclsyntax.ObjectConsExpr)
		if !ok {
			return nil
		}
		list := entries{c: &c, at: spanOf(object), object: true}
		for i, item := range object.Items {
			key, value := spanOf(item.KeyExpr), spanOf(item.ValueExpr)
			list.add(key.Start, value.End)
			if name := strings.Trim(text[key.Start:key.End], `"`); hclsyntax.ValidIdentifier(name) {
				members++
				quoted += oneIf(text[key.Start] == '"')
			}
			between := text[key.End:value.Start]
			even = even || strings.HasPrefix(between, "  ")
			colons += oneIf(strings.HasPrefix(strings.TrimSpace(between), ":"))
			tight += oneIf(strings.HasPrefix(between, ":"))
			if _, own := list.own(i); own {
				_, comma := list.comma(i)
				if i == len(object.Items)-1 {
					commas += 2*oneIf(comma) - 1
				} else {
					parted += 2*oneIf(comma) - 1
				}
			}
		}
		return nil
	})
	s.quoted, s.parted, s.commas, s.parts = quoted*2 > members, parted > 0, commas > 0, " = "
	switch s.even = true; {
	case tight*2 > members:
		s.parts, s.even = ": ", false
	case colons*2 > members:
		s.parts, s.even = " : ", even
	}
	if len(root.Items) > 0 {
		start := spanOf(root.Items[0].KeyExpr).Start
		if more, ok := strings.CutPrefix(c.indent(start), c.indent(spanOf(root).Start)); ok && more != "" {
			s.unit = more
		}
	}
	return s
}

// blockStyle is styleOf for a block.
func blockStyle(text string, b *hclsyntax.Block) style {
	s, c := style{unit: "  ", parts: " = ", even: true}, changes{Layout: source.Layout{Text: text}}
	for _, inner := range b.Body.Blocks {
		if more, ok := strings.CutPrefix(c.indent(spanOf(inner).Start), c.indent(spanOf(b).Start)); ok && more != "" {
			s.unit = more
		}
	}
	return s
}

func oneIf(b bool) int {
	if b {
		return 1
	}
	return 0
}

var errUnknown = errors.New("nobody knows yet what would have to be written")

// inside writes a text as it stands between quotes.
func (c *changes) inside(text string) string {
	if unknown.In(text) || !utf8.ValidString(text) {
		c.fail(errUnknown)
	}
	if c.loose && !strings.Contains(c.Text, "$${") {
		text = strings.ReplaceAll(text, "${", "&{")
	}
	if c.json {
		quoted := source.Quoted(strings.NewReplacer("${", "$${", "%{", "%%{").Replace(text))
		return strings.ReplaceAll(quoted[1:len(quoted)-1], `\u0026`, "&")
	}
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`, "${", "$${", "%{", "%%{").Replace(text)
}

// write writes a value; lines: over several of them, each behind the indentation but for
// the first.
func (c *changes) write(v gjson.Result, indent string, lines bool) string {
	inner := indent + c.style.unit
	switch {
	case v.IsObject():
		members := input.MembersOf(v)
		if len(members) == 0 {
			return "{}"
		}
		if !lines {
			var parts []string
			for _, m := range members {
				parts = append(parts, c.member(m, source.Span{}, indent, false))
			}
			return "{ " + strings.Join(parts, ", ") + " }"
		}
		return "{" + c.Feed() + c.aligned(members, inner) + indent + "}"
	case v.IsArray():
		items := input.ItemsOf(v)
		flat, short := []string{}, true
		for _, item := range items {
			flat = append(flat, c.write(item, inner, lines && item.IsObject()))
			short = short && !(lines && item.IsObject())
		}
		if one := "[" + strings.Join(flat, ", ") + "]"; !lines || short && len(one) <= lone || len(items) < 2 && short {
			return one
		}
		return "[" + c.Feed() + inner + strings.Join(flat, ","+c.Feed()+inner) + "," + c.Feed() + indent + "]"
	case v.Type == gjson.String:
		if expression, ok := c.reference(v.String()); ok {
			return expression
		}
		return `"` + c.inside(v.String()) + `"`
	}
	return v.Raw
}

// name writes that of a member.
func (c *changes) name(m input.Pair) string {
	if text := m.Key.String(); !c.style.quoted && hclsyntax.ValidIdentifier(text) {
		return text
	}
	return `"` + c.inside(m.Key.String()) + `"`
}

// aligned writes members on lines of their own, their signs below each other, as terraform
// fmt does with those that stand on one line each.
func (c *changes) aligned(members []input.Pair, indent string) string {
	var b strings.Builder
	width := 0
	for i, m := range members {
		value := c.write(m.Value, indent, true)
		single := !strings.Contains(value, "\n")
		if single && width == 0 {
			for _, next := range members[i:] {
				if strings.Contains(c.write(next.Value, indent, true), "\n") {
					break
				}
				width = max(width, len(c.name(next)))
			}
		}
		if !single {
			width = 0
		}
		b.WriteString(indent + c.name(m) + c.parts(len(c.name(m)), width) + value)
		if c.style.commas || c.style.parted && i < len(members)-1 {
			b.WriteString(",")
		}
		b.WriteString(c.Feed())
	}
	return b.String()
}

// parts is what stands between a name and its value, which begins at a column.
func (c *changes) parts(name, width int) string {
	if !c.style.even {
		return c.style.parts
	}
	return strings.Repeat(" ", max(width-name, 0)) + c.style.parts
}

// member writes a member, its sign below that of one that it stands behind.
func (c *changes) member(m input.Pair, like source.Span, indent string, lines bool) string {
	value := c.write(m.Value, indent, lines)
	width := 0
	if other := c.Text[like.Start:like.End]; lines && !strings.Contains(value+other, "\n") && other != "" {
		if sign := strings.IndexAny(other, "=:"); sign > 0 && !strings.HasPrefix(other, `"`) {
			width = len(strings.TrimRight(other[:sign], " \t"))
			if strings.HasSuffix(other[:sign], " ") {
				width = sign - 1
			}
		}
	}
	return c.name(m) + c.parts(len(c.name(m)), width) + value
}
