package awsconfig

import (
	"bytes"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// node is a JSON value of the file, or of the text inside a string of it: every
// API of AWS Config has other parts of an item as strings. At leads a span of
// the text to the file.
type node struct {
	r         *input.Reader
	v         gjson.Result
	encodings []source.Encoding
	at        func(source.Span) source.Span
}

func top(r *input.Reader, v gjson.Result) node {
	return node{r: r, v: v, at: func(s source.Span) source.Span { return s }}
}

func (n node) with(v gjson.Result) node { n.v = v; return n }

func (n node) exists() bool { return n.v.Exists() && n.v.Type != gjson.Null }

func (n node) span() source.Span {
	return source.Span{Start: n.v.Index, End: n.v.Index + len(n.v.Raw)}
}

func (n node) place() input.Place { return input.Place{File: n.r.File, Span: n.at(n.span())} }

// get returns a member, opened. It does not exist where there is none, and is
// null where the item says so.
func (n node) get(name string) node { return n.with(input.Find(n.v, name)).open() }

// open returns what a string of JSON holds; any other value as it is.
func (n node) open() node {
	if n.v.Type != gjson.String || !strings.ContainsAny(first(n.v.Str), `{["`) {
		return n
	}
	inner, ok := n.inside()
	if !ok {
		return n
	}
	return inner.open()
}

// first is the first character that is no white space, or a space.
func first(text string) string {
	if text = strings.TrimLeft(text, " \t\r\n"); text != "" {
		return text[:1]
	}
	return " "
}

// inside returns the JSON value that a string holds.
func (n node) inside() (node, bool) {
	origin := n.content()
	text, err := origin.Decode()
	if err != nil || policy.CheckJSON(text) != nil {
		return node{}, false
	}
	start := len(text) - len(bytes.TrimLeft(text, " \t\r\n"))
	v := gjson.ParseBytes(text[start:])
	v.Index = start
	var locate func(source.Span) source.Span
	return node{r: n.r, v: v, encodings: origin.Encodings, at: func(s source.Span) source.Span {
		if locate == nil {
			locate = origin.Locator()
		}
		return locate(s)
	}}, true
}

// content is where the text between the quotes of a string lies.
func (n node) content() source.Origin {
	at := n.span()
	return source.Origin{File: n.r.File, Span: n.at(source.Span{Start: at.Start + 1, End: at.End - 1}),
		Encodings: append(n.encodings[:len(n.encodings):len(n.encodings)], source.JSONString)}
}

// text returns a string, or a number as it is written.
func (n node) text() string {
	switch n.v.Type {
	case gjson.String:
		return strings.Clone(n.v.Str)
	case gjson.Number:
		return strings.Clone(n.v.Raw)
	}
	return ""
}

// flag returns a boolean; the history has them as strings.
func (n node) flag() bool {
	return n.v.Type == gjson.True || n.v.Type == gjson.String && strings.EqualFold(n.v.Str, "true")
}

// each visits the elements of an array, opened; of any other value it notes that
// it is odd.
func (n node) each(visit func(node)) {
	if !n.v.IsArray() {
		n.r.OddAt(n.place(), n.v.Type.String(), "array")
		return
	}
	n.v.ForEach(func(_, item gjson.Result) bool {
		visit(n.with(item).open())
		return true
	})
}

// tags reads a list of tags or the map that an item has.
func (n node) tags() input.Setting[[]input.Tag] {
	list := []input.Tag{}
	switch {
	case n.v.IsArray():
		n.each(func(tag node) {
			list = append(list, input.Tag{Key: tag.get("key").text(), Value: tag.get("value").text()})
		})
	case n.v.IsObject():
		n.v.ForEach(func(key, value gjson.Result) bool {
			list = append(list, input.Tag{Key: strings.Clone(key.Str), Value: strings.Clone(value.Str)})
			return true
		})
	default:
		return input.Setting[[]input.Tag]{}
	}
	return stated(n, list)
}

// document reads the policy document in the member called name: an object, or a
// string that holds it, percent-encoded where it is IAM's. Nil is none.
func (n node) document(name string, of policy.Type) *policy.Document {
	v := n.with(input.Find(n.v, name))
	for v.v.Type == gjson.String && first(v.v.Str) == `"` {
		inner, ok := v.inside()
		if !ok {
			break
		}
		v = inner
	}
	switch {
	case v.v.IsObject():
		return policy.Parse(source.Origin{File: n.r.File, Span: v.at(v.span()), Encodings: v.encodings}, of)
	case v.v.Type != gjson.String:
		return nil
	}
	origin := v.content()
	if first(v.v.Str) == "%" {
		origin.Encodings = append(origin.Encodings, source.Percent)
	}
	return policy.Parse(origin, of)
}

func stated[T any](n node, value T) input.Setting[T] {
	return input.Setting[T]{State: input.Present, Value: value, At: n.place()}
}
