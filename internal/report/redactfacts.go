package report

import (
	"encoding/json"
	"sync"

	"github.com/crossgrant/crossgrant/internal/facts"
)

// Facts replaces the names in what rules read: in every text, and in the names of
// members that no schema of facts has.
func (r *Redactor) Facts(v facts.Value) facts.Value {
	switch v := facts.Plain(v).(type) {
	case facts.String:
		if factWords().values[string(v)] {
			return v
		}
		return facts.String(r.Verbatim(string(v)))
	case facts.Array:
		list := make(facts.Array, len(v))
		for i, item := range v {
			list[i] = r.Facts(item)
		}
		return list
	case facts.Object:
		o := make(facts.Object, len(v))
		for i, m := range v {
			if o[i] = (facts.Member{Name: m.Name, Value: r.Facts(m.Value)}); !factWords().members[m.Name] {
				o[i].Name = r.Verbatim(m.Name)
			}
		}
		return o
	default:
		return v
	}
}

// factWords are the members that the schemas of facts have, and the values that they
// enumerate.
var factWords = sync.OnceValue(func() (words struct{ members, values map[string]bool }) {
	words.members, words.values = map[string]bool{}, map[string]bool{}
	var collect func(v any)
	collect = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, item := range v {
				collect(item)
			}
		case map[string]any:
			properties, _ := v["properties"].(map[string]any)
			for name := range properties {
				words.members[name] = true
			}
			enumerated, _ := v["enum"].([]any)
			for _, value := range append(enumerated, v["const"]) {
				if text, ok := value.(string); ok {
					words.values[text] = true
				}
			}
			for _, item := range v {
				collect(item)
			}
		}
	}
	for _, name := range facts.SchemaNames() {
		text, _ := facts.Schema(name)
		var schema any
		if err := json.Unmarshal(text, &schema); err == nil {
			collect(schema)
		}
	}
	return words
})
