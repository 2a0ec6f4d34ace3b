package request

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
)

// The variables that are no condition keys, beside those of callers. No key begins
// like a fact or has no colon.
const (
	actionVariable   = "action"
	resourceVariable = "resource"
	factPrefix       = "fact "
)

// alwaysThere are those that every request has a value for.
var alwaysThere = []string{actionVariable, callerVariable, sessionVariable, idVariable, canonicalVariable}

func factOf(variable string) (name string, ok bool) { return strings.CutPrefix(variable, factPrefix) }

// literal is a part of a formula that looks at one variable: a test of a condition
// key, a language of an action or a name, or a fact.
type literal struct {
	variable string
	id       string // see name
	needs    []string
	test     *condition.Test

	text *language
	open []condition.Template
	// pattern is all of the language: of what Text makes, which most often is asked
	// about by its theory alone.
	pattern *glob.Pattern

	fact  bool
	again bool // of the other request: see Again
}

// name is the same for literals that are true for the same requests.
func (l *literal) name() string {
	if l.id == "" {
		l.id = l.variable + " like " + l.pattern.String()
	}
	return l.id
}

// values is what a request has for its variables: a context of conditions, and of
// actions and names.
type values map[string]condition.Value

// Lookup implements condition.Context.
func (v values) Lookup(key string) condition.Value {
	if value, ok := v[key]; ok {
		return value
	}
	return condition.Value{State: condition.Absent}
}

// but is values with another one for a variable.
type but struct {
	values
	key   string
	value condition.Value
}

// Lookup implements condition.Context.
func (b but) Lookup(key string) condition.Value {
	if key == b.key {
		return b.value
	}
	return b.values.Lookup(key)
}

// truth tells whether a request is in the literal's set.
func (l *literal) truth(c condition.Context) bool {
	if l.test != nil {
		return l.test.Eval(l.in(c)) == condition.True
	}
	v := c.Lookup(l.variable)
	switch {
	case v.State != condition.Present:
		return false
	case l.fact:
		return true
	case l.pattern != nil:
		return l.pattern.Match(v.Values[0])
	}
	return l.language(c).has(v.Values[0])
}

// language is the texts of the variable that the literal names: of a test those
// that match one of its values.
func (l *literal) language(c condition.Context) *language {
	if l.test != nil {
		return languageOf(l.test, l.in(c), wide(c))
	}
	if l.pattern != nil && l.text == nil {
		l.text = &language{}
		l.text.add(glob.WordOf(false, *l.pattern))
	}
	if len(l.open) == 0 {
		return l.text
	}
	full := &language{exact: map[string]bool{}}
	full.words = append(full.words, l.text.all()...)
	for _, t := range l.open {
		if p, missing, unknown := t.Expand(l.in(c)); !missing && (len(unknown) == 0 || wide(c)) {
			full.addResource(p)
		}
	}
	return full
}

// open is a context in which the keys of policy variables are not known: what
// must be matched may then be whatever they hold, and what must not be is only what
// is matched in any case.
type open struct{ wide bool }

// Lookup implements condition.Context.
func (open) Lookup(string) condition.Value { return condition.Value{State: condition.PresentUnknown} }

func wide(c condition.Context) bool {
	o, is := c.(open)
	return is && o.wide
}

func languageOf(t *condition.Test, c condition.Context, wide bool) *language {
	l := &language{}
	known, unknown := t.Patterns(c)
	if wide {
		known = append(known, unknown...)
	}
	for _, p := range known {
		if t.Family() != condition.ARN {
			l.add(glob.WordOf(t.Operator().IgnoreCase, p))
			continue
		}
		if parts, ok := partsOf(p); ok {
			l.add(glob.WordOf(false, parts...))
		}
	}
	return l
}

// partsOf splits the pattern of an ARN as ArnLike does.
func partsOf(p glob.Pattern) (parts []glob.Pattern, ok bool) {
	for range 5 {
		part, rest, more := p.Cut(":")
		if !more {
			return nil, false
		}
		parts, p = append(parts, part), rest
	}
	if !parts[0].Match("arn") {
		return nil, false
	}
	parts[0] = glob.Literal("arn")
	return append(parts, p), true
}

// addResource adds what an entry of a Resource element covers; it reports whether
// that is everything, also a request without a resource.
func (l *language) addResource(p glob.Pattern) (whole bool) {
	forms, whole := arn.Compile(p).Forms()
	for _, f := range forms {
		l.add(glob.WordOf(false, glob.Literal("arn"), f[0], f[1], f[2], f[3], f[4]))
	}
	return whole
}

// anyARN is every ARN.
var anyARN = glob.WordOf(false, glob.Literal("arn"), glob.Parse("?*"), glob.Parse("?*"), glob.Parse("*"), glob.Parse("*"), glob.Parse("?*"))
