package hcl

import (
	"path"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/input/terraform"
)

// module is one instance of a module.
type module struct {
	*project
	folder  *folder
	address string
	caller  *scope // nil of the root
	key     key    // of this instance
	depth   int
	alone   bool // no other instance of the same sources is there
	given   map[string]*terraform.Value
	// providing are the providers that its resources get from those of its caller.
	providing map[string]string
	known     map[string]*terraform.Value // what was evaluated: variables, locals
	busy      map[string]bool             // what is being evaluated, against cycles
	resources map[string][]*instance
	calls     map[string][]*module
	callBody  *hclsyntax.Body // of the block that calls it
}

// key is that of an instance: what stands in brackets, and what each is.
type key struct {
	index string
	each  *terraform.Value // each.value
	name  *terraform.Value // each.key, or count.index
}

// instance is one of a resource.
type instance struct {
	scope    *scope
	block    *block
	resource *terraform.Resource
	made     *terraform.Value
	handle   *terraform.Value
	busy     bool
}

func (p *project) module(f *folder, address string, caller *scope, depth int) *module {
	return &module{project: p, folder: f, address: address, caller: caller, depth: depth, given: map[string]*terraform.Value{},
		providing: map[string]string{}, known: map[string]*terraform.Value{}, busy: map[string]bool{},
		resources: map[string][]*instance{}, calls: map[string][]*module{}}
}

// all makes the instances of all resources, and of the modules below.
func (m *module) all() {
	for _, b := range m.folder.blocks {
		switch {
		case (b.kind == "resource" || b.kind == "data") && len(b.labels) == 2:
			if m.only != nil && !m.only(b) {
				continue
			}
			m.copies = append(m.copies, m.instances(b)...)
		case b.kind == "module" && len(b.labels) == 1:
			for _, child := range m.called(b) {
				child.all()
			}
		}
	}
}

// copiesOf are those of a block: by count, by for_each, or the one. Where nobody knows how many
// there are, one stands for all.
func (m *module) copiesOf(b *block) []key {
	s := &scope{module: m, file: b.file}
	if a := b.body.Attributes["count"]; a != nil {
		v := s.in(a).eval(a.Expr)
		n, err := strconv.Atoi(v.Text)
		if v.Open || err != nil {
			return []key{{name: m.open(v.At, "count of "+m.label(b), "count.index")}}
		}
		var keys []key
		for i := range min(n, maxCopies) {
			keys = append(keys, key{index: strconv.Itoa(i), name: terraform.Text(strconv.Itoa(i), v.At)})
		}
		return keys
	}
	a := b.body.Attributes["for_each"]
	if a == nil {
		return []key{{}}
	}
	v := s.in(a).eval(a.Expr)
	var keys []key
	switch {
	case v.Open || v.Kind == terraform.Scalar:
		return []key{{name: m.open(v.At, "for_each of "+m.label(b), "each.key"), each: m.open(v.At, "for_each of "+m.label(b), "each.value")}}
	case v.Kind == terraform.Mapping:
		for _, one := range v.Members {
			keys = append(keys, key{index: strconv.Quote(one.Name), name: terraform.Text(one.Name, one.At), each: one.Value})
		}
	default:
		for _, one := range v.Items {
			keys = append(keys, key{index: strconv.Quote(one.Text), name: one, each: one})
		}
	}
	return keys[:min(len(keys), maxCopies)]
}

func (m *module) label(b *block) string {
	text := strings.Join(b.labels, ".")
	if b.kind != "resource" {
		text = b.kind + "." + text
	}
	if m.address != "" {
		text = m.address + "." + text
	}
	return text
}

// instances returns those of a resource.
func (m *module) instances(b *block) []*instance {
	name := strings.Join(append([]string{b.kind}, b.labels...), ".")
	if list, ok := m.resources[name]; ok || m.busy[name] {
		return list
	}
	m.busy[name] = true
	defer delete(m.busy, name)
	provider := "aws"
	if a := b.body.Attributes["provider"]; a != nil {
		provider = reference(a.Expr)
	}
	if outer := m.providing[provider]; outer != "" {
		provider = outer
	}
	var list []*instance
	for _, k := range m.copiesOf(b) {
		address := m.label(b)
		if k.index != "" {
			address += "[" + k.index + "]"
		}
		one := &instance{block: b, scope: &scope{module: m, file: b.file, key: k, alone: m.alone && k == key{}}}
		one.resource = &terraform.Resource{Address: address, Module: m.address, Type: b.labels[0], Name: b.labels[1], Index: k.index,
			Data: b.kind == "data", Provider: provider, At: b.at, Values: &terraform.Value{Kind: terraform.Mapping, At: b.at}}
		list = append(list, one)
	}
	m.resources[name] = list
	return list
}

// values evaluates a resource, once. One that is made of itself is unknown there.
func (i *instance) values() *terraform.Value {
	if i.made == nil && !i.busy {
		i.busy = true
		i.made = i.scope.body(i.block.body, i.block.at)
		i.resource.Values, i.busy = i.made, false
	}
	if i.made == nil {
		return i.resource.Values
	}
	return i.made
}

// single reports whether no other module is made of the same sources.
func (m *module) single() bool {
	if m.reader.Uses[path.Clean(m.folder.dir)] > 1 {
		return false
	}
	for at := m; at.caller != nil; at = at.caller.module {
		if m.uses[at.folder.dir] > 1 {
			return false
		}
	}
	return true
}

// called returns the instances of a local module; nil for one that stands elsewhere.
func (m *module) called(b *block) []*module {
	name := b.labels[0]
	if list, ok := m.calls[name]; ok || m.busy["module."+name] {
		return list
	}
	from := local(b)
	if from == "" || m.depth >= maxCalls {
		m.calls[name] = nil
		m.elsewhere(b, from)
		return nil
	}
	m.busy["module."+name] = true
	defer delete(m.busy, "module."+name)
	f := m.project.folder(path.Join(m.folder.dir, from))
	if len(f.files) == 0 {
		m.elsewhere(b, from)
	}
	var list []*module
	for _, k := range m.copiesOf(b) {
		address := "module." + name
		if m.address != "" {
			address = m.address + "." + address
		}
		if k.index != "" {
			address += "[" + k.index + "]"
		}
		child := m.module(f, address, &scope{module: m, file: b.file, key: k}, m.depth+1)
		child.key = k
		child.alone = m.alone && k == key{}
		m.uses[f.dir]++
		child.call(b)
		child.providers()
		list = append(list, child)
	}
	m.calls[name] = list
	return list
}

// elsewhere names a module whose sources are not there.
func (m *module) elsewhere(b *block, from string) {
	m.outside = append(m.outside, &call{block: b, scope: &scope{module: m, file: b.file}})
	if from == "" {
		if a := b.body.Attributes["source"]; a != nil {
			from, _ = literal(a.Expr)
		}
	}
	m.project.records.Odd = append(m.project.records.Odd, input.Odd{At: b.at, Found: "module " + b.labels[0] + " from " + from,
		Wanted: "one whose sources stand beside it; what it makes is not judged"})
}

// call takes from a call which providers the module gets.
func (m *module) call(b *block) {
	m.callBody = b.body
	if a := b.body.Attributes["providers"]; a != nil {
		if object, ok := a.Expr.(*hclsyntax.ObjectConsExpr); ok {
			for _, item := range object.Items {
				outer := reference(item.ValueExpr)
				if more := m.caller.module.providing[outer]; more != "" {
					outer = more
				}
				m.providing[reference(item.KeyExpr)] = outer
			}
		}
		return
	}
	if outer := m.caller.module.providing["aws"]; outer != "" {
		m.providing["aws"] = outer
	}
}

// providers reads accounts and Regions of the providers.
func (m *module) providers() {
	for _, b := range m.folder.of("provider") {
		if len(b.labels) != 1 || b.labels[0] != "aws" || m.address != "" {
			continue
		}
		s := &scope{module: m, file: b.file}
		v := s.body(b.body, b.at)
		name := "aws"
		if alias := v.Get("alias"); alias != nil && !alias.Open {
			name += "." + alias.Text
		}
		if region := v.Get("region"); region != nil && !region.Open {
			m.set.Regions[name] = region.Text
		}
		account := ""
		if allowed := v.Get("allowed_account_ids").Texts(); len(allowed) == 1 {
			account = allowed[0]
		}
		if role := v.Path("assume_role", "role_arn"); role != nil && !role.Open {
			if parts := strings.SplitN(role.Text, ":", 6); len(parts) == 6 {
				account = parts[4]
			}
		}
		if account != "" {
			m.set.Accounts[name] = account
		}
	}
}
