package condition

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/glob"
)

// Family is the kind of values that an operator compares.
type Family uint8

// The families of values, in the order of AWS's page on operators.
const (
	Text Family = iota + 1
	Number
	Date
	Bool
	Binary
	Address
	ARN
	Presence
)

var familyNames = [...]string{"", "String", "Numeric", "Date", "Boolean", "Binary", "IP address", "ARN", "Null"}

// String returns the family as the IAM User Guide calls it.
func (f Family) String() string { return familyNames[f] }

// Qualifier is the set operator before an operator's name.
type Qualifier uint8

// The set operators.
const (
	Plain Qualifier = iota // none
	ForAllValues
	ForAnyValue
)

var qualifierNames = [...]string{"", "ForAllValues:", "ForAnyValue:"}

// String returns the qualifier with its colon, or nothing for Plain.
func (q Qualifier) String() string { return qualifierNames[q] }

// signs is a set of outcomes of a comparison of request value with policy value.
type signs uint8

const (
	less signs = 1 << iota
	equal
	greater
)

// Operator is a condition operator with its modifiers (IAM User Guide,
// Condition operators). The zero value is no operator.
type Operator struct {
	Name       string // as AWS spells it, without modifiers
	Family     Family
	Negated    bool // true if none of the values matches
	Wildcards  bool // * and ? in values are wildcards
	IgnoreCase bool
	Variables  bool // policy variables in values are replaced

	Qualifier Qualifier
	IfExists  bool

	order signs // which comparisons match, for families with an order
}

// operators is everything that tells one operator from another. AWS's pages
// disagree on variables under Bool: the page on operators accepts them.
var operators = []Operator{
	{Name: "StringEquals", Family: Text, Variables: true},
	{Name: "StringNotEquals", Family: Text, Variables: true, Negated: true},
	{Name: "StringEqualsIgnoreCase", Family: Text, Variables: true, IgnoreCase: true},
	{Name: "StringNotEqualsIgnoreCase", Family: Text, Variables: true, IgnoreCase: true, Negated: true},
	{Name: "StringLike", Family: Text, Variables: true, Wildcards: true},
	{Name: "StringNotLike", Family: Text, Variables: true, Wildcards: true, Negated: true},
	{Name: "NumericEquals", Family: Number, order: equal},
	{Name: "NumericNotEquals", Family: Number, order: equal, Negated: true},
	{Name: "NumericLessThan", Family: Number, order: less},
	{Name: "NumericLessThanEquals", Family: Number, order: less | equal},
	{Name: "NumericGreaterThan", Family: Number, order: greater},
	{Name: "NumericGreaterThanEquals", Family: Number, order: greater | equal},
	{Name: "DateEquals", Family: Date, order: equal},
	{Name: "DateNotEquals", Family: Date, order: equal, Negated: true},
	{Name: "DateLessThan", Family: Date, order: less},
	{Name: "DateLessThanEquals", Family: Date, order: less | equal},
	{Name: "DateGreaterThan", Family: Date, order: greater},
	{Name: "DateGreaterThanEquals", Family: Date, order: greater | equal},
	{Name: "Bool", Family: Bool, Variables: true},
	{Name: "BinaryEquals", Family: Binary},
	{Name: "IpAddress", Family: Address},
	{Name: "NotIpAddress", Family: Address, Negated: true},
	{Name: "ArnEquals", Family: ARN, Variables: true, Wildcards: true},
	{Name: "ArnNotEquals", Family: ARN, Variables: true, Wildcards: true, Negated: true},
	{Name: "ArnLike", Family: ARN, Variables: true, Wildcards: true},
	{Name: "ArnNotLike", Family: ARN, Variables: true, Wildcards: true, Negated: true},
	{Name: "Null", Family: Presence},
}

// ParseOperator reads an operator with its modifiers, in any case; false means
// that AWS has no such operator. AWS refuses modifiers on Null; they are read
// and have no effect.
func ParseOperator(s string) (Operator, bool) {
	var qualifier Qualifier
	for q := ForAllValues; q <= ForAnyValue; q++ {
		if name := q.String(); len(s) >= len(name) && strings.EqualFold(s[:len(name)], name) {
			s, qualifier = s[len(name):], q
			break
		}
	}
	const suffix = "IfExists"
	ifExists := len(s) >= len(suffix) && strings.EqualFold(s[len(s)-len(suffix):], suffix)
	if ifExists {
		s = s[:len(s)-len(suffix)]
	}
	for _, o := range operators {
		if strings.EqualFold(s, o.Name) {
			o.Qualifier, o.IfExists = qualifier, ifExists
			return o, true
		}
	}
	return Operator{}, false
}

// String returns the operator with its modifiers, as AWS spells it.
func (o Operator) String() string {
	s := o.Qualifier.String() + o.Name
	if o.IfExists {
		s += "IfExists"
	}
	return s
}

// Accepts reports whether a policy value, free of variables, can match any
// value of a key under the operator: a number for Numeric operators, and so on.
func (o Operator) Accepts(value string) bool {
	p := glob.Literal(value)
	if o.Wildcards {
		p = glob.Parse(value)
	}
	return o.compile([]glob.Pattern{p}, nil).extent(false)&matched != 0
}

// whenAbsent returns what the operator answers if the key is not in the request
// (IAM User Guide, Condition operators). Null answers by its values.
func (o *Operator) whenAbsent() Truth {
	switch {
	case o.IfExists, o.Qualifier == ForAllValues:
		return True
	case o.Qualifier == ForAnyValue:
		return False
	}
	return truth(o.Negated)
}

// compile reads the values of a test for the operator's family. Each of wide
// stands for a value that is not known but is matched by it.
func (o *Operator) compile(values, wide []glob.Pattern) matcher {
	switch o.Family {
	case Number:
		return compileOrdered(&numbers, o.order, values)
	case Date:
		return compileOrdered(&dates, o.order, values)
	case Bool, Presence:
		return compileBoolean(slices.Concat(values, wide))
	case Binary:
		return compileBinary(values)
	case Address:
		return compileAddresses(values)
	case ARN:
		return compileARNs(values, wide)
	}
	return compileText(slices.Concat(values, wide), o.IgnoreCase)
}
