package cloudformation

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/source"
)

// kind is what a value of a template is.
type kind uint8

const (
	scalar kind = iota
	list
	mapping
	// absent is what AWS::NoValue stands for: the property is not there.
	absent
)

// node is a value of a template with its place, whichever notation it is in.
type node struct {
	kind    kind
	text    string // of a scalar, as it is written; a null is empty
	literal bool   // a scalar that was written as a text, not as a number or a word
	at      source.Span
	items   []*node
	members []member
	// unknown: nobody knows what stands here, and of what kind it is; text is its
	// name as package unknown writes it.
	unknown bool
}

type member struct {
	name  string
	at    source.Span
	value *node
}

// get returns the last member of that name, nil if there is none or it is
// absent. It may be asked of nil.
func (n *node) get(name string) *node {
	if n == nil || n.kind != mapping {
		return nil
	}
	for i := len(n.members) - 1; i >= 0; i-- {
		if m := n.members[i]; m.name == name {
			if m.value.kind == absent {
				return nil
			}
			return m.value
		}
	}
	return nil
}

// path follows names down.
func (n *node) path(names ...string) *node {
	for _, name := range names {
		n = n.get(name)
	}
	return n
}

// only returns the one member of a mapping that has no other.
func (n *node) only() (member, bool) {
	if n == nil || n.kind != mapping || len(n.members) != 1 {
		return member{}, false
	}
	return n.members[0], true
}

// function returns the name and the argument of a function of CloudFormation,
// which is a mapping of one member.
func (n *node) function() (name string, argument *node, ok bool) {
	m, ok := n.only()
	if !ok || !functions[m.name] && !isFn(m.name) {
		return "", nil, false
	}
	return m.name, m.value, true
}

func isFn(name string) bool { return len(name) > len("Fn::") && name[:len("Fn::")] == "Fn::" }

// functions are those whose name does not begin with Fn::.
var functions = map[string]bool{"Ref": true, "Condition": false}

// uses reports whether a function stands in a value.
func (n *node) uses() bool {
	if n.unknown {
		return true
	}
	if _, _, ok := n.function(); ok {
		return true
	}
	return slices.ContainsFunc(n.items, (*node).uses) ||
		slices.ContainsFunc(n.members, func(m member) bool { return m.value.uses() })
}

// scalarOf returns a text that stands at the place of another value.
func scalarOf(text string, at source.Span) *node {
	return &node{kind: scalar, text: text, literal: true, at: at}
}

func mappingOf(at source.Span, members ...member) *node {
	return &node{kind: mapping, at: at, members: members}
}
