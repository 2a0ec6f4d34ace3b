package policy

import "github.com/crossgrant/crossgrant/internal/source"

// Kind names what the grammar does not allow.
type Kind string

// What can be wrong with the grammar of a document (IAM User Guide, Grammar of
// the IAM JSON policy language).
const (
	NotJSON            Kind = "not-json"
	RepeatedKey        Kind = "repeated-key"
	WrongType          Kind = "wrong-type"
	UnknownElement     Kind = "unknown-element"
	EffectValue        Kind = "effect-value"
	NoEffect           Kind = "no-effect"
	NoAction           Kind = "no-action"
	NoResource         Kind = "no-resource"
	NoStatement        Kind = "no-statement"
	NoPrincipal        Kind = "no-principal"
	ExclusiveElements  Kind = "exclusive-elements"
	VersionValue       Kind = "version-value"
	NoVersion          Kind = "no-version"
	MisplacedPrincipal Kind = "misplaced-principal"
	PrincipalKey       Kind = "principal-key"
)

// Kinds lists every kind of problem.
var Kinds = []Kind{
	NotJSON, RepeatedKey, WrongType, UnknownElement, EffectValue, NoEffect, NoAction, NoResource, NoStatement,
	NoPrincipal, ExclusiveElements, VersionValue, NoVersion, MisplacedPrincipal, PrincipalKey,
}

// Problem is one place where a document leaves the grammar. Found and Wanted
// are what stands there and what may stand there, ready to be read.
type Problem struct {
	Kind   Kind
	Path   source.Path
	Span   source.Span // in the document
	Found  string
	Wanted string
}

func (p *parser) problem(kind Kind, path source.Path, at source.Span, found, wanted string) {
	p.doc.Problems = append(p.doc.Problems, Problem{kind, path, at, found, wanted})
}
