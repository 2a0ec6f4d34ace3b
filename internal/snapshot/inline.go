package snapshot

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// inline is an inline policy as files state it.
type inline struct {
	name string
	text input.Setting[*policy.Document]
}

// fewInline is how many inline policies a role has that is no attack; those of one are
// found by a map.
const fewInline = 32

// inlineOf returns the inline policy of that name, nil if there is none.
func (r *Role) inlineOf(name string) *inline {
	at := -1
	if r.inlineAt == nil {
		at = slices.IndexFunc(r.inline, func(d inline) bool { return d.name == name })
	} else if i, ok := r.inlineAt[name]; ok {
		at = i
	}
	if at < 0 {
		return nil
	}
	return &r.inline[at]
}

func (r *Role) addInline(name string) *inline {
	r.inline = append(r.inline, inline{name: name})
	if len(r.inline) == fewInline {
		r.inlineAt = map[string]int{}
		for i, d := range r.inline {
			r.inlineAt[d.name] = i
		}
	}
	if r.inlineAt != nil {
		r.inlineAt[name] = len(r.inline) - 1
	}
	return &r.inline[len(r.inline)-1]
}

// inlineOf is a role as the owner of its inline policies, by their names.
type inlineOf struct{ role *Role }

func (o inlineOf) label(policy string) string { return inlineLabel(policy, o.role.Name) }

func inlineLabel(policy, role string) string { return inlineTexts(policy, role).text() }
