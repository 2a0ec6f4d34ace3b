package hcl

import (
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
)

func (c *changes) argumentText(name string, list bool, v gjson.Result) func(indent string) string {
	return func(indent string) string {
		if list {
			return c.list(listOf(v), indent)
		}
		return c.write(v, indent, false)
	}
}

// list writes texts in brackets.
func (c *changes) list(items []gjson.Result, indent string) string {
	var parts []string
	for _, v := range items {
		parts = append(parts, c.write(v, indent, false))
	}
	inner := indent + c.style.unit
	if one := "[" + strings.Join(parts, ", ") + "]"; len(one) <= lone || len(parts) < 2 {
		return one
	}
	return "[" + c.Feed() + inner + strings.Join(parts, ","+c.Feed()+inner) + "," + c.Feed() + indent + "]"
}

// partText writes a block of principals or a condition.
func (c *changes) partText(name string, p part) func(indent string) string {
	return func(indent string) string {
		inner, names := indent+c.style.unit, named[name]
		width := 0
		for _, n := range names {
			width = max(width, len(n))
		}
		out := name + " {" + c.Feed()
		for i, n := range names {
			value := c.list(p.values, inner)
			if i < len(p.names) {
				value = `"` + c.inside(p.names[i]) + `"`
			}
			out += inner + n + strings.Repeat(" ", width-len(n)) + " = " + value + c.Feed()
		}
		return out + indent + "}"
	}
}

// statementText writes a statement's block.
func (c *changes) statementText(v gjson.Result) func(indent string) string {
	return func(indent string) string {
		inner, width := indent+c.style.unit, 0
		known := 0
		var lines, blocks []string
		for _, a := range arguments {
			if m := input.Find(v, a.element); m.Exists() && !a.block && !(a.element == "Effect" && m.Str == "Allow") {
				width = max(width, len(a.name))
			}
		}
		for _, a := range arguments {
			m := input.Find(v, a.element)
			if !m.Exists() {
				continue
			}
			known++
			switch {
			case a.block:
				for _, p := range partsOf(a.name, m) {
					blocks = append(blocks, c.Feed()+inner+c.partText(a.name, p)(inner)+c.Feed())
				}
			case a.element == "Effect" && m.Str == "Allow":
			default:
				lines = append(lines, inner+a.name+strings.Repeat(" ", width-len(a.name))+" = "+c.argumentText(a.name, a.list, m)(inner)+c.Feed())
			}
		}
		if known != len(input.MembersOf(v)) {
			c.fail(errElse)
		}
		return "statement {" + c.Feed() + strings.Join(lines, "") + strings.Join(blocks, "") + indent + "}"
	}
}
