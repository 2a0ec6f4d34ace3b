package hcl

import (
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/input/terraform"
)

// fromCty returns a value of the library, all of which stands at one place; nil for
// what is not known.
func fromCty(v cty.Value, at input.Place) *terraform.Value {
	v, _ = v.Unmark()
	switch {
	case !v.IsKnown():
		return nil
	case v.IsNull():
		return &terraform.Value{At: at}
	case v.Type().IsPrimitiveType():
		text, err := convert.Convert(v, cty.String)
		if err != nil {
			return nil
		}
		out := terraform.Text(text.AsString(), at)
		out.Word = v.Type() != cty.String
		return out
	case v.CanIterateElements():
		out := &terraform.Value{Kind: terraform.List, At: at}
		if v.Type().IsMapType() || v.Type().IsObjectType() {
			out.Kind = terraform.Mapping
		}
		for it := v.ElementIterator(); it.Next(); {
			k, e := it.Element()
			item := fromCty(e, at)
			if item == nil {
				return nil
			}
			if out.Kind == terraform.List {
				out.Items = append(out.Items, item)
			} else {
				out.Members = append(out.Members, terraform.Member{Name: k.AsString(), At: at, Value: item})
			}
		}
		return out
	}
	return nil
}

// toCty returns a value as the library's functions take it.
func toCty(v *terraform.Value) cty.Value {
	if text, ok := textOf(v); ok {
		if v.Word {
			if n, err := cty.ParseNumberVal(text); err == nil {
				return n
			}
			if b, err := convert.Convert(cty.StringVal(text), cty.Bool); err == nil {
				return b
			}
		}
		return cty.StringVal(text)
	}
	switch v.Kind {
	case terraform.List:
		if len(v.Items) == 0 {
			return cty.EmptyTupleVal
		}
		items := make([]cty.Value, len(v.Items))
		for i, item := range v.Items {
			items[i] = toCty(item)
		}
		return cty.TupleVal(items)
	case terraform.Mapping:
		members := map[string]cty.Value{}
		for _, m := range v.Members {
			members[m.Name] = toCty(m.Value)
		}
		return cty.ObjectVal(members)
	}
	return cty.NullVal(cty.DynamicPseudoType)
}
