package engine

import (
	"strings"
	"unicode/utf8"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/crossgrant/crossgrant/internal/facts"
)

// terms builds the input of a query. Names that rules read are built once and
// shared by all inputs: a term is immutable.
type terms struct {
	names map[string]*ast.Term
	pairs map[string]*ast.Term // [category, name] by id
}

func newTerms(table []Entry) terms {
	t := terms{map[string]*ast.Term{}, map[string]*ast.Term{}}
	share := func(name string) {
		if t.names[name] == nil {
			t.names[name] = ast.StringTerm(name)
		}
	}
	for _, r := range table {
		category, name, _ := cutID(r.ID)
		t.pairs[r.ID] = ast.ArrayTerm(ast.StringTerm(category), ast.StringTerm(name))
		share(r.ID)
		for _, p := range r.Reads {
			steps, _ := p.steps()
			for _, s := range steps {
				share(s.name)
			}
		}
	}
	for _, name := range []string{"candidates", "document", "path", "at"} {
		share(name)
	}
	return t
}

func cutID(id string) (category, name string, ok bool) {
	return strings.Cut(id, "/")
}

// input is the facts with the candidates, by id.
func (t *terms) input(o facts.Object, candidates []string) ast.Value {
	asked := make([][2]*ast.Term, len(candidates))
	for i, id := range candidates {
		asked[i] = [2]*ast.Term{t.names[id], t.pairs[id]}
	}
	members := make([][2]*ast.Term, 0, len(o)+1)
	for _, m := range o {
		members = append(members, [2]*ast.Term{t.name(m.Name), t.term(m.Value)})
	}
	return ast.NewObject(append(members, [2]*ast.Term{t.names["candidates"], ast.ObjectTerm(asked...)})...)
}

func (t *terms) name(s string) *ast.Term {
	if term := t.names[s]; term != nil {
		return term
	}
	return text(s)
}

func (t *terms) term(v facts.Value) *ast.Term {
	switch v := facts.Plain(v).(type) {
	case facts.Bool:
		return ast.InternedTerm(bool(v))
	case facts.Int:
		return ast.InternedTerm(int64(v))
	case facts.String:
		return t.name(string(v))
	case facts.Array:
		elements := make([]*ast.Term, len(v))
		for i, item := range v {
			elements[i] = t.term(item)
		}
		return ast.ArrayTerm(elements...)
	case facts.Object:
		members := make([][2]*ast.Term, len(v))
		for i, m := range v {
			members[i] = [2]*ast.Term{t.name(m.Name), t.term(m.Value)}
		}
		return ast.ObjectTerm(members...)
	}
	return ast.InternedNullTerm
}

// text is a string term. What is not UTF-8 becomes U+FFFD, as in JSON.
func text(s string) *ast.Term {
	if !utf8.ValidString(s) {
		s = string([]rune(s))
	}
	return ast.StringTerm(s)
}
