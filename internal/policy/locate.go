package policy

import (
	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/source"
)

// Locate returns the place of a path in the document's text. A path that leads
// nowhere is located at the deepest value on its way that exists, and ok is
// false. Of a name that occurs twice the last is meant, as in Parse.
func (d *Document) Locate(path source.Path) (at source.Span, ok bool) {
	if len(d.Text) == 0 || !gjson.ValidBytes(d.Text) {
		return source.Span{Start: 0, End: len(d.Text)}, len(path) == 0
	}
	value := root(d.Text, gjson.ParseBytes(d.Text))
	for _, step := range path {
		key, next := child(value, step)
		switch {
		case next.Raw == "":
			return span(value), false
		case step.Key:
			return span(key), true
		}
		value = next
	}
	return span(value), true
}

// child returns the last member or element that the step names.
func child(parent gjson.Result, step source.Step) (key, value gjson.Result) {
	if step.Array != parent.IsArray() || !step.Array && !parent.IsObject() {
		return
	}
	i := 0
	parent.ForEach(func(k, v gjson.Result) bool {
		if step.Array && i == step.Index || !step.Array && k.Str == step.Name {
			key, value = k, v
		}
		i++
		return true
	})
	return key, value
}
