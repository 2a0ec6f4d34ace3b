package written

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/facts"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Reader states what documents say. It remembers what the reference says of entries: those
// of one export name the same actions again and again. It is for one goroutine.
type Reader struct {
	table   *reference.Table
	names   *facts.Names
	named   func(id string) string // the ARN of whom a unique id belongs to
	asks    []string
	entries map[string]*entry
	alone   map[string]reference.Action // of entries with wildcards, the zero action for several
}

// mostRemembered is how many entries are remembered, each once: an export has some hundreds.
const mostRemembered = 1 << 12

// NewReader returns one that holds documents against a table. Named returns the ARN of the
// role or user whose unique id it is given, empty if no input tells. Asks are the actions
// that rules ask statements for.
func NewReader(table *reference.Table, named func(id string) string, asks ...string) *Reader {
	return &Reader{table: table, names: facts.NewNames(table), named: named, asks: asks,
		entries: map[string]*entry{}, alone: map[string]reference.Action{}}
}

// reader states what one document says.
type reader struct {
	*Reader
	document *snapshot.Document
	policy   *policy.Document
}

func (r *Reader) of(d *snapshot.Document) *reader { return &reader{r, d, d.Policy} }

// Document returns the facts of a document with what its statements say beside its
// grammar.
func (r *Reader) Document(d *snapshot.Document) facts.Object {
	o := facts.Document(d, r.names)
	if d.Caps {
		o = o.With("caps", facts.Present)
	}
	if list := r.of(d).escalations(); len(list) > 0 {
		o = o.With("escalations", listed(list))
	}
	list, unheld := r.Statements(d)
	if len(list) > 0 {
		o = o.With("statements", shapes(list))
	}
	if d.Policy.Type() == policy.Bucket {
		if http := plainHTTP(list); http != nil {
			o = o.With("plain_http", http.Object())
		}
	}
	if unheld != nil {
		o = o.With("unheld", unheld.Object())
	}
	if size := r.sizeOf(d); size != nil {
		o = o.With("size", size.Object())
	}
	return o
}

// Statements states what the statements of a document say, in their order, and which of
// them were not held against the others.
func (r *Reader) Statements(d *snapshot.Document) ([]*Statement, *Unheld) {
	of := r.of(d)
	list := make([]*Statement, 0, len(d.Policy.Statements()))
	for _, st := range d.Policy.All() {
		list = append(list, of.statement(st))
	}
	of.repeated(list)
	return list, of.covered(list)
}

// at is a place of the document.
func (r *reader) at(path source.Path) Place {
	return Place{Document: r.names.ID(r.document), Path: path}
}

// key is the place of a member's name.
func (r *reader) key(path source.Path, name string) Place {
	return Place{Document: r.names.ID(r.document), Path: path.With(source.MemberKey(name)), Key: true}
}

func (r *reader) statement(s *policy.Statement) *Statement {
	path := r.policy.StatementPath(s.Index)
	made := &Statement{
		At: r.at(path), Allow: s.Effect == policy.Allow, Deny: s.Effect == policy.Deny,
		Conditional: len(s.Conditions) > 0,
		Sid:         r.sid(s, path),
		Action:      r.actions(s, path),
		Resource:    r.resources(s, path),
		Principal:   r.principals(s, path),
	}
	for _, h := range s.Hollow {
		p := path.With(source.Member("Condition"))
		if h.Value != "Condition" {
			p = p.With(source.Member(h.Value))
		}
		made.EmptyConditions = append(made.EmptyConditions, &Said{At: r.at(p), Value: h.Value})
	}
	made.Tests = r.tests(s, path)
	made.Keys = keysOf(made.Tests)
	made.Variables = r.variables(s, path)
	switch s.Effect {
	case policy.Allow:
		made.Refuted = access.Refuted(r.policy, s, r.table)
		made.Allows = r.speaksOf(s, path)
		for action, g := range made.Allows {
			g.Refuted = made.Refuted || access.DeniedAgain(action, r.policy, s)
		}
	case policy.Deny:
		made.Denies = r.speaksOf(s, path)
	}
	return made
}

func (r *reader) sid(s *policy.Statement, path source.Path) *Sid {
	if s.Sid == nil {
		return nil
	}
	made := &Sid{At: r.at(path.With(source.Member("Sid"))), Value: s.Sid.Value, Empty: s.Sid.Value == ""}
	for _, c := range s.Sid.Value {
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
		if !letter && !strings.ContainsRune(made.OtherCharacters, c) {
			made.OtherCharacters += string(c)
		}
	}
	return made
}

// speaksOf states which of the actions that are asked for the statement covers, and
// by which entry: iam:PassRole, IAM:passrole, iam:Pass*, NotAction.
func (r *reader) speaksOf(s *policy.Statement, path source.Path) (grants map[string]*Grant) {
	for _, action := range r.asks {
		if !policy.SpeaksOf(&s.Action, action) {
			continue
		}
		g := &Grant{At: r.at(s.Action.Path(path, -1)), NotListed: s.Action.Not}
		if !s.Action.Not {
			i := slices.IndexFunc(s.Action.Patterns, func(t source.Text) bool { return strings.EqualFold(t.Value, action) })
			if g.Named = i >= 0; !g.Named {
				g.ByWildcard = true
				i = slices.IndexFunc(s.Action.Patterns, func(t source.Text) bool { return policy.Lists(t.Value, action) })
			}
			g.At = r.at(s.Action.Path(path, i))
		}
		if grants == nil {
			grants = map[string]*Grant{}
		}
		grants[action] = g
	}
	return grants
}
