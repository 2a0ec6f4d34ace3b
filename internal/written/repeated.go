package written

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// repeated states which statements say what an earlier one says, and which Sids
// stand twice.
func (r *reader) repeated(list []*Statement) {
	said, sids := map[string]int{}, map[string]int{}
	for i := range list {
		s := &r.policy.Statements()[i]
		if meaning := meaningOf(s); meaning != "" {
			if first, again := said[meaning]; again {
				list[i].SameAs = &Said{At: list[first].At, Value: nameOf(list[first])}
			} else {
				said[meaning] = i
			}
		}
		if sid := list[i].Sid; sid != nil && sid.Value != "" {
			if first, again := sids[sid.Value]; again {
				sid.SameAs = &Said{At: list[first].Sid.At, Value: sid.Value}
			} else {
				sids[sid.Value] = i
			}
		}
	}
}

func nameOf(s *Statement) string {
	if s.Sid != nil {
		return s.Sid.Value
	}
	return ""
}

// meaningOf is a text that two statements share if they are the same but for the order
// of their lists and the spelling that AWS does not regard. It is empty for a
// statement that says nothing.
func meaningOf(s *policy.Statement) string {
	if s.Effect == 0 || !s.Action.Present() {
		return ""
	}
	var b strings.Builder
	part := func(name string, values []string) {
		slices.Sort(values)
		b.WriteString(name + "\x00" + strings.Join(slices.Compact(values), "\x01") + "\x02")
	}
	part(s.Effect.String(), nil)
	part(s.Action.Name, texts(s.Action.Patterns, strings.ToLower))
	part(s.Resource.Name, texts(s.Resource.Patterns, nil))
	if s.Principal != nil {
		var who []string
		for _, e := range s.Principal.Entries {
			who = append(who, e.Kind+"\x03"+e.Value.Value)
		}
		part(s.Principal.Name(), who)
	}
	var tests []string
	for i := range s.Conditions {
		c := &s.Conditions[i]
		values := texts(c.Values, nil)
		slices.Sort(values)
		tests = append(tests, strings.ToLower(c.Operator.Value)+"\x03"+strings.ToLower(c.Key.Value)+"\x03"+strings.Join(values, "\x04"))
	}
	part("Condition", tests)
	return b.String()
}

func texts(list []source.Text, change func(string) string) []string {
	values := make([]string, len(list))
	for i, t := range list {
		values[i] = t.Value
		if change != nil {
			values[i] = change(t.Value)
		}
	}
	return values
}
