package facts

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// Document states one policy document: its type and where it leaves the
// grammar of the policy language, by the kind of problem, and what it names that the
// reference does not have. What its statements say
// is stated by the package written.
func Document(d *snapshot.Document, names *Names) Object {
	o := append(make(Object, 0, 12), Member{"kind", String("document")}, Member{"type", String(d.Policy.Type())},
		Member{"of", one(string(d.Policy.Type()))}, Member{"at", Place(names.ID(d), nil)})
	if d.Policy.Type() != policy.Trust {
		o = o.With("unknown", unknownNames(d, names))
	}
	o = o.With("denies_everybody", deniesEverybody(d, names.table))
	if found := d.Policy.Problems(); len(found) > 0 {
		o = o.With("problems", problems(names.ID(d), found))
	}
	return o
}

// problems are those of a document by their kinds.
func problems(document string, found []policy.Problem) (o Object) {
	for _, kind := range policy.Kinds {
		var list Array
		for i := range found {
			if p := &found[i]; p.Kind == kind {
				list = append(list, problem(document, p))
			}
		}
		if list != nil {
			o = o.With(string(kind), list)
		}
	}
	return o
}

func problem(document string, p *policy.Problem) Object {
	at := Place(document, p.Path)
	if n := len(p.Path); n > 0 {
		at.Key = p.Path[n-1].Key
	}
	o := Object{{"at", at}}
	if p.Found != "" {
		o = o.With("found", String(p.Found))
	}
	if p.Wanted != "" {
		o = o.With("wanted", String(p.Wanted))
	}
	for _, effect := range []policy.Effect{policy.Allow, policy.Deny} {
		if p.Kind == policy.EffectValue && strings.EqualFold(strings.TrimSpace(p.Found), effect.String()) {
			o = o.With("nearest", String(effect.String()))
		}
	}
	return o
}
