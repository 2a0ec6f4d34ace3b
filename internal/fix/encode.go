package fix

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// style is how a document is laid out, so that what is put into it looks like
// what stands around it.
type style struct {
	lines  bool   // written over several lines
	unit   string // one step of indentation
	spaced bool   // a blank behind colons and commas
	feed   string // what ends a line
}

// styleOf reads the layout off a document's text.
func styleOf(text []byte) style {
	s := style{unit: "  ", spaced: true, feed: "\n"}
	switch {
	case bytes.Contains(text, []byte("\r\n")):
		s.feed = "\r\n"
	case !bytes.Contains(text, []byte("\n")) && bytes.Contains(text, []byte("\r")):
		s.feed = "\r"
	}
	_, rest, several := bytes.Cut(bytes.TrimSpace(text), []byte(s.feed))
	if !several {
		s.spaced = bytes.Contains(text, []byte(`": `))
		return s
	}
	s.lines = true
	indent := rest[:len(rest)-len(bytes.TrimLeft(rest, " \t"))]
	// What ends a document inside of a file stands as far in as what holds it.
	last := text[bytes.LastIndexByte(bytes.TrimSpace(text), '\n')+1:]
	indent = bytes.TrimPrefix(indent, last[:len(last)-len(bytes.TrimLeft(last, " \t"))])
	if len(indent) > 0 {
		s.unit = string(indent)
	}
	return s
}

// rank is the order in which people write the members of a document (IAM User
// Guide, Grammar of the IAM JSON policy language).
var rank = map[string]int{
	"Version": 1, "Id": 2, "Statement": 3, "Sid": 4, "Effect": 5, "Principal": 6, "NotPrincipal": 7,
	"Action": 8, "NotAction": 9, "Resource": 10, "NotResource": 11, "Condition": 12,
}

func sortedNames(members map[string]any) []string {
	return slices.SortedFunc(maps.Keys(members), memberOrder)
}

func memberOrder(a, b string) int {
	return cmp.Or(cmp.Compare(place(a), place(b)), strings.Compare(a, b))
}

// place puts what the grammar does not know behind what it knows.
func place(name string) int {
	if at := rank[name]; at > 0 {
		return at
	}
	return len(rank) + 1
}

// encode writes a value behind an indentation.
func (s style) encode(v any, indent string) string {
	switch v := v.(type) {
	case map[string]any:
		parts := make([]string, 0, len(v))
		for _, name := range sortedNames(v) {
			parts = append(parts, s.member(name, v[name], indent+s.unit))
		}
		return s.join("{", parts, "}", indent)
	case []any:
		parts := make([]string, len(v))
		scalars := true
		for i, item := range v {
			parts[i] = s.encode(item, indent+s.unit)
			_, object := item.(map[string]any)
			scalars = scalars && !object
		}
		if scalars && len(v) < 2 {
			return "[" + strings.Join(parts, "") + "]"
		}
		return s.join("[", parts, "]", indent)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("fix: a value of a rule has no JSON: " + err.Error())
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func (s style) member(name string, value any, indent string) string {
	colon := ":"
	if s.spaced {
		colon = ": "
	}
	return s.encode(name, "") + colon + s.encode(value, indent)
}

func (s style) join(open string, parts []string, end, indent string) string {
	switch {
	case len(parts) == 0:
		return open + end
	case s.lines:
		inner := s.lineFeed() + indent + s.unit
		return open + inner + strings.Join(parts, ","+inner) + s.lineFeed() + indent + end
	}
	return open + strings.Join(parts, s.comma()) + end
}

func (s style) lineFeed() string { return cmp.Or(s.feed, "\n") }

func (s style) comma() string {
	if s.spaced {
		return ", "
	}
	return ","
}
