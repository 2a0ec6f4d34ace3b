package hcl

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/input/terraform"
	"github.com/crossgrant/crossgrant/internal/source"
)

// scope is where an expression stands: what names mean in it.
type scope struct {
	module *module
	file   *source.File
	key    key
	// named are the variables of for expressions, of dynamic blocks and of templates.
	named map[string]*terraform.Value
	// alone: what is written here is that of one resource and of no other, so that an
	// edit of it changes nothing else.
	alone bool
	// item is what stands for the element in a splat.
	item *terraform.Value
}

// with returns the scope with more names.
func (s *scope) with(names map[string]*terraform.Value) *scope {
	more := *s
	more.alone = false
	more.named = map[string]*terraform.Value{}
	for name, v := range s.named {
		more.named[name] = v
	}
	for name, v := range names {
		more.named[name] = v
	}
	return &more
}

// eval evaluates an expression. What cannot be is an unknown of the expression's
// place: the same expression is equal to itself.
func (s *scope) eval(e hclsyntax.Expression) *terraform.Value {
	m, at := s.module, placeOf(s.file, e.Range())
	m.steps--
	if m.steps < 0 || m.project.depth > maxDepth {
		return s.open(at)
	}
	m.project.depth++
	defer func() { m.project.depth-- }()
	v := s.of(e, at)
	if v == nil || v.Kind == terraform.Scalar && len(v.Text) > maxText && v.Origin.File == nil {
		s.note(e)
		return s.open(at)
	}
	return v
}

// note notes what the names of an expression stand for of which nobody knows what it is, so
// that it is seen that it is made of something else.
func (s *scope) note(e hclsyntax.Expression) {
	if s.module.moved == nil {
		return
	}
	at := placeOf(s.file, e.Range())
	for i, t := range e.Variables() {
		place := fmt.Sprint(s.module.address, " ", s.key.index, " ", s.file.Name, " ", s.module.before(at), " ", i)
		v := s.reference(t, at)
		if i := s.module.resourceOf[v]; i != nil {
			v = i.values()
		}
		s.module.hidden[place] = append(s.module.hidden[place], v)
	}
}

// open is the unknown of an expression.
func (s *scope) open(at input.Place) *terraform.Value {
	text := string(at.File.Text[at.Span.Start:at.Span.End])
	name := strings.Join(strings.Fields(text), " ")
	if name == "" {
		name = "what does not parse"
	}
	if len(name) > 40 {
		name = name[:40]
	}
	return s.module.open(at, s.module.address+" "+s.key.index+" "+at.File.Name+" "+strconv.Itoa(s.module.before(at)), name)
}

// of evaluates by the kind of the expression; nil is what is not known.
func (s *scope) of(e hclsyntax.Expression, at input.Place) *terraform.Value {
	switch e := e.(type) {
	case *hclsyntax.ParenthesesExpr:
		return s.eval(e.Expression)
	case *hclsyntax.LiteralValueExpr:
		return fromCty(e.Val, at)
	case *spelled:
		v := terraform.Text(e.Val.AsString(), at)
		v.Origin = source.Origin{File: s.file, Span: source.Span{Start: at.Span.Start + 1, End: at.Span.End - 1},
			Encodings: []source.Encoding{source.JSONString}, Source: true}
		if !s.alone || !s.module.single() {
			v.Origin.Notation = shown{}
		}
		return v
	case *hclsyntax.TemplateExpr:
		return s.template(e, at)
	case *hclsyntax.TemplateWrapExpr:
		return s.eval(e.Wrapped)
	case *hclsyntax.TemplateJoinExpr:
		return s.joined(s.eval(e.Tuple), at)
	case *hclsyntax.ScopeTraversalExpr:
		return s.reference(e.Traversal, at)
	case *hclsyntax.RelativeTraversalExpr:
		return s.along(s.eval(e.Source), e.Traversal, at)
	case *hclsyntax.IndexExpr:
		of := s.eval(e.Collection)
		if s.module.resourceOf[of] != nil {
			return of // the one that stands for all
		}
		return index(of, s.eval(e.Key))
	case *hclsyntax.TupleConsExpr:
		out := &terraform.Value{Kind: terraform.List, At: at}
		for _, item := range e.Exprs {
			out.Items = append(out.Items, s.eval(item))
		}
		return out
	case *hclsyntax.ObjectConsExpr:
		return s.object(e, at)
	case *hclsyntax.ObjectConsKeyExpr:
		if name := hcl.ExprAsKeyword(e.Wrapped); name != "" && !e.ForceNonLiteral {
			return terraform.Text(name, at)
		}
		return s.eval(e.Wrapped)
	case *hclsyntax.ConditionalExpr:
		return s.either(e)
	case *hclsyntax.ForExpr:
		return s.each(e, at)
	case *hclsyntax.SplatExpr:
		return s.splat(e, at)
	case *hclsyntax.AnonSymbolExpr:
		return s.item
	case *hclsyntax.FunctionCallExpr:
		return s.call(e, at)
	case *hclsyntax.BinaryOpExpr:
		return s.binary(e, at)
	case *hclsyntax.UnaryOpExpr:
		return s.operate(e.Op, at, s.eval(e.Val))
	}
	return nil
}

// literal returns the text of an expression that is one.
func literal(e hclsyntax.Expression) (string, bool) {
	v, diagnostics := e.Value(nil)
	if diagnostics.HasErrors() || v.IsNull() || !v.IsKnown() || v.Type() != cty.String {
		return "", false
	}
	return v.AsString(), true
}

// reference writes an expression that is a name with its parts, as provider is one.
func reference(e hclsyntax.Expression) string {
	traversal, diagnostics := hcl.AbsTraversalForExpr(e)
	if diagnostics.HasErrors() {
		return ""
	}
	var parts []string
	for _, step := range traversal {
		switch step := step.(type) {
		case hcl.TraverseRoot:
			parts = append(parts, step.Name)
		case hcl.TraverseAttr:
			parts = append(parts, step.Name)
		}
	}
	return strings.Join(parts, ".")
}
