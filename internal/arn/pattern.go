package arn

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/glob"
)

// Pattern is a compiled pattern of a Resource or NotResource element. The zero
// value matches nothing.
type Pattern struct {
	all bool // a lone *
	// parts are partition, service, region, account and resource; last is the
	// index of the last one that is written.
	parts [5]glob.Pattern
	last  int
	valid bool
}

var star = glob.Parse("*")

// Compile prepares a pattern whose variables have been substituted. Text
// without the arn: prefix matches nothing, except for a lone *; neither does
// one with a wildcard in the service, which IAM refuses to store.
func Compile(p glob.Pattern) Pattern {
	if p == star {
		return Pattern{all: true}
	}
	head, rest, ok := p.Cut(":")
	if text, literal := head.Text(); !ok || !literal || text != "arn" {
		return Pattern{}
	}
	c := Pattern{valid: true}
	for c.last = 0; c.last < 4; c.last++ {
		part, after, more := rest.Cut(":")
		c.parts[c.last] = part
		if !more {
			break
		}
		rest = after
	}
	if c.last == 4 {
		c.parts[4] = rest
	}
	if _, literal := c.parts[1].Text(); !literal {
		return Pattern{}
	}
	return c
}

// Match reports whether the pattern covers the ARN. The zero ARN, a request
// without a resource, is covered by a lone * only.
func (p Pattern) Match(a ARN) bool {
	switch {
	case p.all:
		return true
	case !p.valid || a == (ARN{}):
		return false
	}
	names := [5]string{a.Partition, a.Service, a.Region, a.Account, a.Resource}
	if p.last == 4 {
		matches := true
		for i := 0; i < 5 && matches; i++ {
			matches = p.parts[i].Match(names[i])
		}
		if matches {
			return true
		}
	}
	for _, g := range p.overColons(a) {
		if g.Match(a.Resource) {
			return true
		}
	}
	return false
}

// Within returns the globs of the resource part that the pattern covers among
// the ARNs that share the first five parts of a; nil when there are none.
func (p Pattern) Within(a ARN) []glob.Pattern {
	switch {
	case p.all:
		return []glob.Pattern{star}
	case !p.valid:
		return nil
	}
	var list []glob.Pattern
	names := [4]string{a.Partition, a.Service, a.Region, a.Account}
	matches := p.last == 4
	for i := 0; i < 4 && matches; i++ {
		matches = p.parts[i].Match(names[i])
	}
	if matches {
		list = append(list, p.parts[4])
	}
	return append(list, p.overColons(a)...)
}

// overColons is the other reading of a pattern in which some * ends a part:
// such a * may run over colons (IAM User Guide, Resource: "if * is the last
// character of a segment it can expand to match beyond the colon boundaries").
// It returns what is then left for the resource part of ARNs that share the
// first parts of a.
func (p Pattern) overColons(a ARN) (list []glob.Pattern) {
	if !p.parts[0].Match(a.Partition) || p.last < 1 || !p.parts[1].Match(a.Service) {
		return nil
	}
	// middle is the region and account of a, which hold no wildcard; a * that
	// ends a written part takes some of it and the colon behind it.
	middle := [2]string{a.Region, a.Account}
	for at := 2; at <= min(p.last, 3); at++ {
		if !p.parts[at].Match(middle[at-2]) {
			return list
		}
		if !endsInStar(p.parts[at]) {
			continue
		}
		if p.last == at { // nothing is written behind it: it takes all
			return append(list, star)
		}
		// What is written behind it is the resource part, or ends in it.
		rest := p.behind(at)
		return append(list, rest, glob.Join(star, glob.Literal(":"), rest))
	}
	return list
}

// Forms returns the pattern as globs for partition, service, region, account and
// resource: it covers the ARNs whose parts are matched by all five globs of a form.
// A lone * covers what is no ARN, too; whole reports it.
func (p Pattern) Forms() (forms [][5]glob.Pattern, whole bool) {
	switch {
	case p.all:
		return nil, true
	case !p.valid || p.last < 1:
		return nil, false
	case p.last == 4:
		forms = append(forms, p.parts)
	}
	for at := 2; at <= min(p.last, 3); at++ {
		if !endsInStar(p.parts[at]) {
			continue
		}
		form := [5]glob.Pattern{p.parts[0], p.parts[1], p.parts[2], star, star}
		if at == 3 {
			form[3] = p.parts[3]
		}
		if p.last == at {
			return append(forms, form), false
		}
		rest := p.behind(at)
		form[4] = rest
		forms = append(forms, form)
		form[4] = glob.Join(star, glob.Literal(":"), rest)
		return append(forms, form), false
	}
	return forms, false
}

// behind is what is written behind a part.
func (p Pattern) behind(at int) glob.Pattern {
	rest := p.parts[at+1]
	for i := at + 2; i <= p.last; i++ {
		rest = glob.Join(rest, glob.Literal(":"), p.parts[i])
	}
	return rest
}

func endsInStar(p glob.Pattern) bool { return strings.HasSuffix(p.String(), "*") }

// Like compares as ArnEquals and ArnLike do: both sides are split at the first
// five colons and compared part by part, so that a wildcard crosses no colon
// but in the last part (IAM User Guide, Condition operators). A side that is
// not an ARN does not match.
func Like(p glob.Pattern, s string) bool {
	a, ok := Parse(s)
	if !ok {
		return false
	}
	head, rest, more := p.Cut(":")
	if !more || !head.Match("arn") {
		return false
	}
	for _, part := range [4]string{a.Partition, a.Service, a.Region, a.Account} {
		if head, rest, more = rest.Cut(":"); !more || !head.Match(part) {
			return false
		}
	}
	return rest.Match(a.Resource)
}
