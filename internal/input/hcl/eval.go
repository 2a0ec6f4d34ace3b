package hcl

import (
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/input/terraform"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
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
		return s.open(at)
	}
	return v
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
	return s.module.open(at, s.module.address+" "+s.key.index+" "+at.File.Name+" "+strconv.Itoa(at.Span.Start), name)
}

// of evaluates by the kind of the expression; nil is what is not known.
func (s *scope) of(e hclsyntax.Expression, at input.Place) *terraform.Value {
	switch e := e.(type) {
	case *hclsyntax.ParenthesesExpr:
		return s.eval(e.Expression)
	case *hclsyntax.LiteralValueExpr:
		return fromCty(e.Val, at)
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

// template puts a text together. Each of its parts keeps its place, so that a policy
// written out in it does.
func (s *scope) template(e *hclsyntax.TemplateExpr, at input.Place) *terraform.Value {
	out := &source.Rendered{}
	plain := true
	for _, part := range e.Parts {
		start, where := len(out.Text), placeOf(s.file, part.Range())
		v := s.eval(part)
		if l, ok := part.(*hclsyntax.LiteralValueExpr); ok && l.Val.Type() == cty.String {
			if as := string(s.file.Text[where.Span.Start:where.Span.End]) == v.Text; as {
				out.Add(v.Text)
				noteLines(out, start, where.Span.Start)
				continue
			}
			plain = false
		} else {
			plain = false
		}
		text, ok := textOf(v)
		if !ok {
			return nil
		}
		if out.Add(text); len(out.Text) > maxSize {
			return nil
		}
		if len(e.Parts) > 1 {
			out.Note(start, where.Span)
		}
	}
	v := terraform.Text(string(out.Text), at)
	if !strings.Contains(v.Text, "{") {
		return v
	}
	v.Origin = source.Origin{File: s.file, Span: at.Span, Rendered: out}
	if plain && s.alone && s.module.single() && len(e.Parts) > 0 {
		// It stands there letter by letter: an edit of it is one of the file.
		first, last := e.Parts[0].Range(), e.Parts[len(e.Parts)-1].Range()
		span := source.Span{Start: first.Start.Byte, End: last.End.Byte}
		if string(s.file.Text[span.Start:span.End]) == v.Text {
			v.Origin = source.Origin{File: s.file, Span: span, Source: true}
		}
	}
	return v
}

// noteLines says of a text that was added as it stands in its file where each of its
// lines is.
func noteLines(out *source.Rendered, start, from int) {
	text := string(out.Text[start:])
	out.Text = out.Text[:start]
	for line := range strings.Lines(text) {
		at, inside := len(out.Text), strings.TrimLeft(line, " \t")
		blank := len(line) - len(inside)
		out.Add(line[:blank])
		out.Add(strings.TrimRight(inside, "\r\n"))
		out.Note(at, source.Span{Start: from + blank, End: from + blank + len(strings.TrimRight(inside, "\r\n"))})
		out.Add(inside[len(strings.TrimRight(inside, "\r\n")):])
		from += len(line)
	}
}

// textOf returns a value as it stands in a text.
func textOf(v *terraform.Value) (string, bool) {
	switch {
	case v == nil || v.Kind == terraform.Null:
		return "", false
	case v.Kind == terraform.Scalar:
		return v.Text, true
	case v.Encoded:
		out := &source.Rendered{}
		terraform.Render(out, v, nil)
		return string(out.Text), true
	}
	return "", false
}

// joined puts the texts of a list together.
func (s *scope) joined(v *terraform.Value, at input.Place) *terraform.Value {
	if v.Open {
		return nil
	}
	var b strings.Builder
	for _, item := range v.Items {
		text, ok := textOf(item)
		if !ok || b.Len() > maxSize {
			return nil
		}
		b.WriteString(text)
	}
	return terraform.Text(b.String(), at)
}

func (s *scope) object(e *hclsyntax.ObjectConsExpr, at input.Place) *terraform.Value {
	out := &terraform.Value{Kind: terraform.Mapping, At: at}
	for _, item := range e.Items {
		name := s.eval(item.KeyExpr)
		text, ok := textOf(name)
		if !ok {
			return nil
		}
		out.Members = append(out.Members, terraform.Member{Name: text, At: name.At, Value: s.eval(item.ValueExpr)})
	}
	return out
}

// either chooses by a condition; undecided, it is what both ways are, if they are
// the same.
func (s *scope) either(e *hclsyntax.ConditionalExpr) *terraform.Value {
	switch c := s.eval(e.Condition); {
	case !c.Open && c.Text == "true":
		return s.eval(e.TrueResult)
	case !c.Open && c.Text == "false":
		return s.eval(e.FalseResult)
	}
	yes, no := s.eval(e.TrueResult), s.eval(e.FalseResult)
	if same(yes, no) {
		return yes
	}
	return nil
}

// same reports whether two values are the same, as far as they are known.
func same(a, b *terraform.Value) bool {
	x, y := &source.Rendered{}, &source.Rendered{}
	terraform.Render(x, a, nil)
	terraform.Render(y, b, nil)
	return string(x.Text) == string(y.Text)
}

// element is one of a collection, with its key.
type element struct{ key, value *terraform.Value }

// elements returns those of a list or a mapping; ok is false for what is none.
func elements(v *terraform.Value) (list []element, ok bool) {
	if v == nil || v.Open {
		return nil, false
	}
	for i, item := range v.Items {
		list = append(list, element{terraform.Text(strconv.Itoa(i), item.At), item})
	}
	for _, m := range v.Members {
		list = append(list, element{terraform.Text(m.Name, m.At), m.Value})
	}
	return list, v.Kind == terraform.List || v.Kind == terraform.Mapping
}

func (s *scope) each(e *hclsyntax.ForExpr, at input.Place) *terraform.Value {
	list, ok := elements(s.eval(e.CollExpr))
	if !ok {
		return nil
	}
	out := &terraform.Value{Kind: terraform.List, At: at}
	if e.KeyExpr != nil {
		out.Kind = terraform.Mapping
	}
	for _, one := range list {
		names := map[string]*terraform.Value{e.ValVar: one.value}
		if e.KeyVar != "" {
			names[e.KeyVar] = one.key
		}
		inner := s.with(names)
		if e.CondExpr != nil {
			c := inner.eval(e.CondExpr)
			if c.Open || c.Text != "true" && c.Text != "false" {
				return nil
			}
			if c.Text == "false" {
				continue
			}
		}
		v := inner.eval(e.ValExpr)
		if e.KeyExpr == nil {
			out.Items = append(out.Items, v)
			continue
		}
		name := inner.eval(e.KeyExpr)
		text, ok := textOf(name)
		if !ok || name.Open {
			return nil
		}
		if e.Group {
			if of := out.Get(text); of != nil {
				of.Items = append(of.Items, v)
				continue
			}
			v = &terraform.Value{Kind: terraform.List, At: v.At, Items: []*terraform.Value{v}}
		}
		out.Members = append(out.Members, terraform.Member{Name: text, At: name.At, Value: v})
	}
	return out
}

func (s *scope) splat(e *hclsyntax.SplatExpr, at input.Place) *terraform.Value {
	v := s.eval(e.Source)
	if v == nil || v.Open {
		return nil
	}
	items := v.Items
	if v.Kind == terraform.Mapping || v.Kind == terraform.Scalar {
		items = []*terraform.Value{v}
	}
	out := &terraform.Value{Kind: terraform.List, At: at}
	for _, item := range items {
		inner := *s
		inner.item = item
		out.Items = append(out.Items, inner.eval(e.Each))
	}
	return out
}

// index returns the element of a collection at a key.
func index(v, at *terraform.Value) *terraform.Value {
	if v == nil || v.Open || at.Open {
		return nil
	}
	if v.Kind == terraform.Mapping {
		return v.Get(at.Text)
	}
	if i, err := strconv.Atoi(at.Text); err == nil && i >= 0 && i < len(v.Items) {
		return v.Items[i]
	}
	return nil
}

// binary evaluates operators; what one side decides is decided.
func (s *scope) binary(e *hclsyntax.BinaryOpExpr, at input.Place) *terraform.Value {
	a, b := s.eval(e.LHS), s.eval(e.RHS)
	is := func(v *terraform.Value, text string) bool { return !v.Open && v.Text == text }
	switch e.Op {
	case hclsyntax.OpLogicalAnd:
		if is(a, "false") || is(b, "false") {
			return terraform.Text("false", at)
		}
	case hclsyntax.OpLogicalOr:
		if is(a, "true") || is(b, "true") {
			return terraform.Text("true", at)
		}
	case hclsyntax.OpEqual, hclsyntax.OpNotEqual:
		if certain(a) && certain(b) {
			return terraform.Text(strconv.FormatBool(same(a, b) == (e.Op == hclsyntax.OpEqual)), at)
		}
		return nil
	}
	return s.operate(e.Op, at, a, b)
}

// operate calls the implementation of an operator.
func (s *scope) operate(op *hclsyntax.Operation, at input.Place, values ...*terraform.Value) *terraform.Value {
	var args []cty.Value
	for i, v := range values {
		if !certain(v) {
			return nil
		}
		arg, err := convert.Convert(toCty(v), op.Impl.Params()[i].Type)
		if err != nil {
			return nil
		}
		args = append(args, arg)
	}
	out, err := op.Impl.Call(args)
	if err != nil {
		return nil
	}
	return fromCty(out, at)
}

// certain reports whether nothing of a value is unknown.
func certain(v *terraform.Value) bool {
	if v == nil || v.Open || unknown.In(v.Text) {
		return false
	}
	for _, item := range v.Items {
		if !certain(item) {
			return false
		}
	}
	for _, m := range v.Members {
		if !certain(m.Value) || unknown.In(m.Name) {
			return false
		}
	}
	return true
}
