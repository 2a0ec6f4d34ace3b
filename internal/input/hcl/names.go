package hcl

import (
	"path"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/input/terraform"
	"github.com/crossgrant/crossgrant/internal/source"
)

// step returns what a step of a reference names: an attribute, or an index.
func step(t hcl.Traverser) (name string, indexed, ok bool) {
	switch t := t.(type) {
	case hcl.TraverseRoot:
		return t.Name, false, true
	case hcl.TraverseAttr:
		return t.Name, false, true
	case hcl.TraverseIndex:
		text, err := convert.Convert(t.Key, cty.String)
		if err != nil || text.IsNull() || !text.IsKnown() {
			return "", true, false
		}
		return text.AsString(), true, true
	}
	return "", false, false
}

// along follows attributes and indexes from a value.
func (s *scope) along(v *terraform.Value, rest hcl.Traversal, at input.Place) *terraform.Value {
	for _, t := range rest {
		name, _, ok := step(t)
		if !ok || v == nil || v.Open {
			return nil
		}
		if r := s.module.resourceOf[v]; r != nil {
			v = s.attribute(r, name, at)
			continue
		}
		if v.Kind == terraform.List {
			if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(v.Items) {
				v = v.Items[i]
				continue
			}
			return nil
		}
		member := v.Get(name)
		if member == nil && v.Kind == terraform.Mapping {
			for _, m := range v.Members {
				if m.Name == name {
					member = m.Value // a null
				}
			}
		}
		v = member
	}
	return v
}

// reference evaluates a name with what follows it.
func (s *scope) reference(t hcl.Traversal, at input.Place) *terraform.Value {
	root, m := t.RootName(), s.module
	if v, ok := s.named[root]; ok {
		return s.along(v, t[1:], at)
	}
	next := ""
	if len(t) > 1 {
		next, _, _ = step(t[1])
	}
	switch root {
	case "var":
		return s.along(m.variable(next, at), skip(t, 2), at)
	case "local":
		return s.along(m.local(next, at), skip(t, 2), at)
	case "each":
		if next == "key" {
			return s.key.name
		}
		return s.along(s.key.each, skip(t, 2), at)
	case "count":
		return s.key.name
	case "path":
		switch next {
		case "module":
			return terraform.Text(m.folder.dir, at)
		case "root", "cwd":
			return terraform.Text(m.set.Scope, at)
		}
		return nil
	case "terraform", "self":
		return nil
	case "module":
		return s.output(t, next, at)
	case "data":
		if len(t) < 3 {
			return nil
		}
		name, _, _ := step(t[2])
		return s.resource("data", next, name, t[3:], at)
	}
	return s.resource("resource", root, next, skip(t, 2), at)
}

func skip(t hcl.Traversal, n int) hcl.Traversal { return t[min(n, len(t)):] }

// resource evaluates a reference to a resource: one of its instances, or all.
func (s *scope) resource(kind, of, name string, rest hcl.Traversal, at input.Place) *terraform.Value {
	m := s.module
	for _, b := range m.folder.of(kind) {
		if len(b.labels) != 2 || b.labels[0] != of || b.labels[1] != name {
			continue
		}
		list := m.instances(b)
		switch {
		case len(list) == 0:
			return nil
		case len(list) == 1 && list[0].resource.Index == "":
			// Where nobody knows how many there are, any index means the one.
			if _, indexed, _ := step(first(rest)); indexed {
				rest = rest[1:]
			}
			return s.along(m.handle(list[0]), rest, at)
		}
		all := &terraform.Value{Kind: terraform.List, At: at}
		if strings.HasPrefix(list[0].resource.Index, `"`) {
			all.Kind = terraform.Mapping
		}
		for _, one := range list {
			if all.Kind == terraform.List {
				all.Items = append(all.Items, m.handle(one))
				continue
			}
			index, err := strconv.Unquote(one.resource.Index)
			if err != nil {
				return nil
			}
			all.Members = append(all.Members, terraform.Member{Name: index, At: at, Value: m.handle(one)})
		}
		return s.along(all, rest, at)
	}
	return nil
}

func first(t hcl.Traversal) hcl.Traverser {
	if len(t) == 0 {
		return nil
	}
	return t[0]
}

// handle is a value that stands for an instance of a resource, until an attribute of
// it is asked for.
func (m *module) handle(i *instance) *terraform.Value {
	if i.handle == nil {
		i.handle = terraform.Object(i.block.at, terraform.Member{Name: " address", At: i.block.at, Value: terraform.Text(i.resource.Address, i.block.at)})
		if m.project.resourceOf == nil {
			m.project.resourceOf = map[*terraform.Value]*instance{}
		}
		m.project.resourceOf[i.handle] = i
	}
	return i.handle
}

// attribute is one of a resource: as it is written, or as AWS will make it.
func (s *scope) attribute(i *instance, name string, at input.Place) *terraform.Value {
	r, values := i.resource, i.values()
	if r.Data {
		if v := s.asked(r, name, at); v != nil {
			return v
		}
	}
	if v := values.Get(name); v != nil {
		return v
	}
	return terraform.Text(s.module.set.Attribute(r, name), at)
}

// asked is the attribute of a data source that says where one is.
func (s *scope) asked(r *terraform.Resource, name string, at input.Place) *terraform.Value {
	switch r.Type + "." + name {
	case "aws_caller_identity.account_id", "aws_caller_identity.id":
		return terraform.Text(s.module.set.Account(r), at)
	case "aws_region.name", "aws_region.id", "aws_region.region":
		return terraform.Text(s.module.set.Region(r), at)
	case "aws_partition.partition", "aws_partition.id":
		return terraform.Text("aws", at)
	case "aws_partition.dns_suffix":
		return terraform.Text("amazonaws.com", at)
	case "aws_iam_policy_document.json", "aws_iam_policy_document.minified_json":
		v := terraform.PolicyDocument(r.Values, r.At)
		if v == nil {
			return s.module.open(at, r.Address, "data."+r.Type+"."+r.Name+"."+name)
		}
		v.Encoded = true
		s.module.set.Use(r)
		return v
	}
	if strings.HasPrefix(r.Type, "aws_iam_") && name == "arn" && r.Values.Get("arn") == nil {
		// Its path is not told.
		return s.module.open(at, r.Address, r.Address+".arn")
	}
	return nil
}

// variable is what somebody gives, or the default.
func (m *module) variable(name string, at input.Place) *terraform.Value {
	return m.once("var."+name, at, func() *terraform.Value {
		if m.callBody != nil {
			if a := m.callBody.Attributes[name]; a != nil {
				return m.caller.in(a).eval(a.Expr)
			}
		} else if v := m.given[name]; v != nil {
			return v
		}
		for _, b := range m.folder.of("variable") {
			if len(b.labels) == 1 && b.labels[0] == name {
				if a := b.body.Attributes["default"]; a != nil {
					return (&scope{module: m, file: b.file}).in(a).eval(a.Expr)
				}
			}
		}
		return nil
	})
}

func (m *module) local(name string, at input.Place) *terraform.Value {
	return m.once("local."+name, at, func() *terraform.Value {
		for _, b := range m.folder.of("locals") {
			if a := b.body.Attributes[name]; a != nil {
				return (&scope{module: m, file: b.file}).in(a).eval(a.Expr)
			}
		}
		return nil
	})
}

// once evaluates what has a name, and takes what is made of itself for unknown.
func (m *module) once(name string, at input.Place, eval func() *terraform.Value) *terraform.Value {
	if v := m.known[name]; v != nil {
		return v
	}
	var v *terraform.Value
	if !m.busy[name] {
		m.busy[name] = true
		v = eval()
		delete(m.busy, name)
	}
	if v == nil {
		v = m.open(at, m.address, name)
	}
	if !m.busy[name] {
		m.known[name] = v
	}
	return v
}

// output evaluates what a module returns.
func (s *scope) output(t hcl.Traversal, name string, at input.Place) *terraform.Value {
	for _, b := range s.module.folder.of("module") {
		if len(b.labels) != 1 || b.labels[0] != name {
			continue
		}
		list := s.module.called(b)
		rest := skip(t, 2)
		if len(list) == 0 {
			return s.module.open(at, s.module.address, "module."+name+"."+described(rest))
		}
		chosen := list[0]
		if index, indexed, ok := step(first(rest)); indexed {
			rest = rest[1:]
			for _, one := range list {
				if ok && (one.key.index == index || one.key.index == strconv.Quote(index)) {
					chosen = one
				}
			}
		}
		if len(rest) == 0 || len(list) > 1 && chosen == list[0] && len(t) == len(rest)+2 {
			return nil
		}
		output, _, _ := step(rest[0])
		v := chosen.once("output."+output, at, func() *terraform.Value {
			for _, b := range chosen.folder.of("output") {
				if a := b.body.Attributes["value"]; len(b.labels) == 1 && b.labels[0] == output && a != nil {
					return (&scope{module: chosen, file: b.file}).in(a).eval(a.Expr)
				}
			}
			return nil
		})
		return s.along(v, rest[1:], at)
	}
	return nil
}

func described(t hcl.Traversal) string {
	var parts []string
	for _, one := range t {
		name, _, _ := step(one)
		parts = append(parts, name)
	}
	return strings.Join(parts, ".")
}

// read reads a file that an expression names.
func (s *scope) read(name string) *terraform.Value {
	file, err := s.module.reader.File(beside(s.module.set.Scope, name))
	if err != nil {
		// Below a module that stands outside of the folder.
		file, err = s.module.reader.File(path.Clean(name))
	}
	if err != nil || len(file.Text) > maxSize {
		return nil
	}
	at := input.Place{File: file, Span: source.Span{End: len(file.Text)}}
	v := terraform.Text(string(file.Text), at)
	// The file may be that of many: it is shown, and not edited.
	out := &source.Rendered{}
	out.Add(v.Text)
	noteLines(out, 0, 0)
	v.Origin = source.Origin{File: file, Span: at.Span, Rendered: out}
	return v
}
