package lint

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"

	"github.com/crossgrant/crossgrant/internal/reference"
)

// rewriting is a way to write a document otherwise that changes nothing of its
// meaning. A rule that is about this spelling names it in its METADATA: sees.
type rewriting struct {
	name string
	// document changes a document; false where there is nothing to change.
	document func(r *rand.Rand, d *tree) bool
	// lay writes its text, and form how it stands in the file.
	lay  func(r *rand.Rand, d *tree) string
	form func(name string, now spelling) spelling
}

const statementTwice = "statement twice"

var rewritings = []rewriting{
	{name: "white space", lay: func(r *rand.Rand, d *tree) string {
		return d.laid([]string{"", "\n", "\r\n"}[r.IntN(3)], []string{"\t", " ", "       "}[r.IntN(3)])
	}},
	{name: "order of members", document: shuffleMembers},
	{name: "order of entries", document: shuffleEntries},
	{name: "order of statements", document: func(r *rand.Rand, d *tree) bool {
		s := d.member("Statement")
		return s.kind == '[' && shuffle(r, s)
	}},
	{name: "lists", document: flipLists},
	{name: "case of actions", document: func(r *rand.Rand, d *tree) bool { return flipCase(d, true) }},
	{name: "case of keys", document: func(r *rand.Rand, d *tree) bool { return flipCase(d, false) }},
	{name: "action as a wildcard", document: wildcards},
	{name: statementTwice, document: twice},
	{name: "form in the file", form: func(name string, now spelling) spelling {
		switch {
		case now != bare:
			return bare
		case name == "AssumeRolePolicyDocument" || name == "PolicyDocument":
			return percent
		case name == "":
			return quoted
		}
		return now
	}},
}

// listed are the elements whose value is one entry or a list of them.
var plural = []string{"Action", "NotAction", "Resource", "NotResource"}

// statements are those of a document that are objects.
func (t *tree) statements() (list []*tree) {
	s := t.member("Statement")
	if s.kind == '{' {
		return []*tree{s}
	}
	for _, item := range s.items {
		if item.kind == '{' {
			list = append(list, item)
		}
	}
	return list
}

// entries visits what may be one entry or a list: of actions, resources, principals,
// and the values that a condition names.
func (t *tree) entries(visit func(element string, at **tree)) {
	for _, s := range t.statements() {
		for i, name := range s.names {
			at := s.items[i]
			switch {
			case slices.Contains(plural, name):
				visit(name, &s.items[i])
			case (name == "Principal" || name == "NotPrincipal") && at.kind == '{':
				for j := range at.items {
					visit(name, &at.items[j])
				}
			case name == "Condition" && at.kind == '{':
				for _, block := range at.items {
					for j := range block.items {
						if block.kind == '{' {
							visit(name, &block.items[j])
						}
					}
				}
			}
		}
	}
}

func flipLists(r *rand.Rand, d *tree) (changed bool) {
	flip := func(at **tree) {
		switch t := *at; {
		case t.kind == '[' && len(t.items) == 1 && t.items[0].kind != '[':
			*at = t.items[0]
		case t.kind != '[':
			*at = &tree{kind: '[', items: []*tree{t}, origin: t.origin}
		default:
			return
		}
		changed = true
	}
	d.entries(func(_ string, at **tree) {
		if (*at).kind != '{' {
			flip(at)
		}
	})
	i := slices.Index(d.names, "Statement")
	if s := d.items[i]; s.kind == '{' || len(s.items) == 1 && s.items[0].kind == '{' {
		flip(&d.items[i])
	}
	return changed
}

// shuffle puts what a value holds into another order.
func shuffle(r *rand.Rand, t *tree) bool {
	if len(t.items) < 2 {
		return false
	}
	by := 1 + r.IntN(len(t.items)-1)
	t.items = append(t.items[by:len(t.items):len(t.items)], t.items[:by]...)
	if t.kind == '{' {
		t.names = append(t.names[by:len(t.names):len(t.names)], t.names[:by]...)
	}
	return true
}

// shuffleMembers leaves objects alone in which one name stands twice: the last one counts.
func shuffleMembers(r *rand.Rand, d *tree) (changed bool) {
	visit := func(t *tree) {
		names := slices.Sorted(slices.Values(t.names))
		if t.kind == '{' && len(slices.Compact(names)) == len(t.names) {
			changed = shuffle(r, t) || changed
		}
	}
	visit(d)
	d.each("", func(_ string, at **tree) { visit(*at) })
	return changed
}

func shuffleEntries(r *rand.Rand, d *tree) (changed bool) {
	d.entries(func(_ string, at **tree) {
		if (*at).kind == '[' {
			changed = shuffle(r, *at) || changed
		}
	})
	return changed
}

// swapped has every letter in the other case, so that what differs goes on to differ.
func swapped(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsUpper(c) {
			return unicode.ToLower(c)
		}
		return unicode.ToUpper(c)
	}, s)
}

// flipCase writes the actions, or the names of condition keys, in other letters.
func flipCase(d *tree, actions bool) (changed bool) {
	for _, s := range d.statements() {
		for i, name := range s.names {
			switch {
			case actions && (name == "Action" || name == "NotAction"):
				s.items[i].strings(func(at **tree, v string) {
					*at, changed = replaced(*at, swapped(v)), true
				}, &s.items[i])
			case !actions && name == "Condition":
				for _, block := range s.items[i].items {
					for j := range block.names {
						block.names[j], changed = swapped(block.names[j]), true
					}
				}
			}
		}
	}
	return changed
}

// strings visits t, if it is a string, or the strings in it.
func (t *tree) strings(visit func(at **tree, value string), at **tree) {
	if v, ok := t.text(); ok {
		visit(at, v)
		return
	}
	if t.kind == '[' {
		for i := range t.items {
			if v, ok := t.items[i].text(); ok {
				visit(&t.items[i], v)
			}
		}
	}
}

func replaced(t *tree, value string) *tree {
	made := text(value)
	made.origin = t.origin
	return made
}

// wildcards puts ? for the last letter of actions of which there then is still one alone.
func wildcards(r *rand.Rand, d *tree) (changed bool) {
	table := reference.Embedded()
	for _, s := range d.statements() {
		for i, name := range s.names {
			if name != "Action" && name != "NotAction" {
				continue
			}
			s.items[i].strings(func(at **tree, v string) {
				if _, known := table.Action(v); !known || strings.ContainsAny(v, "*?") {
					return
				}
				pattern := v[:len(v)-1] + "?"
				if len(table.Actions(pattern)) == 1 {
					*at, changed = replaced(*at, pattern), true
				}
			}, &s.items[i])
		}
	}
	return changed
}

// twice repeats a statement, without its Sid.
func twice(r *rand.Rand, d *tree) bool {
	s := d.member("Statement")
	if s.kind != '[' || len(s.items) == 0 {
		return false
	}
	from := s.items[r.IntN(len(s.items))]
	if from.kind != '{' {
		return false
	}
	again := &tree{kind: '{', origin: from.origin}
	for i, name := range from.names {
		if name != "Sid" {
			again.names, again.items = append(again.names, name), append(again.items, from.items[i])
		}
	}
	at := len(s.items)
	s.items = append(s.items[:at:at], again)
	return true
}
