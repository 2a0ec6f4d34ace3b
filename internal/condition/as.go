package condition

import "strings"

// Values returns the values that the test compares with, as written.
func (t *Test) Values() []string { return t.values }

// Operator returns the operator of the test.
func (t *Test) Operator() Operator { return t.operator }

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
