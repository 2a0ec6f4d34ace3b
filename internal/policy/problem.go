package policy

import (
	"slices"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/source"
)

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
	PrincipalForm      Kind = "principal-form"
)

// Kinds lists every kind of problem.
var Kinds = []Kind{
	NotJSON, RepeatedKey, WrongType, UnknownElement, EffectValue, NoEffect, NoAction, NoResource, NoStatement,
	NoPrincipal, ExclusiveElements, VersionValue, NoVersion, MisplacedPrincipal, PrincipalKey, PrincipalForm,
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

// problem states a problem of the value that is being read.
func (p *parser) problem(kind Kind, at source.Span, found, wanted string) {
	p.body.Problems = append(p.body.Problems, Problem{kind, slices.Clone(p.path), at, found, wanted})
}

// problemAt states a problem of a member's name, in the object being read.
func (p *parser) problemAt(kind Kind, key gjson.Result, found, wanted string) {
	p.body.Problems = append(p.body.Problems,
		Problem{kind, slices.Concat(p.path, source.Path{source.MemberKey(key.Str)}), span(key), found, wanted})
}
