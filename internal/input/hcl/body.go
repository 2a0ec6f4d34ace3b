package hcl

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/input/terraform"
)

// meta are the arguments that say how many instances there are and how they are
// made, not what they are.
var meta = []string{"count", "for_each", "provider", "depends_on", "lifecycle", "providers", "source", "provisioner", "connection", "timeouts"}

// body evaluates what stands between braces: arguments, and the blocks of each kind
// as a list.
func (s *scope) body(b *hclsyntax.Body, at input.Place) *terraform.Value {
	out := &terraform.Value{Kind: terraform.Mapping, At: at}
	attributes := make([]*hclsyntax.Attribute, 0, len(b.Attributes))
	for _, a := range b.Attributes {
		if !slices.Contains(meta, a.Name) {
			attributes = append(attributes, a)
		}
	}
	slices.SortFunc(attributes, func(a, b *hclsyntax.Attribute) int {
		return cmp.Or(a.SrcRange.Start.Byte-b.SrcRange.Start.Byte, cmp.Compare(a.Name, b.Name))
	})
	for _, a := range attributes {
		s := s.in(a)
		out.Members = append(out.Members, terraform.Member{Name: a.Name, At: placeOf(s.file, a.NameRange), Value: s.eval(a.Expr)})
	}
	for _, inner := range b.Blocks {
		s, name := s.in(inner), inner.Type
		switch {
		case slices.Contains(meta, name):
			continue
		case name == "dynamic" && len(inner.Labels) == 1:
			s.dynamic(inner, out)
			continue
		}
		s.add(out, name, s.body(inner.Body, placeOf(s.file, inner.Range())))
	}
	return out
}

// add adds a block to those of its kind.
func (s *scope) add(out *terraform.Value, name string, block *terraform.Value) {
	for i := range out.Members {
		if m := &out.Members[i]; m.Name == name && m.Value.Kind == terraform.List {
			m.Value.Items = append(m.Value.Items, block)
			return
		}
	}
	out.Members = append(out.Members, terraform.Member{Name: name, At: block.At,
		Value: &terraform.Value{Kind: terraform.List, At: block.At, Items: []*terraform.Value{block}}})
}

// dynamic makes the blocks that a dynamic block stands for. Where nobody knows over
// what it goes, there is one of which nothing is known.
func (s *scope) dynamic(b *hclsyntax.Block, out *terraform.Value) {
	name, iterator := b.Labels[0], b.Labels[0]
	if a := b.Body.Attributes["iterator"]; a != nil {
		iterator = reference(a.Expr)
	}
	at := placeOf(s.file, b.Range())
	over := b.Body.Attributes["for_each"]
	var content *hclsyntax.Block
	for _, inner := range b.Body.Blocks {
		if inner.Type == "content" {
			content = inner
		}
	}
	if over == nil || content == nil {
		return
	}
	v := s.eval(over.Expr)
	list, ok := elements(v)
	if !ok {
		s.add(out, name, s.module.open(at, s.module.address+s.key.index+strconv.Itoa(s.module.before(at)), "dynamic "+name))
		return
	}
	for _, one := range list[:min(len(list), maxCopies)] {
		each := terraform.Object(one.value.At, terraform.Member{Name: "key", At: one.key.At, Value: one.key},
			terraform.Member{Name: "value", At: one.value.At, Value: one.value})
		if v.Kind == terraform.List && one.value.Kind == terraform.Scalar {
			each.Members[0].Value = one.value // of a set
		}
		inner := s.with(map[string]*terraform.Value{iterator: each})
		s.add(out, name, inner.body(content.Body, placeOf(s.file, content.Range())))
	}
}
