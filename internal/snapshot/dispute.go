package snapshot

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// A dispute is one thing of which files say different things. Which of them is
// true no order of files can tell: what hangs on it is unknown. The side that is
// kept to speak of is the first by its text, whatever file it stands in.
type dispute struct {
	what  string
	sides []side
}

// disputeOf names a dispute: what of whom. Two accounts may have roles of one name.
type disputeOf struct {
	owner owner
	what  string
}

// owner is of whom files say something: a role, a bucket. Its label puts that into words,
// which nobody needs where files agree.
type owner interface{ label(what string) string }

// called is an owner of whom things have whole names, such as the parent of that level.
type called string

func (called) label(what string) string { return what }

type side struct {
	text     string // the same for sides that say the same
	at       input.Place
	document *policy.Document // nil for what is no document
}

// absent sorts behind every document and every value: of "there is none" and a
// text the text is the one to lint.
const absent = "\U0010ffff absent"

// sideOf is what a known setting says.
func sideOf[T any](s input.Setting[T]) side {
	one := side{at: s.At, text: absent}
	if s.State != input.Present {
		return one
	}
	switch v := any(s.Value).(type) {
	case *policy.Document:
		one.document, one.at, one.text = v, documentPlace(v), meaning(v)
	case []input.Tag:
		one.text = fmt.Sprint(slices.SortedFunc(slices.Values(v), func(a, b input.Tag) int { return cmp.Compare(a.Key, b.Key) }))
	case []string:
		one.text = fmt.Sprintf("%q", slices.Compact(slices.Sorted(slices.Values(v))))
	case input.ACL:
		one.text = fmt.Sprint(v.Owner, slices.SortedFunc(slices.Values(v.Grants), func(a, b input.Grant) int {
			return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b))
		}))
	case []input.OrganizationPolicyRef:
		var ids []string
		for _, ref := range v {
			ids = append(ids, ref.ID)
		}
		slices.Sort(ids)
		one.text = fmt.Sprintf("%q", ids)
	case input.PolicyRef:
		one.text = v.ARN
	default:
		one.text = fmt.Sprintf("%+v", v)
	}
	return one
}

// meaning is the text of a document without its white space and the order of its
// members or, of a text that is no JSON, all of it.
func meaning(d *policy.Document) string {
	decoder := json.NewDecoder(bytes.NewReader(d.Text()))
	decoder.UseNumber()
	var v any
	if decoder.Decode(&v) == nil {
		if text, err := json.Marshal(v); err == nil {
			return string(text)
		}
	}
	return string(d.Text())
}

// merge adds what a further file says of a setting. Of two that say the same the
// first is kept, of two that do not, the first by its text, and that is a
// dispute; it reports whether it was the further one.
func merge[T any](b *Builder, owner owner, what string, known *input.Setting[T], more input.Setting[T]) (replaced bool) {
	switch {
	case more.State == input.NotExported:
		return false
	case !known.State.Known():
		*known = more
		return true
	case !more.State.Known():
		return false
	}
	x, y := sideOf(*known), sideOf(more)
	if x.text == y.text {
		return false
	}
	d := b.disputes[disputeOf{owner, what}]
	if d == nil {
		d = &dispute{what: owner.label(what)}
		b.disputes[disputeOf{owner, what}] = d
	}
	for _, s := range []side{x, y} {
		if !slices.ContainsFunc(d.sides, func(known side) bool { return known.text == s.text }) {
			d.sides = append(d.sides, s)
		}
	}
	if x.text < y.text {
		return false
	}
	*known = more
	return true
}

// disputed says of a thing that files differ about that they do; empty where
// they agree.
func (b *Builder) disputed(owner owner, what string) string {
	d := b.disputes[disputeOf{owner, what}]
	if d == nil {
		return ""
	}
	var files []string
	for _, s := range d.sides {
		if s.at.File != nil {
			files = append(files, s.at.File.Name)
		}
	}
	slices.Sort(files)
	return d.what + ", of which " + strings.Join(slices.Compact(files), " and ") + " say different things"
}

// unsaid is the setting, or one that no file speaks of where files differ.
func unsaid[T any](b *Builder, owner owner, what string, s *input.Setting[T]) {
	if b.disputes[disputeOf{owner, what}] != nil {
		*s = input.Setting[T]{At: s.At}
	}
}

// anotherCopy is behind the label of a further text of a document.
const anotherCopy = " (another copy)"

// owned adds a document of which there may be several texts. All are judged as
// documents, but none of them answers for what it is attached to.
func (b *Builder) owned(what string, owner owner, d *Document) *Document {
	if differ := b.disputed(owner, what); differ != "" {
		d.own().Disputed = differ
	}
	b.document(d)
	if dispute := b.disputes[disputeOf{owner, what}]; dispute != nil {
		slices.SortFunc(dispute.sides, func(x, y side) int { return cmp.Compare(x.text, y.text) })
		for _, s := range dispute.sides {
			if s.document != nil && s.document != d.Policy {
				names := d.given()
				names.Label = d.Label() + anotherCopy
				copied := *d
				copied.Policy, copied.names = s.document, &names
				b.document(&copied)
			}
		}
	}
	return d
}

// finishDisputes makes the conflicts: each further side against the first.
func (b *Builder) finishDisputes() {
	for _, d := range b.disputes {
		slices.SortFunc(d.sides, func(x, y side) int { return cmp.Compare(x.text, y.text) })
		for _, s := range d.sides[1:] {
			if s.at.File == nil || d.sides[0].at.File == nil {
				// What the user said has no place; it is open all the same.
				continue
			}
			b.s.Conflicts = append(b.s.Conflicts, Conflict{d.what, d.sides[0].at, s.at})
		}
	}
	slices.SortFunc(b.s.Conflicts, func(x, y Conflict) int {
		return cmp.Or(cmp.Compare(x.What, y.What), comparePlaces(x.Second, y.Second), comparePlaces(x.First, y.First))
	})
	b.s.Conflicts = slices.Compact(b.s.Conflicts) // of a bucket that several stacks make
}

// told is a text that a file states, as a setting; empty says nothing.
func told(value string, at input.Place) input.Setting[string] {
	if value == "" {
		return input.Setting[string]{}
	}
	return input.Setting[string]{State: input.Present, Value: value, At: at}
}

// written is a document that a file states, as a setting.
func written(d *policy.Document) input.Setting[*policy.Document] {
	if d == nil {
		return input.Setting[*policy.Document]{}
	}
	return input.Setting[*policy.Document]{State: input.Present, Value: d, At: documentPlace(d)}
}

func comparePlaces(x, y input.Place) int {
	if x.File == nil || y.File == nil {
		return 0
	}
	return cmp.Or(cmp.Compare(x.File.Name, y.File.Name), cmp.Compare(x.Span.Start, y.Span.Start))
}
