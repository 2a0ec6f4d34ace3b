// Package policy holds policy documents as they were written.
//
// Parse turns JSON into statements whose every value knows its place, and
// states what the grammar of the IAM policy language does not allow as
// Problems. It reads leniently, as AWS's own stored documents demand: a scalar
// may stand for an array, and one bad statement does not hide the others.
//
// The package has no semantics: what a document allows is decided in authz,
// what a wildcard matches in glob, what a condition means in condition.
package policy

import "github.com/crossgrant/crossgrant/internal/source"

// Document is one policy document as written: where it stands, and what it says.
type Document struct {
	at origin
	*said
}

// Body is what a document says. Equal ones share it, see Shared: nobody changes it.
type Body struct {
	Type       Type
	Text       []byte // the document's JSON text, decoded from its origin
	Version    *source.Text
	ID         *source.Text
	Statements []Statement
	// Lone reports that Statement is one object, not an array of them.
	Lone     bool
	Problems []Problem
	// problemAt finds problems by path where some name occurs twice.
	problemAt map[string]int
}

// Having returns the document as it would be with other statements.
func (d *Document) Having(statements []Statement) *Document {
	own := *d.Body()
	own.Statements = statements
	return &Document{d.at, held(&own)}
}

// Variables reports whether ${...} is substituted: only the current version of
// the policy language knows policy variables (IAM User Guide, Version).
func (d *Document) Variables() bool {
	version := d.Version()
	return version != nil && version.Value == CurrentVersion
}

// Unread reports whether the text is no policy document, or a statement of it
// none: what the policy says is then not known. It does not say nothing: AWS
// stores no such text, so it was lost on the way.
func (d *Document) Unread() bool {
	problems := d.Problems()
	for i := range problems {
		switch p := &problems[i]; {
		case p.Kind == NotJSON, p.Kind == NoStatement:
			return true
		case p.Kind == WrongType && (len(p.Path) == 0 || p.Path[0].Name == "Statement" && len(p.Path) <= d.depth()):
			return true
		}
	}
	return false
}

// depth is how many steps lead to a statement.
func (d *Document) depth() int { return len(d.StatementPath(0)) }

// CurrentVersion is the version of the policy language that knows variables.
const CurrentVersion = "2012-10-17"

const oldVersion = "2008-10-17"

// Effect is what a statement does with the requests that it matches.
type Effect uint8

// The zero Effect is a statement without a valid one: it neither allows nor
// denies.
const (
	_ Effect = iota
	Allow
	Deny
)

// String returns AWS's spelling.
func (e Effect) String() string { return [...]string{"", "Allow", "Deny"}[e] }

// Statement is one statement as written.
type Statement struct {
	Index      int
	Span       source.Span
	Sid        *source.Text
	Effect     Effect
	EffectSpan source.Span
	Principal  *Principals // nil if there is neither Principal nor NotPrincipal
	Action     Elements
	Resource   Elements
	Conditions []Condition // in the order of the document
	// Hollow is what of the Condition element holds nothing: the element itself, by
	// its name, or the names of operators.
	Hollow []source.Text

	of *Body // who holds a statement holds what its document says, which stays the same
}

// Elements is what a statement names as actions or resources: the listed
// patterns or, written as NotAction or NotResource, everything but them.
type Elements struct {
	Name     string // "Action", "NotAction", ...; empty if the element is missing
	Patterns []source.Text
	Span     source.Span
	Not      bool
	Scalar   bool // written as a string, not as an array
}

// Present reports whether the statement has the element in one of its forms.
func (e *Elements) Present() bool { return e.Name != "" }

// Principals is whom a statement names.
type Principals struct {
	Not     bool
	Span    source.Span
	Star    bool // written as the string "*"
	Entries []Principal
	// Hollow is what names nobody: the keys with empty lists, or the element itself
	// by its name.
	Hollow []source.Text
}

// Name returns the element's name in the document.
func (p *Principals) Name() string {
	if p.Not {
		return "NotPrincipal"
	}
	return "Principal"
}

// Principal is one named principal: its kind is the key it stands under
// ("AWS", "Service", "Federated", "CanonicalUser").
type Principal struct {
	Kind   string
	Value  source.Text
	Index  int
	Scalar bool
}

// Condition is one condition key under one operator, with its values. Numbers
// and booleans have become their JSON text.
type Condition struct {
	Operator source.Text
	Key      source.Text
	Values   []source.Text
	Span     source.Span // of the values
	Scalar   bool
	Types    JSONTypes // of the values
}

// Texts are the values of the condition, as written; whoever calls may change them.
func (c *Condition) Texts() []string {
	texts := make([]string, len(c.Values))
	for i, v := range c.Values {
		texts[i] = v.Value
	}
	return texts
}

// JSONTypes is a set of the types that values have in JSON.
type JSONTypes uint8

// The JSON types that the value of a condition has.
const (
	Strings JSONTypes = 1 << iota
	Numbers
	Booleans
)

// Names lists the types of the set.
func (t JSONTypes) Names() (names []string) {
	for i, name := range []string{"string", "number", "boolean"} {
		if t&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return names
}

// ValuePath returns the path of value i of the condition, or of all values if
// i is negative.
func (c *Condition) ValuePath(statement source.Path, i int) source.Path {
	p := statement.With(source.Member("Condition"), source.Member(c.Operator.Value), source.Member(c.Key.Value))
	return elementPath(p, i, c.Scalar)
}

// Path returns the path of pattern i of the element, or of the whole element
// if i is negative; of a missing element that of the statement.
func (e *Elements) Path(statement source.Path, i int) source.Path {
	if !e.Present() {
		return statement
	}
	if i < 0 || e.Scalar {
		return statement.With(source.Member(e.Name))
	}
	return statement.With(source.Member(e.Name), source.Element(i))
}

// Path returns the path of entry i of the element, or of the whole element if
// i is negative.
func (p *Principals) Path(statement source.Path, i int) source.Path {
	path := statement.With(source.Member(p.Name()))
	if i < 0 || p.Star {
		return path
	}
	entry := p.Entries[i]
	return elementPath(path.With(source.Member(entry.Kind)), entry.Index, entry.Scalar)
}

func elementPath(p source.Path, i int, scalar bool) source.Path {
	if i < 0 || scalar {
		return p
	}
	return p.With(source.Element(i))
}

// StatementPath returns the path of statement i.
func (d *Document) StatementPath(i int) source.Path { return d.Body().path(i) }

func (b *Body) path(i int) source.Path {
	if b.Lone || i < 0 {
		return source.Path{source.Member("Statement")}
	}
	return source.Path{source.Member("Statement"), source.Element(i)}
}
