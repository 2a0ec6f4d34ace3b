package hcl

import (
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/crossgrant/crossgrant/internal/input"
)

// Sources of some names say what others say otherwise (Terraform Language, Override Files;
// OpenTofu, Files and Directories): those whose names end in override come last and change
// the blocks of the others, and one of OpenTofu's own stands for that of Terraform of the same
// name.

const (
	terraformEnding = ".tf"
	tofuEnding      = ".tofu"
)

// stem is the name of a source without what tells its notation.
func stem(name string) string {
	name = strings.TrimSuffix(name, jsonEnding)
	return strings.TrimSuffix(strings.TrimSuffix(name, terraformEnding), tofuEnding)
}

func overrides(name string) bool {
	name = stem(name)
	return name == "override" || strings.HasSuffix(name, "_override")
}

// replaced returns the sources among names that stand beside one of OpenTofu's own.
func replaced(names []string) (list []string) {
	for _, name := range names {
		own := stem(name) + tofuEnding
		if strings.HasSuffix(name, jsonEnding) {
			own += jsonEnding
		}
		if own != name && slices.Contains(names, own) {
			list = append(list, name)
		}
	}
	return list
}

// sources are the names of those of a folder in the order in which they count.
func (p *project) sources(dir string) []string {
	names := slices.DeleteFunc(slices.Clone(p.reader.List(dir)), func(name string) bool { return !IsSource(name) })
	for _, name := range replaced(names) {
		names = slices.DeleteFunc(names, func(n string) bool { return n == name })
		p.records.Notes = append(p.records.Notes, "beside OpenTofu's own file of that name "+name+" is not read")
	}
	slices.Sort(names)
	plain := slices.DeleteFunc(slices.Clone(names), overrides)
	return append(plain, slices.DeleteFunc(names, func(name string) bool { return !overrides(name) })...)
}

// override changes what the blocks of a folder say that a block of an override file is
// about. Terraform refuses one that is about none: it is named and read like any other.
func (p *project) override(f *folder, b *block) {
	base := slices.DeleteFunc(slices.Clone(f.blocks), func(other *block) bool {
		return other.kind != b.kind || !slices.Equal(other.labels, b.labels) || b.kind == "provider" && aliasOf(other) != aliasOf(b)
	})
	switch {
	case b.kind == "locals":
		p.overrideLocals(f, base, b)
	case labelled[b.kind] == 0:
	case len(base) == 0:
		p.without(b)
		f.blocks = append(f.blocks, b)
	default:
		p.merge(base[0], b)
	}
}

func aliasOf(b *block) string {
	if a := b.body.Attributes["alias"]; a != nil {
		text, _ := literal(a.Expr)
		return text
	}
	return ""
}

// overrideLocals gives names other values where they have one.
func (p *project) overrideLocals(f *folder, base []*block, b *block) {
	more := hclsyntax.Attributes{}
	for name, a := range b.body.Attributes {
		i := slices.IndexFunc(base, func(other *block) bool { return other.body.Attributes[name] != nil })
		if i < 0 {
			more[name] = a
			continue
		}
		base[i].body = copied(base[i].body)
		base[i].body.Attributes[name] = a
		p.from[a] = b.file
	}
	if len(more) > 0 {
		p.without(b)
		rest := *b.body
		rest.Attributes = more
		left := *b
		left.body = &rest
		f.blocks = append(f.blocks, &left)
	}
}

func (p *project) without(b *block) {
	name := strings.Join(append([]string{b.kind}, b.labels...), ".")
	p.records.Odd = append(p.records.Odd, input.Odd{At: b.at, Found: name + " in an override file", Wanted: "one in another file that it overrides"})
}

// merge takes arguments one by one, and of nested blocks all of a kind. What is a block in
// one notation looks like an argument in the other.
func (p *project) merge(base, more *block) {
	base.body = copied(base.body)
	names := map[string]bool{}
	for _, inner := range more.body.Blocks {
		names[kindOf(inner)] = true
		delete(base.body.Attributes, kindOf(inner))
	}
	for name := range more.body.Attributes {
		names[name] = true
	}
	base.body.Blocks = slices.DeleteFunc(base.body.Blocks, func(inner *hclsyntax.Block) bool { return names[kindOf(inner)] })
	for _, inner := range more.body.Blocks {
		base.body.Blocks = append(base.body.Blocks, inner)
		p.from[inner] = more.file
	}
	for name, a := range more.body.Attributes {
		base.body.Attributes[name] = a
		p.from[a] = more.file
	}
}

// copied is a body that can be changed: files that are read again are parsed once.
func copied(b *hclsyntax.Body) *hclsyntax.Body {
	out := *b
	out.Attributes, out.Blocks = maps.Clone(b.Attributes), slices.Clone(b.Blocks)
	return &out
}

// kindOf is that of the blocks that a block stands for.
func kindOf(b *hclsyntax.Block) string {
	if b.Type == "dynamic" && len(b.Labels) == 1 {
		return b.Labels[0]
	}
	return b.Type
}

// in returns the scope as it is for a part of a body, which may be in another file than
// the rest.
func (s *scope) in(part any) *scope {
	file := s.module.project.from[part]
	if file == nil {
		return s
	}
	other := *s
	other.file = file
	return &other
}
