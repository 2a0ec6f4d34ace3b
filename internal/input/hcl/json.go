package hcl

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/tidwall/gjson"
	"github.com/zclconf/go-cty/cty"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// jsonEnding is that of sources in Terraform's JSON notation.
const jsonEnding = ".json"

// labelled says how many labels the blocks of a kind have, which are levels of objects
// in JSON (Terraform Language, JSON Configuration Syntax).
var labelled = map[string]int{"resource": 2, "data": 2, "module": 1, "variable": 1, "output": 1, "provider": 1, "locals": 0}

// notation turns JSON into the syntax that the other notation has, so that whatever
// reads one reads both. Of an object inside of a resource nothing tells whether it is
// a block or a value; both evaluate to the same.
type notation struct {
	file *source.File
	// literal: texts are what they are, and no templates.
	literal bool
}

// parseJSON is parse for the JSON notation; values are what variables are given.
func (p *project) parseJSON(file *source.File, values bool) *hclsyntax.Body {
	if err := policy.CheckJSON(file.Text); err != nil {
		p.records.Lost = append(p.records.Lost, fmt.Errorf("%s: %w", file.Name, err))
		return nil
	}
	n, out := notation{file: file, literal: values}, &hclsyntax.Body{Attributes: hclsyntax.Attributes{}}
	each(gjson.ParseBytes(file.Text), func(root gjson.Result) {
		root.ForEach(func(key, v gjson.Result) bool {
			if values {
				out.Attributes[key.Str] = n.attribute(key, v)
			} else if labels, known := labelled[key.Str]; known {
				n.blocks(out, key, nil, labels, v)
			}
			return true
		})
	})
	return out
}

// each visits an object, or those of a list.
func each(v gjson.Result, visit func(gjson.Result)) {
	switch {
	case v.IsObject():
		visit(v)
	case v.IsArray():
		v.ForEach(func(_, item gjson.Result) bool {
			each(item, visit)
			return true
		})
	}
}

// blocks adds the blocks of a kind, each below its labels.
func (n notation) blocks(out *hclsyntax.Body, kind gjson.Result, labels []string, more int, v gjson.Result) {
	each(v, func(one gjson.Result) {
		if more > 0 {
			one.ForEach(func(label, inner gjson.Result) bool {
				n.blocks(out, kind, append(slices.Clone(labels), label.Str), more-1, inner)
				return true
			})
			return
		}
		inside := n
		inside.literal = n.literal || kind.Str == "variable"
		start, end := n.rangeOf(kind), n.rangeOf(one)
		if len(labels) > 0 {
			start = end
		}
		out.Blocks = append(out.Blocks, &hclsyntax.Block{Type: kind.Str, Labels: labels, Body: inside.body(one, kind.Str), TypeRange: start, CloseBraceRange: end})
	})
}

// body is what stands between the braces of a block of a kind.
func (n notation) body(v gjson.Result, kind string) *hclsyntax.Body {
	out := &hclsyntax.Body{Attributes: hclsyntax.Attributes{}, SrcRange: n.rangeOf(v)}
	v.ForEach(func(key, value gjson.Result) bool {
		switch {
		case key.Str == "//": // a comment
		case key.Str == "dynamic":
			n.blocks(out, key, nil, 1, value)
		case key.Str == "content" && kind == "dynamic", dynamic(value):
			n.blocks(out, key, nil, 0, value)
		default:
			out.Attributes[key.Str] = n.attribute(key, value)
		}
		return true
	})
	return out
}

// dynamic reports whether dynamic blocks stand in a value, which then is a block.
func dynamic(v gjson.Result) (found bool) {
	each(v, func(one gjson.Result) {
		one.ForEach(func(key, _ gjson.Result) bool {
			found = found || key.Str == "dynamic"
			return !found
		})
	})
	return found
}

func (n notation) attribute(key, v gjson.Result) *hclsyntax.Attribute {
	a := &hclsyntax.Attribute{Name: strings.Clone(key.Str), NameRange: n.rangeOf(key), SrcRange: hcl.RangeBetween(n.rangeOf(key), n.rangeOf(v))}
	switch key.Str {
	case "provider", "providers", "iterator":
		a.Expr = n.names(v)
	default:
		a.Expr = n.expression(v)
	}
	return a
}

// names is a value whose texts are names, or names of names.
func (n notation) names(v gjson.Result) hclsyntax.Expression {
	if v.Type == gjson.String {
		return n.parsed(v, hclsyntax.ParseExpression)
	}
	out := &hclsyntax.ObjectConsExpr{SrcRange: n.rangeOf(v)}
	v.ForEach(func(key, value gjson.Result) bool {
		out.Items = append(out.Items, hclsyntax.ObjectConsItem{KeyExpr: n.names(key), ValueExpr: n.names(value)})
		return true
	})
	return out
}

// expression is what a value stands for: a text is a template.
func (n notation) expression(v gjson.Result) hclsyntax.Expression {
	at := n.rangeOf(v)
	switch {
	case v.IsArray():
		out := &hclsyntax.TupleConsExpr{SrcRange: at}
		v.ForEach(func(_, item gjson.Result) bool {
			out.Exprs = append(out.Exprs, n.expression(item))
			return true
		})
		return out
	case v.IsObject():
		out := &hclsyntax.ObjectConsExpr{SrcRange: at}
		v.ForEach(func(key, value gjson.Result) bool {
			out.Items = append(out.Items, hclsyntax.ObjectConsItem{KeyExpr: n.expression(key), ValueExpr: n.expression(value)})
			return true
		})
		return out
	}
	of := cty.NullVal(cty.DynamicPseudoType)
	switch v.Type {
	case gjson.String:
		if !n.literal && (strings.Contains(v.Str, "${") || strings.Contains(v.Str, "%{")) {
			return n.parsed(v, hclsyntax.ParseTemplate)
		}
		return &spelled{&hclsyntax.LiteralValueExpr{Val: cty.StringVal(strings.Clone(v.Str)), SrcRange: at}}
	case gjson.Number:
		if number, err := cty.ParseNumberVal(v.Raw); err == nil {
			of = number
		}
	case gjson.True, gjson.False:
		of = cty.BoolVal(v.Type == gjson.True)
	}
	return &hclsyntax.LiteralValueExpr{Val: of, SrcRange: at}
}

// spelled is a text that stands there as a JSON string, which may be a whole policy.
type spelled struct{ *hclsyntax.LiteralValueExpr }

// parsed is a text in Terraform's language; what stands in it keeps its place in the
// file, behind the escapes of JSON.
func (n notation) parsed(v gjson.Result, parse func(src []byte, filename string, start hcl.Pos) (hclsyntax.Expression, hcl.Diagnostics)) hclsyntax.Expression {
	e, diagnostics := parse([]byte(v.Str), n.file.Name, hcl.InitialPos)
	if diagnostics.HasErrors() || e == nil {
		// What it stands for is not known, and the rest is read.
		return &hclsyntax.LiteralValueExpr{Val: cty.DynamicVal, SrcRange: n.rangeOf(v)}
	}
	locate := source.Origin{File: n.file, Span: source.Span{Start: v.Index + 1, End: v.Index + len(v.Raw) - 1}, Encodings: []source.Encoding{source.JSONString}}.Locator()
	_ = hclsyntax.VisitAll(e, func(node hclsyntax.Node) hcl.Diagnostics {
		of := reflect.ValueOf(node)
		if of.Kind() != reflect.Pointer || of.Elem().Kind() != reflect.Struct {
			return nil
		}
		for i := range of.Elem().NumField() {
			field := of.Elem().Field(i)
			if !field.CanSet() {
				continue
			}
			if r, ok := field.Addr().Interface().(*hcl.Range); ok {
				at := locate(source.Span{Start: r.Start.Byte, End: r.End.Byte})
				r.Start.Byte, r.End.Byte = at.Start, at.End
			}
		}
		return nil
	})
	return e
}

func (n notation) rangeOf(v gjson.Result) hcl.Range {
	return hcl.Range{Filename: n.file.Name, Start: hcl.Pos{Byte: v.Index}, End: hcl.Pos{Byte: v.Index + len(v.Raw)}}
}
