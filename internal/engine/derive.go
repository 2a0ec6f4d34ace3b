package engine

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// deriver reads the gate and the asks of one rule off compiled modules. It
// evaluates with values instead of terms: what a name can be follows from the
// expressions that bind it, and each expression that has to be true says which
// parts of the input must exist. Where it does not know it says "anything" and
// "always", so the gate stays a necessary condition. The compiler has resolved
// names by then, hoisted nested calls and put expressions in order.
type deriver struct {
	compiler *ast.Compiler
	rules    map[*ast.TreeNode]document
	calls    map[string]document
	asks     map[string]bool
	reads    map[Path]bool
	errs     []error
	location *ast.Location // of the expression that is being read
}

// document is what a rule or function call yields: what it can be and what
// must exist for it to be anything.
type document struct {
	value value
	need  Gate
}

// scope holds what is known of the names of a body.
type scope map[ast.Var]value

func newDeriver(compiler *ast.Compiler) *deriver {
	return &deriver{
		compiler: compiler,
		rules:    map[*ast.TreeNode]document{},
		calls:    map[string]document{},
		asks:     map[string]bool{},
		reads:    map[Path]bool{},
	}
}

// findings returns gate and asks of the set findings in a package.
func (d *deriver) findings(pkg ast.Ref) (Gate, []string, error) {
	node := d.compiler.RuleTree.Find(pkg.Append(ast.StringTerm("findings")))
	if node == nil || len(node.Values) == 0 {
		return Gate{}, nil, errors.New("no set findings")
	}
	for _, rule := range node.Values {
		if rule.Head.RuleKind() != ast.MultiValue || rule.Head.HasDynamicRef() {
			return Gate{}, nil, fmt.Errorf("%s: findings is not a set; write findings contains f if { ... }",
				where(rule.Location))
		}
	}
	var gates []Gate
	for _, alternative := range d.rule(node).value {
		gates = append(gates, alternative.need)
	}
	return anyOf(gates...), slices.Sorted(maps.Keys(d.asks)), errors.Join(d.errs...)
}

// rule is what a reference to the rules of one name yields.
func (d *deriver) rule(node *ast.TreeNode) document {
	if known, ok := d.rules[node]; ok {
		return known
	}
	// A reference to several rules at once may lead back here; then nothing is
	// known of it.
	d.rules[node] = document{}
	var values []value
	var needs []Gate
	for _, rule := range withElse(node.Values) {
		v, need := d.body(rule, scope{})
		values, needs = append(values, v), append(needs, need)
	}
	result := document{union(values...), anyOf(needs...)}
	d.rules[node] = result
	return result
}

// call is what a call of the functions of one name yields.
func (d *deriver) call(ref ast.Ref, node *ast.TreeNode, arguments []value) document {
	key := ref.String() + fmt.Sprint(arguments)
	if known, ok := d.calls[key]; ok {
		return known
	}
	var values []value
	var needs []Gate
	for _, rule := range withElse(node.Values) {
		s := scope{}
		for i, parameter := range rule.Head.Args {
			if name, ok := parameter.Value.(ast.Var); ok && i < len(arguments) {
				s[name] = arguments[i]
			}
		}
		v, need := d.body(rule, s)
		values, needs = append(values, v), append(needs, need)
	}
	result := document{union(values...), anyOf(needs...)}
	d.calls[key] = result
	return result
}

func withElse(rules []*ast.Rule) []*ast.Rule {
	var every []*ast.Rule
	for _, rule := range rules {
		for ; rule != nil; rule = rule.Else {
			every = append(every, rule)
		}
	}
	return every
}

// body is what one rule yields: a value, or a collection with what its
// element needs. A reference to a collection needs nothing: it can be empty.
func (d *deriver) body(rule *ast.Rule, s scope) (value, Gate) {
	d.location = rule.Location
	need := d.every(rule.Body, s)
	head := rule.Head
	var yield value
	var headNeed Gate
	if head.RuleKind() == ast.MultiValue {
		yield, headNeed = d.term(head.Key, s)
		need = all(need, headNeed)
		yield = value{{kind: collection, element: yield, need: need, set: true}}
	} else {
		yield, headNeed = d.term(head.Value, s)
		need = all(need, headNeed)
	}
	for _, key := range head.Ref()[len(head.Ref().GroundPrefix()):] {
		_, keyNeed := d.term(key, s)
		need = all(need, keyNeed)
		yield = value{{kind: collection, element: yield, need: need}}
	}
	if rule.Default || yield.isCollection() {
		return yield, Gate{}
	}
	return yield, need
}

func (v value) isCollection() bool {
	return len(v) == 1 && v[0].kind == collection
}

// every reads expressions that all have to be true.
func (d *deriver) every(body ast.Body, s scope) Gate {
	var needs []Gate
	for _, e := range body {
		needs = append(needs, d.expression(e, s))
	}
	return all(needs...)
}

// aside reads expressions that need not be true, for what they ask.
func (d *deriver) aside(body ast.Body, s scope) {
	d.every(body, maps.Clone(s))
}

func (d *deriver) expression(e *ast.Expr, s scope) Gate {
	if e.Location != nil {
		d.location = e.Location
	}
	if e.Negated || len(e.With) > 0 {
		plain := *e
		plain.Negated, plain.With = false, nil
		d.aside(ast.Body{&plain}, s)
		for _, w := range e.With {
			d.term(w.Value, maps.Clone(s))
		}
		return Gate{}
	}
	switch terms := e.Terms.(type) {
	case *ast.Term:
		_, need := d.term(terms, s)
		return need
	case []*ast.Term:
		return d.operation(terms, s)
	case *ast.Every:
		domain, _ := d.term(terms.Domain, maps.Clone(s))
		inner := maps.Clone(s)
		d.bind(terms.Value, first(domain.at(nil)), inner)
		d.every(terms.Body, inner)
	case *ast.Not:
		d.aside(terms.Body, s)
	case *ast.LogicalAnd:
		d.aside(terms.Lhs, s)
		d.aside(terms.Rhs, s)
	case *ast.LogicalOr:
		d.aside(terms.Lhs, s)
		d.aside(terms.Rhs, s)
	}
	return Gate{}
}

func first(v, _ value, _ Gate) value { return v }

// operation reads a call: an equation, a function of the modules or a built-in.
func (d *deriver) operation(terms []*ast.Term, s scope) Gate {
	operator, ok := terms[0].Value.(ast.Ref)
	if !ok {
		return Gate{}
	}
	if operator.Equal(ast.Equality.Ref()) && len(terms) == 3 {
		return d.equation(terms[1], terms[2], s)
	}
	var arguments []value
	var needs []Gate
	for _, t := range terms[1:] {
		v, need := d.term(t, s)
		arguments, needs = append(arguments, v), append(needs, need)
	}
	if node := d.compiler.RuleTree.Find(operator); node != nil && len(node.Values) > 0 {
		arity := len(node.Values[0].Head.Args)
		result := d.call(operator, node, arguments[:min(arity, len(arguments))])
		if len(arguments) > arity {
			d.bind(terms[arity+1], result.value, s)
		}
		return all(append(needs, result.need)...)
	}
	d.refuseAllowsByName(operator.String(), terms[1:])
	switch {
	case operator.Equal(ast.Member.Ref()) && len(arguments) == 2:
		_, _, need := arguments[1].at(nil)
		needs = append(needs, need)
	case operator.Equal(ast.Count.Ref()) && len(arguments) == 2:
		d.bind(terms[2], value{{kind: countOf, need: arguments[0].filled()}}, s)
	case operator.Equal(ast.GreaterThan.Ref()) && len(arguments) == 2 && arguments[1].isZero():
		needs = append(needs, arguments[0].counted())
	}
	return all(needs...)
}

// equation binds the name on one side to the other side, if nothing is known
// of it yet.
func (d *deriver) equation(left, right *ast.Term, s scope) Gate {
	l, leftNeed := d.term(left, s)
	r, rightNeed := d.term(right, s)
	return all(leftNeed, rightNeed, d.bind(left, r, s), d.bind(right, l, s))
}

func (d *deriver) bind(pattern *ast.Term, v value, s scope) Gate {
	if v == nil || pattern == nil {
		return Gate{}
	}
	switch p := pattern.Value.(type) {
	case ast.Var:
		if s[p] == nil {
			s[p] = v
		}
	case *ast.Array:
		if ast.IsConstant(p) {
			return Gate{}
		}
		element, _, need := v.at(nil)
		p.Foreach(func(t *ast.Term) { d.bind(t, element, s) })
		return need
	}
	return Gate{}
}
