package engine

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/facts"
)

// gates are the gates of all rules, ready to be tried on many inputs: the
// paths that they speak of are one tree, which one walk over the facts follows,
// noting each path that exists as a bit; a gate is a formula over bits.
type gates struct {
	tree  *branch
	paths int
	rules []formula
}

// branch is a step of paths: which members to follow, and the bit of the path
// that ends here.
type branch struct {
	bit   int // -1: no path ends here
	named map[string]*branch
	each  *branch
	below []uint64 // the bits of the paths that go on from here
}

// formula is a Gate whose paths are bits. One of the three is set; none is the
// gate that is always open.
type formula struct {
	bit int // counted from 1
	all []formula
	any []formula
}

func newGates(table []Entry) gates {
	g := gates{tree: &branch{bit: -1}}
	for _, r := range table {
		g.rules = append(g.rules, g.formula(r.Gate))
	}
	g.tree.gather((g.paths + 63) / 64)
	return g
}

// gather notes which paths go on from each branch.
func (b *branch) gather(words int) {
	b.below = make([]uint64, words)
	add := func(next *branch) {
		next.gather(words)
		for i, bits := range next.below {
			b.below[i] |= bits
		}
		if next.bit >= 0 {
			b.below[next.bit/64] |= 1 << (next.bit % 64)
		}
	}
	for _, next := range b.named {
		add(next)
	}
	if b.each != nil {
		add(b.each)
	}
}

func (g *gates) formula(gate Gate) formula {
	switch {
	case gate.Path != "":
		return formula{bit: g.bit(gate.Path) + 1}
	case gate.All != nil:
		return formula{all: g.formulas(gate.All)}
	case gate.Any != nil:
		return formula{any: g.formulas(gate.Any)}
	}
	return formula{}
}

func (g *gates) formulas(list []Gate) []formula {
	formulas := make([]formula, len(list))
	for i, gate := range list {
		formulas[i] = g.formula(gate)
	}
	return formulas
}

func (g *gates) bit(p Path) int {
	steps, err := p.steps()
	if err != nil {
		panic("engine: a gate with a path that is none: " + err.Error())
	}
	b := g.tree
	for _, s := range steps {
		b = b.child(s)
	}
	if b.bit < 0 {
		b.bit = g.paths
		g.paths++
	}
	return b.bit
}

func (b *branch) child(s step) *branch {
	if s.any {
		if b.each == nil {
			b.each = &branch{bit: -1}
		}
		return b.each
	}
	if b.named == nil {
		b.named = map[string]*branch{}
	}
	if b.named[s.name] == nil {
		b.named[s.name] = &branch{bit: -1}
	}
	return b.named[s.name]
}

// open calls yield with each rule whose gate the facts open. Facts that cost are made
// where one of them may open some gate that is closed without.
func (g *gates) open(input facts.Object, yield func(rule int)) {
	w := &walk{}
	w.bits = w.few[:]
	if g.paths > 64*len(w.few) {
		w.bits = make([]uint64, (g.paths+63)/64)
	}
	w.value(g.tree, input)
	for len(w.later) > 0 && g.mayOpen(w.bits, w.later) {
		list := w.later
		w.later = nil
		for _, p := range list {
			w.value(p.at, p.fact.Value())
		}
	}
	for i := range g.rules {
		if g.rules[i].holds(w.bits) {
			yield(i)
		}
	}
}

// mayOpen reports whether some gate is closed that would be open if all were there that
// the facts can have which are not made.
func (g *gates) mayOpen(bits []uint64, later []pending) bool {
	all := slices.Clone(bits)
	for _, p := range later {
		for i, more := range p.at.below {
			all[i] |= more
		}
	}
	return slices.ContainsFunc(g.rules, func(f formula) bool { return f.holds(all) && !f.holds(bits) })
}

func (f *formula) holds(bits []uint64) bool {
	switch {
	case f.bit > 0:
		return bits[(f.bit-1)/64]&(1<<((f.bit-1)%64)) != 0
	case f.all != nil:
		for i := range f.all {
			if !f.all[i].holds(bits) {
				return false
			}
		}
		return true
	case f.any != nil:
		for i := range f.any {
			if f.any[i].holds(bits) {
				return true
			}
		}
		return false
	}
	return true
}
