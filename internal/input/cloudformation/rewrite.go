package cloudformation

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// written is a document of a template as its user wrote it, so that it can be changed
// there: its lines, with their comments and their layout, and no others.
//
// Of the document that is wanted only what differs is written. Then the changed file is
// read again: the document has to be the wanted one, and all else what it was. Where it
// is not, for a function, an anchor or a condition makes more of the same lines, nothing
// is changed.
type written struct {
	stack  *stack
	at     source.Span
	of     policy.Type
	guards []guard
	order  int // of the document among those of the file
	made   *source.Rendered
}

// maxRewritten bounds the templates that are changed, and maxAgain those that are read
// again as a whole for each change.
const (
	maxRewritten = 512 << 10
	maxAgain     = 64 << 10
)

// reading is a template, taken apart once for all changes of it.
type reading struct {
	once      sync.Once
	hints     input.Hints
	root      *node
	places    map[source.Span]*node
	documents []string
}

// count notes that a document was read of the template; the notation is nil where what
// is changed cannot be read again.
func (s *stack) count(n *node, of policy.Type, guards []guard, made *source.Rendered) source.Notation {
	if s.reading == nil {
		return nil
	}
	s.order++
	return &written{stack: s, at: n.at, of: of, guards: guards, order: s.order - 1, made: made}
}

var errOther = errors.New("the lines of the template say more than this document")

// Rewrite returns the changes of the template after which it says the text.
func (w *written) Rewrite(text []byte) ([]source.Edit, error) {
	file, read := w.stack.file, w.stack.reading
	if len(file.Text) > maxRewritten {
		return nil, fmt.Errorf("%s: a template of more than %d bytes", file.Name, maxRewritten)
	}
	read.once.Do(func() { read.take(file) })
	c := changes{Layout: source.Layout{Text: string(file.Text)}, places: read.places, made: w.made}
	wanted := gjson.ParseBytes(text)
	c.change(gjson.ParseBytes(w.made.Text), wanted)
	if c.err != nil {
		return nil, c.err
	}
	edited, err := source.Apply(file.Text, c.edits)
	if err != nil {
		return nil, err
	}
	after := source.NewFile(file.Name, edited)
	if same, ok := w.resource(after, canonical(wanted)); ok && same || !ok && w.whole(after, canonical(wanted)) {
		return c.edits, nil
	}
	return nil, errOther
}

// whole reports whether a changed file, read again, says the wanted document and all else
// that it said.
func (w *written) whole(file *source.File, wanted string) bool {
	before, after := w.stack.reading, &reading{hints: w.stack.reading.hints}
	if len(file.Text) > maxAgain {
		return false
	}
	after.take(file)
	if len(after.documents) != len(before.documents) || w.order >= len(after.documents) || !sameBut(before.root, after.root, w.at) {
		return false
	}
	for i, was := range before.documents {
		if i == w.order {
			was = wanted
		}
		if was != after.documents[i] {
			return false
		}
	}
	return true
}

// resource is whole for the lines of the one resource that the document stands in: what it
// says, nothing else hangs on. ok is false where the lines alone do not tell.
func (w *written) resource(file *source.File, wanted string) (same, ok bool) {
	old := w.stack.reading.around(w.at)
	if old == nil {
		return false, false
	}
	before := w.stack.file.Text
	at := old.value.at
	if w.stack.yaml {
		at.Start = bytes.LastIndexByte(before[:old.at.Start], '\n') + 1
	}
	if end := bytes.IndexByte(before[at.End:], '\n'); w.stack.yaml && end >= 0 {
		at.End += end // behind a comment, changes end at the end of a line
	} else if w.stack.yaml {
		at.End = len(before)
	}
	at.End += len(file.Text) - len(before)
	text := file.Text[at.Start:at.End]
	if w.stack.yaml && bytes.ContainsAny(text, "&*") && anchored.Match(text) {
		return false, false
	}
	now := w.again(file, at)
	if now == nil {
		return false, false
	}
	if !sameBut(old.value, now, w.at) {
		return false, true
	}
	s := *w.stack
	s.file, s.reading, s.keeps, s.visiting, s.steps = file, nil, nil, map[string]bool{}, maxSteps
	s.odd = func(source.Span, string, string) {}
	doc, _ := s.document(counterpart(old.value, now, w.at), w.of, w.guards...)
	return doc != nil && canonical(gjson.ParseBytes(doc.Text())) == wanted, true
}

// anchored finds what may be an anchor or an alias.
var anchored = regexp.MustCompile(`[\s\[{,:-][&*][A-Za-z0-9_-]`)

// again takes the lines of a resource apart; nil where they are no such lines.
func (w *written) again(file *source.File, at source.Span) *node {
	if !w.stack.yaml {
		if policy.CheckJSON(file.Text[at.Start:at.End]) != nil {
			return nil
		}
		left := maxNodes
		return fromJSON(gjson.ParseBytes(file.Text[at.Start:at.End]), &left)
	}
	n, r := fromYAML(file, at)
	if m, ok := n.only(); ok && len(r.errors)+len(r.repeats) == 0 {
		return m.value
	}
	return nil
}

// around returns the resource that a place is in; nil for a place in none that stands by
// itself.
func (r *reading) around(at source.Span) *member {
	section := r.root.get("Resources")
	if section == nil {
		return nil
	}
	for i := range section.members {
		if m := &section.members[i]; m.value.at.Start <= at.Start && at.End <= m.value.at.End && m.at.Start <= m.value.at.Start {
			return m
		}
	}
	return nil
}

// counterpart returns what stands in one value where something stands at a place of
// another that is the same but for it.
func counterpart(a, b *node, at source.Span) *node {
	if a.at == at {
		return b
	}
	for i := range a.items {
		if n := counterpart(a.items[i], b.items[i], at); n != nil {
			return n
		}
	}
	for i := range a.members {
		if n := counterpart(a.members[i].value, b.members[i].value, at); n != nil {
			return n
		}
	}
	return nil
}

// take reads a file as it is read for judging.
func (r *reading) take(file *source.File) {
	root := &taker{}
	if _, err := input.Decode([]input.Format{root}, file, r.hints); err != nil {
		return
	}
	r.root, r.documents, r.places = root.root, root.documents, map[source.Span]*node{}
	r.place(root.root)
}

// place notes where each value stands. What has no place of its own is none to change.
func (r *reading) place(n *node) {
	if n == nil {
		return
	}
	if known, ok := r.places[n.at]; !ok || known == nil || known == n {
		r.places[n.at] = n
	} else {
		r.places[n.at] = nil
	}
	for _, item := range n.items {
		r.place(item)
	}
	for _, m := range n.members {
		r.place(m.value)
	}
}

// taker is the format that keeps what a template is taken apart into.
type taker struct {
	root      *node
	documents []string
}

// Name returns "cloudformation".
func (*taker) Name() string { return Format{}.Name() }

// Decode reads a candidate that is a template.
func (t *taker) Decode(c input.Candidate) (input.Records, bool) {
	return decodeFor(c, t)
}

// keep keeps a document that was read.
func (t *taker) keep(d *policy.Document) {
	if t != nil && d != nil {
		t.documents = append(t.documents, canonical(gjson.ParseBytes(d.Text())))
	}
}

// canonical writes a value so that equal ones are equal texts; numbers and words are
// texts, as CloudFormation hands them on.
func canonical(v gjson.Result) string {
	var parts []string
	switch {
	case v.IsObject():
		v.ForEach(func(key, item gjson.Result) bool {
			parts = append(parts, source.Quoted(key.Str)+":"+canonical(item))
			return true
		})
		slices.Sort(parts)
		return "{" + strings.Join(parts, ",") + "}"
	case v.IsArray():
		v.ForEach(func(_, item gjson.Result) bool {
			parts = append(parts, canonical(item))
			return true
		})
		return "[" + strings.Join(parts, ",") + "]"
	}
	return source.Quoted(v.String())
}

// sameBut reports whether two templates say the same but for what stands at a place of
// the first.
func sameBut(a, b *node, at source.Span) bool {
	switch {
	case a == nil || b == nil:
		return a == b
	case a.at == at:
		return true
	case a.kind != b.kind || a.text != b.text || len(a.items) != len(b.items) || len(a.members) != len(b.members):
		return false
	}
	for i := range a.items {
		if !sameBut(a.items[i], b.items[i], at) {
			return false
		}
	}
	for i := range a.members {
		if a.members[i].name != b.members[i].name || !sameBut(a.members[i].value, b.members[i].value, at) {
			return false
		}
	}
	return true
}

// changes gathers what is to be changed in a template.
type changes struct {
	source.Layout
	places map[source.Span]*node
	made   *source.Rendered
	edits  []source.Edit
	err    error
}

func (c *changes) put(start, end int, text string) {
	c.edits = append(c.edits, source.Edit{Span: source.Span{Start: start, End: end}, New: text})
}

func (c *changes) fail(format string, args ...any) {
	if c.err == nil {
		c.err = fmt.Errorf(format, args...)
	}
}

// nodeOf returns the value of the template that a value of the document was made of, nil
// with an error where it was made of something else. A text may be what a function makes.
func (c *changes) nodeOf(v gjson.Result, want kind) *node {
	at, ok := c.made.At(spanOf(v))
	n := c.places[at]
	function := false
	if n != nil && want == scalar {
		_, _, function = n.function()
	}
	if !ok || n == nil || n.kind != want && !function {
		c.fail("what is to be changed is made of something else")
		return nil
	}
	return n
}

func kindOf(v gjson.Result) kind {
	switch {
	case v.IsObject():
		return mapping
	case v.IsArray():
		return list
	}
	return scalar
}

// change makes one value of the document another.
func (c *changes) change(old, wanted gjson.Result) {
	if c.err != nil || canonical(old) == canonical(wanted) {
		return
	}
	switch was, is := kindOf(old), kindOf(wanted); {
	case was == mapping && is == mapping:
		c.members(old, wanted)
	case was == list && is == list:
		c.items(old, wanted)
	case is == list:
		c.wrap(old, wanted)
	default:
		c.replace(old, wanted)
	}
}

func named(list []input.Pair, name string) int {
	return slices.IndexFunc(list, func(p input.Pair) bool { return p.Key.Str == name })
}

// members changes a mapping, member by member.
func (c *changes) members(old, wanted gjson.Result) {
	was, is := input.MembersOf(old), input.MembersOf(wanted)
	if !slices.ContainsFunc(is, func(m input.Pair) bool { return named(was, m.Key.Str) >= 0 }) {
		c.replace(old, wanted)
		return
	}
	for i, m := range was {
		if at := named(is, m.Key.Str); at >= 0 {
			c.change(m.Value, is[at].Value)
		} else {
			c.remove(old, i)
		}
	}
	for i, m := range is {
		if named(was, m.Key.Str) < 0 {
			c.insertMember(old, m, i == 0)
		}
	}
}

// items changes a list by as few of its items as there can be.
func (c *changes) items(old, wanted gjson.Result) {
	was, is := input.ItemsOf(old), input.ItemsOf(wanted)
	if len(was)*len(is) > 1<<16 {
		c.fail("a list of very many items")
		return
	}
	if c.lone(old, was) {
		// The list was made of the one value that stands there.
		switch {
		case len(is) == 1:
			c.change(was[0], is[0])
		case canonical(was[0]) == canonical(is[0]):
			c.wrap(was[0], wanted)
		default:
			c.fail("more than one change of a value that becomes a list")
		}
		return
	}
	kept := input.Aligned(was, is, canonical)
	i, j := 0, 0
	for _, next := range append(kept, [2]int{len(was), len(is)}) {
		for i < next[0] && j < next[1] {
			c.change(was[i], is[j])
			i, j = i+1, j+1
		}
		for ; i < next[0]; i++ {
			c.remove(old, i)
		}
		if j < next[1] {
			c.insertItems(old, i-1, is[j:next[1]])
		}
		if next[0] < len(was) {
			c.change(was[next[0]], is[next[1]])
		}
		i, j = next[0]+1, next[1]+1
	}
}

// lone reports whether a list of the document is no list in the template, but its one item.
func (c *changes) lone(v gjson.Result, items []gjson.Result) bool {
	if len(items) != 1 {
		return false
	}
	at, ok := c.made.At(spanOf(v))
	item, known := c.made.At(spanOf(items[0]))
	return ok && known && at == item
}
