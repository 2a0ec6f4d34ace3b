package hostile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// node is a JSON value that keeps what encoding/json throws away: the order of
// members, and members of one name.
type node struct {
	kind  byte // '{', '[' or, for everything else, 's'
	names []string
	items []*node // members of an object or elements of a list
	raw   string  // the text of a scalar, which may be no JSON after a mutation
}

// parseNode reads text; ok is false where it is no JSON.
func parseNode(text []byte) (n *node, ok bool) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	n, err := readNode(d)
	return n, err == nil
}

func readNode(d *json.Decoder) (*node, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch t := token.(type) {
	case json.Delim:
		n := &node{kind: byte(t)}
		for d.More() {
			if n.kind == '{' {
				name, err := d.Token()
				if err != nil {
					return nil, err
				}
				n.names = append(n.names, name.(string))
			}
			item, err := readNode(d)
			if err != nil {
				return nil, err
			}
			n.items = append(n.items, item)
		}
		_, err := d.Token()
		return n, err
	case string:
		return scalar(quoted(t)), nil
	case json.Number:
		return scalar(t.String()), nil
	default:
		raw, err := json.Marshal(t)
		return scalar(string(raw)), err
	}
}

func scalar(raw string) *node { return &node{kind: 's', raw: raw} }

func quoted(s string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		panic(fmt.Sprintf("a string always is JSON: %v", err))
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// text is the string that a scalar is; ok is false for others.
func (n *node) text() (s string, ok bool) {
	if n.kind != 's' || !strings.HasPrefix(n.raw, `"`) {
		return "", false
	}
	return s, json.Unmarshal([]byte(n.raw), &s) == nil
}

// clone copies a value, so that a mutation here is none there.
func (n *node) clone() *node {
	c := *n
	c.names = append([]string(nil), n.names...)
	c.items = make([]*node, len(n.items))
	for i, item := range n.items {
		c.items[i] = item.clone()
	}
	return &c
}

// write lays a value out with an indent, or in one line where it is negative.
func (n *node) write(b *strings.Builder, depth, indent int) {
	if n.kind == 's' {
		b.WriteString(n.raw)
		return
	}
	b.WriteByte(n.kind)
	for i, item := range n.items {
		if i > 0 {
			b.WriteByte(',')
		}
		newLine(b, depth+1, indent)
		if n.kind == '{' {
			b.WriteString(quoted(n.names[i]))
			b.WriteString(": ")
		}
		item.write(b, depth+1, indent)
	}
	if len(n.items) > 0 {
		newLine(b, depth, indent)
	}
	b.WriteByte(n.kind + 2) // } and ] stand two after { and [
}

func newLine(b *strings.Builder, depth, indent int) {
	if indent >= 0 {
		b.WriteByte('\n')
		b.WriteString(strings.Repeat(" ", depth*indent))
	}
}

// spot is a value within another: the item at, of in.
type spot struct {
	in *node
	at int
}

func (s spot) node() *node     { return s.in.items[s.at] }
func (s spot) put(value *node) { s.in.items[s.at] = value }
func (s spot) remove() {
	s.in.items = append(s.in.items[:s.at:s.at], s.in.items[s.at+1:]...)
	if s.in.kind == '{' {
		s.in.names = append(s.in.names[:s.at:s.at], s.in.names[s.at+1:]...)
	}
}

func (s spot) again(value *node) {
	s.in.items = append(s.in.items, value)
	if s.in.kind == '{' {
		s.in.names = append(s.in.names, s.in.names[s.at])
	}
}

// name is the member's name, or that of the list around it.
func (s spot) name() string {
	if s.in.kind == '{' {
		return s.in.names[s.at]
	}
	return "[]"
}

// spots lists every value below n.
func (n *node) spots() (list []spot) {
	for i, item := range n.items {
		list = append(list, spot{n, i})
		list = append(list, item.spots()...)
	}
	return list
}
