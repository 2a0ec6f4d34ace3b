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
	if len(list) < 2 {
		return
	}
	said, sids := sayings{statements: r.policy.Statements(), looks: make(map[look]int, len(list))}, map[string]int{}
	for i := range list {
		if first := said.first(i); first < i {
			list[i].SameAs = &Said{At: list[first].At, Value: nameOf(list[first])}
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

// sayings are what statements mean. Their meanings are compared where they look alike.
type sayings struct {
	statements []policy.Statement
	looks      map[look]int   // the first statement that looks so
	meanings   map[string]int // the first statement that means that, of those that look alike
}

// look is what all statements of one meaning share, and few others.
type look struct {
	effect policy.Effect
	on     string // the first of its resources in the order of the alphabet
}

func lookOf(s *policy.Statement) look {
	l := look{effect: s.Effect}
	for i, t := range s.Resource.Patterns {
		if i == 0 || t.Value < l.on {
			l.on = t.Value
		}
	}
	return l
}

// first is the first statement that means what statement i means, given that it was asked
// of all before.
func (s *sayings) first(i int) int {
	l := lookOf(&s.statements[i])
	alike, again := s.looks[l]
	if !again {
		s.looks[l] = i
		return i
	}
	if s.meanings == nil {
		s.meanings = map[string]int{}
	}
	for _, j := range []int{alike, i} {
		meaning := meaningOf(&s.statements[j])
		if meaning == "" {
			continue
		}
		if first, known := s.meanings[meaning]; !known {
			s.meanings[meaning] = j
		} else if j == i {
			return first
		}
	}
	return i
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
