package terraform

import (
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Kind is what a value is.
type Kind uint8

// The kinds of values. A null is what was not set.
const (
	Null Kind = iota
	Scalar
	List
	Mapping
)

// Value is a value of a resource with its place. Its texts may hold unknowns, see
// package unknown.
type Value struct {
	Kind    Kind
	Text    string // of a scalar; numbers and words as they are written
	At      input.Place
	Items   []*Value
	Members []Member
	// Open: nobody knows what stands here, nor of which kind it is. Text is then
	// the unknown.
	Open bool
	// Word: a number, true or false, not a text.
	Word bool
	// Encoded: the value stands for the text that jsonencode makes of it.
	Encoded bool
	// Origin is where the text stands as it is, letter by letter, with its file;
	// a text that was made has none.
	Origin source.Origin
}

// Member is a member of a mapping.
type Member struct {
	Name  string
	At    input.Place
	Value *Value
}

// Get returns the last member of that name that is set, nil if there is none. It
// may be asked of nil.
func (v *Value) Get(name string) *Value {
	if v == nil || v.Kind != Mapping {
		return nil
	}
	for i := len(v.Members) - 1; i >= 0; i-- {
		if m := v.Members[i]; m.Name == name {
			if m.Value.Kind == Null {
				return nil
			}
			return m.Value
		}
	}
	return nil
}

// Path follows names down; blocks of which there can be one are lists of one.
func (v *Value) Path(names ...string) *Value {
	for _, name := range names {
		if v != nil && v.Kind == List && len(v.Items) > 0 {
			v = v.Items[0]
		}
		v = v.Get(name)
	}
	return v
}

// string returns the text of a member, empty if there is none.
func (v *Value) string(names ...string) string {
	if m := v.Path(names...); m != nil && m.Kind == Scalar {
		return m.Text
	}
	return ""
}

// each returns the elements of a list that are set. A value that stands where a
// list belongs is its element.
func (v *Value) each() (items []*Value) {
	if v == nil || v.Kind == Null {
		return nil
	}
	if v.Kind != List {
		return []*Value{v}
	}
	for _, item := range v.Items {
		if item.Kind != Null {
			items = append(items, item)
		}
	}
	return items
}

// Texts returns the texts of a list.
func (v *Value) Texts() (texts []string) {
	for _, item := range v.each() {
		if item.Kind == Scalar && item.Text != "" {
			texts = append(texts, item.Text)
		}
	}
	return texts
}

// Text returns a text that stands at the place of another value.
func Text(text string, at input.Place) *Value { return &Value{Kind: Scalar, Text: text, At: at} }

// Object returns a mapping.
func Object(at input.Place, members ...Member) *Value {
	return &Value{Kind: Mapping, At: at, Members: members}
}

// with returns the mapping with one more member, where there is a value.
func (v *Value) with(name string, value *Value) *Value {
	if value != nil {
		v.Members = append(v.Members, Member{name, value.At, value})
	}
	return v
}

// maxValues bounds what one file is taken apart into.
const maxValues = 4_000_000

// reader makes values of JSON.
type reader struct {
	file *source.File
	left int
	// within leads spans of the text to the file, where it is not the file's own.
	within func(source.Span) source.Span
}

func (r *reader) place(v gjson.Result) input.Place {
	at := source.Span{Start: v.Index, End: v.Index + len(v.Raw)}
	if r.within != nil {
		at = r.within(at)
	}
	return input.Place{File: r.file, Span: at}
}

// value reads a JSON value.
func (r *reader) value(v gjson.Result) *Value {
	r.left--
	out := &Value{At: r.place(v)}
	switch {
	case r.left < 0 || v.Type == gjson.Null:
	case v.IsArray():
		out.Kind = List
		v.ForEach(func(_, item gjson.Result) bool {
			out.Items = append(out.Items, r.value(item))
			return r.left > 0
		})
	case v.IsObject():
		out.Kind = Mapping
		v.ForEach(func(key, item gjson.Result) bool {
			out.Members = append(out.Members, Member{strings.Clone(key.Str), r.place(key), r.value(item)})
			return r.left > 0
		})
	case v.Type == gjson.String:
		out.Kind, out.Text = Scalar, strings.Clone(v.Str)
		if r.within == nil {
			out.Origin = source.Origin{File: r.file, Span: source.Span{Start: v.Index + 1, End: v.Index + len(v.Raw) - 1},
				Encodings: []source.Encoding{source.JSONString}}
		}
	default:
		out.Kind, out.Text, out.Word = Scalar, strings.Clone(v.Raw), true
	}
	return out
}

// ParseJSON reads a text that is JSON; ok is false for one that is none. All of
// it stands where the text does.
func ParseJSON(text string, at input.Place) (v *Value, ok bool) {
	if !gjson.Valid(text) {
		return nil, false
	}
	r := reader{file: at.File, left: maxValues, within: func(source.Span) source.Span { return at.Span }}
	return r.value(gjson.Parse(text)), true
}
