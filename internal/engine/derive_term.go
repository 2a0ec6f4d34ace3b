package engine

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// term is what a term can be, and what must exist for it to be defined.
func (d *deriver) term(t *ast.Term, s scope) (value, Gate) {
	switch v := t.Value.(type) {
	case ast.Var:
		if v.Equal(ast.InputRootDocument.Value) {
			return inputAt(""), Gate{}
		}
		return s[v], Gate{}
	case ast.Ref:
		return d.reference(v, s)
	case *ast.ArrayComprehension:
		return d.comprehension(v.Body, v.Term, false, s), Gate{}
	case *ast.SetComprehension:
		return d.comprehension(v.Body, v.Term, true, s), Gate{}
	case *ast.ObjectComprehension:
		inner := maps.Clone(s)
		d.aside(v.Body, inner)
		d.term(v.Key, inner)
		return d.comprehension(v.Body, v.Value, false, s), Gate{}
	case ast.Call:
		return nil, d.operation(v, maps.Clone(s))
	}
	if ast.IsConstant(t.Value) {
		return constantOf(t.Value), Gate{}
	}
	return d.composite(t.Value, s)
}

// comprehension is a collection; its body has to be true for an element only.
func (d *deriver) comprehension(body ast.Body, head *ast.Term, set bool, s scope) value {
	inner := maps.Clone(s)
	need := d.every(body, inner)
	element, headNeed := d.term(head, inner)
	return value{{kind: collection, element: element, need: all(need, headNeed), set: set}}
}

// composite is an array, set or object with names in it.
func (d *deriver) composite(v ast.Value, s scope) (value, Gate) {
	var elements []value
	var needs []Gate
	read := func(t *ast.Term) {
		element, need := d.term(t, s)
		elements, needs = append(elements, element), append(needs, need)
	}
	switch v := v.(type) {
	case *ast.Array:
		v.Foreach(read)
	case ast.Set:
		v.Foreach(read)
	case ast.Object:
		v.Foreach(func(key, t *ast.Term) {
			_, need := d.term(key, s)
			needs = append(needs, need)
			read(t)
		})
	default:
		return nil, Gate{}
	}
	_, set := v.(ast.Set)
	return value{{kind: collection, element: union(elements...), set: set}}, all(needs...)
}

// reference follows a reference from the input, a rule or a name.
func (d *deriver) reference(ref ast.Ref, s scope) (value, Gate) {
	at, need, rest := d.start(ref, s)
	for i, key := range rest {
		name, keyNeed := d.term(key, s)
		d.askAllows(name, rest[i+1:], s)
		d.askDenies(at, name, rest[i+1:], s)
		next, keys, stepNeed := at.at(name)
		d.bind(key, keys, s)
		at, need = next, all(need, keyNeed, stepNeed)
	}
	for _, a := range at {
		if a.kind == part {
			d.reads[a.path] = true
		}
	}
	return at, need
}

// start is what the head of a reference yields, with the rest to follow.
func (d *deriver) start(ref ast.Ref, s scope) (value, Gate, ast.Ref) {
	if !ref.HasPrefix(ast.DefaultRootRef) {
		at, need := d.term(ref[0], s)
		return at, need, ref[1:]
	}
	node := d.compiler.RuleTree
	for i, key := range ref {
		next := node.Child(key.Value)
		if next == nil {
			break
		}
		node = next
		if len(node.Values) > 0 && len(node.Children) == 0 {
			result := d.rule(node)
			return result.value, result.need, ref[i+1:]
		}
	}
	d.visit(node)
	return nil, Gate{}, nil
}

// visit reads what a reference to several rules at once may evaluate, for what
// it asks.
func (d *deriver) visit(node *ast.TreeNode) {
	node.DepthFirst(func(n *ast.TreeNode) bool {
		if len(n.Values) > 0 && len(n.Values[0].Head.Args) == 0 {
			d.rule(n)
		}
		return false
	})
}

// askAllows records which keys of a fact allows are read.
func (d *deriver) askAllows(name value, rest ast.Ref, s scope) {
	if name.has("allows") {
		d.ask("allows", "iam:PassRole", name, rest, s)
	}
}

// askDenies is askAllows for what statements of documents deny. Other facts are
// called denies, too, and hold something else.
func (d *deriver) askDenies(at, name value, rest ast.Ref, s scope) {
	if name.has("denies") && slices.ContainsFunc(at, func(a alternative) bool {
		return a.kind == part && (a.path == "statements.*" || strings.HasSuffix(string(a.path), ".statements.*"))
	}) {
		d.ask("denies", "s3:PutObject", name, rest, s)
	}
}

// ask records which keys of a fact are read that holds what was asked for and nothing
// else, so that every other use of it would silently miss something.
func (d *deriver) ask(fact, example string, name value, rest ast.Ref, s scope) {
	if len(name) == 1 && len(rest) > 0 {
		key, _ := d.term(rest[0], s)
		if keys, ok := key.names(); ok {
			for _, k := range keys {
				d.asks[k] = true
			}
			return
		}
	}
	d.refuseAsked(fact, example)
}

// refuseAllowsByName refuses built-ins that take a member by its name.
func (d *deriver) refuseAllowsByName(operator string, operands []*ast.Term) {
	if !strings.HasPrefix(operator, "object.") && !strings.HasPrefix(operator, "json.") {
		return
	}
	for _, t := range operands {
		ast.WalkTerms(t, func(t *ast.Term) bool {
			if t.Value.Compare(ast.String("allows")) == 0 {
				d.refuseAsked("allows", "iam:PassRole")
			}
			return false
		})
	}
}

func (d *deriver) refuseAsked(fact, example string) {
	err := fmt.Errorf("%s: %s is read other than by constant keys, as in statement.%s[%q]",
		where(d.location), fact, fact, example)
	if !slices.ContainsFunc(d.errs, func(e error) bool { return e.Error() == err.Error() }) {
		d.errs = append(d.errs, err)
	}
}

func where(l *ast.Location) string {
	return fmt.Sprintf("%s:%d", l.File, l.Row)
}
