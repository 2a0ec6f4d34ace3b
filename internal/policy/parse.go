package policy

import (
	"bytes"
	"slices"
	"strings"
	"unsafe"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/source"
)

// Parse reads a policy document. It always returns one: what is wrong with the
// text is in its Problems. If of is empty, the type is guessed from what it holds.
func Parse(origin source.Origin, of Type) *Document { return new(Parser).parse(origin, of) }

func (s *Parser) parse(origin source.Origin, of Type) *Document {
	text, err := origin.Decode()
	if err != nil {
		return notJSON(origin, of, nil, source.Span{}, err.Error())
	}
	return s.shared(origin, text, of, CheckJSON, false)
}

// Parser reads documents one after the other in memory that they share. The
// zero value is ready.
type Parser struct {
	// Shared is what parsers have in common that read one file; nil for one alone.
	Shared *Shared

	text           []byte // of the last document that was taken out of a packed file
	path           source.Path
	scratch, names []source.Text
	statements     []Statement
	named          []memberNames
}

// ParseChecked is Parse for a value of a file that CheckJSON has passed. An
// encoded document is a text of its own, and checked here.
func (s *Parser) ParseChecked(origin source.Origin, of Type) *Document {
	if origin.Embedded() {
		return s.parse(origin, of)
	}
	if !origin.File.Packed() {
		return s.shared(origin, origin.File.Slice(origin.Span), of, nil, false)
	}
	s.text = origin.File.Append(s.text[:0], origin.Span)
	return s.shared(origin, s.text, of, nil, true)
}

func notJSON(origin source.Origin, of Type, text []byte, at source.Span, why string) *Document {
	return &Document{originOf(origin), held(&Body{Type: of, Text: text,
		Problems: []Problem{{Kind: NotJSON, Span: at, Found: why, Wanted: "a JSON object"}}})}
}

func (s *Parser) read(text []byte, of Type) *Body {
	p := parser{body: &Body{Type: of, Text: text}, path: s.path[:0], scratch: s.scratch[:0],
		names: s.names[:0], read: s.statements[:0], named: s.named[:0]}
	p.document(root(text))
	if of == "" {
		p.body.Type = p.body.guess()
	}
	p.requirements()
	if p.repeated {
		p.body.index()
	}
	s.path, s.scratch, s.names = p.path, p.scratch, p.names
	s.statements, s.named = p.read, p.named
	return p.body
}

// parser reads one document. Most have no problem, so the path to the value
// that is being read is one stack, which a problem copies.
type parser struct {
	body *Body
	path source.Path
	// scratch holds the texts of the lists that are being read, each behind the
	// one around it; room is spare memory for finished ones.
	scratch, room []source.Text
	read          []Statement   // of the list that is being read
	names         []source.Text // of the members of all statements
	named         []memberNames // the same, of each statement that is read
	repeated      bool          // some name occurs twice in one object
}

// list returns the texts that were put on the scratch from base on.
func (p *parser) list(base int) []source.Text {
	texts := p.scratch[base:]
	p.scratch = p.scratch[:base]
	if len(texts) == 0 {
		return nil
	}
	if cap(p.room)-len(p.room) < len(texts) {
		p.room = make([]source.Text, 0, max(min(bytes.Count(p.body.Text, quote)/usual, 32), len(texts)))
	}
	start := len(p.room)
	p.room = append(p.room, texts...)
	return p.room[start:len(p.room):len(p.room)]
}

// usual is about how many quotes of a document there are to one text of its lists.
const usual = 8

var quote = []byte(`"`)

// lone returns a list of one text.
func (p *parser) lone(t source.Text) []source.Text {
	p.scratch = append(p.scratch, t)
	return p.list(len(p.scratch) - 1)
}

// root returns the value that a text consists of, at its true place. gjson's
// own ParseBytes would copy the text, which never changes, and count what
// follows the value as part of it.
func root(text []byte) gjson.Result {
	r := gjson.Parse(unsafe.String(unsafe.SliceData(text), len(text)))
	r.Index = len(text) - len(bytes.TrimLeft(text, " \t\r\n"))
	r.Raw = strings.TrimRight(r.Raw, " \t\r\n")
	return r
}

// members calls visit for each member of an object, one step down, and reports
// names that occur twice: IAM refuses such documents, and JSON readers differ
// in which of the two they take (SEMANTICS: a decoder keeps the last one
// silently).
func (p *parser) members(object gjson.Result, visit func(key, value gjson.Result)) {
	var seen names
	object.ForEach(func(key, value gjson.Result) bool {
		if seen.again(key.Str) {
			p.repeated = true
			p.problemAt(RepeatedKey, key, key.Str, "each name once")
		}
		p.path = append(p.path, source.Member(key.Str))
		visit(key, value)
		p.path = p.path[:len(p.path)-1]
		return true
	})
}

// elements calls visit for each element of an array, one step down.
func (p *parser) elements(array gjson.Result, visit func(i int, item gjson.Result)) {
	i := 0
	array.ForEach(func(_, item gjson.Result) bool {
		p.path = append(p.path, source.Element(i))
		visit(i, item)
		p.path = p.path[:len(p.path)-1]
		i++
		return true
	})
}

// repeats reports repeated names in a value that is read no further.
func (p *parser) repeats(value gjson.Result) {
	switch {
	case value.IsObject():
		p.members(value, func(_, inner gjson.Result) { p.repeats(inner) })
	case value.IsArray():
		p.elements(value, func(_ int, inner gjson.Result) { p.repeats(inner) })
	}
}

func (p *parser) document(r gjson.Result) {
	if !r.IsObject() {
		p.wrongType(r, "object")
		return
	}
	statement := false
	p.members(r, func(key, value gjson.Result) {
		switch key.Str {
		case "Version":
			p.body.Version = p.scalar(value)
			p.version()
		case "Id":
			p.body.ID = p.scalar(value)
		case "Statement":
			statement = true
			p.statements(value)
		default:
			p.unknown(key, value, documentElements)
		}
	})
	if p.body.Version == nil && !p.has(WrongType, "Version") {
		p.problem(NoVersion, span(r), "", CurrentVersion)
	}
	if !statement {
		p.problem(NoStatement, span(r), p.loneStatement(), "Statement")
	}
}

// loneStatement tells whether the document is a statement that was taken out of
// its policy: what it lacks is one problem, not one for each of its elements.
func (p *parser) loneStatement() string {
	ofStatement := func(problem Problem) bool {
		return problem.Kind == UnknownElement && len(problem.Path) == 1 && slices.Contains(statementElements, problem.Found)
	}
	if !slices.ContainsFunc(p.body.Problems, func(k Problem) bool { return ofStatement(k) && k.Found == "Effect" }) {
		return ""
	}
	p.body.Problems = slices.DeleteFunc(p.body.Problems, func(k Problem) bool {
		return ofStatement(k) || k.Kind == NoVersion
	})
	return "a statement"
}

var documentElements = []string{"Version", "Id", "Statement"}

func (p *parser) version() {
	v := p.body.Version
	if v != nil && v.Value != CurrentVersion && v.Value != oldVersion {
		p.problem(VersionValue, v.Span, v.Value, CurrentVersion+" or "+oldVersion)
	}
}

// has reports whether a problem of that kind was found at the member of the
// document.
func (p *parser) has(kind Kind, member string) bool {
	for _, problem := range p.body.Problems {
		if problem.Kind == kind && len(problem.Path) == 1 && problem.Path[0].Name == member {
			return true
		}
	}
	return false
}

func (p *parser) scalar(r gjson.Result) *source.Text {
	if r.Type != gjson.String {
		p.wrongType(r, "string")
		return nil
	}
	t := text(r)
	return &t
}

func (p *parser) wrongType(r gjson.Result, wanted string) {
	p.problem(WrongType, span(r), kind(r), wanted)
	p.repeats(r)
}

// unknown reports an element that the grammar does not know, with the known
// one that it resembles. It is called one step down, at the element.
func (p *parser) unknown(key, value gjson.Result, known []string) {
	wanted := ""
	for _, name := range known {
		if strings.EqualFold(name, key.Str) || strings.EqualFold(name, strings.TrimSuffix(key.Str, "s")) ||
			strings.EqualFold(strings.TrimSuffix(name, "s"), key.Str) {
			wanted = name
		}
	}
	p.path[len(p.path)-1].Key = true
	p.problem(UnknownElement, span(key), key.Str, wanted)
	p.path[len(p.path)-1].Key = false
	p.repeats(value)
}

func (p *parser) statements(r gjson.Result) {
	p.read, p.named = p.read[:0], p.named[:0]
	p.body.Lone = r.IsObject()
	switch {
	case r.IsObject():
		p.statement(0, r)
	case r.IsArray():
		p.elements(r, p.statement)
	default:
		p.wrongType(r, "object or array of objects")
	}
	p.body.Statements = append([]Statement(nil), p.read...)
	for i := range p.body.Statements {
		p.body.Statements[i].of = p.body
	}
}

// fewNames is how many names real objects have at most; a hostile one has
// more.
const fewNames = 12

// names finds repeated names: by comparing for the few that real documents
// have, by a map for the many of a hostile one.
type names struct {
	few  [fewNames]string
	n    int
	many map[string]bool
}

func (n *names) again(name string) bool {
	if n.n < fewNames {
		for _, seen := range n.few[:n.n] {
			if seen == name {
				return true
			}
		}
		n.few[n.n] = name
		n.n++
		return false
	}
	if n.many == nil {
		n.many = map[string]bool{}
		for _, seen := range n.few {
			n.many[seen] = true
		}
	}
	if n.many[name] {
		return true
	}
	n.many[name] = true
	return false
}
