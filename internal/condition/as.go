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
