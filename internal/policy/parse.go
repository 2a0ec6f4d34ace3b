package policy

import (
	"bytes"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/source"
)

// Parse reads a policy document. It always returns one: what is wrong with the
// text is in its Problems. If of is empty, the type is guessed by Guess.
func Parse(origin source.Origin, of Type) *Document {
	doc := &Document{Type: of, Origin: origin}
	p := parser{doc: doc}
	text, err := origin.Decode()
	if err != nil {
		p.problem(NotJSON, nil, source.Span{}, err.Error(), "a JSON object")
		return doc
	}
	doc.Text = text
	if err := CheckJSON(text); err != nil {
		at := err.(*SyntaxError).Offset
		end := min(at+1, len(text))
		p.problem(NotJSON, nil, source.Span{Start: at, End: end}, err.Error(), "a JSON object")
		return doc
	}
	p.document(gjson.ParseBytes(text))
	if doc.Type == "" {
		doc.Type = Guess(doc)
	}
	p.requirements()
	return doc
}

type parser struct{ doc *Document }

// root corrects gjson's root value: its Index is always 0, and what follows
// the value counts as part of it.
func root(text []byte, r gjson.Result) gjson.Result {
	r.Index = len(text) - len(bytes.TrimLeft(text, " \t\r\n"))
	r.Raw = strings.TrimRight(r.Raw, " \t\r\n")
	return r
}

// members calls visit for each member of an object and reports names that
// occur twice: IAM refuses such documents, and JSON readers differ in which of
// the two they take (SEMANTICS: a decoder keeps the last one silently).
func (p *parser) members(object gjson.Result, path source.Path, visit func(key, value gjson.Result)) {
	seen := newNames()
	object.ForEach(func(key, value gjson.Result) bool {
		if seen.again(key.Str) {
			p.problem(RepeatedKey, path.With(source.MemberKey(key.Str)), span(key), key.Str, "each name once")
		}
		visit(key, value)
		return true
	})
}

// repeats reports repeated names in a value that is read no further.
func (p *parser) repeats(value gjson.Result, path source.Path) {
	switch {
	case value.IsObject():
		p.members(value, path, func(key, inner gjson.Result) {
			p.repeats(inner, path.With(source.Member(key.Str)))
		})
	case value.IsArray():
		i := 0
		value.ForEach(func(_, inner gjson.Result) bool {
			p.repeats(inner, path.With(source.Element(i)))
			i++
			return true
		})
	}
}

func (p *parser) document(r gjson.Result) {
	r = root(p.doc.Text, r)
	if !r.IsObject() {
		p.wrongType(nil, r, "object")
		return
	}
	p.doc.Version, p.doc.ID = nil, nil
	statement := false
	p.members(r, nil, func(key, value gjson.Result) {
		path := source.Path{source.Member(key.Str)}
		switch key.Str {
		case "Version":
			p.doc.Version = p.scalar(path, value)
			p.version(path)
		case "Id":
			p.doc.ID = p.scalar(path, value)
		case "Statement":
			statement = true
			p.statements(path, value)
		default:
			p.unknown(nil, key, value, documentElements)
		}
	})
	if p.doc.Version == nil && !p.has(WrongType, "Version") {
		p.problem(NoVersion, nil, span(r), "", CurrentVersion)
	}
	if !statement {
		p.problem(NoStatement, nil, span(r), "", "Statement")
	}
}

var documentElements = []string{"Version", "Id", "Statement"}

func (p *parser) version(path source.Path) {
	v := p.doc.Version
	if v != nil && v.Value != CurrentVersion && v.Value != oldVersion {
		p.problem(VersionValue, path, v.Span, v.Value, CurrentVersion+" or "+oldVersion)
	}
}

// has reports whether a problem of that kind was found at the member of the
// document.
func (p *parser) has(kind Kind, member string) bool {
	for _, problem := range p.doc.Problems {
		if problem.Kind == kind && len(problem.Path) == 1 && problem.Path[0].Name == member {
			return true
		}
	}
	return false
}

func (p *parser) scalar(path source.Path, r gjson.Result) *source.Text {
	if r.Type != gjson.String {
		p.wrongType(path, r, "string")
		return nil
	}
	t := text(r)
	return &t
}

func (p *parser) wrongType(path source.Path, r gjson.Result, wanted string) {
	p.problem(WrongType, path, span(r), kind(r), wanted)
	p.repeats(r, path)
}

// unknown reports an element that the grammar does not know, with the known
// one that it resembles.
func (p *parser) unknown(parent source.Path, key, value gjson.Result, known []string) {
	wanted := ""
	for _, name := range known {
		if strings.EqualFold(name, key.Str) || strings.EqualFold(name, strings.TrimSuffix(key.Str, "s")) ||
			strings.EqualFold(strings.TrimSuffix(name, "s"), key.Str) {
			wanted = name
		}
	}
	p.problem(UnknownElement, parent.With(source.MemberKey(key.Str)), span(key), key.Str, wanted)
	p.repeats(value, parent.With(source.Member(key.Str)))
}

func (p *parser) statements(path source.Path, r gjson.Result) {
	p.doc.Statements = nil
	p.doc.Lone = r.IsObject()
	switch {
	case r.IsObject():
		p.statement(path, 0, r)
	case r.IsArray():
		i := 0
		r.ForEach(func(_, item gjson.Result) bool {
			p.statement(path.With(source.Element(i)), i, item)
			i++
			return true
		})
	default:
		p.wrongType(path, r, "object or array of objects")
	}
}

// names finds repeated names: by comparing for the few that real documents
// have, by a map for the many of a hostile one.
type names struct {
	few  []string
	many map[string]bool
}

func newNames() *names { return &names{} }

func (n *names) again(name string) bool {
	if n.many == nil {
		for _, seen := range n.few {
			if seen == name {
				return true
			}
		}
		if n.few = append(n.few, name); len(n.few) > 16 {
			n.many = map[string]bool{}
			for _, seen := range n.few {
				n.many[seen] = true
			}
		}
		return false
	}
	if n.many[name] {
		return true
	}
	n.many[name] = true
	return false
}
