package hcl

import (
	"strconv"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/input/terraform"
)

// object evaluates the members between braces; one whose name nobody knows makes all of it unknown.
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

// each evaluates a for expression.
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

// splat evaluates list[*].attribute, and what is no list as a list of it.
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
