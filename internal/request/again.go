package request

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/condition"
)

// mark stands behind the names of what belongs to the other one of two requests.
const mark = "'"

// Again is the set of another request, of which nothing but the shared keys and texts
// is the same as in this one. Put together with a set, it asks about two requests at
// once: Second takes the other one out of an answer. The sets are none that speak of
// actions, resources or callers.
func (s Set) Again(shared ...string) Set {
	return Set{(&again{shared: shared, done: map[*literal]*literal{}}).node(s.root())}
}

type again struct {
	shared []string
	done   map[*literal]*literal
}

func (a *again) node(n *node) *node {
	if n.kind == leaf {
		return &node{kind: leaf, lit: a.literal(n.lit), not: n.not}
	}
	if len(n.parts) == 0 {
		return n
	}
	parts := make([]*node, len(n.parts))
	for i, p := range n.parts {
		parts[i] = a.node(p)
	}
	return joined(n.kind, parts)
}

func (a *again) literal(l *literal) *literal {
	if slices.Contains(a.shared, l.variable) {
		return l
	}
	if a.done[l] == nil {
		marked := *l
		marked.variable, marked.id, marked.again = l.variable+mark, l.name()+mark, true
		marked.needs = nil
		for _, key := range l.needs {
			marked.needs = append(marked.needs, key+mark)
		}
		a.done[l] = &marked
	}
	return a.done[l]
}

// second is the context of the other request.
type second struct{ condition.Context }

// Lookup implements condition.Context.
func (s second) Lookup(key string) condition.Value { return s.Context.Lookup(key + mark) }

// in is the context that the literal asks.
func (l *literal) in(c condition.Context) condition.Context {
	if l.again {
		return second{c}
	}
	return c
}

func marked(name string) (string, bool) { return strings.CutSuffix(name, mark) }

// Second returns what an answer says of the other request.
func (r *Request) Second(shared ...string) Request {
	s := Request{Action: r.Action, Resource: r.Resource, Keys: map[string]condition.Value{}}
	for key, v := range r.Keys {
		if name, is := marked(key); is {
			s.Keys[name] = v
		} else if slices.Contains(shared, key) {
			s.Keys[key] = v
		}
	}
	for _, fact := range r.Facts {
		if name, is := marked(fact); is {
			s.Facts = append(s.Facts, name)
		} else if slices.Contains(shared, FactVariable(fact)) {
			s.Facts = append(s.Facts, fact)
		}
	}
	return s
}
