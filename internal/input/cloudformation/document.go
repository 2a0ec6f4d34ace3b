package cloudformation

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// guard is a condition of the template under which something is there.
type guard struct {
	name string
	yes  bool
	at   source.Span
}

// maxWays is how many conditions one statement is judged under both ways.
const maxWays = 3

// document reads a policy document. The conditions of the template that guard it
// become conditions of its statements, on a key that nobody knows: one for a
// condition that is met, and its opposite for one that is not. lost says what of
// it could not be read, so that it may say more than the document that is
// returned; that is nil where nothing of it could.
func (s *stack) document(n *node, of policy.Type, guards ...guard) (doc *policy.Document, lost string) {
	if n == nil {
		return nil, ""
	}
	if !s.yaml && len(guards) == 0 && !n.uses() && (n.kind == mapping || n.kind == scalar && n.literal) {
		return s.literal(n, of), ""
	}
	if name, _, ok := n.function(); ok && name != "Fn::If" || n.kind == scalar {
		return s.encoded(n, of, guards)
	}
	d := statements{s: s}
	whole := &node{kind: mapping, at: n.at}
	d.body(n, guards, whole)
	out := &source.Rendered{}
	render(out, whole)
	origin := s.origin(n.at, out)
	origin.Notation = s.count(n, of, guards, out)
	doc = policy.Parse(origin, of)
	s.keeps.keep(doc)
	return doc, d.lost
}

func (s *stack) origin(at source.Span, out *source.Rendered) source.Origin {
	return source.Origin{File: s.file, Span: at, Rendered: out}
}

// literal reads a document of a JSON template that stands there as it is deployed.
func (s *stack) literal(n *node, of policy.Type) *policy.Document {
	origin := source.Origin{File: s.file, Span: n.at, Source: true}
	if n.kind == scalar {
		origin.Span = source.Span{Start: n.at.Start + 1, End: n.at.End - 1}
		origin.Encodings = []source.Encoding{source.JSONString}
	}
	return policy.Parse(origin, of)
}

// encoded reads a document that is a text, written out or made by a function.
func (s *stack) encoded(n *node, of policy.Type, guards []guard) (*policy.Document, string) {
	v := s.resolve(n, nil)
	if v.kind == mapping {
		return s.document(v, of, guards...)
	}
	if v.kind != scalar || v.unknown || policy.CheckJSON([]byte(v.text)) != nil || len(guards) > 0 {
		return nil, "a document that hangs on " + unknown.Show(describe(v))
	}
	out := &source.Rendered{}
	out.Add(v.text)
	return policy.Parse(s.origin(n.at, out), of), ""
}

// statements gathers the statements of a document for all ways in which the
// conditions of the template can go.
type statements struct {
	s    *stack
	lost string
	list *node
}

// body reads what is or becomes a document, member by member.
func (d *statements) body(n *node, guards []guard, into *node) {
	d.both(n, guards, func(n *node, guards []guard) {
		if n.kind != mapping || n.unknown {
			d.lose(n)
			return
		}
		for _, m := range n.members {
			if m.name != "Statement" {
				if v := d.s.resolve(m.value, nil); v.kind != absent && into.get(m.name) == nil {
					into.members = append(into.members, member{m.name, m.at, v})
				}
				continue
			}
			if d.list == nil {
				d.list = &node{kind: list, at: m.value.at}
				into.members = append(into.members, member{m.name, m.at, d.list})
			}
			d.statement(m.value, guards)
		}
	})
}

// both visits the ways of Fn::If, and a value that is none as it is.
func (d *statements) both(n *node, guards []guard, visit func(*node, []guard)) {
	name, argument, ok := n.function()
	if !ok || name != "Fn::If" || argument.kind != list || len(argument.items) != 3 || argument.items[0].kind != scalar {
		if ok {
			at := n.at
			n = d.s.resolve(n, nil)
			n.at = at
		}
		if n.kind != absent {
			visit(n, guards)
		}
		return
	}
	condition := argument.items[0].text
	yes, known := d.s.decide(condition, waysOf(guards))
	if !known || yes {
		d.both(argument.items[1], with(guards, guard{condition, true, n.at}, known), visit)
	}
	if !known || !yes {
		d.both(argument.items[2], with(guards, guard{condition, false, n.at}, known), visit)
	}
}

func with(guards []guard, g guard, known bool) []guard {
	if known {
		return guards
	}
	return append(slices.Clone(guards), g)
}

func waysOf(guards []guard) ways {
	w := ways{}
	for _, g := range guards {
		w[g.name] = g.yes
	}
	return w
}

func (d *statements) lose(n *node) {
	d.lost = "statements that hang on " + unknown.Show(describe(n))
}

// statement adds one statement or a list of them.
func (d *statements) statement(n *node, guards []guard) {
	d.both(n, guards, func(n *node, guards []guard) {
		switch {
		case n.unknown:
			d.lose(n)
		case n.kind == list:
			for _, item := range n.items {
				d.statement(item, guards)
			}
		case n.kind == mapping:
			d.one(n, guards)
		default:
			d.list.items = append(d.list.items, n)
		}
	})
}

// one adds a statement, once for each way in which the conditions go that are
// asked for inside of it.
func (d *statements) one(n *node, guards []guard) {
	asked := d.s.asked(n, waysOf(guards), nil)
	if len(asked) > maxWays {
		asked = nil // what hangs on them is unknown
	}
	for way := range 1 << len(asked) {
		under := slices.Clone(guards)
		for i, name := range asked {
			under = append(under, guard{name, way&(1<<i) == 0, n.at})
		}
		v := d.s.resolve(n, waysOf(under))
		if effect := v.get("Effect"); effect != nil && unknown.In(effect.text) {
			d.lose(effect)
			continue
		}
		d.list.items = append(d.list.items, guarded(d.s.scope, v, under))
	}
}

// asked lists the undecided conditions of Fn::If inside of a value.
func (s *stack) asked(n *node, w ways, names []string) []string {
	if name, argument, ok := n.function(); ok && name == "Fn::If" && argument.kind == list && len(argument.items) > 0 {
		condition := argument.items[0].text
		if _, known := s.decide(condition, w); !known && !slices.Contains(names, condition) {
			names = append(names, condition)
		}
	}
	for _, item := range n.items {
		names = s.asked(item, w, names)
	}
	for _, m := range n.members {
		names = s.asked(m.value, w, names)
	}
	return names
}

// guarded adds the conditions of the template to those of a statement, and makes
// a principal that nobody knows one of AWS's.
func guarded(scope string, v *node, guards []guard) *node {
	out := &node{kind: mapping, at: v.at}
	for _, m := range v.members {
		value := m.value
		switch m.name {
		case "Principal", "NotPrincipal":
			if value.unknown {
				value = mappingOf(value.at, member{"AWS", value.at, scalarOf(value.text, value.at)})
			}
		case "Condition":
			if value.unknown {
				// Whatever it asks for, it is met or not.
				guards = append(slices.Clone(guards), guard{value.text, true, value.at})
				continue
			}
			if len(guards) > 0 {
				continue
			}
		}
		out.members = append(out.members, member{m.name, m.at, value})
	}
	if len(guards) == 0 {
		return out
	}
	asks := &node{kind: mapping, at: v.at}
	if own := v.get("Condition"); own != nil && own.kind == mapping {
		asks.at = own.at
		asks.members = slices.Clone(own.members)
	}
	for _, g := range guards {
		operator := "StringEquals"
		if !g.yes {
			operator = "StringNotEquals"
		}
		key := g.name
		if !unknown.In(key) {
			key = unknown.Given(scope+" condition", g.name)
		}
		asks.add(operator, g.at, member{key, g.at, scalarOf("true", g.at)})
	}
	out.members = append(out.members, member{"Condition", asks.at, asks})
	return out
}

// add puts a member into the mapping of that name.
func (n *node) add(name string, at source.Span, m member) {
	for i := range n.members {
		if of := &n.members[i]; of.name == name && of.value.kind == mapping {
			of.value = mappingOf(of.value.at, append(slices.Clone(of.value.members), m)...)
			return
		}
	}
	n.members = append(n.members, member{name, at, mappingOf(at, m)})
}

// render writes a value as JSON that knows where it stood. Numbers and words are
// texts: CloudFormation hands them on as such.
func render(out *source.Rendered, n *node) {
	start := len(out.Text)
	switch n.kind {
	case list:
		out.List(len(n.items), func(i int) { render(out, n.items[i]) })
	case mapping:
		out.Object(len(n.members), func(i int) {
			m, name := n.members[i], len(out.Text)
			out.Quote(m.name)
			out.Note(name, m.at)
			out.Add(": ")
			render(out, m.value)
		})
	default:
		out.Quote(n.text)
	}
	out.Note(start, n.at)
}
