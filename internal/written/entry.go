package written

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/reference"
)

// entry is what the reference says of an entry, in whatever document it stands.
type entry struct {
	Action
	service *reference.Service // whose actions it means, if the reference has it
}

func (r *reader) action(text string) *Action {
	known := r.entry(text)
	a := known.Action
	if known.service != nil {
		a.Foreign = r.foreign(known.service)
	}
	if r.document.AWSManaged {
		a.UnknownService = nil // what AWS names it has, or had
	}
	return &a
}

func (r *Reader) entry(text string) *entry {
	known, again := r.entries[text]
	if !again {
		if len(r.entries) == mostRemembered {
			clear(r.entries)
		}
		text = strings.Clone(text) // else all that stands around it were kept, too
		known = r.read(text)
		r.entries[text] = known
	}
	return known
}

func (r *Reader) read(text string) *entry {
	e := &entry{Action: Action{Value: text, Wildcard: wild(text), WildcardInside: wild(strings.TrimRight(text, "*?"))}}
	a := &e.Action
	if text == "*" || text == "*:*" {
		a.Everything = true
		return e
	}
	prefix, name, ok := strings.Cut(text, ":")
	if !ok {
		a.NoPrefix = text != "" && !strings.ContainsAny(text, "$<{")
		return e
	}
	if prefix == "" {
		a.NoPrefix = true
		return e
	}
	a.Service = strings.ToLower(prefix)
	a.WildcardInService = wild(prefix)
	a.WholeService = name != "" && strings.Trim(name, "*") == ""
	if a.WildcardInService || strings.ContainsAny(prefix, "$<{") {
		return e
	}
	service, known := r.table.Service(prefix)
	if !known {
		a.UnknownService = &Unknown{Value: prefix, NoName: !reference.IsName(prefix)}
		if near, ok := r.table.NearestService(prefix); ok {
			a.UnknownService.Nearest = near
		}
		return e
	}
	if known, ok := r.only(text); ok {
		a.Name = known.FullName()
	}
	a.NotInRCPs = !service.RCP
	e.service = service
	return e
}

// only is the one action that an entry means, asked of the reference once.
func (r *Reader) only(text string) (reference.Action, bool) {
	if !wild(text) {
		return r.table.Action(text)
	}
	known, again := r.alone[text]
	if !again {
		if len(r.alone) == mostRemembered {
			clear(r.alone)
		}
		known, _ = r.table.Only(text)
		r.alone[strings.Clone(text)] = known
	}
	return known, known.Name != ""
}
