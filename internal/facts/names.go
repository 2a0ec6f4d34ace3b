package facts

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// Names tells which names AWS does not have. It remembers what it told: documents of one
// export name the same actions and keys again and again. It is for one goroutine.
type Names struct {
	table         *reference.Table
	actions, keys told

	of *snapshot.Document // whose id was asked for last
	id string
}

// NewNames returns the names that a table does not have.
func NewNames(table *reference.Table) *Names {
	return &Names{table: table, actions: told{}, keys: told{}}
}

// ID is the id of a document, which all of its places name.
func (n *Names) ID(d *snapshot.Document) string {
	if n.of != d {
		n.of, n.id = d, d.ID()
	}
	return n.id
}

// told is what is told of each name, nil where there is nothing to tell.
type told map[string]Object

// mostTold is how many names are remembered: an export has some hundreds.
const mostTold = 1 << 12

func (t told) of(name string, table *reference.Table, tell func(string, *reference.Table) Object) Object {
	o, again := t[name]
	if !again {
		if len(t) == mostTold {
			clear(t)
		}
		name = strings.Clone(name) // else all that stands around it were kept, too
		o = slices.Clip(tell(name, table))
		t[name] = o
	}
	return o
}

// unknownNames states what a document names and AWS does not have: actions,
// condition operators and condition keys, each with what was probably meant. Keys
// of providers of identities are known to nobody.
func unknownNames(d *snapshot.Document, names *Names) Value {
	var o Object
	if d.AWSManaged {
		return nil
	}
	var actions, operators, keys Array
	for _, st := range d.Policy.All() {
		at := d.Policy.StatementPath(st.Index)
		for j, t := range st.Action.Patterns {
			if a := names.actions.of(t.Value, names.table, unknownAction); a != nil {
				if besides(&st.Action, a) {
					a = a.With("beside", Present)
				}
				actions = append(actions, a.With("at", Place(names.ID(d), st.Action.Path(at, j))))
			}
		}
		for j := range st.Conditions {
			c := &st.Conditions[j]
			if j == 0 || st.Conditions[j-1].Operator.Span != c.Operator.Span {
				if near, misspelt := condition.Misspelt(c.Operator.Value); misspelt {
					operators = append(operators, unknownName(c.Operator.Value, near).
						With("at", keyPlace(names.ID(d), at.With(source.Member("Condition"), source.MemberKey(c.Operator.Value)))))
				}
			}
			if k := names.keys.of(c.Key.Value, names.table, unknownKey); k != nil {
				keys = append(keys, k.With("at", keyPlace(names.ID(d), at.With(source.Member("Condition"), source.Member(c.Operator.Value), source.MemberKey(c.Key.Value)))))
			}
		}
	}
	for _, of := range []struct {
		name string
		list Array
	}{{"actions", actions}, {"operators", operators}, {"keys", keys}} {
		if of.list != nil {
			o = o.With(of.name, of.list)
		}
	}
	if o == nil {
		return nil
	}
	return o
}

func unknownName(value, near string) Object {
	o := Object{{"value", String(value)}}
	if near != "" {
		o = o.With("nearest", String(near))
	}
	return o
}

// besides reports whether an element covers what an entry of it stands for.
func besides(e *policy.Elements, a Object) bool {
	meant, _ := a.Get("nearest").(String)
	if calls, ok := a.Get("operation_of").(Array); ok && len(calls) == 1 {
		meant, _ = calls[0].(String)
	}
	return meant != "" && slices.ContainsFunc(e.Patterns, func(t source.Text) bool { return policy.Lists(t.Value, string(meant)) })
}

// unknownAction states an entry of an Action element that no action fits.
func unknownAction(entry string, table *reference.Table) Object {
	service, name, ok := strings.Cut(entry, ":")
	if !ok || service == "" || unknown.In(entry) || strings.ContainsAny(service, "*?$<{") || strings.ContainsAny(name, "$<{") {
		return nil
	}
	if _, known := table.Service(service); !known || table.Has(entry) {
		return nil // of services that there are not another fact speaks
	}
	if calls := reference.OperationActions(entry); calls != nil {
		return unknownName(entry, "").With("operation_of", Strings(calls...))
	}
	if strings.ContainsAny(name, "*?") {
		return unknownName(entry, "")
	}
	o := unknownName(entry, "")
	if near, ok := table.Nearest(entry); ok {
		if o = unknownName(entry, near.FullName()); reference.IsSlip(name, near.Name) {
			o = o.With("slip", Present)
		}
	}
	if !reference.IsName(name) {
		o = o.With("no_name", Present)
	}
	return o
}

// unknownKey states a condition key that AWS does not have.
func unknownKey(key string, table *reference.Table) Object {
	prefix, name, colon := strings.Cut(strings.TrimSpace(key), ":")
	if !colon || prefix == "" || name == "" {
		return nil // of no form that keys have, which is a matter of grammar
	}
	if unknown.In(key) || strings.ContainsAny(key, "$<{") && !strings.Contains(key, "/") {
		return nil
	}
	_, service := table.Service(prefix)
	if !service && !strings.EqualFold(prefix, "aws") {
		return nil // of a provider, or of a service that the reference does not know
	}
	if _, known := table.ConditionKey(key); known {
		return nil
	}
	near, _ := table.NearestKey(key)
	if strings.EqualFold(near, key) || strings.EqualFold(key, "aws:SourceOwner") {
		// A tag of a form that the reference does not list, or the key in the
		// default policies of SNS topics, which no page lists.
		return nil
	}
	o := unknownName(key, near)
	if strings.Contains(near, "${") {
		o = o.With("template", Present)
	}
	if service {
		o = o.With("of_service", Present)
	}
	return o
}
