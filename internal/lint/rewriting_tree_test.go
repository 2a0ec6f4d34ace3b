package lint

import (
	"bytes"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/crossgrant/crossgrant/internal/source"
)

// tree is a JSON value that knows where it stood before it was rewritten. A list of one
// and what stands in it are one place, as they mean one thing.
type tree struct {
	kind   byte // '{', '[' or 's'
	names  []string
	items  []*tree
	raw    string // of a scalar
	origin string
}

func parseTree(text []byte) (*tree, bool) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	t, err := readTree(d)
	if err != nil || d.More() {
		return nil, false
	}
	t.settle("")
	return t, true
}

func readTree(d *json.Decoder) (*tree, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch v := token.(type) {
	case json.Delim:
		t := &tree{kind: byte(v)}
		for d.More() {
			if t.kind == '{' {
				name, err := d.Token()
				if err != nil {
					return nil, err
				}
				t.names = append(t.names, name.(string))
			}
			item, err := readTree(d)
			if err != nil {
				return nil, err
			}
			t.items = append(t.items, item)
		}
		_, err := d.Token()
		return t, err
	case json.Number:
		return &tree{kind: 's', raw: v.String()}, nil
	case string:
		return text(v), nil
	default:
		raw, err := json.Marshal(v)
		return &tree{kind: 's', raw: string(raw)}, err
	}
}

// text is a string as a value.
func text(s string) *tree {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		panic(err)
	}
	return &tree{kind: 's', raw: strings.TrimSuffix(b.String(), "\n")}
}

func (t *tree) settle(at string) {
	t.origin = at
	for i, item := range t.items {
		switch {
		case t.kind == '{':
			item.settle(at + "." + t.names[i])
		case len(t.items) == 1:
			item.settle(at)
		default:
			item.settle(at + "[" + strconv.Itoa(i) + "]")
		}
	}
}

// text is the string that a value is.
func (t *tree) text() (s string, ok bool) {
	return s, t.kind == 's' && strings.HasPrefix(t.raw, `"`) && json.Unmarshal([]byte(t.raw), &s) == nil
}

func (t *tree) member(name string) *tree {
	if i := slices.Index(t.names, name); i >= 0 {
		return t.items[i]
	}
	return nil
}

// each visits every value below t, parents first, with the name of the member that
// holds it or the list that it is in.
func (t *tree) each(name string, visit func(name string, at **tree)) {
	for i := range t.items {
		inner := name
		if t.kind == '{' {
			inner = t.names[i]
		}
		visit(inner, &t.items[i])
		t.items[i].each(inner, visit)
	}
}

// lookup leads along a path; without the value that a path leads to it says how far it came.
func (t *tree) lookup(path source.Path) string {
	for i, s := range path {
		next := t.member(s.Name)
		if s.Array && int(s.Index) < len(t.items) {
			next = t.items[s.Index]
		}
		if next == nil {
			return t.origin + " and on to " + path[i:].String()
		}
		if t = next; s.Key {
			return t.origin + " (name)"
		}
	}
	return t.origin
}

// print lays a value out; a negative indent is one line.
func (t *tree) print(b *strings.Builder, line string, indent string) {
	if t.kind == 's' {
		b.WriteString(t.raw)
		return
	}
	b.WriteByte(t.kind)
	for i, item := range t.items {
		if i > 0 {
			b.WriteByte(',')
		}
		if line != "" {
			b.WriteString(line + indent)
		}
		if t.kind == '{' {
			b.WriteString(text(t.names[i]).raw + ":" + strings.Repeat(" ", min(len(line), 1)))
		}
		inner := line
		if line != "" {
			inner += indent
		}
		item.print(b, inner, indent)
	}
	if len(t.items) > 0 {
		b.WriteString(line)
	}
	b.WriteByte(t.kind + 2) // } and ] stand two after { and [
}

func (t *tree) String() string { return t.laid("\n", "  ") }

func (t *tree) laid(line, indent string) string {
	var b strings.Builder
	t.print(&b, line, indent)
	return b.String()
}

// spelling is how a document stands in its file.
type spelling uint8

const (
	bare   spelling = iota // as JSON
	quoted                 // as a JSON string
	percent
)

func (w spelling) encode(document string) *tree {
	switch w {
	case quoted:
		return text(document)
	case percent:
		return text(strings.ReplaceAll(url.QueryEscape(document), "+", "%20"))
	}
	return &tree{kind: 's', raw: document}
}

// document is the policy that a value is, in whatever form it is written.
func (t *tree) document() (*tree, spelling, bool) {
	if t.kind == '{' && t.member("Statement") != nil {
		t.settle("")
		return t, bare, true
	}
	s, ok := t.text()
	if !ok {
		return nil, 0, false
	}
	for _, w := range []spelling{quoted, percent} {
		if w == percent {
			var err error
			if s, err = url.PathUnescape(s); err != nil {
				return nil, 0, false
			}
		}
		if strings.HasPrefix(strings.TrimSpace(s), "{") {
			if inner, ok := parseTree([]byte(s)); ok && inner.kind == '{' && inner.member("Statement") != nil {
				return inner, w, true
			}
		}
	}
	return nil, 0, false
}
