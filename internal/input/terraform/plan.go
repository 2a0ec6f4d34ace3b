package terraform

import (
	"slices"
	"strconv"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// plan reads what will be: the planned values, and of the changes what is known
// only after apply.
func plan(c input.Candidate, r *reader) *Set {
	s := newSet(c)
	changes := map[string]gjson.Result{}
	c.Member("resource_changes").ForEach(func(_, one gjson.Result) bool {
		if !input.Find(one, "deposed").Exists() {
			changes[input.Find(one, "address").Str] = one
		}
		return true
	})
	s.module(r, input.Find(c.Member("planned_values"), "root_module"), nil)
	planned := map[string]bool{}
	for _, one := range s.Resources {
		planned[one.Address] = true
		one.Values = later(s, one.Address, one.Values, input.Find(input.Find(changes[one.Address], "change"), "after_unknown"), one.At)
	}
	c.Member("resource_changes").ForEach(func(_, one gjson.Result) bool {
		address := input.Find(one, "address").Str
		change := input.Find(one, "change")
		after := input.Find(change, "after")
		if planned[address] || input.Find(one, "deposed").Exists() || !after.IsObject() || !will(input.Find(change, "actions")) {
			return true
		}
		values := later(s, address, r.values(one, after), input.Find(change, "after_unknown"), r.place(one))
		s.resource(r, one, input.Find(one, "module_address").Str, values)
		planned[strings.Clone(address)] = true
		return true
	})
	// Data sources that were read already stand in the prior state alone.
	first := len(s.Resources)
	s.module(r, input.Find(input.Find(c.Member("prior_state"), "values"), "root_module"), func(address string) bool { return !planned[address] })
	s.Resources = append(s.Resources[:first], slices.DeleteFunc(s.Resources[first:], func(r *Resource) bool { return !r.Data })...)
	newConfiguration(s, r, c).attach()
	return s
}

// will reports whether the resource of a change is there after it.
func will(actions gjson.Result) bool {
	any, gone := false, false
	actions.ForEach(func(_, action gjson.Result) bool {
		switch action.Str {
		case "delete", "forget":
			gone = true
		default:
			any = true
		}
		return true
	})
	return any || !gone
}

// later returns a value with those of its parts as unknowns that are known only
// after apply: after_unknown has the shape of the value, and true in their place.
func later(s *Set, name string, v *Value, mask gjson.Result, at input.Place) *Value {
	if v != nil && v.At.File != nil {
		at = v.At
	}
	switch {
	case mask.Type == gjson.True:
		return &Value{Kind: Scalar, Text: unknown.Given(s.Scope, name), At: at, Open: true}
	case mask.IsObject():
		if v == nil || v.Kind == Null {
			v = &Value{Kind: Mapping, At: at}
		}
		mask.ForEach(func(key, inner gjson.Result) bool {
			i := slices.IndexFunc(v.Members, func(m Member) bool { return m.Name == key.Str })
			if i < 0 {
				if hidden(inner) {
					v.Members = append(v.Members, Member{strings.Clone(key.Str), at, later(s, name+"."+key.Str, nil, inner, at)})
				}
				return true
			}
			v.Members[i].Value = later(s, name+"."+key.Str, v.Members[i].Value, inner, at)
			return true
		})
	case mask.IsArray():
		i := 0
		mask.ForEach(func(_, inner gjson.Result) bool {
			if v == nil || v.Kind == Null {
				v = &Value{Kind: List, At: at}
			}
			path := name + "[" + strconv.Itoa(i) + "]"
			switch {
			case i < len(v.Items):
				v.Items[i] = later(s, path, v.Items[i], inner, at)
			case hidden(inner):
				v.Items = append(v.Items, later(s, path, nil, inner, at))
			}
			i++
			return true
		})
	}
	return v
}

// hidden reports whether a part of after_unknown says that anything is unknown.
func hidden(mask gjson.Result) bool { return strings.Contains(mask.Raw, "true") }
