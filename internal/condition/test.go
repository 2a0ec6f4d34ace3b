package condition

import (
	"fmt"
	"strings"

	"github.com/crossgrant/crossgrant/internal/glob"
)

// Test is one condition key under one operator, compiled once per document.
type Test struct {
	operator  Operator
	key       string // in lower case
	written   string // the key as the policy writes it
	values    []string
	templates []Template // if a value has a policy variable
	fixed     matcher    // if none has
}

// Compile reads an operator with its modifiers, a key and its values. Variables
// are replaced only if the document's Version knows them. An unknown operator
// compiles to a test whose truth is Unknown, and ok is false.
func Compile(operator, key string, values []string, variables bool) (test Test, ok bool) {
	t := Test{key: strings.ToLower(key), written: key, values: values}
	if t.operator, ok = ParseOperator(operator); !ok {
		t.operator.Name = operator
		return t, false
	}
	fixed, dynamic := make([]glob.Pattern, 0, len(values)), false
	for _, v := range values {
		p, plain := t.pattern(v, variables)
		dynamic = dynamic || !plain
		fixed = append(fixed, p)
	}
	if !dynamic {
		t.fixed = t.operator.compile(fixed, nil)
		return t, true
	}
	for _, v := range values {
		t.templates = append(t.templates, ParseTemplate(v, variables))
	}
	return t, true
}

// pattern reads one value; plain is false if it has a policy variable.
func (t *Test) pattern(value string, variables bool) (p glob.Pattern, plain bool) {
	if variables && t.operator.Variables && strings.Contains(value, "${") {
		if p, plain = ParseTemplate(value, true).Plain(); !plain || t.operator.Wildcards {
			return p, plain
		}
		value = unescape(value)
	}
	if t.operator.Wildcards {
		return glob.Parse(value), true
	}
	return glob.Literal(value), true
}

// unescape writes out the escapes of a value without wildcards.
func unescape(value string) string {
	return strings.NewReplacer("${*}", "*", "${?}", "?", "${$}", "$").Replace(value)
}

// Key returns the condition key in lower case.
func (t *Test) Key() string { return t.key }

// Alone reports whether the answer hangs on no key but the test's own: no value has a
// policy variable.
func (t *Test) Alone() bool { return len(t.templates) == 0 }

// Name returns the condition key as the policy writes it.
func (t *Test) Name() string { return t.written }

// Family returns the kind of values that the test compares.
func (t *Test) Family() Family { return t.operator.Family }

// Wanted says what the test asks for: StringEquals aws:SourceVpce vpce-1.
func (t *Test) Wanted() string {
	return fmt.Sprintf("%s %s %s", t.operator, t.written, strings.Join(t.values, " or "))
}

// Eval answers the test. The answer is Unknown exactly where it depends on
// something that the context does not know.
func (t *Test) Eval(c Context) Truth {
	v := c.Lookup(t.key)
	if t.open(&v) != "" && t.operator.Family != 0 && !v.absent() && t.unsettled(&v) {
		return Unknown
	}
	switch {
	case t.operator.Family == 0:
		return Unknown
	case t.operator.Family == Presence:
		return t.presence(&v)
	case v.absent():
		return t.operator.whenAbsent()
	case t.fixed != nil:
		return t.against(t.fixed, &v)
	}
	known, wide := t.expand(c)
	answer := t.against(t.operator.compile(known, nil), &v)
	if len(wide) > 0 {
		answer = join(answer, t.against(t.operator.compile(known, wide), &v))
	}
	return answer
}

// expand replaces the variables. A value whose variable has none matches
// nothing, so that negated operators match (IAM User Guide, Policy variables).
func (t *Test) expand(c Context) (known, wide []glob.Pattern) {
	for _, template := range t.templates {
		p, missing, unknown := template.Expand(c)
		switch {
		case missing:
		case len(unknown) > 0:
			wide = append(wide, template.Widest())
		case t.operator.Wildcards:
			known = append(known, p)
		default:
			known = append(known, glob.Literal(strings.NewReplacer("${*}", "*", "${?}", "?").Replace(p.String())))
		}
	}
	return known, wide
}

// presence answers Null: true asks for a key that is absent.
func (t *Test) presence(v *Value) Truth {
	whenAbsent, whenPresent := t.single(t.fixed.match("true")), t.single(t.fixed.match("false"))
	switch {
	case v.State == StateUnknown:
		return join(whenAbsent, whenPresent)
	case v.State == Absent || v.State == Present && len(v.Values) == 0:
		return whenAbsent
	}
	return whenPresent
}

// single answers for one comparison.
func (t *Test) single(o outcome) Truth {
	if o == incomparable {
		return False
	}
	return truth((o == matched) != t.operator.Negated)
}

// against answers for a key that is not known to be absent.
func (t *Test) against(m matcher, v *Value) Truth {
	switch v.State {
	case Present:
		return t.present(m, v)
	case PresentUnknown:
		return t.anyValue(m)
	}
	return join(t.operator.whenAbsent(), t.anyValue(m))
}

// anyValue answers for a key with a value that is not known.
func (t *Test) anyValue(m matcher) Truth {
	extent := m.extent(t.operator.Qualifier != Plain)
	answer, first := Unknown, true
	for o := matched; o <= incomparable; o <<= 1 {
		if extent&o == 0 {
			continue
		}
		if single := t.single(o); first {
			answer, first = single, false
		} else {
			answer = join(answer, single)
		}
	}
	return answer
}

// present answers for known values (IAM User Guide, Single-valued vs.
// multivalued context keys). A multi-valued key without a set operator is
// false: AWS only says that a set operator is required.
func (t *Test) present(m matcher, v *Value) Truth {
	if t.operator.Qualifier == Plain {
		if v.plural() {
			return False
		}
		return t.single(m.match(v.Values[0]))
	}
	if v.null() {
		return t.operator.whenAbsent()
	}
	every := t.operator.Qualifier == ForAllValues
	for _, s := range v.Values {
		if (t.single(m.match(s)) == True) != every {
			return truth(!every)
		}
	}
	return truth(every)
}
