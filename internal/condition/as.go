package condition

import (
	"math/big"
	"strings"

	"github.com/crossgrant/crossgrant/internal/glob"
)

// Values returns the values that the test compares with, as written.
func (t *Test) Values() []string { return t.values }

// Operator returns the operator of the test.
func (t *Test) Operator() Operator { return t.operator }

// ID tells tests of one key apart: two with the same give the same answers.
func (t *Test) ID() string {
	kind := "fixed"
	if t.templates != nil {
		kind = "variable"
	}
	return t.operator.String() + "\x00" + kind + "\x00" + strings.Join(t.values, "\x00")
}

// Needs returns the condition keys, in lower case, that policy variables of the
// test name.
func (t *Test) Needs() (keys []string) {
	for _, template := range t.templates {
		keys = append(keys, template.Keys()...)
	}
	return keys
}

// Patterns returns the values of the test with variables replaced; each of wide
// stands for a value that hangs on a key which is not known.
func (t *Test) Patterns(c Context) (known, wide []glob.Pattern) { return t.patterns(c) }

// Typed returns, of tests of numbers, dates, truths, addresses and binary data,
// values on every side of all of them: whatever value of those types a key may
// hold, one gives every such test the same answer.
func Typed(tests []*Test, c Context) (list []string) {
	var marks [2][]*big.Rat
	for _, t := range tests {
		values, _ := t.patterns(c)
		switch t.operator.Family {
		case Number:
			list = append(list, "0") // where no value of the test is a number
			marks[0] = append(marks[0], t.operator.compile(values, nil).(*ordered).values...)
		case Date:
			list = append(list, "0")
			marks[1] = append(marks[1], t.operator.compile(values, nil).(*ordered).values...)
		case Bool:
			list = append(list, "true", "false")
		case Binary:
			list = append(append(list, "eA=="), t.values...)
		case Address:
			list = append(list, around(t.operator.compile(values, nil).(addresses))...)
		}
	}
	list = append(list, steps(&numbers, marks[0])...)
	return append(list, steps(&dates, marks[1])...)
}

// Dated returns a test of seconds of the epoch, which may be written as numbers,
// as one of dates; other tests are returned as they are.
func (t *Test) Dated() Test {
	if t.operator.Family != Number {
		return *t
	}
	dated, _ := Compile(strings.Replace(t.operator.String(), "Numeric", "Date", 1), t.written, t.values, false)
	return dated
}

// Ordered reports whether the operator asks for less or for more.
func (o Operator) Ordered() bool { return o.order&(less|greater) != 0 && !o.Negated && o.order != 0 }

// Rises reports whether a smaller value in the policy admits more requests: the operator
// asks for more than the value.
func (o Operator) Rises() bool { return o.order&greater != 0 }

// Before reports whether the value a of a policy comes before b under an operator of
// numbers or dates; ok is false if one of them is none.
func (o Operator) Before(a, b string) (before, ok bool) {
	d := &numbers
	if o.Family == Date {
		d = &dates
	}
	x, fine := d.parse(a)
	y, alike := d.parse(b)
	if !fine || !alike {
		return false, false
	}
	return x.Cmp(y) < 0, true
}
