package cloudformation

import (
	"hash/fnv"
	"strconv"
	"strings"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// stack is a template as CloudFormation would make a stack of it: what names
// stand for, as far as the template tells.
type stack struct {
	file  *source.File
	scope string // of its unknowns
	// account and region are those that the stack is made in, be they unknown.
	account, region string

	parameters, mappings, conditions, resources *node
	// deciding: a condition is evaluated, for which parameters are open. What a
	// stack is made with is not known, and both ways have to be judged.
	deciding bool
	visiting map[string]bool // names that are being evaluated, against cycles
	steps    int             // how many more values are evaluated
	yaml     bool            // the notation, of which no part is JSON
	odd      func(at source.Span, found, wanted string)
	// reading is what changes of the template need to know of it, nil where it is not the
	// file's own; order counts the documents that were read, and keeps has them.
	reading *reading
	order   int
	keeps   *taker
	// linked is what other files say of the stack, imports the exports that were asked for.
	linked  *input.Linked
	imports []string
}

// maxSteps bounds the work on one template: a Sub in a Sub in a Sub can grow
// without end.
const maxSteps = 2_000_000

// maxText bounds a text that functions make.
const maxText = 1 << 16

// ways says of conditions of the template which way they went.
type ways map[string]bool

// resolve evaluates the functions of a value. What cannot be evaluated is an
// unknown that is equal to itself: the same function of the same arguments.
func (s *stack) resolve(n *node, w ways) *node {
	if s.steps--; s.steps < 0 || n == nil {
		return s.unknown(nil, source.Span{}, "more than can be evaluated")
	}
	if n.unknown || n.kind == scalar || n.kind == absent {
		return n
	}
	if name, argument, ok := n.function(); ok {
		return s.call(name, argument, n.at, w)
	}
	out := &node{kind: n.kind, at: n.at}
	for _, item := range n.items {
		if v := s.resolve(item, w); v.kind != absent {
			out.items = append(out.items, v)
		}
	}
	for _, m := range n.members {
		if v := s.resolve(m.value, w); v.kind != absent {
			out.members = append(out.members, member{m.name, m.at, v})
		}
	}
	return out
}

// unknown is the value of a function that cannot be evaluated.
func (s *stack) unknown(argument *node, at source.Span, name string) *node {
	scope := s.scope
	if argument != nil {
		whole := describe(argument)
		h := fnv.New64a()
		h.Write([]byte(whole))
		scope += "\x00" + strconv.FormatUint(h.Sum64(), 16)
		if short := strings.Join(strings.Fields(unknown.Show(whole)), " "); len(short) > 40 {
			name += " " + short[:40]
		} else if short != "" {
			name += " " + short
		}
	}
	return s.given(at, scope, name)
}

func (s *stack) given(at source.Span, scope, name string) *node {
	return &node{kind: scalar, text: unknown.Given(scope, name), literal: true, at: at, unknown: true}
}

// describe writes a value on one line.
func describe(n *node) string {
	switch n.kind {
	case scalar:
		return n.text
	case list:
		parts := make([]string, len(n.items))
		for i, item := range n.items {
			parts[i] = describe(item)
		}
		return strings.Join(parts, " ")
	}
	parts := make([]string, len(n.members))
	for i, m := range n.members {
		parts[i] = m.name + " " + describe(m.value)
	}
	return strings.Join(parts, " ")
}

// text returns what a value is as a text; ok is false for what is none.
func (s *stack) text(n *node, w ways) (text string, ok bool) {
	if n == nil {
		return "", false
	}
	v := s.resolve(n, w)
	return v.text, v.kind == scalar
}

// call evaluates a function.
func (s *stack) call(name string, argument *node, at source.Span, w ways) *node {
	f := evaluatorOf(name)
	if f == nil {
		s.odd(at, name, "a function that is read; what it stands for is not known")
		return s.unknown(argument, at, name)
	}
	v := f(s, argument, at, w)
	if v == nil {
		return s.unknown(s.resolve(argument, w), at, name)
	}
	if v.kind == scalar && len(v.text) > maxText {
		return s.unknown(nil, at, name+" of a long text")
	}
	// A text that was made stands where its function does.
	if v.kind == scalar {
		moved := *v
		moved.at = at
		return &moved
	}
	return v
}

// evaluator evaluates a function; nil is a value that is not known.
type evaluator func(s *stack, argument *node, at source.Span, w ways) *node

// evaluatorOf returns that of a function, nil for one that is not known at all.
func evaluatorOf(name string) evaluator {
	switch name {
	case "Ref":
		return (*stack).refTo
	case "Fn::GetAtt":
		return (*stack).getAtt
	case "Fn::Sub":
		return (*stack).sub
	case "Fn::Join":
		return (*stack).join
	case "Fn::Select":
		return (*stack).choose
	case "Fn::Split":
		return (*stack).split
	case "Fn::FindInMap":
		return (*stack).findInMap
	case "Fn::If":
		return (*stack).either
	case "Fn::ImportValue":
		return (*stack).importValue
	case "Fn::Transform":
		return (*stack).transform
	case "Fn::Base64", "Fn::Cidr", "Fn::GetAZs", "Fn::Length", "Fn::ToJsonString", "Fn::GetStackOutput",
		"Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not", "Fn::Contains":
		return func(*stack, *node, source.Span, ways) *node { return nil }
	}
	return nil
}

func (s *stack) transform(_ *node, at source.Span, _ ways) *node {
	s.odd(at, "Fn::Transform", "the template that it makes (aws cloudformation get-template --template-stage Processed)")
	return nil
}

// arguments returns those of a function that takes a list, at least of what is named.
func (s *stack) arguments(function string, argument *node, at source.Span, named ...string) []*node {
	if argument.kind != list || len(argument.items) < len(named) {
		if !argument.unknown {
			s.odd(at, function+" "+describe(argument), "a list of "+strings.Join(named, ", "))
		}
		return nil
	}
	return argument.items
}

func (s *stack) join(argument *node, at source.Span, w ways) *node {
	args := s.arguments("Fn::Join", argument, at, "a separator", "the parts")
	if args == nil {
		return nil
	}
	separator, ok := s.text(args[0], w)
	parts := s.resolve(args[1], w)
	if parts.unknown || !ok {
		return nil
	}
	var texts []string
	for _, p := range parts.items {
		if p.kind != scalar {
			return nil
		}
		texts = append(texts, p.text)
	}
	if parts.kind == scalar {
		texts = []string{parts.text}
	}
	return scalarOf(strings.Join(texts, separator), at)
}

func (s *stack) split(argument *node, at source.Span, w ways) *node {
	args := s.arguments("Fn::Split", argument, at, "a separator", "a text")
	if args == nil {
		return nil
	}
	separator, ok := s.text(args[0], w)
	text, is := s.text(args[1], w)
	// Names that AWS makes hold none of the signs that take an ARN apart.
	apart := (separator == ":" || separator == "/") && strings.Contains(text, separator) && !unknown.GivenIn(text)
	if !ok || !is || separator == "" || unknown.In(text) && !apart {
		return nil
	}
	out := &node{kind: list, at: at}
	for _, part := range strings.Split(text, separator) {
		out.items = append(out.items, scalarOf(part, at))
	}
	return out
}

func (s *stack) choose(argument *node, at source.Span, w ways) *node {
	args := s.arguments("Fn::Select", argument, at, "a number", "the list")
	if args == nil {
		return nil
	}
	index, _ := s.text(args[0], w)
	from := s.resolve(args[1], w)
	i, err := strconv.Atoi(index)
	if err != nil || from.kind != list || i < 0 || i >= len(from.items) {
		return nil
	}
	return from.items[i]
}

// findInMap looks a value up. By a key that nobody knows it is what all rows
// have, if they have the same.
func (s *stack) findInMap(argument *node, at source.Span, w ways) *node {
	args := s.arguments("Fn::FindInMap", argument, at, "a mapping", "its key", "the key below")
	if args == nil {
		return nil
	}
	var keys [3]string
	for i := range keys {
		text, ok := s.text(args[i], w)
		if !ok {
			return nil
		}
		keys[i] = text
	}
	table := s.mappings.get(keys[0])
	if !unknown.In(keys[1]) {
		return table.path(keys[1], keys[2])
	}
	if table == nil || unknown.In(keys[2]) || len(table.members) == 0 {
		return nil
	}
	first := table.members[0].value.get(keys[2])
	for _, m := range table.members {
		if other := m.value.get(keys[2]); first == nil || other == nil || describe(first) != describe(other) {
			return nil
		}
	}
	return first
}

// either chooses by a condition. Undecided, it is what both ways are, if they
// are the same.
func (s *stack) either(argument *node, at source.Span, w ways) *node {
	args := s.arguments("Fn::If", argument, at, "a condition", "a value", "another value")
	if args == nil || args[0].kind != scalar {
		return nil
	}
	switch yes, known := s.decide(args[0].text, w); {
	case known && yes:
		return s.resolve(args[1], w)
	case known:
		return s.resolve(args[2], w)
	}
	yes, no := s.resolve(args[1], w), s.resolve(args[2], w)
	if yes.kind == no.kind && describe(yes) == describe(no) {
		return yes
	}
	return nil
}

// decide evaluates a condition of the template; known is false where it hangs on
// what the stack is made with.
func (s *stack) decide(name string, w ways) (yes, known bool) {
	if yes, ok := w[name]; ok {
		return yes, true
	}
	return s.holds(mappingOf(source.Span{}, member{name: "Condition", value: scalarOf(name, source.Span{})}), w)
}

// holds evaluates what stands in the section Conditions.
func (s *stack) holds(n *node, w ways) (yes, known bool) {
	if s.steps--; s.steps < 0 {
		return false, false
	}
	m, ok := n.only()
	if !ok {
		return false, false
	}
	if m.name == "Condition" {
		name := m.value.text
		if yes, ok := w[name]; ok {
			return yes, true
		}
		is := s.conditions.get(name)
		if is == nil || s.visiting[name] {
			return false, false
		}
		s.visiting[name] = true
		defer delete(s.visiting, name)
		return s.holds(is, w)
	}
	items := m.value.items
	switch m.name {
	case "Fn::Equals":
		if len(items) != 2 {
			return false, false
		}
		before := s.deciding
		s.deciding = true
		a, isA := s.text(items[0], w)
		b, isB := s.text(items[1], w)
		s.deciding = before
		if a == b && isA && isB {
			return true, true
		}
		return false, isA && isB && !unknown.In(a) && !unknown.In(b)
	case "Fn::Not":
		if len(items) != 1 {
			return false, false
		}
		yes, known := s.holds(items[0], w)
		return !yes, known
	case "Fn::And", "Fn::Or":
		all := m.name == "Fn::And"
		known := true
		for _, item := range items {
			yes, k := s.holds(item, w)
			if k && yes != all {
				return yes, true
			}
			known = known && k
		}
		return all, known && len(items) > 0
	}
	return false, false
}
