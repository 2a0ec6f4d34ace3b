package written

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

func (r *reader) tests(s *policy.Statement, path source.Path) (list []*Test) {
	under := path.With(source.Member("Condition"))
	type spelt struct{ operator, key string }
	first := map[spelt]*Test{}
	for i := range s.Conditions {
		c := &s.Conditions[i]
		t := &Test{
			At: r.at(c.ValuePath(path, -1)), OperatorAt: r.key(under, c.Operator.Value), Operator: c.Operator.Value,
			Key: r.keyOf(s, c),
		}
		t.Key.At = r.key(under.With(source.Member(c.Operator.Value)), c.Key.Value)
		t.NoValues = len(c.Values) == 0 && !r.wrongType(t.At.Path)
		if len(c.Values) > 1 {
			t.Several = len(c.Values)
		}
		if names := c.Types.Names(); len(names) > 1 {
			t.MixedTypes = set(names...)
		}
		if o, ok := condition.ParseOperator(c.Operator.Value); ok {
			r.operator(t, o)
			t.Values = r.values(c, o, path)
			t.summarise(c, o)
		}
		name := spelt{strings.ToLower(c.Operator.Value), strings.ToLower(c.Key.Value)}
		if before := first[name]; before != nil && before.Key.Value != c.Key.Value {
			t.SameKey = &Said{At: before.Key.At, Value: before.Key.Value}
		} else if before == nil {
			first[name] = t
		}
		list = append(list, t)
	}
	return list
}

func (r *reader) operator(t *Test, o condition.Operator) {
	t.Base, t.Family = set(o.Name), set(o.Family.String())
	t.ForAllValues, t.ForAnyValue = o.Qualifier == condition.ForAllValues, o.Qualifier == condition.ForAnyValue
	t.IfExists, t.Negated, t.Wildcards = o.IfExists, o.Negated, o.Wildcards
	if kind := t.Key.Type; kind != nil && o.Family != condition.Presence {
		// Tags and encryption contexts hold whatever their writer wants, ARNs too.
		free := strings.Contains(t.Key.Value, "/") || strings.HasPrefix(strings.ToLower(t.Key.Value), "kms:encryptioncontext:")
		t.Key.Mismatch = !fits(o.Family, kind) && !(free && o.Family == condition.ARN)
	}
}

// fits reports whether an operator of the family compares values of a key of that type
// (IAM User Guide, Condition operators). AWS itself writes ARN keys under String
// operators, which compare the text.
func fits(f condition.Family, kind map[string]bool) bool {
	switch f {
	case condition.Text:
		return kind["String"] || kind["ARN"]
	case condition.Number:
		return kind["Numeric"]
	case condition.Date:
		return kind["Date"]
	case condition.Bool:
		return kind["Bool"]
	case condition.Address:
		return kind["IPAddress"]
	case condition.ARN:
		return kind["ARN"]
	case condition.Binary:
		return kind["Binary"] || kind["String"]
	}
	return true
}

// summarise states what the values of a test come to together.
func (t *Test) summarise(c *policy.Condition, o condition.Operator) {
	private := 0
	for _, v := range t.Values {
		if v.Private {
			private++
		}
	}
	if sourceIP := t.Key.Name["aws:sourceip"]; sourceIP && private > 0 {
		t.AllPrivate, t.SomePrivate = private == len(t.Values), private < len(t.Values)
	}
	t.decides(c, o)
	t.comesTo(c, o)
}

// comesTo states whether the test asks for the key's presence or absence alone, or for
// nothing. A value * matches whatever the key holds.
func (t *Test) comesTo(c *policy.Condition, o condition.Operator) {
	all := false
	for _, v := range t.Values {
		all = all || o.Wildcards && glob.Covers(glob.Parse(v.Value), glob.Parse("*"))
	}
	switch {
	case o.Family == condition.Presence || !all || o.Qualifier != condition.Plain:
	case o.Negated:
		t.OnlyAbsent = true // StringNotLike *: met where the key is not there
	case o.IfExists:
		t.Always = true
	default:
		t.OnlyPresent = true
	}
}

// keysOf lists the keys of the tests.
func keysOf(tests []*Test) map[string]bool {
	if len(tests) == 0 {
		return nil
	}
	keys := map[string]bool{}
	for _, t := range tests {
		for name := range t.Key.Name {
			keys[name] = true
		}
	}
	return keys
}

func set(names ...string) map[string]bool {
	s := make(map[string]bool, len(names))
	for _, n := range names {
		s[n] = true
	}
	return s
}
