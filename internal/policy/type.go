package policy

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/source"
)

// Type is what a policy document is attached to, which decides what its
// grammar asks for.
type Type string

// The policy types, by the names that --type takes.
const (
	Identity    Type = "identity"
	Trust       Type = "trust"
	Bucket      Type = "bucket"
	AccessPoint Type = "access-point"
	// AccessGrants is the resource policy of an S3 Access Grants instance.
	AccessGrants Type = "access-grants"
	Key          Type = "key"
	SCP          Type = "scp"
	RCP          Type = "rcp"
	Endpoint     Type = "endpoint"
	Resource     Type = "resource"
)

// Types lists every type, in the order of help texts.
var Types = []Type{Identity, Trust, Bucket, AccessPoint, AccessGrants, Key, SCP, RCP, Endpoint, Resource}

// grammar is what a type asks for beyond the common grammar.
type grammar struct{ principal, resource requirement }

type requirement uint8

const (
	optional requirement = iota
	required
	forbidden
)

var grammars = map[Type]grammar{
	Identity:     {principal: forbidden, resource: required},
	Trust:        {principal: required, resource: forbidden},
	Bucket:       {principal: required, resource: required},
	AccessPoint:  {principal: required, resource: required},
	AccessGrants: {principal: required, resource: required},
	// A key policy statement without Resource is accepted and has no effect.
	Key:      {principal: required, resource: required},
	SCP:      {principal: forbidden, resource: required},
	RCP:      {principal: required, resource: required},
	Endpoint: {principal: required, resource: required},
	Resource: {principal: required, resource: optional},
}

// NamesPrincipals reports whether the statements of such documents say about whom they
// are.
func (t Type) NamesPrincipals() bool { return grammars[t].principal == required }

// guess tells the type of a document from what it holds. A document without
// any Principal is an identity policy; it is never taken for an SCP, which
// looks the same.
func (b *Body) guess() Type {
	principal, onlySTS, resource := false, true, false
	var s3, accessPoint, accessGrants, keys bool
	for i := range b.Statements {
		s := &b.Statements[i]
		principal = principal || s.Principal != nil
		resource = resource || s.Resource.Present()
		for _, a := range s.Action.Patterns {
			onlySTS = onlySTS && strings.HasPrefix(strings.ToLower(a.Value), "sts:")
			keys = keys || strings.HasPrefix(strings.ToLower(a.Value), "kms:")
		}
		for _, r := range s.Resource.Patterns {
			service, rest := serviceOf(r.Value)
			if service == "s3" {
				point, instance := strings.Contains(rest, ":accesspoint/"), strings.Contains(rest, ":access-grants/")
				s3, accessPoint, accessGrants = s3 || !point && !instance, accessPoint || point, accessGrants || instance
			}
		}
	}
	switch {
	case !principal:
		return Identity
	case onlySTS && !resource && len(b.Statements) > 0:
		return Trust
	case accessPoint:
		return AccessPoint
	case accessGrants:
		return AccessGrants
	case s3:
		return Bucket
	case keys:
		return Key
	}
	return Resource
}

// serviceOf splits the service off an ARN.
func serviceOf(arn string) (service, rest string) {
	parts := strings.SplitN(arn, ":", 4)
	if len(parts) < 4 || parts[0] != "arn" {
		return "", ""
	}
	return parts[2], ":" + parts[3]
}

// requirements states which elements the statements lack, and which exclude
// each other.
func (p *parser) requirements() {
	g := grammars[p.body.Type]
	for i := range p.body.Statements {
		s, names := &p.body.Statements[i], p.named[i]
		if names == nil {
			continue
		}
		p.missing(s, names, "Effect", NoEffect)
		p.missing(s, names, "Action", NoAction)
		switch {
		case g.resource == required:
			p.missing(s, names, "Resource", NoResource)
		case g.resource == forbidden && s.Resource.Present():
			p.misplaced(UnknownElement, s, names.last(s.Resource.Name), "")
		}
		switch {
		case g.principal == required:
			p.missing(s, names, "Principal", NoPrincipal)
		case g.principal == forbidden && s.Principal != nil:
			p.misplaced(MisplacedPrincipal, s, names.last(s.Principal.Name()), "")
		}
		p.exclusive(s, names)
	}
}

// memberNames is how the members of one statement are called, in order; nil of
// a statement that is no object.
type memberNames []source.Text

// last returns the last member of that name.
func (names memberNames) last(name string) (last source.Text) {
	for _, m := range names {
		if m.Value == name {
			last = m
		}
	}
	return last
}

func (p *parser) missing(s *Statement, names memberNames, name string, kind Kind) {
	for i := range names {
		member := names[i].Value
		if member == name || member == "Not"+name && name != "Effect" {
			return
		}
	}
	p.body.Problems = append(p.body.Problems, Problem{kind, p.body.path(s.Index), s.Span, "", name})
}

// misplaced states a problem of an element that should not be there.
func (p *parser) misplaced(kind Kind, s *Statement, name source.Text, wanted string) {
	p.body.Problems = append(p.body.Problems, Problem{kind,
		p.body.path(s.Index).With(source.MemberKey(name.Value)), name.Span, name.Value, wanted})
}

func (p *parser) exclusive(s *Statement, names memberNames) {
	for _, e := range [][2]string{{"Principal", "NotPrincipal"}, {"Action", "NotAction"}, {"Resource", "NotResource"}} {
		if not := names.last(e[1]); not.Value != "" && names.last(e[0]).Value != "" {
			p.misplaced(ExclusiveElements, s, not, e[0])
		}
	}
}
