package condition

import (
	"strings"
	"testing"
)

// request is a context for tests: key=value, key=v1|v2 for a multi-valued key,
// key? for a present key of unknown value; what is not listed is absent.
type request map[string]Value

func (r request) Lookup(key string) Value {
	if v, ok := r[key]; ok {
		return v
	}
	return Value{State: Absent}
}

func reading(s string) request {
	r := request{}
	for _, part := range strings.Fields(s) {
		if key, ok := strings.CutSuffix(part, "?"); ok {
			r[key] = Value{State: PresentUnknown}
			continue
		}
		if key, ok := strings.CutSuffix(part, "~"); ok {
			r[key] = Value{State: StateUnknown}
			continue
		}
		key, value, _ := strings.Cut(part, "=")
		values := strings.Split(value, "|")
		r[key] = Value{State: Present, Values: values, Set: len(values) > 1}
	}
	return r
}

// TestTruth is the truth table: operator, values, request, answer.
func TestTruth(t *testing.T) {
	for _, row := range []struct{ operator, values, request, want string }{
		{"StringEquals", "a b", "k=b", "true"},
		{"StringEquals", "a", "k=A", "false"},
		{"StringEquals", "a*", "k=ab", "false"},
		{"StringEquals", "a", "", "false"},
		{"StringEquals", "a", "k~", "unknown"},
		{"StringNotEquals", "a b", "k=b", "false"},
		{"StringNotEquals", "a b", "k=c", "true"},
		{"StringNotEquals", "a", "", "true"},
		{"StringEqualsIgnoreCase", "Ab", "k=aB", "true"},
		{"StringNotEqualsIgnoreCase", "Ab", "k=aB", "false"},
		{"StringLike", "a*c", "k=abc", "true"},
		{"StringLike", "*", "k?", "true"},
		{"StringLike", "*", "k~", "unknown"},
		{"StringNotLike", "a*c", "k=abc", "false"},
		{"StringNotLike", "a*c", "", "true"},
		{"stringlike", "a?", "k=ab", "true"},
		{"StringEqualsIfExists", "a", "", "true"},
		{"StringEqualsIfExists", "a", "k=b", "false"},
		{"StringNotEqualsIfExists", "a", "", "true"},
		{"NumericEquals", "10", "k=10.0", "true"},
		{"NumericEquals", "10", "k=ten", "false"},
		{"NumericNotEquals", "10", "", "true"},
		{"NumericNotEquals", "10", "k=ten", "false"},
		{"NumericLessThan", "1.2", "k=1.19", "true"},
		{"NumericLessThanEquals", "5", "k=5", "true"},
		{"NumericGreaterThan", "5", "k=5", "false"},
		{"NumericGreaterThanEquals", "5", "k=5", "true"},
		{"DateEquals", "2026-01-01T00:00:00Z", "k=2026-01-01T01:00:00+01:00", "true"},
		{"DateNotEquals", "2026-01-01", "k=2026-01-02", "true"},
		{"DateLessThan", "2026-01-01", "k=2025-12-31T23:59:59Z", "true"},
		{"DateLessThanEquals", "2026-01-01", "k=2026-01-01T00:00Z", "true"},
		{"DateGreaterThan", "1767225600", "k=2026-01-01T00:00:01Z", "true"},
		{"DateGreaterThanEquals", "2026-01", "k=2026-01-01", "true"},
		{"Bool", "true", "k=TRUE", "true"},
		{"Bool", "false", "", "false"},
		{"BoolIfExists", "false", "", "true"},
		{"Bool", "true", "k?", "unknown"},
		{"Bool", "true false", "k?", "true"},
		{"BinaryEquals", "QmluYXJ5", "k=QmluYXJ5", "true"},
		{"BinaryEquals", "QmluYXJ5", "k=Qm", "false"},
		{"IpAddress", "203.0.113.7/24", "k=203.0.113.200", "true"},
		{"IpAddress", "2001:db8::/32", "k=2001:DB8:0:0::1", "true"},
		{"IpAddress", "2001:db8::/32", "k=203.0.113.1", "false"},
		{"NotIpAddress", "203.0.113.0/24 198.51.100.1", "k=198.51.100.1", "false"},
		{"NotIpAddress", "203.0.113.0/24", "", "true"},
		{"NotIpAddress", "203.0.113.0/24", "k=2001:db8::1", "true"},
		{"ArnLike", "arn:aws:iam::*:role/x", "k=arn:aws:iam::111122223333:role/x", "true"},
		{"ArnEquals", "arn:aws:iam:*:role/x", "k=arn:aws:iam::111122223333:role/x", "false"},
		{"ArnNotEquals", "arn:aws:iam::*:role/x", "k=arn:aws:iam::111122223333:role/y", "true"},
		{"ArnNotLike", "arn:aws:iam::*:role/x", "", "true"},
		{"Null", "true", "", "true"},
		{"Null", "true", "k=", "false"},
		{"Null", "false", "k?", "true"},
		{"Null", "true", "k~", "unknown"},
		{"ForAllValues:StringEquals", "a b", "k=a|b", "true"},
		{"ForAllValues:StringEquals", "a b", "k=a|c", "false"},
		{"ForAllValues:StringEquals", "a", "", "true"},
		{"ForAllValues:StringNotEquals", "a", "k=b|c", "true"},
		{"ForAnyValue:StringEquals", "a", "k=a|c", "true"},
		{"ForAnyValue:StringEquals", "a", "", "false"},
		{"ForAnyValue:StringNotEquals", "a b", "k=a|b", "false"},
		{"ForAnyValue:StringNotEquals", "a", "", "false"},
		{"ForAnyValue:StringEqualsIfExists", "a", "", "true"},
		{"StringEquals", "a", "k=a|b", "false"},
		{"StringSameAs", "a", "k=a", "unknown"},
		{"ForAllValues:StringEquals", "a", "k=|", "true"},
		{"ForAnyValue:StringNotEquals", "a", "k=|", "false"},
		{"ArnLike", "${t}", "k?", "false"},
		{"ArnNotLike", "${t}", "k?", "true"},
		{"IpAddress", "203.0.113.0/24", "k=here", "false"},
		{"NotIpAddress", "203.0.113.0/24", "k=here", "false"},
		{"StringEquals", "x-${t}", "k=x-1 t=1", "true"},
		{"StringLike", "x-${t}", "k=x-1 t=*", "false"},
		{"StringEquals", "x-${t}", "k=x-1", "false"},
		{"StringNotEquals", "x-${t}", "k=x-1", "true"},
		{"StringEquals", "x-${t}", "k=x-1 t~", "unknown"},
		{"StringEquals", "x-${t}", "k=y-1 t~", "false"},
		{"StringEquals", "${*}", "k=*", "true"},
		{"StringLike", "a${*}", "k=ab", "false"},
	} {
		test, _ := Compile(row.operator, "K", strings.Fields(row.values), true)
		if got := test.Eval(reading(row.request)).String(); got != row.want {
			t.Errorf("%s k %q, request %q: %s, want %s", row.operator, row.values, row.request, got, row.want)
		}
	}
}

// TestUnknownIsTheJoin holds that a test of an unknown key answers what its
// representatives agree on, and that random values meet no other answers.
func TestUnknownIsTheJoin(t *testing.T) {
	tests := []*Test{}
	for _, row := range []struct{ operator, values string }{
		{"StringLike", "a* *b"}, {"StringNotEquals", "ab"}, {"StringLike", "*"}, {"Null", "true"}, {"StringLike", "?b"},
	} {
		test, _ := Compile(row.operator, "k", strings.Fields(row.values), false)
		tests = append(tests, &test)
	}
	values, ok := Atoms(tests, Value{}, request{}, 1<<12)
	if !ok {
		t.Fatal("no atoms")
	}
	vector := func(v Value) (s string) {
		for _, test := range tests {
			s += test.Eval(request{"k": v}).String() + " "
		}
		return s
	}
	known := map[string]bool{}
	for _, v := range values {
		known[vector(v)] = true
	}
	for _, s := range []string{"", "a", "b", "ab", "xb", "ax", "x", "xx", "aab", "abb", "xxb"} {
		if v := vector(Value{State: Present, Values: []string{s}}); !known[v] {
			t.Errorf("%q answers %s, as no representative does", s, v)
		}
	}
	for i, test := range tests {
		joined := tests[i].Eval(request{"k": values[0]})
		for _, v := range values {
			joined = join(joined, test.Eval(request{"k": v}))
		}
		if got := test.Eval(request{"k": {}}); got != joined {
			t.Errorf("test %d of an unknown key is %s, its representatives agree on %s", i, got, joined)
		}
	}
}
