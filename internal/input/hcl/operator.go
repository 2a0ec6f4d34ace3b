package hcl

import (
	"strconv"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/input/terraform"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

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
