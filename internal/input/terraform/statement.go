package terraform

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// PolicyDocument makes the document that data.aws_iam_policy_document is: the
// statements of its sources, its own, and those that override them by their Sid
// (Terraform AWS provider, aws_iam_policy_document). It is nil where parts of it
// are not known that may be any statement.
func PolicyDocument(values *Value, at input.Place) *Value {
	var list []*Value
	known := true
	merge := func(statements []*Value) {
		for _, s := range statements {
			if i := sameSid(list, s); i >= 0 {
				list[i] = s
			} else {
				list = append(list, s)
			}
		}
	}
	from := func(v *Value) {
		for _, one := range v.each() {
			statements, ok := statementsOf(one)
			known = known && ok
			merge(statements)
		}
	}
	from(values.Get("source_json"))
	from(values.Get("source_policy_documents"))
	for _, block := range values.Get("statement").each() {
		s := statement(block)
		known = known && s != nil
		if s != nil {
			merge([]*Value{s})
		}
	}
	from(values.Get("override_json"))
	from(values.Get("override_policy_documents"))
	if !known {
		return nil
	}
	version := values.Get("version")
	if version == nil {
		version = Text(policy.CurrentVersion, at)
	}
	return Object(at).with("Version", version).with("Id", values.Get("policy_id")).
		with("Statement", &Value{Kind: List, At: at, Items: list})
}

// sameSid returns which statement has the Sid of another one, -1 for none.
func sameSid(list []*Value, s *Value) int {
	sid := s.string("Sid")
	for i, other := range list {
		if sid != "" && other.string("Sid") == sid {
			return i
		}
	}
	return -1
}

// statementsOf returns those of a document that lies in a text.
func statementsOf(v *Value) (list []*Value, ok bool) {
	if v.Kind == Scalar {
		if v.Text == "" {
			return nil, true
		}
		if v, ok = ParseJSON(v.Text, v.At); !ok {
			return nil, false
		}
	}
	if v.Open || v.Kind != Mapping {
		return nil, false
	}
	return v.Get("Statement").each(), true
}

// statement makes a statement of a block; nil where it may be any.
func statement(block *Value) *Value {
	if block.Open || block.Kind != Mapping {
		return nil
	}
	effect := block.Get("effect")
	if effect == nil {
		effect = Text("Allow", block.At)
	}
	if effect.Open || unknown.In(effect.Text) {
		return nil
	}
	out := Object(block.At)
	if sid := block.Get("sid"); sid != nil && sid.Text != "" {
		out.with("Sid", sid)
	}
	out.with("Effect", effect)
	for _, m := range []struct{ name, from string }{{"Action", "actions"}, {"NotAction", "not_actions"}, {"Resource", "resources"}, {"NotResource", "not_resources"}} {
		if v := listed(block.Get(m.from)); v != nil {
			out.with(m.name, v)
		}
	}
	out.with("Principal", principals(block.Get("principals")))
	out.with("NotPrincipal", principals(block.Get("not_principals")))
	return out.with("Condition", conditions(block.Get("condition")))
}

// listed returns a list of texts as they are written to AWS; nil if it is empty.
func listed(v *Value) *Value {
	items := v.each()
	if len(items) == 0 {
		return nil
	}
	out := &Value{Kind: List, At: v.At}
	for _, item := range items {
		out.Items = append(out.Items, variables(item))
	}
	if len(out.Items) == 1 {
		return out.Items[0]
	}
	return out
}

// variables writes policy variables as AWS does: in Terraform's language ${ is
// something else, and the provider takes &{ for it.
func variables(v *Value) *Value {
	if v.Kind != Scalar || !strings.Contains(v.Text, "&{") {
		return v
	}
	return Text(strings.ReplaceAll(v.Text, "&{", "${"), v.At)
}

func principals(blocks *Value) *Value {
	var out *Value
	for _, block := range blocks.each() {
		identifiers := listed(block.Get("identifiers"))
		kind := block.string("type")
		switch {
		case block.Open:
			identifiers, kind = Text(block.Text, block.At), "AWS"
		case identifiers == nil:
			continue
		case kind == "*" && identifiers.Text == "*":
			return identifiers
		case kind == "" || unknown.In(kind):
			kind = "AWS"
		}
		if out == nil {
			out = Object(blocks.At)
		}
		out.join(kind, block.At, identifiers)
	}
	return out
}

func conditions(blocks *Value) *Value {
	var out *Value
	for _, block := range blocks.each() {
		test, variable, values := block.string("test"), block.string("variable"), listed(block.Get("values"))
		if block.Open || test == "" || unknown.In(test) {
			// Whatever it asks for, it is met or not.
			test, variable, values = "StringEquals", block.Text, Text("true", block.At)
			if variable == "" {
				variable = block.string("variable")
			}
		}
		if values == nil {
			values = &Value{Kind: List, At: block.At}
		}
		if out == nil {
			out = Object(blocks.At)
		}
		of := out.Get(test)
		if of == nil {
			of = Object(block.At)
			out.Members = append(out.Members, Member{test, placeOf(block.Get("test"), block.At), of})
		}
		of.join(variable, placeOf(block.Get("variable"), block.At), values)
	}
	return out
}

// join adds values to the member of that name.
func (v *Value) join(name string, at input.Place, more *Value) {
	for i := range v.Members {
		if m := &v.Members[i]; m.Name == name {
			m.Value = &Value{Kind: List, At: m.Value.At, Items: append(m.Value.each(), more.each()...)}
			return
		}
	}
	v.Members = append(v.Members, Member{name, at, more})
}

func placeOf(v *Value, other input.Place) input.Place {
	if v == nil {
		return other
	}
	return v.At
}
