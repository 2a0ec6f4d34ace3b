package policy

import (
	"slices"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/source"
)

// Locate returns the place of a path in the document's text. A path that leads
// nowhere is located at the deepest value on its way that exists, and ok is
// false. Of a name that occurs twice the last is meant, as in Parse; but the
// path of a problem leads to the copy that has the problem.
func (d *Document) Locate(path source.Path) (at source.Span, ok bool) {
	if len(d.Text) == 0 || len(d.Problems) > 0 && d.Problems[0].Kind == NotJSON {
		return source.Span{Start: 0, End: len(d.Text)}, len(path) == 0
	}
	if at, ok := d.problemAt(path); ok {
		return at, true
	}
	value := root(d.Text)
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

// problemAt returns the place of the first problem of that path in a document
// where the path alone does not tell.
func (d *Document) problemAt(path source.Path) (source.Span, bool) {
	if d.repeats {
		for i := range d.Problems {
			if slices.Equal(d.Problems[i].Path, path) {
				return d.Problems[i].Span, true
			}
		}
	}
	return source.Span{}, false
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
