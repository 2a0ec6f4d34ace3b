package condition

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/glob"
)

// domains are, for each family, operators, values that policies ask for, and
// values that requests carry.
var domainsOf = []struct {
	name, operators, wanted, found string
}{
	{"text", "StringEquals StringNotEquals StringLike StringNotLike StringEqualsIgnoreCase StringNotEqualsIgnoreCase StringEqualsIfExists Null",
		"a ab A a* *b ?b * true false", "a ab A AB b abb xb x aXb true false -"},
	{"sets", "ForAllValues:StringLike ForAnyValue:StringLike ForAnyValue:StringNotEquals ForAllValues:StringNotEqualsIfExists ForAllValues:StringEquals Null",
		"a b a* *", "a b ab c"},
	{"numbers", "NumericEquals NumericNotEquals NumericLessThan NumericLessThanEquals NumericGreaterThan NumericGreaterThanEqualsIfExists Null",
		"1 2 10 -3 2.5 many", "0 1 2 2.5 3 10 11 -3 -4 1.5"},
	{"dates", "DateEquals DateNotEquals DateLessThan DateGreaterThanEquals Null",
		"2026-01-01 2026-06-01T12:00:00Z 1767225600 2026-06 soon", "2026-01-01T00:00:00Z 2025-12-31 2026-06-01T11:59:59Z 2026-06-01T12:00Z 2027-01-01T00:00:00 1767225601"},
	{"truths", "Bool BoolIfExists Null", "true false TRUE maybe", "true false"},
	{"addresses", "IpAddress NotIpAddress IpAddressIfExists Null",
		"203.0.113.0/24 203.0.113.7 198.51.100.0/25 2001:db8::/32 ::/0 nowhere", "203.0.113.7 203.0.113.8 203.0.112.255 198.51.100.127 198.51.100.128 2001:db8::5 2001:db9:: 10.0.0.1"},
	{"names", "ArnLike ArnEquals ArnNotEquals ArnNotLike Null",
		"arn:aws:iam::1:role/* arn:aws:iam::*:role/x arn:aws:iam::1:role/x *", "arn:aws:iam::1:role/x arn:aws:iam::1:role/y arn:aws:iam::2:role/x arn:aws:iam::2:role/y other"},
	{"bytes", "BinaryEquals Null", "YQ== Yg== !", "YQ== Yg== Yw=="},
}

// TestAtoms holds over random tests of one key that whatever the key holds, one
// of the atoms gives every test the same answer, and that a test of a key of
// which nothing is known answers what all values have in common.
func TestAtoms(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, d := range domainsOf {
		operators, wanted, found := strings.Fields(d.operators), strings.Fields(d.wanted), strings.Fields(d.found)
		for range 400 {
			var tests []*Test
			for range 1 + random.IntN(3) {
				operator, values := operators[random.IntN(len(operators))], []string{wanted[random.IntN(len(wanted))]}
				if random.IntN(2) == 0 {
					values = append(values, wanted[random.IntN(len(wanted))])
				}
				if operator == "Null" {
					values = []string{[]string{"true", "false"}[random.IntN(2)]}
				}
				test, _ := Compile(operator, "k", values, true)
				tests = append(tests, &test)
			}
			held := []Value{{State: Absent}}
			for i, s := range found {
				held = append(held, Value{State: Present, Values: []string{s}, Set: d.name == "sets"})
				if d.name == "sets" {
					held = append(held, Value{State: Present, Values: []string{s, found[(i+1)%len(found)]}, Set: true})
				}
			}
			representative(t, d.name, tests, held)
		}
	}
}

func representative(t *testing.T, name string, tests []*Test, held []Value) {
	t.Helper()
	atoms, ok := Atoms(tests, Value{}, request{}, 1<<14)
	if !ok {
		t.Fatalf("%s: no atoms for %v", name, describe(tests))
	}
	answers := func(v Value) (s string) {
		for _, test := range tests {
			s += test.Eval(request{"k": v}).String() + " "
		}
		return s
	}
	known := map[string]bool{}
	for _, v := range atoms {
		known[answers(v)] = true
	}
	for _, v := range held {
		if !known[answers(v)] {
			t.Fatalf("%s: %v: %v answers %s as none of %v", name, describe(tests), v.Values, answers(v), atoms)
		}
	}
	for _, test := range tests {
		unknown := test.Eval(request{"k": {}})
		present := test.Eval(request{"k": {State: PresentUnknown}})
		for _, v := range held {
			one := test.Eval(request{"k": v})
			if unknown != Unknown && one != unknown || v.State == Present && present != Unknown && one != present {
				t.Fatalf("%s: %s of an unknown key is %s, of a present one %s, but %s of %v", name, test.Wanted(), unknown, present, one, v)
			}
		}
	}
}

func describe(tests []*Test) (list []string) {
	for _, test := range tests {
		list = append(list, test.Wanted())
	}
	return list
}

// TestCrowdAgainstSplitting holds that values found test by test give the same
// answers as those found pattern by pattern.
func TestCrowdAgainstSplitting(t *testing.T) {
	random := rand.New(rand.NewPCG(17, 19))
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	for range 2000 {
		var tests []*Test
		for range 1 + random.IntN(3) {
			var values []string
			for range 1 + random.IntN(3) {
				values = append(values, pick("a", "b", "ab", "a*", "*b", "?", "*", "a?c", "abc"))
			}
			test, _ := Compile(pick("StringEquals", "StringLike", "StringNotEquals", "StringNotLike"), "k", values, false)
			tests = append(tests, &test)
		}
		answers := func(list []string) string {
			a := atoms{tests: tests, context: request{}, seen: map[string]bool{}, present: map[string]bool{}}
			for _, text := range list {
				a.add(Value{State: Present, Values: []string{text}})
			}
			return strings.Join(slices.Sorted(maps.Keys(a.seen)), " ")
		}
		a := atoms{tests: tests, context: request{}}
		split, ok := a.candidates(1 << 14)
		crowd, all := a.crowd(1 << 14)
		if !ok || !all || answers(split) != answers(crowd) {
			t.Fatalf("%v: %q by splitting, %q test by test", describe(tests), split, crowd)
		}
	}
}

// TestAtomsWithin holds that atoms of a value which is known to match a pattern
// match it.
func TestAtomsWithin(t *testing.T) {
	within := glob.Parse("ROLE:?*")
	for _, row := range []struct{ operator, value, want string }{
		{"StringLike", "ROLE:*", "true"},
		{"StringLike", "OTHER:*", "false"},
		{"StringEquals", "ROLE:i-1", "false true"},
		{"StringNotEquals", "ROLE:i-1", "false true"},
	} {
		test, _ := Compile(row.operator, "k", []string{row.value}, false)
		atoms, _ := Atoms([]*Test{&test}, Value{State: PresentUnknown, Within: &within}, request{}, 1<<12)
		var got []string
		for _, v := range atoms {
			got = append(got, test.Eval(request{"k": v}).String())
		}
		if slices.Sort(got); strings.Join(got, " ") != row.want {
			t.Errorf("%s %s: %v, want %s", row.operator, row.value, got, row.want)
		}
	}
}

// TestNoAtoms holds where no values can stand for all.
func TestNoAtoms(t *testing.T) {
	compile := func(operator string, values ...string) *Test {
		test, _ := Compile(operator, "k", values, true)
		return &test
	}
	letters := strings.Split("abcdefghij", "")
	wide := make([]*Test, 70)
	for i := range wide {
		wide[i] = compile("StringEquals", strings.Repeat("x", i))
	}
	for name, tests := range map[string][]*Test{
		"an operator that does not exist":     {compile("StringIs", "a")},
		"a variable that is not known":        {compile("StringLike", "a-${t}")},
		"too many elements of a set":          {compile("ForAnyValue:StringEquals", letters[0]), compile("ForAnyValue:StringEquals", letters[1]), compile("ForAnyValue:StringEquals", letters[2]), compile("ForAnyValue:StringEquals", letters[3]), compile("ForAnyValue:StringEquals", letters[4]), compile("ForAnyValue:StringEquals", letters[5]), compile("ForAnyValue:StringEquals", letters[6])},
		"too many values to tell apart":       wide,
		"a pattern that is too much to match": {compile("StringLike", "*a*b*c*d*"), compile("StringLike", "*d*c*b*a*")},
	} {
		budget := 1 << 14
		if strings.HasPrefix(name, "a pattern") {
			budget = 2
		}
		if values, ok := Atoms(tests, Value{}, request{"t": {}}, budget); ok {
			t.Errorf("%s: %v", name, values)
		}
	}
	// A variable whose value is known stands for it.
	if values, ok := Atoms([]*Test{compile("StringEquals", "a-${t}")}, Value{}, request{"t": {State: Present, Values: []string{"1"}}}, 1<<12); !ok || len(values) != 3 {
		t.Errorf("a known variable: %v, %v", values, ok)
	}
}

func TestTemplates(t *testing.T) {
	context := request{"a": {State: Present, Values: []string{"1*"}}, "m": {State: Present, Values: []string{"1", "2"}, Set: true}, "u": {}}
	for _, row := range []struct{ text, want, keys string }{
		{"x-${A}-y", "x-1${*}-y", "a"},
		{"${a, 'd'}", "1${*}", "a"},
		{"${b, 'd*'}", "d${*}", "b"},
		{"${b}", "missing", "b"},
		{"${m}", "missing", "m"},
		{"${m, 'd'}", "d", "m"},
		{"${u}-${a}", "unknown u", "u a"},
		{"${", "${$}{", ""},
		{"${}", "${$}{}", ""},
		{"${b, d}", "${$}{b, d}", ""},
		{"${b, 'd}", "${$}{b, 'd}", ""},
		{"${${a}", "${$}{1${*}", "a"},
		{"${*}${?}${$}", "${*}${?}${$}", ""},
		{"*?", "*?", ""},
	} {
		template := ParseTemplate(row.text, true)
		p, missing, unknown := template.Expand(context)
		got := p.String()
		switch {
		case missing:
			got = "missing"
		case len(unknown) > 0:
			got = "unknown " + strings.Join(unknown, " ")
		}
		want := row.want
		if !strings.HasPrefix(want, "missing") && !strings.HasPrefix(want, "unknown") {
			expected, _ := ParseTemplate(want, true).Plain()
			want = expected.String()
		}
		if got != want || strings.Join(template.Keys(), " ") != row.keys {
			t.Errorf("%s: %s with keys %v, want %s with %s", row.text, got, template.Keys(), want, row.keys)
		}
	}
	if p, plain := ParseTemplate("${a}*", false).Plain(); !plain || !p.Match("${a}x") {
		t.Error("without variables ${a}* is a plain pattern")
	}
	if w := ParseTemplate("x${a}${b, 'c'}", true).Widest(); !w.Match("x") || !w.Match("xyz") || w.Match("y") {
		t.Errorf("the widest of x${a}${b, 'c'} is %s", w)
	}
}

func TestOperators(t *testing.T) {
	for _, o := range operators {
		for _, prefix := range []string{"", "ForAllValues:", "ForAnyValue:"} {
			for _, suffix := range []string{"", "IfExists"} {
				name := prefix + o.Name + suffix
				parsed, ok := ParseOperator(strings.ToUpper(name))
				if !ok || parsed.String() != name || parsed.Family != o.Family || parsed.Family.String() == "" {
					t.Errorf("%s is read as %v", name, parsed)
				}
			}
		}
	}
	if _, ok := ParseOperator("StringIs"); ok {
		t.Error("StringIs is an operator")
	}
}

// TestAccepts holds which values of a policy can match anything.
func TestAccepts(t *testing.T) {
	for _, row := range []struct {
		operator, good, bad string
	}{
		{"NumericEquals", "10.5", "1e3"},
		{"DateLessThan", "2026-06-01", "01.06.2026"},
		{"Bool", "TRUE", "yes"},
		{"IpAddress", "203.0.113.0/24", "203.0.113.0/33"},
		{"BinaryEquals", "YQ==", "a"},
		{"StringLike", "*", ""},
		{"ArnLike", "arn:aws:iam::*:role/x", ""},
	} {
		o, _ := ParseOperator(row.operator)
		if !o.Accepts(row.good) || row.bad != "" && o.Accepts(row.bad) {
			t.Errorf("%s: %s must be accepted, %s not", row.operator, row.good, row.bad)
		}
	}
}

// TestLogic holds the tables of strong Kleene logic.
func TestLogic(t *testing.T) {
	all := []Truth{False, Unknown, True}
	rank := map[Truth]int{False: 0, Unknown: 1, True: 2}
	for _, a := range all {
		for _, b := range all {
			if rank[a.And(b)] != min(rank[a], rank[b]) || rank[a.Or(b)] != max(rank[a], rank[b]) {
				t.Errorf("%s and/or %s: %s, %s", a, b, a.And(b), a.Or(b))
			}
		}
		if rank[a.Not()] != 2-rank[a] {
			t.Errorf("not %s is %s", a, a.Not())
		}
	}
}

// FuzzEval holds that no text makes a test panic, and that an answer about an
// unknown key holds of any value.
func FuzzEval(f *testing.F) {
	for _, seed := range [][3]string{
		{"StringLike", "a*${k, 'x'}", "ab"}, {"IpAddress", "203.0.113.0/24", "203.0.113.7"}, {"DateLessThan", "2026", "1"},
		{"NumericEquals", "1.0", "1"}, {"ForAllValues:ArnLike", "arn:aws:s3:::*", "arn:aws:s3:::b"}, {"Null", "true", ""}, {"BinaryEquals", "YQ==", "YQ=="},
	} {
		f.Add(seed[0], seed[1], seed[2])
	}
	f.Fuzz(func(t *testing.T, operator, wanted, value string) {
		test, _ := Compile(operator, "k", []string{wanted}, true)
		one := test.Eval(request{"k": {State: Present, Values: []string{value}}})
		if all := test.Eval(request{"k": {State: PresentUnknown}}); all != Unknown && one != all && test.templates == nil && ofFamily(&test, value) {
			t.Errorf("%s is %s of any value and %s of %q", test.Wanted(), all, one, value)
		}
	})
}

// ofFamily reports whether the value is one that the test's family speaks of.
func ofFamily(test *Test, value string) bool {
	switch test.operator.Family {
	case Text, ARN, Presence:
		return value != "" || test.operator.Qualifier == Plain
	case Bool:
		return strings.EqualFold(value, "true") || strings.EqualFold(value, "false")
	}
	o := test.operator
	return o.Accepts(value) && (o.Family != Address || !strings.Contains(value, "/"))
}
