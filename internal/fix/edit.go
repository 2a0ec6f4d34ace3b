// Package fix turns what a rule proposes into a patch, and proves what the
// patch grants.
//
// A rule names places and values; an edit here changes as few bytes as it can
// and follows the layout of the document. Before anybody sees a fix it is
// applied in memory: the new text has to parse without new problems, it has to
// bring the pair nearer to what was meant, and it is called safe only if a
// proof over all requests (gain.go) shows that it lets in nothing but that.
// Of several proposals the first safe one wins.
//
// The package writes no file; printing and writing are left to its callers.
package fix

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Op is what an edit does.
type Op string

// Add merges a value into the place: an object's members into an object, other
// values into a list, which a lone value becomes; at an element of a list, into
// that list. Replace puts the value
// there. Remove takes the place away.
const (
	Add     Op = "add"
	Remove  Op = "remove"
	Replace Op = "replace"
)

// Edit changes one place of a document. Value is what encoding/json makes of
// JSON.
type Edit struct {
	Op    Op
	Path  source.Path
	Value any
}

// Apply returns the edits as changes of the document's text.
func Apply(d *policy.Document, edits []Edit) ([]source.Edit, error) {
	e := editor{d: d, style: styleOf(d.Text())}
	for _, edit := range merged(edits) {
		err := e.single(edit.Path)
		switch {
		case err != nil:
		case edit.Op == Add:
			err = e.add(edit.Path, edit.Value)
		case edit.Op == Replace:
			err = e.replace(edit.Path, edit.Value)
		case edit.Op == Remove:
			err = e.remove(edit.Path)
		default:
			err = fmt.Errorf("op: want add, replace or remove, found %q", edit.Op)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", edit.Path, err)
		}
	}
	return e.edits, nil
}

// single reports, as an error if not, that a path leads to one place: of members
// of one name nobody can tell which is meant.
func (e *editor) single(path source.Path) error {
	for _, p := range e.d.Problems() {
		if n := len(p.Path); p.Kind == policy.RepeatedKey && n <= len(path) && slices.EqualFunc(p.Path, path[:n], sameStep) {
			return fmt.Errorf("%s stands there more than once", p.Path[n-1].Name)
		}
	}
	return nil
}

func sameStep(a, b source.Step) bool {
	return a.Array == b.Array && a.Name == b.Name && a.Index == b.Index
}

// merged joins the additions to one place, so that each knows of the others.
func merged(edits []Edit) (list []Edit) {
	index := map[string]int{}
	for _, e := range edits {
		_, object := e.Value.(map[string]any)
		key := fmt.Sprint(object, e.Path)
		switch at, seen := index[key]; {
		case e.Op != Add:
			list = append(list, e)
		case seen:
			list[at].Value = joined(list[at].Value, e.Value)
		default:
			if index[key] = len(list); !object {
				e.Value = values(e.Value)
			}
			list = append(list, e)
		}
	}
	return list
}

// joined is what two additions come to: the members of both objects, the values
// of both lists.
func joined(a, b any) any {
	one, object := a.(map[string]any)
	other, both := b.(map[string]any)
	switch {
	case reflect.DeepEqual(a, b):
		return a
	case !object || !both:
		list := values(a)
		for _, v := range values(b) {
			if !slices.ContainsFunc(list, func(known any) bool { return reflect.DeepEqual(known, v) }) {
				list = append(list, v)
			}
		}
		return list
	}
	out := maps.Clone(one)
	for name, value := range other {
		if known, ok := out[name]; ok {
			value = joined(known, value)
		}
		out[name] = value
	}
	return out
}

func values(v any) []any {
	if list, ok := v.([]any); ok {
		return append([]any(nil), list...)
	}
	return []any{v}
}

type editor struct {
	d     *policy.Document
	style style
	edits []source.Edit
}

func (e *editor) put(at source.Span, text string) {
	e.edits = append(e.edits, source.Edit{Span: at, New: text})
}

// indent is the indentation of the line that an offset is on.
func (e *editor) indent(offset int) string {
	text := string(e.d.Text()[:offset])
	line := text[strings.LastIndexAny(text, "\r\n")+1:]
	rest := string(e.d.Text()[offset:])
	whole := line + rest
	return whole[:len(whole)-len(strings.TrimLeft(whole, " \t"))]
}

func (e *editor) replace(path source.Path, value any) error {
	at, ok := e.d.Locate(path)
	if !ok {
		return fmt.Errorf("no such place in the document")
	}
	e.put(at, e.style.encode(value, e.indent(at.Start)))
	return nil
}

func (e *editor) add(path source.Path, value any) error {
	children, shape, at, ok := e.d.Children(path)
	switch {
	case ok && len(path) == 0 && shape != policy.Object:
		return fmt.Errorf("the policy is no JSON object")
	case ok && shape != policy.Array && shape != policy.Object && path[len(path)-1].Array:
		return e.add(path[:len(path)-1], value)
	case !ok:
		return fmt.Errorf("no such place in the document")
	case shape == policy.Array:
		e.extend(at, children, e.news(path, children, values(value)))
		return nil
	}
	members, isObject := value.(map[string]any)
	if shape == policy.Object && isObject {
		return e.merge(path, at, children, members)
	}
	if len(path) == 0 {
		return fmt.Errorf("only members can be added to a policy")
	}
	// A lone value becomes a list.
	text := string(e.d.Text()[at.Start:at.End])
	parts := []string{text}
	for _, v := range values(value) {
		if added := e.style.encode(v, e.indent(at.Start)); added != text {
			parts = append(parts, added)
		}
	}
	if len(parts) > 1 {
		e.put(at, "["+strings.Join(parts, e.style.comma())+"]")
	}
	return nil
}

// news leaves out what the list holds already.
func (e *editor) news(path source.Path, children []policy.Child, list []any) (news []any) {
	for _, v := range list {
		known := false
		for _, c := range children {
			known = known || string(e.d.Text()[c.Value.Start:c.Value.End]) == e.style.encode(v, "")
		}
		for _, n := range news {
			known = known || reflect.DeepEqual(n, v)
		}
		if !known {
			news = append(news, v)
		}
	}
	return news
}

// extend appends elements to a list, laid out as its last one is.
func (e *editor) extend(at source.Span, children []policy.Child, list []any) {
	if len(list) == 0 {
		return
	}
	if len(children) == 0 {
		e.put(at, e.style.encode(list, e.indent(at.Start)))
		return
	}
	last := children[len(children)-1].Value
	separator, indent := e.separator(children, at)
	for _, v := range list {
		e.put(source.Span{Start: last.End, End: last.End}, separator+e.style.encode(v, indent))
	}
}

// separator is a comma and what stands between it and the last child.
func (e *editor) separator(children []policy.Child, parent source.Span) (separator, indent string) {
	start := func(c policy.Child) int {
		if c.Key.End > 0 {
			return c.Key.Start
		}
		return c.Value.Start
	}
	last := start(children[len(children)-1])
	from := parent.Start + 1
	if n := len(children); n > 1 {
		from = children[n-2].Value.End
	}
	space := string(e.d.Text()[from:last])
	if _, behind, ok := strings.Cut(space, ","); ok {
		space = behind
	}
	if i := strings.LastIndexAny(space, "\r\n"); i >= 0 {
		return "," + space, space[i+1:]
	}
	return e.style.comma(), e.indent(last)
}

// merge puts members into an object, and into those that it has already.
func (e *editor) merge(path source.Path, at source.Span, children []policy.Child, members map[string]any) error {
	known := map[string]bool{}
	for _, c := range children {
		known[c.Name] = true
	}
	for _, name := range sortedNames(members) {
		if known[name] {
			if err := e.add(path.With(source.Member(name)), members[name]); err != nil {
				return err
			}
			continue
		}
		if len(children) == 0 {
			e.put(at, e.style.encode(members, e.indent(at.Start)))
			return nil
		}
		separator, indent := e.separator(children, at)
		text := e.style.member(name, members[name], indent)
		if name == "Version" {
			first := children[0].Key.Start
			e.put(source.Span{Start: first, End: first}, text+separator)
			continue
		}
		end := children[len(children)-1].Value.End
		e.put(source.Span{Start: end, End: end}, separator+text)
	}
	return nil
}

func isCondition(s source.Step) bool { return !s.Array && s.Name == "Condition" }

// remove takes a child out of its parent, with the comma that it leaves.
func (e *editor) remove(path source.Path) error {
	if len(path) == 0 {
		return fmt.Errorf("a document cannot be removed by an edit")
	}
	parent, last := path[:len(path)-1], path[len(path)-1]
	children, _, _, ok := e.d.Children(parent)
	at := -1
	for i, c := range children {
		if last.Array && i == int(last.Index) || !last.Array && c.Name == last.Name {
			at = i
		}
	}
	switch {
	case !ok || at < 0:
		return fmt.Errorf("no such place in the document")
	case len(children) == 1 && slices.ContainsFunc(parent, isCondition):
		// An operator without a key says nothing, and a Condition without an
		// operator neither.
		return e.remove(parent)
	case len(children) == 1 && len(parent) == 1:
		return fmt.Errorf("the policy has no other statement, delete the policy instead")
	case len(children) == 1:
		return fmt.Errorf("the only one of its list cannot be removed")
	}
	start := func(i int) int {
		if children[i].Key.End > 0 {
			return children[i].Key.Start
		}
		return children[i].Value.Start
	}
	if at == len(children)-1 {
		e.put(source.Span{Start: children[at-1].Value.End, End: children[at].Value.End}, "")
		return nil
	}
	e.put(source.Span{Start: start(at), End: start(at + 1)}, "")
	return nil
}
