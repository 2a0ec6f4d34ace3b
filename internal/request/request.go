// Package request decides everything about sets of requests: which request is in
// one and not in another.
//
// A Set is a formula over what a request is made of: who calls, an action, a resource,
// the condition keys, values that nobody knows yet, and facts that nobody exported,
// which may be so or not. Each of these has a theory of its own -
// languages of texts, orders of numbers and dates, ranges of addresses, presence,
// values that are sets - and a part of the formula looks at one of them, but for
// texts with policy variables.
//
// The one idea is to be led by a counterexample. Find supposes the fewest
// conditions, makes a request that meets them, and asks the formula about it;
// where the formula says no, some alternative of it has to hold that does not, and
// only there does the search branch. Nothing is multiplied out, a complement of a
// union is a list of things to look at later, and what a failure does not hang on
// is not tried again. A request that Find returns has been put to the whole formula.
//
// Sets about one text alone, such as the names of objects, have a search of their own:
// see Text.
//
// What AWS makes of several layers is left to authz.
package request

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/condition"
)

// Set is a set of requests. The zero value is the empty set.
type Set struct{ node *node }

type kind uint8

const (
	never kind = iota
	always
	leaf
	every // of parts
	some  // of parts
)

// node is a formula with the negations at its leaves.
type node struct {
	kind   kind
	not    bool // of a leaf
	parts  []*node
	lit    *literal // of parts that are all about one text, that of one
	spread *spread  // of many of those, once they were looked at
}

var (
	noRequest  = &node{kind: never}
	allRequest = &node{kind: always}
)

// All is every request.
func All() Set { return Set{allRequest} }

// Fact is the requests for which something is so that no input tells: the same for
// the same name, and otherwise anything.
func Fact(name string) Set {
	return Set{&node{kind: leaf, lit: &literal{variable: factPrefix + name, id: factPrefix + name, fact: true}}}
}

// FactVariable is the name under which Again knows a fact.
func FactVariable(name string) string { return factPrefix + name }

// Having is the requests that pass a test of a condition key.
func Having(t *condition.Test) Set {
	return Set{&node{kind: leaf, lit: &literal{variable: t.Key(), id: t.Key() + "\x00" + t.ID(), test: t, needs: t.Needs()}}}
}

func (s Set) root() *node {
	if s.node == nil {
		return noRequest
	}
	return s.node
}

// And returns the requests in both sets.
func (s Set) And(t Set) Set { return Set{join(every, always, never, s.root(), t.root())} }

// Or returns the requests in one of the sets.
func (s Set) Or(t Set) Set { return Set{join(some, never, always, s.root(), t.root())} }

// join puts two nodes under one of the kind; neutral changes nothing there, and
// strong is all of it.
func join(k, neutral, strong kind, a, b *node) *node {
	switch {
	case a.kind == neutral || b.kind == strong || a == b:
		return b
	case b.kind == neutral || a.kind == strong:
		return a
	}
	return joined(k, flat(k, b, flat(k, a, make([]*node, 0, 2))))
}

// flat adds a node to the parts of one of the kind.
func flat(k kind, n *node, parts []*node) []*node {
	if n.kind == k && !n.many() {
		return append(parts, n.parts...)
	}
	return append(parts, n)
}

func joined(k kind, parts []*node) *node {
	n := &node{kind: k, parts: parts, lit: parts[0].lit}
	for _, p := range parts {
		if !sameText(n.lit, p.lit) {
			n.lit = nil
			break
		}
	}
	return n
}

// Not returns the requests outside of the set.
func (s Set) Not() Set { return Set{s.root().negated()} }

func (n *node) negated() *node {
	switch n.kind {
	case never:
		return allRequest
	case always:
		return noRequest
	case leaf:
		return &node{kind: leaf, lit: n.lit, not: !n.not}
	}
	turned := &node{kind: every + some - n.kind, parts: make([]*node, len(n.parts)), lit: n.lit}
	for i, p := range n.parts {
		turned.parts[i] = p.negated()
	}
	return turned
}

// Union returns the requests in one of the sets, Intersection those in all.
func Union(sets ...Set) Set { return Set{joinAll(some, never, always, sets)} }

// Intersection returns the requests in every one of the sets.
func Intersection(sets ...Set) Set { return Set{joinAll(every, always, never, sets)} }

func joinAll(k, neutral, strong kind, sets []Set) *node {
	var parts []*node
	for _, s := range sets {
		switch n := s.root(); n.kind {
		case strong:
			return n
		case neutral:
		default:
			parts = flat(k, n, parts)
		}
	}
	switch len(parts) {
	case 0:
		if neutral == always {
			return allRequest
		}
		return noRequest
	case 1:
		return parts[0]
	}
	return joined(k, slices.Clip(parts))
}
