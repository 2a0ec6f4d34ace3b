package engine

import (
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// value is what is known of a term before it is evaluated: it is one of the
// alternatives. No alternatives means that nothing is known.
type value []alternative

// alternative is a part of the input, a constant, or an element of a
// collection that Rego code builds.
type alternative struct {
	kind     kind
	path     Path      // part: where
	constant ast.Value // constant
	element  value     // collection: what an element can be
	need     Gate      // collection: open if it has an element; count: open if it is not 0
	set      bool      // collection: a set, so its keys are its elements
}

type kind uint8

const (
	part kind = iota + 1
	constant
	collection
	countOf // how many elements collections have
)

func inputAt(p Path) value {
	return value{{kind: part, path: p}}
}

func constantOf(v ast.Value) value {
	return value{{kind: constant, constant: v}}
}

// union is one of several values; if nothing is known of one, then of none.
func union(values ...value) value {
	var u value
	for _, v := range values {
		if v == nil {
			return nil
		}
		u = append(u, v...)
	}
	return u
}

// names returns the strings that the value can be, and false if it can be
// anything else.
func (v value) names() ([]string, bool) {
	var names []string
	for _, a := range v {
		s, ok := a.constant.(ast.String)
		if !ok {
			return nil, false
		}
		names = append(names, string(s))
	}
	return names, len(names) > 0
}

// has reports whether the value can be that string, as far as is known.
func (v value) has(name string) bool {
	for _, a := range v {
		if s, ok := a.constant.(ast.String); ok && string(s) == name {
			return true
		}
	}
	return false
}

// at is what v[key] can be, what key can be then, and what must exist.
func (v value) at(key value) (at, keys value, need Gate) {
	var ats, keyed []value
	var needs []Gate
	for _, a := range v {
		at, keys, need := a.at(key)
		ats = append(ats, at)
		keyed = append(keyed, keys)
		needs = append(needs, need)
	}
	return union(ats...), union(keyed...), anyOf(needs...)
}

func (a alternative) at(key value) (at, keys value, need Gate) {
	switch a.kind {
	case part:
		return a.partAt(key)
	case constant:
		at, keys := elementsOf(a.constant, key)
		return at, keys, Gate{}
	case countOf:
		return nil, nil, Gate{}
	}
	if a.set {
		return a.element, a.element, a.need
	}
	return a.element, nil, a.need
}

// partAt follows the input: by name where the key is a known string, else by *,
// also for an index.
func (a alternative) partAt(key value) (at, keys value, need Gate) {
	names, known := key.names()
	if !known {
		p := a.path.each()
		return inputAt(p), nil, Gate{Path: p}
	}
	var needs []Gate
	for _, name := range names {
		p := a.path.member(name)
		at = append(at, inputAt(p)...)
		needs = append(needs, Gate{Path: p})
	}
	return at, key, anyOf(needs...)
}

// elementsOf is what a constant holds under the key, or under every key if
// nothing is known of the key.
func elementsOf(v ast.Value, key value) (at, keys value) {
	add := func(k, e ast.Value) {
		at = append(at, constantOf(e)...)
		keys = append(keys, constantOf(k)...)
	}
	wanted := func(k ast.Value) bool {
		if key == nil {
			return true
		}
		for _, a := range key {
			if a.kind != constant || ast.Compare(a.constant, k) == 0 {
				return true
			}
		}
		return false
	}
	switch v := v.(type) {
	case ast.Object:
		for _, k := range v.Keys() {
			if wanted(k.Value) {
				add(k.Value, v.Get(k).Value)
			}
		}
	case ast.Set:
		for _, e := range v.Slice() {
			if wanted(e.Value) {
				add(e.Value, e.Value)
			}
		}
	case *ast.Array:
		for i := range v.Len() {
			if k := ast.InternedTerm(i).Value; wanted(k) {
				add(k, v.Elem(i).Value)
			}
		}
	}
	return at, keys
}

// filled is open if a value that rules made can have an element. Of parts of the input
// it says nothing: a text has a size, too, and no elements.
func (v value) filled() Gate {
	var needs []Gate
	for _, a := range v {
		if a.kind != collection {
			return Gate{}
		}
		needs = append(needs, a.need)
	}
	return anyOf(needs...)
}

// counted is open if the value, which is the size of a collection, can be more than 0.
func (v value) counted() Gate {
	if len(v) == 1 && v[0].kind == countOf {
		return v[0].need
	}
	return Gate{}
}

func (v value) isZero() bool {
	return len(v) == 1 && v[0].kind == constant && v[0].constant.Compare(ast.Number("0")) == 0
}

// String tells values apart; derivation remembers function calls by it.
func (v value) String() string {
	if v == nil {
		return "anything"
	}
	texts := make([]string, len(v))
	for i, a := range v {
		switch a.kind {
		case part:
			texts[i] = "input:" + string(a.path)
		case constant:
			texts[i] = a.constant.String()
		case collection:
			texts[i] = fmt.Sprintf("[%v if %v]", a.element, a.need)
		case countOf:
			texts[i] = fmt.Sprintf("size > 0 if %v", a.need)
		}
	}
	return strings.Join(texts, "|")
}
