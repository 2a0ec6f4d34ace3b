package request

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// model brings the values up to what is asserted.
func (s *solver) model() (ok bool, core set) {
	for _, v := range s.order {
		if _, has := s.values[v.name]; v.valid < len(v.asserted) || v.text && !has {
			if ok, core := s.settle(v); !ok {
				return false, core
			}
		}
	}
	return s.substitute()
}

// settle finds a value for a variable. Policy variables have the values that others
// have at the moment, or such as the value found here asks for; where these leave
// none and others might, that is a doubt.
func (s *solver) settle(v *variable) (ok bool, core set) {
	value, ok, without := s.shapes(v, s.values)
	needs := v.needs()
	possible := false
	if !ok && needs != nil {
		var hope condition.Value
		if hope, possible, _ = s.shapes(v, open{}); possible {
			value, ok = s.bind(v, needs, hope)
		}
	}
	if ok {
		s.values[v.name], v.valid = value, len(v.asserted)
		return true, nil
	}
	for i := range v.asserted {
		a := &v.asserted[i]
		if without.has(i) || len(a.lit.needs) > 0 {
			core = core.or(a.from)
		}
	}
	for _, key := range needs {
		if possible {
			s.doubt("what " + shown(key) + " holds")
		}
		// What is asserted of the key led to the value that it has.
		for _, other := range s.variable(key).asserted {
			core = core.or(other.from)
		}
	}
	return false, core
}

// needs lists the keys of the policy variables in what is asserted.
func (v *variable) needs() (keys []string) {
	for i := range v.asserted {
		for _, key := range v.asserted[i].lit.needs {
			if !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
	}
	return keys
}

// bind looks for another value of one policy variable, a part of what the variable
// might be, for which it has a value.
func (s *solver) bind(v *variable, needs []string, hope condition.Value) (value condition.Value, ok bool) {
	if hope.State != condition.Present {
		return value, false
	}
	for _, key := range needs {
		for _, part := range partsOfText(hope.Values[0]) {
			with := but{s.values, key, present(part)}
			fits := func(a assertion) bool { return a.lit.truth(with) == a.is }
			if s.spend(16); !all(s.variable(key).asserted, fits) {
				continue
			}
			if value, ok, _ = s.shapes(v, with); ok {
				s.values[key] = with.value
				return value, true
			}
		}
	}
	return value, false
}

func all(list []assertion, fits func(assertion) bool) bool {
	return !slices.ContainsFunc(list, func(a assertion) bool { return !fits(a) })
}

// maxParts is how many parts of a text are tried for a policy variable.
const maxParts = 16

// partsOfText lists the text and what stands between its separators.
func partsOfText(text string) (list []string) {
	list = append(list, text)
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == ':' || r == '/' }) {
		if len(list) < maxParts && !slices.Contains(list, part) {
			list = append(list, part)
		}
	}
	return list
}

// substitute brings the variables up to the values that their policy variables
// have now.
func (s *solver) substitute() (ok bool, core set) {
	for _, v := range s.needy {
		for i := range v.asserted {
			a := &v.asserted[i]
			if len(a.lit.needs) == 0 || a.lit.truth(s.values) == a.is {
				continue
			}
			if ok, core := s.settle(v); !ok {
				return false, core
			}
			break
		}
	}
	return true, nil
}

// shown is a key as people know it: a policy variable, or a value that nobody knows
// yet.
func shown(key string) string {
	if open := unknown.Unseal(key); open != key {
		return unknown.Show(open)
	}
	return "${" + key + "}"
}
